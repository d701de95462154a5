"""All that the page shows, as its scripts read it: words, numbers and lists, nothing of studygen's own.

Notes refer to note types, entries and texts by index.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from studygen.cards.note import Note
from studygen.cards.selection import Order
from studygen.documents.page.card_data import CardData, card_data
from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.knowledge.text.folded_text import Span
from studygen.knowledge.text.markdown import to_plain
from studygen.knowledge.text.stretches import stretches

_DIGEST = 16  # characters that tell one page from another where the browser remembers a sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInput:
    """What a page shows, and what would select the same notes for a deck."""

    title: str
    deck: str  # the deck that the cards are in
    notes: tuple[Note, ...]  # those to choose from, in order
    knowledge: Knowledge
    description: str = ""
    where: str = ""
    order: Order = "text"
    seed: int = 0
    sample: int | None = None  # how many notes were drawn of those found, if not all
    limit: int | None = None  # how many were taken in the end

    @property
    def tag_root(self) -> str:
        """What all tags stand below in Anki."""
        return self.notes[0].tag_root if self.notes else ""


class NoteTypeData(TypedDict):
    """A note type."""

    name: str
    css: str


class EntryData(TypedDict):
    """What notes are about."""

    id: str
    kind: str
    title: str


class NoteData(TypedDict):
    """A note."""

    id: str
    type: int
    entries: list[int]
    language: str
    tags: tuple[str, ...]
    quotes: list[tuple[str, str]]  # where, and the words
    more: list[str]  # what else it can be found by: names of what it is about, and the editor's note
    cards: list[CardData]


StretchData = tuple[str, list[int]]  # words, and the notes that cite them


class TextData(TypedDict):
    """A text, its paragraphs cut wherever a citation begins or ends."""

    title: str
    author: str
    language: str
    paragraphs: list[list[StretchData]]


class Contents(TypedDict):
    """What is in a page."""

    title: str
    deck: str
    root: str  # what all tags stand below in Anki
    where: str
    order: Order
    seed: int
    sample: int | None
    limit: int | None
    types: list[NoteTypeData]
    entries: list[EntryData]
    tags: list[tuple[str, str]]  # with their meanings, in the order in which their author wrote them
    texts: list[TextData]
    notes: list[NoteData]
    media: dict[str, str]  # pictures and recordings by their names, as addresses that hold them whole


class PageData(Contents):
    """A page: what is in it, and what tells it from others where the browser remembers a sitting."""

    id: str


def page_data(given: PageInput) -> PageData:
    """Return all that the page shows."""
    contents = _contents(given)
    digest = hashlib.sha256(json.dumps(contents).encode()).hexdigest()
    return {"id": digest[:_DIGEST], **contents}


def _contents(given: PageInput) -> Contents:
    types = {note.type.key: note.type for note in given.notes}
    entries = {entry.id: entry for note in given.notes for entry in note.entries}
    type_index = {key: index for index, key in enumerate(types)}
    entry_index = {key: index for index, key in enumerate(entries)}
    return {
        "title": given.title,
        "deck": given.deck,
        "root": given.tag_root,
        "where": given.where,
        "order": given.order,
        "seed": given.seed,
        "sample": given.sample,
        "limit": given.limit,
        "types": [{"name": each.name, "css": each.css} for each in types.values()],
        "entries": [
            {"id": each.id, "kind": each.kind, "title": to_plain(each.title)} for each in entries.values()
        ],
        "tags": [pair for source in given.knowledge.sources for pair in source.spec.tags.items()],
        "texts": list(_texts(given)),
        "notes": [
            {
                "id": note.id,
                "type": type_index[note.type.key],
                "entries": [entry_index[entry.id] for entry in note.entries],
                "language": given.knowledge.source_of[note.entry.id].spec.language_tag,
                "tags": note.tags,
                "quotes": [(citation.locator, citation.words) for citation in note.citations],
                "more": list(_more(note)),
                "cards": [card_data(note, card, given.deck) for card in note.cards],
            }
            for note in given.notes
        ],
        "media": _media(given.notes),
    }


def _more(note: Note) -> Iterator[str]:
    for entry in note.entries:
        yield from map(to_plain, entry.names)
    if note.remark:
        yield to_plain(note.remark)


# Media

# Written out, since Python asks the computer that it runs on.
_MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".m4a": "audio/mp4",
    ".flac": "audio/flac",
}


def _media(notes: Iterable[Note]) -> dict[str, str]:
    files = {name: file for note in notes for name, file in note.files.items()}
    return {name: _address(file.path, file.read()) for name, file in sorted(files.items())}


def _address(path: Path, content: bytes) -> str:
    return f"data:{_MEDIA_TYPES[path.suffix.lower()]};base64,{base64.b64encode(content).decode('ascii')}"


# Texts


def _texts(given: PageInput) -> Iterator[TextData]:
    source_of = given.knowledge.source_of
    cited: dict[Path, dict[int, list[tuple[Span, int]]]] = {}
    for index, note in enumerate(given.notes):
        source = source_of[note.entry.id]
        if any(source_of[entry.id] is not source for entry in note.entries):
            continue  # of a pair across two texts, nobody knows any more which words are from which
        for citation in note.citations:
            spans = cited.setdefault(source.file, {}).setdefault(citation.paragraph, [])
            spans += [(span, index) for span in citation.spans]
    for source in given.knowledge.sources:
        by_paragraph = cited.get(source.file, {})
        yield {
            "title": source.spec.title,
            "author": source.spec.author,
            "language": source.spec.language_tag,
            "paragraphs": [
                list(_stretches(source, paragraph, by_paragraph.get(number, [])))
                for number, paragraph in enumerate(source.document.paragraphs, start=1)
            ],
        }


def _stretches(source: Source, paragraph: Span, cited: list[tuple[Span, int]]) -> Iterator[StretchData]:
    for stretch, notes in stretches(paragraph, cited):
        yield source.document.text[stretch.start : stretch.end], sorted(set(notes))
