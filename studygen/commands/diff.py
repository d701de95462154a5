"""Comparing a package with another one, or with what the project would make of it now."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from studygen.anki import identities
from studygen.anki.identities import is_deck_name
from studygen.anki.reading.apkg_reader import read_package, temporary_folder
from studygen.anki.reading.package import Package
from studygen.commands.deck import deck_of, write_deck
from studygen.commands.deck_selection import Selection, deck_selections, specified_deck
from studygen.problems import StudygenError
from studygen.project.project import Project
from studygen.project.settings import DeckFile
from studygen.releases import record
from studygen.releases.dates import release_time
from studygen.releases.diff import package_diff
from studygen.releases.diff.package_diff import Difference
from studygen.releases.lock import Lock


def compare_packages(old: Path, new: Path, where: str = "") -> Difference:
    """Compare two packages.

    Args:
        old: the older one.
        new: the newer one.
        where: restricts both to the notes that this search finds in either.

    Raises:
        StudygenError: one of them cannot be read, or nothing matches.
    """
    return _compared(read_package(old), read_package(new), where)


def compare_with_project(old: Path, project: Project, name: str | None = None, where: str = "") -> Difference:
    """Compare a package with the same deck as the project would build it now; the lock stays as it is.

    Args:
        old: the package.
        project: that it was made of.
        name: of the deck's specification; if left out, the one with the package's own deck, or else all notes
            of the project.
        where: restricts both to the notes that this search finds in either.

    Raises:
        StudygenError: the package cannot be read, there is no such specification, or nothing matches.
    """
    package = read_package(old)
    selection = _selection(project, [deck.name for deck in package.filled_decks], name)
    lock = project.lock.drafted(selection.notes, release_time())
    with temporary_folder() as folder:
        file = Path(folder, "new.apkg")
        write_deck(project, selection, lock, file, lambda *_: None)
        built = read_package(file)
    guids = frozenset(identities.guid(project.spec.namespace, note.origin) for note in project.notes)
    built = replace(built, elsewhere=guids)
    if selection.stem:
        built = replace(built, name=f"the deck {selection.stem} of the project as it is now")
    else:  # no deck to be compared with, nor its description
        built = replace(built, name="all notes of the project as it is now", decks=package.decks)
    return _compared(package, built, where)


def compare_with_release(project: Project, where: str = "") -> Difference:
    """Compare what the latest release had with what all decks of the project would have now.

    Args:
        project: that was released.
        where: restricts both to the notes that this search finds in either.

    Raises:
        StudygenError: there was no release, or what it had is not known.
    """
    latest = project.lock.latest
    if latest is None:
        raise StudygenError("there is no release to compare with yet; name a package: studygen diff OLD.apkg")
    old = record.read(record_file(project, latest), latest)
    decks, _ = deck_selections(project, (), "")
    notes = (note for _, selection in decks for note in selection.notes)
    lock = project.lock.drafted(notes, release_time())
    return _compared(old, packed_together(project, decks, lock, "the project as it is now"), where)


def record_file(project: Project, version: str) -> Path:
    """Return where it is kept what a release had."""
    return project.root / record.FOLDER / f"{version}.json"


def packed_together(
    project: Project, decks: Sequence[tuple[DeckFile, Selection]], lock: Lock, name: str
) -> Package:
    """Return all decks of a project as one package, which nobody gets."""
    packages = []
    with temporary_folder() as folder:
        for deck, selection in decks:
            file = Path(folder, f"{deck.name}.apkg")
            write_deck(project, selection, lock, file, lambda *_: None)
            packages.append(read_package(file))
    return record.together(name, packages)


def _compared(old: Package, new: Package, where: str) -> Difference:
    if where.strip():
        old, new = package_diff.restricted(old, new, where)
    return package_diff.compare(old, new)


def _selection(project: Project, decks: Sequence[str], name: str | None) -> Selection:
    """Return what a package is to be compared with."""
    specified = [deck.name for deck in project.decks if [deck.spec.deck] == list(decks)]
    if name or specified:
        return specified_deck(project, name or specified[0])
    own = decks[0] if len(decks) == 1 and is_deck_name(decks[0]) else None
    return replace(deck_of(project, "", own, "", "text", 0), stem="")
