"""The glossary: what is known of the selected entries, in the order in which one looks it up."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from studygen.cards.note import Note
from studygen.documents.sheets.sheet import LONG, Content, Sheet, SheetInput
from studygen.knowledge.base import FACT, Part
from studygen.knowledge.date_order import in_order
from studygen.knowledge.kinds import KIND_NAMES
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.kinds.traits import Arguing, Dated, Named
from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.knowledge.media import Attached, ShownMedium
from studygen.knowledge.text.document import Citation, without_article
from studygen.knowledge.text.markdown import to_plain

_LETTERS_FROM = 24  # fewer headwords are found without letters over them


@dataclass(frozen=True, slots=True)
class Statement:
    """A part of an entry; `kind` is the key of the entry that holds it: premises, objection and so on."""

    kind: str
    text: str
    speaker: str | None  # where it is not the entry's
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Another entry; `kind` says how it bears on this one: see, after, supports and so on."""

    kind: str
    id: str
    title: str
    of: str  # its own kind: term, figure and so on
    is_here: bool  # whether it is selected as well


@dataclass(frozen=True, slots=True)
class Item:
    """An entry with all that a sheet shows of it; texts are light Markdown."""

    id: str
    title: str
    letter: str
    aliases: tuple[str, ...]
    when: str
    text: str
    speaker: str | None
    citations: tuple[Citation, ...]
    statements: tuple[Statement, ...]
    note: str | None
    references: tuple[Reference, ...]
    picture: ShownMedium | None

    @property
    def is_long(self) -> bool:
        """Whether keeping it in one piece would leave a hole in the page."""
        quotes = sum(len(citation.words) for citation in self.citations)
        parts = sum(
            len(part.text) + sum(len(citation.words) for citation in part.citations)
            for part in self.statements
        )
        return len(self.title) + len(self.text) + quotes + parts + len(self.note or "") > LONG


@dataclass(frozen=True, slots=True)
class Glossary:
    """The sections of a glossary."""

    words: tuple[Item, ...]  # what is neither of the others, such as terms and figures, from A to Z
    dates: tuple[Item, ...]  # in the order of time
    arguments: tuple[Item, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All that is on the sheet."""
        return self.words + self.dates + self.arguments

    @property
    def has_letters(self) -> bool:
        """Whether the headwords are many enough, and letters few enough, for letters to help."""
        return len(self.words) >= max(_LETTERS_FROM, 2 * len({item.letter for item in self.words}))


def content(given: SheetInput) -> Content:
    """Return what the template of the glossary is given."""
    made = glossary(given.notes, given.knowledge)
    return Content({"glossary": made}, pictures(made.items, given.knowledge), dict.fromkeys(KIND_NAMES, ""))


def pictures(items: Iterable[Item], knowledge: Knowledge) -> tuple[Attached, ...]:
    """Return the pictures that items show."""
    shown = (knowledge.by_id[item.id] for item in items if item.picture)
    found = (_picture(knowledge.source_of[entry.id], entry) for entry in shown)
    return tuple(picture for picture in found if picture)


def glossary(notes: Iterable[Note], knowledge: Knowledge) -> Glossary:
    """Collect the entries of the notes, each once: what has a name is found by it, whatever else it has."""
    entries = {entry.id: entry for note in notes for entry in note.entries}
    made = items_of(entries, knowledge)
    words = [entry for entry in entries.values() if _is_word(entry)]
    words.sort(key=lambda entry: (sort_key(entry.title), entry.id))
    # Dates that are relative to others find their place even where these are not on the sheet.
    dates = in_order(entry for _, entry in knowledge.entries() if isinstance(entry, Dated))
    return Glossary(
        tuple(made[entry.id] for entry in words),
        tuple(made[entry.id] for entry in dates if entry.id in made and not _is_word(entry)),
        tuple(
            made[entry.id]
            for entry in entries.values()
            if isinstance(entry, Arguing) and not isinstance(entry, Named | Dated)
        ),
    )


def _is_word(entry: Entry) -> bool:
    return isinstance(entry, Named) or not isinstance(entry, Dated | Arguing)


def items_of(entries: Mapping[str, Entry], knowledge: Knowledge) -> dict[str, Item]:
    """Return what sheets show of entries, by their ids; references lead to those that are among them."""
    here = frozenset(entries)
    return {key: _item(entry, knowledge.source_of[key], knowledge, here) for key, entry in entries.items()}


def without(made: Glossary, shown: Iterable[type[Entry]]) -> Glossary:
    """Return a glossary without the sections of entries with one of these traits, which stand elsewhere."""
    traits = frozenset(shown)
    return replace(
        made,
        dates=() if Dated in traits else made.dates,
        arguments=() if Arguing in traits else made.arguments,
    )


def _item(entry: Entry, source: Source, knowledge: Knowledge, here: frozenset[str]) -> Item:
    return Item(
        id=entry.id,
        title=entry.title,
        letter=(sort_key(entry.title)[:1] or "#").upper(),
        aliases=entry.names[1:],
        when=entry.when.text if isinstance(entry, Dated) else "",
        text="" if isinstance(entry, Dated) and entry.gist == entry.when.text else entry.gist,
        speaker=source.speaker(entry.voice),
        citations=source.cite(entry.passages),
        statements=tuple(_statement(str(path[0]), part, entry, source) for path, part in entry.parts),
        note=entry.note,
        references=tuple(_references(entry, knowledge, here)),
        picture=picture.shown if (picture := _picture(source, entry)) else None,
    )


def _picture(source: Source, entry: Entry) -> Attached | None:
    """Return the picture of an entry: with its answers, or else with its questions."""
    media = [*entry.media, *(each for card in entry.generated for each in entry.asking_media(card))]
    return next((one for one in source.attached(media) if one.is_image), None)


def _statement(kind: str, part: Part, entry: Entry, source: Source) -> Statement:
    own_voice = part.voice if part.voice not in (None, entry.voice, FACT) else None
    return Statement(
        kind, part.text, source.speaker(own_voice) if own_voice else None, source.cite(part.passages)
    )


def _references(entry: Entry, knowledge: Knowledge, here: frozenset[str]) -> Iterable[Reference]:
    for path, other in entry.references:
        kind = str(path[1] if path[0] == "relations" else "unlike" if path[0] == "apart" else path[0])
        if found := knowledge.by_id.get(other):
            yield Reference(kind, other, found.title, found.kind, other in here)


def sort_key(title: str) -> str:
    """Return what a headword is sorted by: its letters and digits without article, accents and case."""
    decomposed = unicodedata.normalize("NFKD", to_plain(title))
    kept = (c for c in decomposed if not unicodedata.combining(c))
    return without_article("".join(c if c.isalnum() else " " for c in kept).strip().casefold())


SHEET = Sheet(
    "glossary",
    "terms and figures from A to Z, dates, and arguments",
    "the glossary",
    content,
    chapters=("glossary",),
)
