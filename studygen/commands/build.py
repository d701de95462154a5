"""What becomes of a project's deck specifications: packages, pages and sheets, as drafts or released."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from studygen.anki.search_query import SearchError
from studygen.cards.note import Note
from studygen.commands.deck import write_deck
from studygen.commands.deck_selection import Selection, deck_selections, specified
from studygen.commands.outputs import Progress, Written, output_folder
from studygen.commands.preview import page_bytes, specified_page, write_page
from studygen.commands.sheet import print_sheets, rendered_sheet, specified_sheet, write_sheets
from studygen.documents.sheets.renderer import SheetSource
from studygen.documents.sheets.sheet import NothingToPrintError
from studygen.project.project import Project
from studygen.project.settings import DeckFile
from studygen.releases.lock import Lock
from studygen.releases.lock_file import updated_lock
from studygen.releases.planner import USUAL, ReleaseOptions, plan


def build_all(
    project: Project,
    names: Sequence[str],
    folder: Path | None,
    progress: Progress,
    where: str = "",
    options: ReleaseOptions = USUAL,
) -> tuple[list[Written], list[str]]:
    """Write the decks and sheets of the named deck specifications, of all if none is named.

    Args:
        project: whose decks.
        names: of their specifications.
        folder: where to write.
        progress: is told what is being made.
        where: restricts each deck to what this search finds as well; `emptied` tells what it leaves out.
        options: what may become of the lock.

    Returns:
        What was written, and remarks for whoever gives the decks to learners.

    Raises:
        FaultyFilesError: learners could not take these decks over.
        StudygenError: there is no such specification, or a file cannot be written.
    """
    decks, _ = deck_selections(project, names, where)
    folder = output_folder(project, folder)
    selections = {deck.name: selection for deck, selection in decks}
    # What a search leaves of a deck is not what the deck has.
    members = None if where.strip() else members_of_decks(project, selections)
    planned = plan(project.publication, all_notes(decks), options, selections, members)
    written = write_decks(project, decks, planned.lock, folder, progress)
    return written, [*planned.remarks, f"A draft: {planned.effect.of_draft}."]


Decks = Sequence[tuple[DeckFile, Selection]]


def all_notes(decks: Decks) -> tuple[Note, ...]:
    """Return the notes of decks, each once."""
    return tuple({note.id: note for _, selection in decks for note in selection.notes}.values())


def write_decks(
    project: Project,
    decks: Decks,
    lock: Lock,
    folder: Path,
    progress: Progress,
    beforehand: Callable[[], None] | None = None,
) -> list[Written]:
    """Write the lock of a draft or a release, and all that its decks are specified to have.

    Args:
        project: whose decks.
        decks: what is written.
        lock: has the dates of all their notes.
        folder: where to write.
        progress: is told what is being made.
        beforehand: writes what comes before the lock, once nobody else can write it.

    Raises:
        StudygenError: a file cannot be written.
    """
    sheets, left_out = _rendered_sheets(project, decks, folder)
    # Sheets first: a fault in a template of theirs is found before anything has been replaced.
    printed = print_sheets(sheets, progress)
    pages = [
        (
            folder / f"{deck.name}.html",
            selection.notes,
            page_bytes(project, specified_page(project, deck, selection)),
        )
        for deck, selection in decks
        if deck.spec.page
    ]
    # The lock before the decks: what it would not know of must not get to learners.
    with updated_lock(project.lock_file, project.lock, lock, beforehand):
        written = [
            write_deck(project, selection, lock, folder / f"{deck.name}.apkg", progress)
            for deck, selection in decks
        ]
        written += [write_page(path, notes, page) for path, notes, page in pages]
        written += write_sheets(printed)
    return written + left_out


def _rendered_sheets(
    project: Project, decks: Decks, folder: Path
) -> tuple[list[tuple[Path, SheetSource]], list[Written]]:
    """Return the documents of the sheets that decks are specified to have, and what would be empty."""
    rendered: list[tuple[Path, SheetSource]] = []
    left_out: list[Written] = []
    for deck, selection in decks:
        for kind in dict.fromkeys(deck.spec.sheets):
            path = folder / f"{deck.name}-{kind}.pdf"
            try:
                rendered += rendered_sheet(project, kind, specified_sheet(project, deck, selection), path)
            except NothingToPrintError as error:
                left_out.append(Written(path, "left out", (f"deck {deck.spec.deck!r}: {error}",)))
    return rendered, left_out


def members_of_decks(project: Project, selections: Mapping[str, Selection]) -> dict[str, frozenset[str]]:
    """Return the origins of the notes of each deck, those included that are not being built."""
    found = {}
    for deck in project.decks:
        with suppress(SearchError):  # which is told when that deck is built
            selection = selections.get(deck.name) or specified(project, deck)
            found[deck.name] = frozenset(note.origin for note in selection.notes)
    return found


def emptied(project: Project, names: Sequence[str], where: str) -> list[str]:
    """Return the names of the decks, of those that are to be built, that a search leaves nothing of.

    Raises:
        StudygenError: it leaves nothing of any.
    """
    return deck_selections(project, names, where)[1]
