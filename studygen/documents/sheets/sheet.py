"""What a sheet is made of, whatever its kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from studygen.cards.note import Note
from studygen.documents.sheets.options import Options, PagePaper
from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.problems import StudygenError


class NothingToPrintError(StudygenError):
    """Nothing of what was selected belongs on such a sheet."""


@dataclass(frozen=True, slots=True)
class Document:
    """One of the documents that a sheet consists of, such as a quiz or the key to it."""

    name: str  # of its file, which has it in place of the name of the kind of sheet
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)  # that it is given besides those of the sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetInput:
    """What a sheet is made of."""

    title: str  # of the deck or the project
    notes: tuple[Note, ...]  # those selected, in order
    knowledge: Knowledge  # the entries of which they are part
    description: str = ""  # what was selected, for the reader
    paper: PagePaper = "a4"
    seed: int = 0  # of what is drawn by lot
    options: Options = field(default_factory=Options)

    @property
    def is_small(self) -> bool:
        """Whether it is printed on the small pages of a booklet."""
        return self.paper in ("a5", "us-statement")

    @property
    def sources(self) -> tuple[Source, ...]:
        """The texts that the notes are about."""
        entries = {entry.id for note in self.notes for entry in note.entries}
        found = {source.file: source for source, entry in self.knowledge.entries() if entry.id in entries}
        return tuple(found.values())


LONG = 900  # characters; a longer item may be continued in the next column
