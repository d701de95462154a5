"""Sheets are read back from the PDF: what is printed, where it stands, and that it stays the same."""

import io
import re
from collections.abc import Sequence
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
import pytest

from studygen import quiz
from studygen.glossary import glossary, in_time
from studygen.knowledge import Knowledge, Source
from studygen.markup import to_plain
from studygen.model import Argument, Date, Entry, Figure, Term
from studygen.model import Source as SourceSpec
from studygen.notes import Card, Note
from studygen.notetypes import NoteType
from studygen.pdf import Compiled, compile_pdf
from studygen.problems import FaultyFilesError, StudygenError
from studygen.sheets import SHEETS, SheetInput, render
from studygen.text import Document

SHIPPED = Path(__file__).parents[1] / "templates" / "sheets"
SIZES = {"a4": (595.276, 841.89), "us-letter": (612, 792)}

TEXT = """\
After the revolution of 1917 the party of Ada ruled. Ada held that “soviets” were of no use.

Bela objected that nobody is free without a vote. In 1921 the New Plan was made, since the war was over.
"""
ADA, BELA, PLAN = "the party of Ada ruled", "nobody is free without a vote", "In 1921 the New Plan was made"
SOVIETS = "“soviets” were of no use"

NEW_PLAN = Term(
    term="new-plan",
    name="New *Plan*",
    aliases=("N.P.",),
    meaning="A plan made in **1921**.",
    voice="author",
    passages=(PLAN,),
    note="It is known by another name.",
    see=("ada", "votes"),
    tags=("topic::economy",),
)
ADA_HERSELF = Figure.model_validate(
    {
        "figure": "ada",
        "name": "Ada",
        "who": "Head of the ruling party.",
        "voice": "fact",
        "passages": [ADA],
        "stances": [{"text": "Soviets are useless.", "voice": "ada", "passages": [SOVIETS]}],
        "facts": [{"text": "Her party ruled.", "passages": [ADA]}],
    }
)
PLAN_MADE = Date.model_validate(
    {
        "date": "plan-made",
        "when": {"text": "in 1921", "sort": "1921", "precision": "year"},
        "event": "Somebody makes the New Plan.",
        "voice": "author",
        "passages": [PLAN],
    }
)
VOTES = Argument.model_validate(
    {
        "argument": "votes",
        "claim": "The party ruled by right",
        "voice": "ada",
        "premises": [{"text": "It had made the revolution.", "passages": ["After the revolution of 1917"]}],
        "conclusion": "So her party was to rule.",
        "passages": [ADA],
        "objection": {"text": "Without votes, all are slaves.", "voice": "bela", "passages": [BELA]},
        "reply": {"text": "Votes change nothing.", "passages": [SOVIETS]},
        "relations": {"explains": ["plan-made"]},
    }
)
ENTRIES = (NEW_PLAN, ADA_HERSELF, PLAN_MADE, VOTES)


def sheet_input(entries: Sequence[Entry], notes: Sequence[Note] = (), **options: Any) -> SheetInput:
    spec = SourceSpec.model_validate(
        {
            "title": "The Essay",
            "author": "A. Writer",
            "text": "essay.txt",
            "voices": {
                "author": {"name": "A. Writer"},
                "ada": {"name": "Ada, as told"},
                "bela": {"name": "Bela"},
            },
        }
    )
    source = Source(Path("source.yaml"), spec, Document(TEXT), tuple(entries))
    knowledge = Knowledge((source,))
    made = tuple(notes) or tuple(entry_note(entry, source) for entry in entries)
    return SheetInput(**{"title": "Some #Words", "notes": made, "knowledge": knowledge} | options)


def entry_note(entry: Entry, source: Source) -> Note:
    match entry:
        case Term():
            cards = (("Meaning", f"What is {entry.name}?", entry.meaning), ("Name", entry.meaning, entry.name))
        case Figure():
            cards = (("Who", f"Who is {entry.name}?", entry.who), ("Name", entry.who, entry.name))
        case Date():
            cards = (
                ("When", f"When: {entry.event}", entry.when.text),
                ("Event", f"What came {entry.when.text}?", entry.event),
            )
        case Argument():
            cards = (
                ("Conclusion", f"What follows in {entry.claim}?", entry.conclusion),
                ("Reply", "And then?", "Nothing."),
            )
    return Note(
        id=entry.id,
        type=note_type(entry.kind),
        entry=entry,
        fields=(),
        tags=entry.tags,
        cards=tuple(Card(number, *card) for number, card in enumerate(cards)),
        speaker=source.speaker(entry.voice),
        citations=source.cite(entry.passages),
        remark=entry.note,
    )


def note_type(key: str) -> NoteType:
    return NoteType(key=key, name=key, id=1, fields=(), templates=(), css="")


def question(number: int, ask: str, answer: str, tags: tuple[str, ...] = ()) -> Note:
    """A hand-written question, each of an entry of its own."""
    entry = term(f"t{number}", f"T{number}", "x", tags)
    return Note(
        f"t{number}/q",
        note_type("question"),
        entry,
        (),
        tags,
        (Card(0, "Question", ask, answer),),
        None,
        (),
        None,
    )


def term(key: str, name: str, meaning: str, tags: tuple[str, ...] = (), **more: Any) -> Term:
    return Term(term=key, name=name, meaning=meaning, voice="author", passages=(PLAN,), tags=tags, **more)


def words(number: int) -> list[Term]:
    """So many terms, no two of which mean the same."""
    return [
        term(f"w{index}", f"Word{index:04}x", f"Meaning {index:04} of some length, to fill lines.")
        for index in range(number)
    ]


def compiled(kind: Any, given: SheetInput, *folders: Path) -> list[Compiled]:
    return [
        compile_pdf(source.main, source.files, locate=source.locate, holders=source.holders)
        for source in render(kind, given, (*folders, SHIPPED))
    ]


def text_of(document: Compiled) -> str:
    """All words of a PDF, those divided at the end of a line put together again."""
    pages = pypdf.PdfReader(io.BytesIO(document.pdf)).pages
    text = "\n".join(page.extract_text() for page in pages)
    return re.sub(r"\s+", " ", re.sub(r"(\w)-\n(?=[a-z])", r"\1", text))


# --- the glossary


def test_the_glossary_shows_all_that_is_known_of_an_entry():
    (document,) = compiled("glossary", sheet_input(ENTRIES))
    text = text_of(document)
    for expected in (
        "Some #Words",
        "A. Writer: The Essay",
        "New Plan also N.P. A plan made in 1921. — A. Writer",
        f"¶2 “{PLAN}”",
        "editor’s note It is known by another name.",
        "see also Ada · The party ruled by right",
        "Ada Head of the ruling party. ¶1",
        "holds Soviets are useless. — Ada, as told",
        f"¶1 “{SOVIETS}”",
        "fact Her party ruled.",
        "in 1921",
        "Somebody makes the New Plan. — A. Writer",
        "The party ruled by right — Ada, as told",
        "because It had made the revolution. ¶1 “After the revolution of 1917”",
        "therefore So her party was to rule.",
        "objection Without votes, all are slaves. — Bela",
        "reply Votes change nothing.",
        "explains Somebody makes the New Plan.",
        "Page 1 of 1",
    ):
        assert expected.casefold() in text.casefold()
    assert document.warnings == ()


def test_a_fact_is_nobody_s_word():
    (document,) = compiled("glossary", sheet_input([ADA_HERSELF]))
    assert text_of(document).count("—") == 1  # her stance has a voice of its own


def test_references_are_links_where_the_entry_is_on_the_sheet():
    given = sheet_input(ENTRIES)
    some = tuple(note for note in given.notes if note.id in ("new-plan", "ada"))
    (document,) = compiled("glossary", SheetInput(title="T", notes=some, knowledge=given.knowledge))
    assert "The party ruled by right" in text_of(document)
    links = pypdf.PdfReader(io.BytesIO(document.pdf)).pages[0].get("/Annots", [])
    assert len(links) == 1


def test_headwords_are_sorted_by_their_letters():
    names = ["Zebra", "“artificial” word", "Éclair", "echo", "*Das* Kapital", "eclipse"]
    entries = [term(f"t{index}", name, "x") for index, name in enumerate(names)]
    items = glossary(sheet_input(entries).notes, sheet_input(entries).knowledge).words
    assert [to_plain(item.title) for item in items] == [
        "“artificial” word", "Das Kapital", "echo", "Éclair", "eclipse", "Zebra",
    ]  # fmt: skip


def test_relative_dates_stand_beside_what_they_are_relative_to():
    def date(key: str, sort: str | None, **more: Any) -> Date:
        when = {"text": key, "sort": sort, "precision": "year" if sort else "relative"}
        return Date.model_validate(
            {"date": key, "when": when, "event": key, "voice": "fact", "passages": [PLAN]} | more
        )

    dates = [
        date("thaw", None, after=["death"]),
        date("later-thaw", None, after=["death"]),
        date("death", "1953"),
        date("war", "1941-06"),
        date("plan", None, before=["war"]),
        date("echo", None, after=["plan"], before=["war"]),
        date("elsewhen", None, after=["nowhere"]),
    ]
    assert [each.id for each in in_time(dates)] == [
        "plan", "echo", "war", "death", "thaw", "later-thaw", "elsewhen",
    ]  # fmt: skip


def test_an_entry_is_shown_once_however_many_of_its_notes_are_selected():
    given = sheet_input([NEW_PLAN])
    asked = Note(
        "new-plan/why", note_type("question"), NEW_PLAN, (), (), (Card(0, "Q", "Why?", "So."),), None, (), None
    )
    (document,) = compiled("glossary", sheet_input([NEW_PLAN], (*given.notes, asked)))
    assert text_of(document).count("A plan made in 1921.") == 1


@pytest.mark.parametrize("number", [1, 2, 3, 30, 75, 300])
def test_columns_end_at_about_the_same_height(number):
    (document,) = compiled("glossary", sheet_input(words(number)))
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        found = [word for page in pdf.pages for word in page.extract_words() if word["text"].startswith("Word")]
        last = pdf.pages[-1]
        middle = last.width / 2
        bottoms = [
            max((word["bottom"] for word in half.extract_words() if word["bottom"] < 780), default=0)
            for half in (last.crop((0, 0, middle, last.height)), last.crop((middle, 0, *last.bbox[2:])))
        ]
    assert [word["text"] for word in found if word["size"] if True] if False else len(found) == number
    assert document.warnings == ()
    if number > 1:
        assert abs(bottoms[0] - bottoms[1]) < 80  # the height of an entry
