"""Ids are changed as an author would change them: whatever else is in a file stays as it is, to the byte."""

from pathlib import Path

import pytest

from studygen.knowledge.yaml.editor import YamlEditor
from studygen.problems import FaultyFilesError, Place, StudygenError

FILE = Path("mats.yaml")


def edited(source: str, *, was: tuple[str, ...] = ("mat",), new: str = "carpet", known: str = "mat") -> str:
    """Return a file whose first thing was given another id and a list of earlier ones."""
    editor = YamlEditor(source, FILE)
    line, column = _position(source, f" {known}", f'"{known}"', f"'{known}'")
    editor.rename(Place(FILE, line, column), known, new)
    start = len(source) - len(source.lstrip("- "))
    editor.list_ids(
        Place(FILE, 1, start + 1), "was", was, behind=source[start:].lstrip("{").partition(":")[0]
    )
    return editor.result()[0]


def _position(source: str, *written: str) -> tuple[int, int]:
    at = min(source.find(each) + each.startswith(" ") for each in written if each in source)
    return source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- term: mat\n  name: x\n", "- term: carpet\n  was: [mat]\n  name: x\n"),
        (
            "- term: mat  # floor\n\n  # more\n  a: b",
            "- term: carpet  # floor\n  was: [mat]\n\n  # more\n  a: b",
        ),
        ("-   term: 'mat'", "-   term: 'carpet'\n    was: [mat]"),
        ('- {term: "mat", name: x}  # y\n', '- {term: "carpet", was: [mat], name: x}  # y\n'),
        ("- term: mat\r\n  name: 😀\r\n", "- term: carpet\r\n  was: [mat]\r\n  name: 😀\r\n"),
        ("- term: mat\n  x: y\n  was: []\n", "- term: carpet\n  x: y\n  was: [mat]\n"),
        ("- term:\n    mat\n  name: x\n", "- term:\n    carpet\n  was: [mat]\n  name: x\n"),
    ],
)
def test_an_earlier_id_comes_behind_the_id(before: str, after: str) -> None:
    assert edited(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  was: [rug]  # x\n", "  was: [rug, mat]  # x\n"),
        ("  was: [\n    rug,  # x\n  ]\n", "  was: [\n    rug, mat,  # x\n  ]\n"),
        ("  was:\n    - rug  # x\n\n  # y\n", "  was:\n    - rug  # x\n    - mat\n\n  # y\n"),
        ("  was:\n  - rug\n", "  was:\n  - rug\n  - mat\n"),
        ("  was:\r\n  -   rug", "  was:\r\n  -   rug\r\n  -   mat"),
    ],
)
def test_a_later_one_is_added_as_the_others_are_written(before: str, after: str) -> None:
    start = "- term: mat\n"
    assert edited(f"{start}{before}", was=("rug", "mat")) == f"- term: carpet\n{after}"


@pytest.mark.parametrize("listed", ["was: [mat]", "was:\n    - mat  # x", "was:\n  - mat"])
def test_another_one_may_come_first(listed: str) -> None:
    assert edited(f"- term: mat\n  {listed}\n  a: b\n", was=("rug", "mat")).endswith(
        "was: [rug, mat]\n  a: b\n"
    ) or ("# x" in listed)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- term: mat\n  was: [rug]  # x\n  # y\n  a: b\n", "- term: rug\n  # y\n  a: b\n"),
        ("- term: mat\n  was:\n    - rug\n", "- term: rug\n"),
        ("- {term: mat, was: [rug], a: b}\n", "- {term: rug, a: b}\n"),
        ("- {term: mat, was: [rug]}\n", "- {term: rug}\n"),
    ],
)
def test_the_list_goes_when_nothing_is_left_of_it(before: str, after: str) -> None:
    assert edited(before, was=(), new="rug") == after


def test_a_key_is_changed_where_it_is_the_id() -> None:
    source = "- term: rug\n  apart:\n    mat:  # x\n      mat: mat\n    'dog': {a: b}\n"
    editor = YamlEditor(source, FILE)
    editor.rename(Place(FILE, 4, 7), "mat", "carpet")
    editor.rename(Place(FILE, 5, 12), "dog", "hound")
    text, changes = editor.result()
    assert text == source.replace("\n    mat:", "\n    carpet:").replace("'dog'", "'hound'")
    assert list(map(str, (change.place for change in changes))) == ["mats.yaml:3:5", "mats.yaml:5:5"]


def test_what_was_changed_is_told_with_its_place_afterwards() -> None:
    editor = YamlEditor("- term: mat\n  see: [dog]\n", FILE)
    editor.rename(Place(FILE, 2, 9), "dog", "hound")
    editor.rename(Place(FILE, 1, 9), "mat", "carpet")
    editor.list_ids(Place(FILE, 1, 3), "was", ["mat"], behind="term")
    assert [f"{change.place}: {change.what}" for change in editor.result()[1]] == [
        "mats.yaml:1:9: mat → carpet",
        "mats.yaml:2:3: was: [mat]",
        "mats.yaml:3:9: dog → hound",
    ]


def test_what_is_written_in_odd_ways_is_left_alone() -> None:
    with pytest.raises(
        StudygenError, match=r"^mats.yaml:1:9: this is written in a way that cannot be changed"
    ):
        rename_at("- term: |\n    mat\n  a: b\n", 9)


def test_an_id_in_quotes_with_escapes_is_changed_as_well() -> None:
    assert rename_at('- term: "m\\x61t"\n', 9) == '- term: "carpet"\n  was: [mat]\n'


def rename_at(source: str, column: int) -> str:
    """Return a file whose id at a column of the first line was changed."""
    editor = YamlEditor(source, FILE)
    editor.rename(Place(FILE, 1, column), "mat", "carpet")
    editor.list_ids(Place(FILE, 1, 3), "was", ["mat"], behind="term")
    return editor.result()[0]


def test_a_file_that_cannot_be_read_is_told_as_always() -> None:
    with pytest.raises(FaultyFilesError, match=r"mats.yaml:2:1: this is not YAML"):
        YamlEditor("- [", FILE)
