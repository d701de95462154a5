"""Making the page on which cards are chosen and studied in a browser."""

from collections.abc import Sequence
from pathlib import Path

from studygen.cards.note import Note
from studygen.commands.deck_selection import Selection
from studygen.commands.outputs import Written, output_file
from studygen.documents.page.page_data import PageInput
from studygen.documents.page.study_page import to_page
from studygen.files import write_bytes
from studygen.project.folders import template_folders
from studygen.project.project import Project
from studygen.project.search import find_notes, read_search
from studygen.project.settings import DeckFile
from studygen.wording import counted


def build_page(project: Project, where: str, path: Path | None) -> Written:
    """Write the page of the notes that a search finds.

    Raises:
        FaultyFilesError: a template has a fault.
        StudygenError: nothing matches, or the file cannot be written.
    """
    file = output_file(project, path, "preview.html")
    name = project.spec.name
    given = PageInput(
        title=name,
        deck=name,
        notes=find_notes(project, read_search(project, where)),
        knowledge=project.knowledge,
        where=where,
    )
    return write_page(file, given.notes, page_bytes(project, given))


def specified_page(project: Project, deck: DeckFile, selection: Selection) -> PageInput:
    """Return what the page of a deck specification shows."""
    spec = deck.spec
    return PageInput(
        title=spec.deck.replace("::", " · "),
        deck=spec.deck,
        notes=selection.notes,
        knowledge=project.knowledge,
        description=spec.description,
        where=spec.where,
        order=spec.order,
        seed=spec.seed,
        sample=spec.sample,
        limit=spec.limit,
    )


def page_bytes(project: Project, given: PageInput) -> bytes:
    """Return a page as it is written.

    Raises:
        FaultyFilesError: a template has a fault.
    """
    return to_page(given, template_folders(project.root, "page")).encode()


def write_page(path: Path, notes: Sequence[Note], page: bytes) -> Written:
    """Write the page of these notes.

    Raises:
        StudygenError: the file cannot be written.
    """
    write_bytes(path, page)
    cards = sum(len(note.cards) for note in notes)
    size = f"{len(page) / 1000:,.0f} kB"
    return Written(path, f"{counted(len(notes), 'note')}, {counted(cards, 'card')}, {size}")
