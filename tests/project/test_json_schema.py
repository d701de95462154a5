"""What an editor lets pass by the schema, `check` reads, and what it marks, `check` tells."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from small_project import FILES, write_project

from studygen.knowledge.source import Source
from studygen.knowledge.yaml.loader import load_entries, load_record
from studygen.project.json_schema import json_schema
from studygen.project.project import load


class CoreLoader(yaml.SafeLoader):
    """YAML as editors read it: its core schema, for which neither `yes` nor a date is anything but a text."""


CoreLoader.yaml_implicit_resolvers = {
    first: [each for each in resolvers if not each[0].endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("true|True|TRUE|false|False|FALSE"), [*"tTfF"]
)

TERM = """\
- term: mat
  name: mat
  meaning: What the cat sat on.
  voice: author
  passages: ["The cat sat on the mat."]
"""
DATE = """\
- date: theft
  when: {text: "1917", sort: "1917", precision: year}
  event: The dog takes it.
  voice: fact
  passages: ["In 1917 the dog took the mat"]
"""
# What is done to a file, and whether it is right afterwards.
CASES: list[tuple[str, str, str, bool]] = [
    (TERM, "name: mat", "name: 1984", True),
    (TERM, "name: mat", "name: 1.5", True),
    (TERM, "name: mat", "name: true", True),
    (TERM, "name: mat", "name: no", True),
    (TERM, "name: mat", "name: 2026-01-01", True),
    (TERM, "name: mat", "name: null", False),
    (TERM, "name: mat", "name:", False),
    (TERM, "name: mat", "name: [mat]", False),
    (TERM, "name: mat", "name: {mat: 1}", False),
    (TERM, "term: mat", "term: 1984", True),
    (TERM, "term: mat", "term: Mat", False),
    (TERM, "term: mat", "term: -5", False),
    (TERM, "  name: mat\n", "", False),
    (TERM, "  name: mat\n", "  nmae: mat\n", False),
    (TERM, 'passages: ["The cat sat on the mat."]', 'passages: "The cat sat on the mat."', True),
    (TERM, 'passages: ["The cat sat on the mat."]', "passages: []", False),
    (TERM, 'passages: ["The cat sat on the mat."]', "passages:", False),
    *(
        (TERM, "  voice: author\n", f"  voice: author\n  {line}\n", is_right)
        for line, is_right in [
            ("hint: null", True),
            ("hint: ~", True),
            ("hint:", True),
            ("hint: {a: b}", False),
            ("note: null", True),
            ("tags:", True),
            ("tags: null", True),
            ("tags: topic::mats", True),
            ("tags: [topic::mats, topic::property]", True),
            ("aliases: rug", True),
            ("aliases: [rug, carpet]", True),
            ("aliases: rug, carpet", False),
            ("aliases: {rug: carpet}", False),
            ("see: [mat, 5, [a]]", False),
            ("typed: true", True),
            ("typed: yes", True),
            ("typed: maybe", False),
            ("typed: 5", False),
            ("image: cat.png", False),
            ("image: {file: cat.png}", False),
            ("image:", True),
            ("cards: []", True),
            ("cards: meaning", True),
            ("questions: {id: why, ask: 'Why so?', answer: 3, passages: The cat sat.}", True),
            ("questions: [{id: why, ask: 'Why so?', passages: [The cat sat.]}]", False),
            ("questions: {id: why, cloze: 'The {{a::cat}}.', passages: The cat.}", True),
            ("allow: {lonely-tag: It is.}", True),
            ("allow: {lonely-tag: null}", False),
        ]
    ),
    (TERM, "  voice: author\n", "", True),  # source.yaml may have one for all
    *(
        (DATE, 'when: {text: "1917", sort: "1917", precision: year}', f"when: {when}", is_right)
        for when, is_right in [
            ("1917", True),
            ('"1917"', True),
            ("800", True),
            ("0800", True),
            ("1917-11", True),
            ("1917-11-07", True),
            ("{text: 1917}", True),
            ("{text: in autumn, sort: 1962}", True),
            ("{text: in autumn, sort: 1962, until: 1964}", True),
            ("{text: in autumn, sort: 1962, precision: null}", True),
            ("{text: in autumn, sort: autumn, precision: year}", False),
            ("{text: in autumn, sort: 19622}", False),
            ("{text: in autumn, sort: 1962, precision: week}", False),
            ("{sort: 1962}", False),
            ("in autumn", False),
            ("[1917]", False),
            ("null", False),
        ]
    ),
]


def is_read(kind: str, text: str) -> bool:
    """Tell whether `check` reads a file without an error."""
    file = Path("some.yaml")
    if kind == "entries":
        return not load_entries(text, file).problems
    return not load_record(Source, text, file)[1]


def is_let_pass(kind: Any, text: str) -> bool:
    """Tell whether an editor marks nothing in a file."""
    return jsonschema.Draft202012Validator(json_schema(kind)).is_valid(yaml.load(text, CoreLoader))  # noqa: S506  # a safe one


@pytest.mark.parametrize(("text", "old", "new", "is_right"), CASES, ids=[case[2].strip() for case in CASES])
def test_what_an_editor_lets_pass_is_what_check_reads(text: str, old: str, new: str, is_right: bool) -> None:
    assert text.count(old) == 1
    changed = text.replace(old, new)
    assert is_read("entries", changed) == is_right
    assert is_let_pass("entries", changed) == is_right


@pytest.mark.parametrize(
    ("language", "tag"),
    [
        ("de", "de"),
        ("german", "de"),
        ("Deutsch", "de"),
        ("français", "fr"),
        ("русский", "ru"),
        ("EN-us", "en-US"),
        ("zh_hant", "zh-Hant"),
        ("no language", None),
        ("klingonese", None),
    ],
)
def test_a_language_may_be_written_as_people_write_it(tmp_path: Path, language: str, tag: str | None) -> None:
    source = FILES["source/source.yaml"].replace("text: text.txt", f"text: text.txt\nlanguage: {language}")
    root = write_project(tmp_path, {"source/source.yaml": source})
    assert is_read("source", source) == is_let_pass("source", source) == (tag is not None)
    if tag:
        assert load(root).knowledge.sources[0].spec.language_tag == tag


def test_voices_may_be_names_alone_and_one_speaks_where_none_is_named(tmp_path: Path) -> None:
    source = (
        FILES["source/source.yaml"]
        .replace("author: {name: A. Pet}", "author: A. Pet")
        .replace("voices:", "voice: author\nvoices:")
    )
    terms = FILES["source/terms.yaml"].replace("  voice: author\n", "")
    root = write_project(tmp_path, {"source/source.yaml": source, "source/terms.yaml": terms})
    assert is_let_pass("source", source)
    assert is_let_pass("entries", terms)
    assert load(root).knowledge.by_id["mat"].voice == "author"
    before = load(write_project(tmp_path / "as it was"))
    assert [(note.id, note.fields) for note in load(root).notes] == [
        (note.id, note.fields) for note in before.notes
    ]


def test_no_editor_writes_out_what_says_nothing() -> None:
    for kind in ("entries", "source", "deck", "project"):
        assert '"default": null' not in json.dumps(json_schema(kind))  # type: ignore[arg-type]  # each is one


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("Term", ["term", "was", "name", "aliases", "typed", "short", "meaning", "voice", "passages"]),
        ("Figure", ["figure", "was", "name", "aliases", "typed", "short", "who", "voice", "passages"]),
        ("Date", ["date", "was", "short", "when", "event", "voice", "passages", "before", "after"]),
        ("Argument", ["argument", "was", "short", "claim", "premises", "conclusion"]),
    ],
)
def test_keys_come_in_the_order_in_which_they_are_written(kind: str, first: list[str]) -> None:
    assert list(json_schema("entries")["$defs"][kind]["properties"])[: len(first)] == first
