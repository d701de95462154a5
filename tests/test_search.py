"""Selections compared with Anki's own.

`python tests/test_search.py --rewrite` asks Anki again for what search_cases.json expects; a new case needs
its search only. The file serves every implementation of the search language.
"""

import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import anki.buildinfo
import pytest
from anki.collection import Collection
from hypothesis import given, settings
from hypothesis import strategies as st

from studygen.problems import StudygenError
from studygen.search import Search, SearchError, parse

VERSION = tuple(map(int, re.findall(r"\d+", anki.buildinfo.version)))
CASES = Path(__file__).with_name("search_cases.json")


class Note(NamedTuple):
    id: int
    tags: list[str]
    note_type: str


class Case(NamedTuple):
    search: str
    matches: list[int]


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


def we_find(expression: str, notes: Iterable[Note]) -> list[int]:
    search = parse(expression)
    return [note.id for note in notes if search.matches(note.tags, note.note_type)]


# Single terms and values


@pytest.mark.parametrize(
    ("tag", "search", "matches"),
    [
        ("economy::nep", "tag:eco", False),
        ("economy::nep", "tag:nep", False),
        ("economy", "tag:economy::nep", False),
        ("economics", "tag:economy", False),
        ("economy:nep", "tag:economy", False),
        ("economy::nep", "tag:economy:", False),
        ("economy::nep", "tag:economy::", False),
        ("economy", "tag:econom_y", False),
        ("economy", r"tag:econom\*", False),
        ("economy", r"tag:econom\_", False),
        ("a.b", "tag:a_", False),
        ("axb", "tag:a.b", False),
        ("x", "tag:none", False),
        ("none", "tag:none", False),
        ("é", "tag:e", False),
        ("straße", "tag:strasse", False),
        ("ix", "tag:İx", False),
        ("ix", "tag:ıx", False),
        ("ıx", "tag:ix", False),
        ("İx", "tag:Ix", False),
        ("economy", "tag:economy", True),
        ("economy", "TAG:ECONOMY", True),
        ("economy::nep", "tag:economy", True),
        ("economy::nep::1921", "tag:economy::nep", True),
        ("economy::nep", "tag:*nep", True),
        ("economy::nep::1921", "tag:e*1", True),
        ("economy::nep", "tag:econ*", True),
        ("economy::nep", "tag:econom_", True),
        ("economy::nep", "tag:economy__nep", True),
        ("none", "tag:None", True),
        ("e\u0301", "tag:é", True),
        ("é", "tag:E\u0301", True),
        ("ΣΟΦΟΣ", "tag:σοφος", True),
        ("re:x", r"tag:re\:x", True),
        ("a(b", r"tag:a\(b", True),
        ("a(b", '"tag:a(b"', True),
        ("a-b", r"tag:a\-b", True),
    ],
)
def test_a_tag_is_found_as_anki_finds_it(tag: str, search: str, matches: bool) -> None:
    assert parse(search).matches([tag], "Essay term") is matches
    assert parse(f"-{search}").matches(["other", tag], "Essay term") is not matches


@pytest.mark.parametrize(
    ("name", "search", "matches"),
    [
        ("Essay term", "note:essay", False),
        ("Essay term", "note:Essay::term", False),
        ("Essay", 'note:"Essay term"', False),
        ("Essay::term", "note:Essay", False),
        ("Straße", "note:strass*", False),
        ("Essay.term", 'note:"Essay term"', False),
        ("Essay term", r'note:"Essay\_term"', False),
        ("İ", "note:i", False),
        ("İ", "note:_*i", False),
        ("Essay term", 'note:"Essay term"', True),
        ("Essay term", '"NOTE:essay TERM"', True),
        ("Essay term", "note:Essay_term", True),
        ("Essay term", "note:*term", True),
        ("Essay term", "note:*", True),
        ("Straße", "note:STRASSE", True),
        ("Straße", "note:STRA_E", True),
        ("A: b (c)", 'note:"a: b (c)"', True),
        ("A:b(c)", r"note:a\:b\(c\)", True),
        ("E\u0301tude", "note:étude", True),
        ("re:x", "note:re:x", True),
    ],
)
def test_a_note_type_is_found_as_anki_finds_it(name: str, search: str, matches: bool) -> None:
    assert parse(search).matches([], name) is matches
    assert parse(f"-{search}").matches([], name) is not matches


@pytest.mark.parametrize(
    ("tags", "search", "matches"),
    [
        ([], "tag:a", False),
        ([], "tag:**", False),
        (["a", "b"], '"tag:a b"', False),
        (["a", "b"], "tag:a*b", False),
        (["a", "b"], "tag:a_b", False),
        (["a", "b"], "tag:a -tag:b", False),
        (["a"], "tag:a and -(tag:a or tag:b)", False),
        (["a"], "(tag:b or tag:a) tag:c", False),
        ([], "", True),
        (["a"], " \t\n\u3000", True),
        ([], "tag:*", True),
        ([], "tag:none", True),
        ([], "-tag:a", True),
        (["a"], "-tag:none", True),
        (["a", "b"], "tag:b tag:a", True),
        (["a"], "tag:b tag:c or tag:a", True),
        (["a"], "tag:b OR\u00a0tag:a", True),
        (["a", "b"], "tag:a And tag:b", True),
        (["a", "b"], '(tag:a)tag:b"tag:a"and(tag:b)', True),
        (["a"], "-(-(tag:a))", True),
        (["a", "and"], "tag:a tag:and", True),
    ],
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


@settings(max_examples=200, deadline=None)
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


MINUS = '"-" stands directly before what it excludes, as in -tag:a'
QUOTE = r"this quote is never closed; \" is a quote as such"
BACKSLASH = r"this backslash escapes nothing; \\ is a backslash"
ESCAPES = r'a backslash stands before one of \ " : * _ ( ) - only'
REGULAR = "regular expressions (re:) are not supported; * stands for any characters, _ for one"
ACCENTS = "accents cannot be left out (nc:); write them, or _ for the letter"
WORD = "a word alone would search the notes' text, which is not supported"
ONLY = "is not supported, only tag: and note: are: selections depend on the project alone"


@pytest.mark.parametrize(
    ("search", "position", "message"),
    [
        ("tag:a and", 6, 'a term is missing after "and"'),
        ("tag:a OR ", 6, 'a term is missing after "OR"'),
        ("tag:a or and tag:b", 6, 'a term is missing after "or"'),
        ("(tag:a or)", 7, 'a term is missing after "or"'),
        ("or tag:a", 0, 'a term is missing before "or"'),
        ("tag:a (and tag:b)", 7, 'a term is missing before "and"'),
        ("()", 0, "there is nothing between these parentheses"),
        ("tag:a -( )", 7, "there is nothing between these parentheses"),
        ("(tag:a", 0, "this parenthesis is never closed"),
        ("tag:a (", 6, "this parenthesis is never closed"),
        ("tag:a)", 5, "this parenthesis was never opened"),
        (")", 0, "this parenthesis was never opened"),
        ("(" * 101 + "tag:a" + ")" * 101, 100, "parentheses are nested more than 100 deep"),
        ("- tag:a", 0, MINUS),
        ("tag:b --tag:a", 6, MINUS),
        ("tag:b -and tag:a", 6, MINUS),
        ("tag:a -", 6, MINUS),
        ('"-tag:a"', 0, 'the "-" belongs before the quotes'),
        ("tag:a not tag:b", 6, '"not" is written as a "-" directly before what it excludes: -tag:a'),
        ('tag:"a', 4, QUOTE),
        ('tag:a "', 6, QUOTE),
        ('"tag:a\\"', 0, QUOTE),
        ('tag:""', 4, "there is nothing between these quotes"),
        ("tag: a", 4, "tag: needs a name directly after it, without a space"),
        ('"note:"', 6, "note: needs a name directly after it, without a space"),
        ("tag:a\\", 5, BACKSLASH),
        ("tag:a\\ b", 5, BACKSLASH),
        (r"tag:\\\a", 6, ESCAPES),
        (r'note:"a\b"', 7, ESCAPES),
        ("tag:re:a.*", 4, REGULAR),
        ('re:"a b"', 0, REGULAR),
        ('"tag:nc:a"', 5, ACCENTS),
        ("tag:a economy", 6, f"{WORD}; did you mean tag:economy?"),
        ('"Essay term"', 0, f'{WORD}; did you mean note:"Essay term"?'),
        ("tag:a -deck:b", 7, f"deck: {ONLY}"),
        ("tags:a", 0, f"tags: {ONLY}; did you mean tag:?"),
    ],
)
def test_a_fault_is_refused_with_its_place_and_what_would_be_right(
    search: str, position: int, message: str
) -> None:
    with pytest.raises(SearchError) as caught:
        parse(search)
    assert (caught.value.message, caught.value.position) == (message, position)


@pytest.mark.parametrize(
    "search", ["is:due", "prop:ivl>3", "added:1", "card:1", "flag:1", "nid:1", "Front:x", ":a", r"tag\:a"]
)
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


def read_cases() -> tuple[list[Note], list[Case]]:
    content = json.loads(CASES.read_text("utf-8"))
    notes = [Note(**note) for note in content["notes"]]
    return notes, [Case(case["search"], case.get("matches", [])) for case in content["cases"]]


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


TERMS = st.just("tag:*") | st.builds(
    term,
    st.sampled_from(KEYED),
    st.sampled_from(STYLES),
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from(CHANGES)), max_size=3),
    st.sampled_from([None, None, None, 0, 1, 3, 7]),
)
EXPRESSIONS = st.builds(expression, TERMS, st.lists(st.tuples(st.sampled_from(JOINTS), TERMS), max_size=4))


@settings(max_examples=3000, deadline=None)
@given(expression=EXPRESSIONS)
def test_what_we_select_is_what_anki_finds(find: Find, expression: str) -> None:
    assert we_find(expression, NOTES) == find(expression)


PIECES = [
    "tag:", "note:", "tag:eco", 'tag:"', '"note:', "re:", "none", "economy", "Essay term", "ix", "é",
    "\u0301", "İ", "K", "ss", "*", "_", "\\", '"', "(", ")", "-", ":", "::", "%", "[", ".", "and", " or ",
    " ", "\x1c", "\u3000",
]  # fmt: skip


@settings(max_examples=1000, deadline=None)
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
