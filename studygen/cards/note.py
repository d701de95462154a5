"""Notes as everything that shows them gets them: Anki's sides, the checks, the sheets and the page."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from studygen.anki.notetypes import NoteType
from studygen.knowledge.base import Path
from studygen.knowledge.kinds import KIND_NAMES
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.media import Attached, MediaFile
from studygen.knowledge.questions import pair_id
from studygen.knowledge.text.document import Citation
from studygen.knowledge.text.tags import rooted
from studygen.problems import Place


@dataclass(frozen=True, slots=True)
class Card:
    """One question of a note with its answer, both light Markdown, for whatever shows it outside Anki."""

    ordinal: int  # of the note type's template; of a cloze, its number - 1
    name: str  # of the template; of a cloze, the blank's
    question: str
    answer: str
    speaker: str | None = None  # who gives the answer; None for plain fact
    media: tuple[Attached, ...] = ()  # what is seen and heard with the question


@dataclass(frozen=True, slots=True)
class Introduction:
    """Somebody who speaks in notes, and who that is, in light Markdown."""

    speaker: str
    about: str


@dataclass(frozen=True, slots=True)
class Note:
    """An entry, a question, a step of a list or a pair of entries: Anki's fields, and the same for sheets."""

    id: str  # the full id: blanquism, blanquism/why-few, blanquism/rise/first-step, blanquism/vs/leninism
    type: NoteType
    entry: Entry
    fields: tuple[str, ...]  # Anki HTML, in the order of the note type's fields
    tags: tuple[str, ...]  # as they are written, without the root
    cards: tuple[Card, ...]
    speaker: str | None  # who says so; None for plain fact
    citations: tuple[Citation, ...]
    remark: str | None  # the editor's note, light Markdown
    media: tuple[Attached, ...] = ()  # what is seen and heard with the answers
    introduces: tuple[Introduction, ...] = ()  # who speaks in it, as far as anything is said of them
    path: Path = ()  # where in the entry it was written; () for the entry's own cards
    other: Entry | None = None  # of a pair to tell apart
    placed: tuple[str, ...] = ()  # its fields, with the places of passages marked
    tag_root: str = ""  # what its tags stand below in Anki
    needs: tuple[str, ...] = ()  # ids of the notes of entries that its questions name
    # The full id that it was first published under, whatever has been renamed since.
    origin: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        entry, other = self.entry, self.other
        origin = pair_id(entry.origin, other.origin) if other else entry.origin_at(self.path)
        object.__setattr__(self, "origin", origin)

    @property
    def anki_tags(self) -> tuple[str, ...]:
        """Its tags as they are in Anki."""
        return tuple(rooted(self.tag_root, tag) for tag in self.tags)

    @property
    def files(self) -> dict[str, MediaFile]:
        """Its pictures and recordings, with the questions and with the answers, by their names in Anki."""
        media = (*self.media, *(medium for card in self.cards for medium in card.media))
        return {medium.name: medium.file for medium in media}

    @property
    def has_named_blanks(self) -> bool:
        """Whether it is a sentence with blanks; the one of a step or member needs no number of its own."""
        return self.type.cloze and len(self.path) == 2  # `questions` and a number

    @property
    def named(self) -> dict[str, str]:
        """What is in its fields, by their names."""
        return {each.name: value for each, value in zip(self.type.fields, self.fields, strict=True)}

    @property
    def place(self) -> Place:
        """Where it was written."""
        return self.entry.place(*(self.path or (self.entry.kind,)))

    @property
    def allow(self) -> Collection[str]:
        """The rules that do not hold where it was written, each with a reason there."""
        match self.path:
            case ("questions", int(number), *_):
                return self.entry.questions[number].allow
            case ("apart", str(other), *_):
                return self.entry.apart[other].allow
        return self.entry.allow

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that it is about: one, or the two to tell apart."""
        return (self.entry, self.other) if self.other else (self.entry,)


def in_order(notes: Iterable[Note]) -> list[Note]:
    """Return the notes in the order of their note types, each in the order it has now."""
    return sorted(notes, key=lambda note: KIND_NAMES.index(note.entry.kind))
