"""What a project publishes, as releases are planned from it and lost locks recovered for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from studygen.anki.notetypes import NoteType
from studygen.cards.note import Note
from studygen.problems import Place, Problem
from studygen.releases.lock import Lock


@dataclass(frozen=True)
class Publication:
    """All notes of a project, what they are published under, and what is known of earlier releases."""

    name: str
    namespace: str
    namespace_place: Place  # where it is written
    notes: tuple[Note, ...]
    note_types: Mapping[str, NoteType]  # by key
    decks: Mapping[str, str]  # what they are called in Anki, by the names of their specifications
    first: Mapping[str, Sequence[str]]  # the decks in which notes of each lie, by their specifications
    lock: Lock
    lock_file: Path
    reshaped: Mapping[str, Problem]  # what is no longer as learners have it, by the key of the note type
    losses: tuple[Problem, ...]  # what would cost learners reviews, and is hardly meant
    tag_root: str  # what all tags stand below in Anki
