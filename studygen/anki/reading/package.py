"""Anki packages of any origin as values: notes, note types, decks and media."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from studygen.anki.notetypes import ID_FIELD, NoteType
from studygen.anki.reading import terminal_text
from studygen.anki.reading.collection_schema import DatedNoteType, PackageDeck
from studygen.knowledge.text.tags import SEPARATOR

_LONGEST_LINE = 70  # characters
_IN_GIST = 2  # fields
_CLOZE = re.compile(r"\{\{c[0-9,]+::((?:(?!\{\{|\}\}|::).)*)(?:::(?:(?!\{\{|\}\}).)*)?\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class PackageCard:
    """A card: of which template, or of which cloze less one, and the deck it belongs to."""

    ordinal: int
    deck: str


@dataclass(frozen=True, slots=True)
class PackageNote:
    """A note, with its fields as HTML in the order of the note type's."""

    guid: str
    type: NoteType
    mod: int  # when it last changed, in seconds since 1970
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[PackageCard, ...]

    @property
    def label(self) -> str:
        """What a person knows it by: its Id, or the words of its first field that has any."""
        own = self.named.get(ID_FIELD, "").strip()
        return own or next(self._words(), self.guid)

    @property
    def gist(self) -> str:
        """The words of the first fields that say more than the label does."""
        return " – ".join(islice((words for words in self._words() if words != self.label), _IN_GIST))

    @property
    def named(self) -> dict[str, str]:
        """The fields by name."""
        return dict(zip((field.name for field in self.type.fields), self.fields, strict=True))

    def _words(self) -> Iterator[str]:
        """Yield the words of each field that has any, cut to a line."""
        for field in self.fields:
            plain = _CLOZE.sub(r"\1", field) if self.type.cloze else field
            if words := " ".join(terminal_text.words(plain).split()):
                yield words if len(words) <= _LONGEST_LINE else f"{words[:_LONGEST_LINE].rstrip()}…"

    def card_name(self, ordinal: int) -> str:
        """Return what a card is called: as its template; of a cloze, with its number."""
        templates = self.type.templates
        if self.type.cloze:
            return f"{templates[0].name} {ordinal + 1}"
        return templates[ordinal].name if ordinal in range(len(templates)) else f"card {ordinal + 1}"


@dataclass(frozen=True, slots=True)
class PackageMedium:
    """A media file: its name in Anki, its size in bytes, and the SHA-256 of what is in it."""

    name: str
    size: int
    digest: str  # empty if the file is only listed


@dataclass(frozen=True)
class Package:
    """What a package holds, in the order in which it holds it."""

    name: str  # of its file, or what else it is called
    container: str  # the name of the collection in it
    note_types: tuple[DatedNoteType, ...]
    decks: tuple[PackageDeck, ...]
    notes: tuple[PackageNote, ...]
    media: tuple[PackageMedium, ...]
    size: int = 0  # of its file, in bytes
    elsewhere: frozenset[str] = frozenset()  # guids of notes that its project has in other decks

    @cached_property
    def cards_in(self) -> Counter[str]:
        """How many cards are in each deck itself."""
        return Counter(card.deck for note in self.notes for card in note.cards)

    @property
    def filled_decks(self) -> tuple[PackageDeck, ...]:
        """The decks that have cards; Anki adds those above them, and one for everything else."""
        return tuple(deck for deck in self.decks if self.cards_in[deck.name])

    @property
    def used_note_types(self) -> tuple[DatedNoteType, ...]:
        """The note types of its notes."""
        used = {note.type.id for note in self.notes}
        return tuple(each for each in self.note_types if each.type.id in used)

    @cached_property
    def tag_root(self) -> str:
        """What all tags of its notes stand below; empty if there is no such thing."""
        highest = {tag.partition(SEPARATOR)[0] for note in self.notes for tag in note.tags}
        is_one = len(highest) == 1 and not any(highest & {*note.tags} for note in self.notes)
        return highest.pop() if is_one else ""

    @property
    def cards(self) -> int:
        """How many cards there are."""
        return self.cards_in.total()
