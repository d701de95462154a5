"""Entries, notes and sheets for tests, made without files."""

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdf
from repository import ROOT

from studygen.anki.notetypes import NoteType
from studygen.cards.note import Card, Note
from studygen.documents.sheets.registry import Options
from studygen.documents.sheets.renderer import render
from studygen.documents.sheets.sheet import SheetInput
from studygen.documents.sheets.typst_compiler import Compiled, compile_sheet
from studygen.knowledge.kinds.argument import Argument
from studygen.knowledge.kinds.date import Date
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.kinds.figure import Figure
from studygen.knowledge.kinds.term import Term
from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.knowledge.source import Source as SourceSpec
from studygen.knowledge.text.document import Document

SHIPPED = ROOT / "templates" / "sheets"
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
    source = Source(Path("source.yaml"), spec, Document(options.pop("text", TEXT)), tuple(entries))
    knowledge = Knowledge((source,))
    made = tuple(notes) or tuple(entry_note(entry, source) for entry in entries)
    chosen: dict[str, dict[str, Any]] = {"cards": {}, "quiz": {}}
    of_quiz = ("choice", "matching", "blanks", "ordering", "written", "versions")
    for kind, keys in (("cards", ("grid", "flip", "right", "down", "alignment")), ("quiz", of_quiz)):
        chosen[kind] = {key: options.pop(key) for key in keys if key in options}
    given = {"title": "Some #Words", "notes": made, "knowledge": knowledge, "options": Options(**chosen)}
    return SheetInput(**given | options)


def entry_note(entry: Entry, source: Source) -> Note:
    match entry:
        case Term():
            cards = (
                ("Meaning", f"What is {entry.name}?", entry.meaning),
                ("Name", entry.meaning, entry.name),
            )
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
        cards=tuple(Card(number, *card, source.speaker(entry.voice)) for number, card in enumerate(cards)),
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
    return [compile_sheet(source) for source in render(kind, given, (*folders, SHIPPED))]


def text_of(document: Compiled) -> str:
    """All words of a PDF, those divided at the end of a line put together again."""
    pages = pypdf.PdfReader(io.BytesIO(document.pdf)).pages
    text = "\n".join(page.extract_text() for page in pages)
    return re.sub(r"\s+", " ", re.sub(r"(\w)-\n(?=[a-z])", r"\1", text))


def squeezed(text: str) -> str:
    """Return a text without what lines and syllables are broken by."""
    return re.sub(r"[\s-]", "", text)
