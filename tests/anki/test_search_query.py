"""Selections compared with Anki's own.

`python tests/anki/test_search_query.py --rewrite` asks Anki again for what search_cases.json
expects; a new case needs its search only. The file serves every implementation of the search language.
"""

import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import anki.buildinfo
import pytest
from anki.collection import Collection
from hypothesis import given
from hypothesis import strategies as st
from search_cases import (
    CASES,
    COLLECTION_CASES,
    FAULT_CASES,
    JOINED_CASES,
    NOTE_TYPE_CASES,
    PIECES,
    ROOT,
    ROOTED_CASES,
    ROOTED_NOTES,
    TAG_CASES,
    Case,
    Note,
    read_cases,
    we_find,
)
from thoroughness import examples

from studygen.anki.search_query import Search, SearchError, parse
from studygen.problems import StudygenError

VERSION = tuple(map(int, re.findall(r"\d+", anki.buildinfo.version)))


Find = Callable[[str], list[int]]


@contextmanager
def anki_with(notes: Iterable[Note], folder: Path) -> Iterator[Find]:
    """Make a collection of these notes and give a function that searches it."""
    collection = Collection(str(folder / "collection.anki2"))
    deck = collection.decks.id("Default")
    basic = collection.models.by_name("Basic")
    assert deck
    assert basic
    ids = {}
    for note in notes:
        if not collection.models.by_name(note.note_type):
            collection.models.add_dict(collection.models.copy(basic, add=False) | {"name": note.note_type})
        note_type = collection.models.by_name(note.note_type)
        assert note_type
        added = collection.new_note(note_type)
        added.fields[0] = str(note.id)
        added.tags = note.tags
        collection.add_note(added, deck)
        ids[added.id] = note.id
    yield lambda search: sorted(ids[note_id] for note_id in collection.find_notes(search))
    collection.close()


# Single terms and values


@pytest.mark.parametrize(
    ("tag", "search", "matches"),
    TAG_CASES,
)
def test_a_tag_is_found_as_anki_finds_it(tag: str, search: str, matches: bool) -> None:
    assert parse(search).matches([tag], "Essay term") is matches
    assert parse(f"-{search}").matches(["other", tag], "Essay term") is not matches


@pytest.mark.parametrize(
    ("name", "search", "matches"),
    NOTE_TYPE_CASES,
)
def test_a_note_type_is_found_as_anki_finds_it(name: str, search: str, matches: bool) -> None:
    assert parse(search).matches([], name) is matches
    assert parse(f"-{search}").matches([], name) is not matches


@pytest.mark.parametrize(
    ("tags", "search", "matches"),
    JOINED_CASES,
)
def test_terms_are_joined_as_anki_joins_them(tags: list[str], search: str, matches: bool) -> None:
    assert parse(search).matches(tags, "Essay term") is matches


def test_a_search_tells_its_terms_each_a_search_of_its_own() -> None:
    search = parse('tag:a -("tag:b" or Note:"c d")')
    assert [(term.text, term.position) for term in search.terms] == [
        ("tag:a", 0),
        ('"tag:b"', 8),
        ('Note:"c d"', 19),
    ]
    assert [term.matches(["b"], "c d") for term in search.terms] == [False, True, True]
    assert parse("").terms == ()
    assert [term.text for term in parse(" (tag:a)").terms] == ["tag:a"]


def test_a_search_tells_what_it_is_made_of() -> None:
    def shown(search: Search) -> str:
        inner = "; ".join(map(shown, search.parts))
        return f"{search.kind} {search.text} [{inner}]" if inner else f"{search.kind} {search.value}"

    assert shown(parse(' tag:a -("tag:b c" or note:d) or ( (tag:e) and tag:f )')) == (
        'any tag:a -("tag:b c" or note:d) or ( (tag:e) and tag:f )'
        ' [all tag:a -("tag:b c" or note:d)'
        ' [tag a; not -("tag:b c" or note:d) [any ("tag:b c" or note:d) [tag b c; note d]]];'
        " all ( (tag:e) and tag:f ) [tag e; tag f]]"
    )
    assert shown(parse(" ")) == "all "


@examples(100, 500)
@given(
    st.recursive(
        st.sampled_from(["tag:a", "note:b", '"tag:c"']),
        lambda inner: st.one_of(
            inner.map(lambda text: f"-({text})"),
            st.lists(inner, min_size=1, max_size=3).map(" ".join),
            st.lists(inner, min_size=1, max_size=3).map(lambda texts: f"({' or '.join(texts)})"),
        ),
    )
)
def test_each_part_of_a_search_is_written_as_a_search_of_the_same_meaning(expression: str) -> None:
    def check(part: Search) -> None:
        again = parse(part.text)
        for tags in ([], ["a"], ["c"], ["a", "c"]):
            assert again.matches(tags, "b") is part.matches(tags, "b")
        for inner in part.parts:
            check(inner)

    check(parse(expression))


def test_many_stars_do_not_take_ages() -> None:
    assert not parse("tag:" + "*a" * 40 + "*b").matches(["a" * 2000], "Essay term")


# Refusals


@pytest.mark.parametrize(
    ("search", "position", "message"),
    FAULT_CASES,
)
def test_a_fault_is_refused_with_its_place_and_what_would_be_right(
    search: str, position: int, message: str
) -> None:
    with pytest.raises(SearchError) as caught:
        parse(search)
    assert (caught.value.message, caught.value.position) == (message, position)


@pytest.mark.parametrize("search", COLLECTION_CASES)
def test_what_needs_a_collection_is_refused(search: str) -> None:
    with pytest.raises(StudygenError, match=": is not supported, only tag: and note: are"):
        parse(search)


def test_groups_side_by_side_are_not_nested() -> None:
    assert parse("(tag:a)" * 101).matches(["a"], "Essay term")


def test_the_error_shows_where() -> None:
    with pytest.raises(SearchError) as caught:
        parse("tag:a\n\tor")
    assert str(caught.value) == 'a term is missing after "or"\n    tag:a  or\n           ^'


# The case file


def write_cases(notes: list[Note], cases: list[Case]) -> None:
    def shown(character: str) -> str:
        return character if character.isprintable() else f"\\u{ord(character):04x}"

    def lines(rows: list[Note] | list[Case]) -> str:
        texts = (json.dumps(row._asdict(), ensure_ascii=False) for row in rows)
        return ",\n".join(f"    {''.join(map(shown, text))}" for text in texts)

    CASES.write_text(
        f'{{\n  "notes": [\n{lines(notes)}\n  ],\n  "cases": [\n{lines(cases)}\n  ]\n}}\n', "utf-8"
    )


def test_the_case_file_holds_for_us() -> None:
    notes, cases = read_cases()
    assert [Case(search, we_find(search, notes)) for search, _ in cases] == cases


def test_the_case_file_holds_for_anki(tmp_path: Path) -> None:
    notes, cases = read_cases()
    with anki_with(notes, tmp_path) as find:
        assert [Case(search, find(search)) for search, _ in cases] == cases


@pytest.mark.skipif(VERSION < (26, 8), reason="older ones know the plain and the ideographic space only")
@pytest.mark.parametrize("space", ["\t", "\n", "\r", "\x0b", "\x85", "\u00a0", "\u2003", "\u2028"])
def test_every_white_space_is_a_space_to_anki(find: Find, space: str) -> None:
    for search in (f"tag:ix{space}or{space}tag:eco", f'note:"Essay{space}term"'):
        assert find(search) == we_find(search, NOTES) != []


# The root of a project's tags


@pytest.fixture(scope="module")
def find_rooted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Find]:
    with anki_with(ROOTED_NOTES, tmp_path_factory.mktemp("rooted")) as find:
        yield find


@pytest.mark.parametrize(("search", "in_anki"), ROOTED_CASES)
def test_the_root_may_be_left_out_and_what_is_shown_for_anki_has_it(
    find_rooted: Find, search: str, in_anki: str
) -> None:
    assert parse(search, ROOT).in_anki == in_anki
    assert we_find(search, ROOTED_NOTES, ROOT) == find_rooted(in_anki)
    if search == in_anki:
        assert we_find(search, ROOTED_NOTES, ROOT) == we_find(search, ROOTED_NOTES)


def test_a_term_tells_its_value_without_the_root() -> None:
    def values(search: str) -> list[str]:
        return [term.value for term in parse(search, "mats").terms]

    assert values("tag:person::dog") == ["person::dog"]
    assert values('tag:MATS::person::dog or "tag:other" -tag:mats') == ["person::dog", "other", "*"]
    assert values(r"tag:mats* tag:mats::* tag:mats\:\:x note:mats") == ["*", "*", "x", "mats"]
    assert values("tag:mats-2::x tag:mat") == ["mats-2::x", "mat"]


def rewrite_cases() -> None:
    notes, cases = read_cases()
    with tempfile.TemporaryDirectory() as folder, anki_with(notes, Path(folder)) as find:
        write_cases(notes, [Case(search, find(search)) for search, _ in cases])


# Generated expressions

TAGS = (
    "economy", "economy::nep", "economy::nep::1921", "economy::war-communism", "Economics", "person::lenin",
    "person::Lenin::late", "person::nep", "topic::a.b", "topic::a+b", "topic::[ab]", "topic::$1|^",
    "x::economy", "eco", "1917", "1917::october-revolution", "überbau::é", "Ökonomie", "kultur::STRASSE",
    "kultur::maße", "İx", "ıx", "ix", "ΣΟΦΟΣ", "история::нэп", "主义", "a'b", "a:b", "re:x", "no-ne",
    "e\u0301tude", "K",
)  # fmt: skip
NOTE_TYPES = ("Essay term", "Essay argument", "Essay figure (dates)", "Straße 1", "Überblick: É", "I-x")
NOTES = [
    Note(number, list(tags), NOTE_TYPES[number % len(NOTE_TYPES)])
    for number, tags in enumerate(
        [
            *[()] * len(NOTE_TYPES),
            *((tag,) for tag in TAGS),
            *zip(TAGS, TAGS[5:], strict=False),
            *zip(TAGS, TAGS[11:], TAGS[2:], TAGS[17:], strict=False),
        ]
    )
]


@pytest.fixture(scope="module")
def find(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Find]:
    with anki_with(NOTES, tmp_path_factory.mktemp("collection")) as find:
        yield find


KEYED = [("tag:", tag) for tag in TAGS if tag != "re:x"] + [("note:", name) for name in NOTE_TYPES]
STYLES = [  # how a term is written, and what takes a backslash then; the last one escapes all that can be
    ("{}{}", '\\*_"()'),
    ("-{}{}", '\\*_"()'),
    ('"{}{}"', '\\*_"'),
    ('{}"{}"', '\\*_"'),
    ('-{}"{}"', '\\*_"():-'),
]
CHANGES: list[Callable[[str], str]] = [
    lambda _: "*",
    lambda _: "_",
    lambda _: "",
    lambda character: character * 2,
    lambda character: f"{character}\u0301",
    str.swapcase,
    str.casefold,
]
JOINTS = ["{} {}", "{} and {}", "{} or {}", "{} OR({})", "({}) {}", "-({})\u3000Or {}", "{1} -( {0} )"]


def term(
    keyed: tuple[str, str],
    style: tuple[str, str],
    changes: list[tuple[int, Callable[[str], str]]],
    end: int | None,
) -> str:
    """Return a term that asks for a name, or for what remains of it after the changes."""
    (key, name), (template, to_escape) = keyed, style
    written = ["\\" * (character in to_escape) + character for character in name]
    for at, change in changes:
        written[at % len(written)] = change(written[at % len(written)])
    value = "".join(written[:end]) or "none"
    return template.format(key, value if '"' in template else value.replace(" ", "_"))


def expression(first: str, others: list[tuple[str, str]]) -> str:
    for joint, other in others:
        first = joint.format(first, other)
    return first


def terms(keyed: list[tuple[str, str]]) -> st.SearchStrategy[str]:
    return st.builds(
        term,
        st.sampled_from(keyed),
        st.sampled_from(STYLES),
        st.lists(st.tuples(st.integers(0, 40), st.sampled_from(CHANGES)), max_size=3),
        st.sampled_from([None, None, None, 0, 1, 3, 7]),
    )


TERMS = st.just("tag:*") | terms(KEYED)
EXPRESSIONS = st.builds(expression, TERMS, st.lists(st.tuples(st.sampled_from(JOINTS), TERMS), max_size=4))


@examples(250, 3000)
@given(expression=EXPRESSIONS)
def test_what_we_select_is_what_anki_finds(find: Find, expression: str) -> None:
    assert we_find(expression, NOTES) == find(expression)


OTHERS = "other"  # the root of a second project in the same collection
BESIDE = [
    *(Note(note.id, [f"{ROOT}::{tag}" for tag in note.tags], note.note_type) for note in NOTES),
    *(
        Note(note.id + len(NOTES), [f"{OTHERS}::{tag}" for tag in note.tags], note.note_type)
        for note in NOTES
        if note.tags
    ),
]
OWN = [note for note in NOTES if note.tags]
ROOTED_KEYED = [("tag:", f"{root}::{tag}") for root in (ROOT, ROOT, OTHERS) for tag in TAGS[::3]]


@pytest.fixture(scope="module")
def find_beside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Find]:
    with anki_with(BESIDE, tmp_path_factory.mktemp("beside")) as find:
        yield find


@examples(150, 3000)
@given(expression=EXPRESSIONS)
def test_without_the_root_the_same_is_found_of_a_project_beside_another(
    find_beside: Find, expression: str
) -> None:
    in_anki = parse(expression, ROOT).in_anki
    found = find_beside(in_anki)
    assert found == we_find(expression, BESIDE, ROOT)
    assert [each for each in found if each in {note.id for note in OWN}] == we_find(expression, OWN)
    assert we_find(in_anki, BESIDE, ROOT) == found  # pasted back, whether it has the root or only note types


@examples(150, 3000)
@given(data=st.data())
def test_with_the_root_a_search_means_what_it_means_to_anki(find_beside: Find, data: st.DataObject) -> None:
    rooted = terms(ROOTED_KEYED)
    drawn = st.lists(st.tuples(st.sampled_from(JOINTS), TERMS | rooted), max_size=3)
    written = expression(data.draw(rooted), data.draw(drawn))
    search = parse(written, ROOT)
    assert we_find(written, BESIDE, ROOT) == find_beside(search.in_anki)
    if search.has_root:
        assert we_find(written, BESIDE, ROOT) == find_beside(written)


@examples(300, 2000)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=9))
def test_what_we_do_not_refuse_means_the_same_to_anki(find: Find, pieces: list[str]) -> None:
    expression = "".join(pieces)
    try:
        found = we_find(expression, NOTES)
    except SearchError:
        return
    assert found == find(expression)


if __name__ == "__main__" and sys.argv[1:] == ["--rewrite"]:
    rewrite_cases()
