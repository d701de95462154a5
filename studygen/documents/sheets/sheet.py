"""What a sheet is made of, whatever its kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from studygen.cards.note import Note
from studygen.documents.sheets.options import AllOptions, PagePaper, SheetOptions
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.knowledge.media import Attached
from studygen.problems import StudygenError


class NothingToPrintError(StudygenError):
    """Nothing of what was selected belongs on such a sheet."""


@dataclass(frozen=True, slots=True)
class Document:
    """One of the documents that a sheet consists of, such as a quiz or the key to it."""

    name: str  # of its file, which has it in place of the name of the sheet
    body: str  # the Typst template of what it consists of, whose words are under the same name in the theme
    values: Mapping[str, Any] = field(default_factory=dict)  # that it is given besides those of the sheet
    suffix: str = ""  # what tells its title from that of others
    frame: str = "document"  # the template of what stands around the body


@dataclass(frozen=True, slots=True)
class Content:
    """What a sheet is made of: strings, numbers and small frozen classes of these, for its templates."""

    values: Mapping[str, Any]
    pictures: tuple[Attached, ...] = ()
    # How the labels of entries begin that have a place on the sheet, by their kinds: references lead there.
    places: Mapping[str, str] = field(default_factory=dict)
    # What is said below the title: words of the theme, each with the numbers that it is said with.
    facts: tuple[tuple[str, tuple[int, ...]], ...] = ()
    titled: bool = True  # whether it begins with the title
    documents: tuple[Document, ...] = ()  # if it is not one that is called like the sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetInput:
    """What a sheet is made of."""

    title: str  # of the deck or the project
    notes: tuple[Note, ...]  # those selected, in order
    knowledge: Knowledge  # the entries of which they are part
    description: str = ""  # what was selected, for the reader
    paper: PagePaper = "a4"
    seed: int = 0  # of what is drawn by lot
    options: AllOptions = field(default_factory=AllOptions)

    @property
    def is_small(self) -> bool:
        """Whether it is printed on the small pages of a booklet."""
        return self.paper in ("a5", "us-statement")

    @property
    def entries(self) -> dict[str, Entry]:
        """The entries that the notes are about, by their ids."""
        return {entry.id: entry for note in self.notes for entry in note.entries}

    @property
    def sources(self) -> tuple[Source, ...]:
        """The texts that the notes are about."""
        ids = self.entries.keys()
        found = {source.file: source for source, entry in self.knowledge.entries() if entry.id in ids}
        return tuple(found.values())


LONG = 900  # characters; a longer item may be continued in the next column


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of sheet, with all that is known of it but its words and its looks.

    Its words stand in the theme under its name, and its looks in the Typst template of that name.
    """

    name: str
    about: str  # what is on it, in a line
    title: str  # what it is called in a sentence
    content: Callable[[SheetInput], Content]
    options: type[SheetOptions] = SheetOptions
    # The Typst templates that are chapters of the guide; none if it is no part of that.
    chapters: tuple[str, ...] = ()
    # The trait of the entries that the glossary leaves to it where both are chapters.
    shows: type[Entry] | None = None
