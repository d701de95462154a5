"""What searches find, as cases for every implementation of the search language: in Python, in the browser."""

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from studygen.anki.search_query import parse

CASES = Path(__file__).with_name("search_cases.json")
MINUS = '"-" stands directly before what it excludes, as in -tag:a'
QUOTE = r"this quote is never closed; \" is a quote as such"
BACKSLASH = r"this backslash escapes nothing; \\ is a backslash"
ESCAPES = r'a backslash stands before one of \ " : * _ ( ) - only'
REGULAR = "regular expressions (re:) are not supported; * stands for any characters, _ for one"
ACCENTS = "accents cannot be left out (nc:); write them, or _ for the letter"
WORD = "a word alone would search the notes' text, which is not supported"
ONLY = "is not supported, only tag: and note: are: selections depend on the project alone"


class Note(NamedTuple):
    id: int
    tags: list[str]
    note_type: str


class Case(NamedTuple):
    search: str
    matches: list[int]


def read_cases() -> tuple[list[Note], list[Case]]:
    content = json.loads(CASES.read_text("utf-8"))
    notes = [Note(**note) for note in content["notes"]]
    return notes, [Case(case["search"], case.get("matches", [])) for case in content["cases"]]


def we_find(expression: str, notes: Iterable[Note], root: str = "") -> list[int]:
    search = parse(expression, root)
    return [note.id for note in notes if search.matches(note.tags, note.note_type)]


TAG_CASES = [
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
]

NOTE_TYPE_CASES = [
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
]

JOINED_CASES = [
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
]

# What is searched for in a project whose tags have this root, and the same as it is written in Anki.
ROOT = "my_text-i"
ROOTED_CASES = [
    ("tag:person::lenin", r"tag:my\_text-i::person::lenin"),
    ("TAG:Person", r"TAG:my\_text-i::Person"),
    ('tag:"person::lenin"', r'tag:"my\_text-i::person::lenin"'),
    ('"tag:person::lenin" "note:Essay term"', r'"tag:my\_text-i::person::lenin" "note:Essay term"'),
    ('-"tag:person" or note:x', r'-"tag:my\_text-i::person" or note:x'),
    ("-(tag:person or -tag:war_cry)", r"-(tag:my\_text-i::person or -tag:my\_text-i::war_cry)"),
    (r"tag:war\_cry", r"tag:my\_text-i::war\_cry"),
    (r"tag:person\:\:lenin", r"tag:my\_text-i::person\:\:lenin"),
    ("tag:*::lenin", r"tag:my\_text-i::*::lenin"),
    ("tag:*lenin", r"tag:my\_text-i::*lenin"),
    ("tag:p*n", r"tag:my\_text-i::p*n"),
    ("tag:*", r"tag:my\_text-i::*"),
    ("-tag:*", r"-tag:my\_text-i::*"),
    ("tag:_*", r"tag:my\_text-i::_*"),
    ("tag:none", "tag:none"),
    ("tag:none or tag:None", r"tag:none or tag:my\_text-i::None"),
    ('"tag:a b"', r'"tag:my\_text-i::a b"'),
    (" tag:person\u3000", r"tag:my\_text-i::person"),
    ("", ""),
    ("note:*Term", "note:*Term"),
    # tags that begin like the root
    ("tag:my_text", r"tag:my\_text-i::my_text"),
    ("tag:my_text-ii::person", r"tag:my\_text-i::my_text-ii::person"),
    ("tag:my*", r"tag:my\_text-i::my*"),
    ("tag:my_text-i_", r"tag:my\_text-i::my_text-i_"),
    ("tag:m__text-i::person", r"tag:my\_text-i::m__text-i::person"),
    ("tag:my_text-ı::person", r"tag:my\_text-i::my_text-ı::person"),
    # with the root: as it is written
    *(
        (written, written)
        for written in (
            "tag:my_text-i",
            "tag:my_text-i::person",
            r"tag:my\_text-i::person::lenin",
            r"tag:my\_text\-i\:\:person",
            "tag:MY_TEXT-I::Person::Lenin",
            '"tag:My_Text-i::person"',
            "tag:my_text-i*",
            "tag:my_text-i::*",
            "tag:my_text-i::*lenin",
            "-tag:my_text-i",
            "tag:my_text-i:",
            "tag:my_text-i::person -tag:person::lenin",
            "tag:person or tag:my_text-i::war_cry",
            "tag:*lenin or tag:my_text-i::war_cry",
            "tag:* -tag:my_text-i::person",
            "tag:none or tag:my_text-i::person",
        )
    ),
]
ROOTED_NOTES = [
    Note(number, tags, note_type)
    for number, (tags, note_type) in enumerate(
        [
            (["my_text-i::person::lenin", "my_text-i::war_cry"], "Essay term"),
            (["my_text-i::Person::trotsky"], "Essay argument"),
            (["my_text-i::war-cry", "my_text-i::none"], "Essay term"),
            (["my_text-i::my_text::x"], "Essay term"),
            (["my_text-i"], "Essay term"),
            # of others
            (["person::lenin", "war_cry"], "Other term"),
            (["myxtext-i::person::lenin"], "Other term"),
            (["my_text-ii::person::lenin", "my_text::x"], "Other term"),
            (["my_text-ı::person"], "Other term"),
            (["other::my_text-i::person"], "Other term"),
            ([], "Other term"),
        ]
    )
]

FAULT_CASES = [
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
    ("tag:a economy", 6, f"{WORD}; write tag: or note: before a name"),
    ('"Essay term"', 0, f"{WORD}; write tag: or note: before a name"),
    ("tag:a -deck:b", 7, f"deck: {ONLY}"),
    ("tags:a", 0, f"tags: {ONLY}; did you mean tag:?"),
]

COLLECTION_CASES = [
    "is:due",
    "prop:ivl>3",
    "added:1",
    "card:1",
    "flag:1",
    "nid:1",
    "Front:x",
    ":a",
    r"tag\:a",
]

# What is said in the small project of searches that find nothing, and of words without `tag:` or `note:`.
EXPLAINED = json.loads(CASES.with_name("explained_searches.json").read_text("utf-8"))
REASON_CASES: list[tuple[str, list[str]]] = [
    (each["search"], each["reasons"]) for each in EXPLAINED["reasons"]
]
WORD_CASES: list[tuple[str, str]] = [(each["search"], each["remedy"]) for each in EXPLAINED["words"]]

PIECES = [
    "tag:", "note:", "tag:eco", 'tag:"', '"note:', "re:", "none", "economy", "Essay term", "ix", "é",
    "\u0301", "İ", "K", "ss", "*", "_", "\\", '"', "(", ")", "-", ":", "::", "%", "[", ".", "and", " or ",
    " ", "\x1c", "\u3000",
]  # fmt: skip


def mistyped(tags: Iterable[str], note_types: Iterable[str], number: int) -> Iterator[str]:
    """Draw searches of one or two terms that may have been meant for others."""
    chance = random.Random(11)  # noqa: S311  # the same searches each time
    names = sorted(note_types)
    values = [*sorted(tags), *names, *(name.rpartition(" ")[2] for name in names)]

    def term() -> str:
        value = chance.choice(values).rpartition(chance.choice(["::", " ", "§"]))[2]
        at = chance.randrange(len(value) + 1)
        value = value[:at] + chance.choice(["", "x", "_", "*", "(", "é"]) + value[at + chance.randrange(2) :]
        return f'{chance.choice(["", "", "-"])}"{chance.choice(["tag:", "note:", ""])}{value}"'

    for _ in range(number):
        yield " ".join(term() for _ in range(chance.randrange(1, 3)))
