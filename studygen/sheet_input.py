"""What a sheet is made of, whatever its kind."""

from dataclasses import dataclass, field

from studygen.knowledge import Knowledge, Source
from studygen.notes import Note
from studygen.problems import StudygenError
from studygen.sheet_options import Options, Paper


class NothingToPrintError(StudygenError):
    """Nothing of what was selected belongs on such a sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetInput:
    """What a sheet is made of."""

    title: str  # of the deck or the project
    notes: tuple[Note, ...]  # those selected, in order
    knowledge: Knowledge  # the entries of which they are part
    description: str = ""  # what was selected, for the reader
    paper: Paper = "a4"
    seed: int = 0  # of what is drawn by lot
    options: Options = field(default_factory=Options)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The texts that the notes are about."""
        entries = {entry.id for note in self.notes for entry in note.entries}
        found = {source.file: source for source, entry in self.knowledge.entries() if entry.id in entries}
        return tuple(found.values())
