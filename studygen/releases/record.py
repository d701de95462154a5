"""The record of a release: what learners have, as text that git shows, for the next one to be compared with.

Media are known by their names and hashes; the lock knows the dates.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from studygen.anki.notetypes import NoteType
from studygen.anki.reading.collection_schema import DatedNoteType, PackageDeck
from studygen.anki.reading.package import Package, PackageCard, PackageMedium, PackageNote
from studygen.problems import FaultyFilesError, Place, Problem, StudygenError

FOLDER = "releases"


@dataclass(frozen=True, slots=True)
class _RecordedNote:
    guid: str
    type: int  # the id of its note type
    mod: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[PackageCard, ...]


@dataclass(frozen=True, slots=True)
class _Record:
    release: str
    decks: tuple[PackageDeck, ...]
    note_types: tuple[DatedNoteType, ...]
    notes: tuple[_RecordedNote, ...]
    media: tuple[PackageMedium, ...]


_RECORD = TypeAdapter(_Record)


def together(name: str, packages: Iterable[Package]) -> Package:
    """Return several packages of a project as one; of a note in several, the first counts."""
    notes: dict[str, PackageNote] = {}
    types: dict[int, DatedNoteType] = {}
    decks: dict[str, PackageDeck] = {}
    media: dict[str, PackageMedium] = {}
    for package in packages:
        for note in package.notes:
            notes.setdefault(note.guid, note)
        for each in package.used_note_types:
            types.setdefault(each.type.id, each)
        for deck in package.filled_decks:
            decks.setdefault(deck.name, deck)
        for medium in package.media:
            media.setdefault(medium.name, medium)
    return Package(
        name, "", tuple(types.values()), tuple(decks.values()), tuple(notes.values()), tuple(media.values())
    )


def to_json(version: str, package: Package) -> bytes:
    """Return the record of what a release has."""
    notes = tuple(
        _RecordedNote(note.guid, note.type.id, note.mod, note.fields, note.tags, note.cards)
        for note in package.notes
    )
    record = _Record(version, package.decks, package.note_types, notes, package.media)
    return _RECORD.dump_json(record, indent=1) + b"\n"


def parse(content: bytes, file: Path) -> Package:
    """Return what a release had.

    Raises:
        FaultyFilesError: this is no record of one.
    """
    try:
        record = _RECORD.validate_json(content)
        types: dict[int, NoteType] = {each.type.id: each.type for each in record.note_types}
        notes = tuple(
            PackageNote(note.guid, types[note.type], note.mod, note.fields, note.tags, note.cards)
            for note in record.notes
            if len(note.fields) == len(types[note.type].fields)
        )
    except (ValidationError, KeyError) as error:
        message = "this is no record of a release; take the file back from your version control"
        raise FaultyFilesError((Problem(Place(file), message, "damaged-record"),)) from error
    package = Package(f"release {record.release}", "", record.note_types, record.decks, notes, record.media)
    return replace(package, size=len(content))


def read(file: Path, version: str) -> Package:
    """Read the record of a release.

    Raises:
        FaultyFilesError: it is none.
        StudygenError: it cannot be read.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise StudygenError(
            f"what learners have of {version} is not known: cannot read {file}: {error.strerror}; take"
            " it back from your version control, or name a package: studygen diff OLD.apkg"
        ) from error
    return parse(content, file)
