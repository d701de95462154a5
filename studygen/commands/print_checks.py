"""What only printing shows: empty sheets, faults in a project's own templates, damaged pictures."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from studygen.anki.search_query import SearchError
from studygen.cards.note import Note
from studygen.commands.deck_selection import specified
from studygen.commands.sheet import specified_sheet
from studygen.documents.page.coverage_page import to_html
from studygen.documents.page.page_data import PageInput
from studygen.documents.page.study_page import to_page
from studygen.documents.sheets.registry import SHEETS, SheetKind, options_of
from studygen.documents.sheets.renderer import render
from studygen.documents.sheets.sheet import NothingToPrintError, SheetInput
from studygen.documents.sheets.typst_compiler import compile_pdf, compile_sheet
from studygen.knowledge.questions import Image
from studygen.problems import FaultyFilesError, Problem
from studygen.project.folders import own_templates, template_folders
from studygen.project.project import Project

_ONE_PICTURE = '#set document(title: "One picture", date: none)\n#image("picture", alt: "A picture")'


def picture_problems(project: Project) -> Iterator[Problem]:
    """Find pictures that are damaged inside, by printing each."""
    for source, entry in project.knowledge.entries():
        for path, medium in entry.all_media:
            if isinstance(medium, Image):
                file, place = source.media[medium.file], entry.place(*path, "file")
                try:
                    compile_pdf(_ONE_PICTURE, {"picture": file.read()}, locate=lambda *_, at=place: at)
                except FaultyFilesError as error:
                    yield from error.problems


def empty_sheets(project: Project) -> Iterator[Problem]:
    """Find sheets of deck specifications that `build` leaves out, for want of anything to print on them."""
    for deck in project.decks:
        with suppress(SearchError):  # which is told as such
            selection = specified(project, deck)
            for index, kind in enumerate(deck.spec.sheets if selection.notes else ()):
                try:
                    SHEETS[kind].content(specified_sheet(project, deck, selection))
                except NothingToPrintError as error:
                    message = (
                        f"the deck {deck.spec.deck!r} has nothing for the sheet {kind!r}, which is left out:"
                        f" {error}"
                    )
                    yield Problem(deck.spec.place("sheets", index), message, "empty-sheet", "warning")


def sheet_problems(project: Project) -> tuple[Problem, ...]:
    """Find what is wrong with a project's own templates of sheets, by printing a few notes with each."""
    own = own_templates(project.root, "sheets")
    if not own or not project.notes:
        return ()
    few = SheetInput(title=project.spec.name, notes=_some_of_each(project.notes), knowledge=project.knowledge)
    tried = [*((kind, few) for kind in SHEETS), *_unusual(few, own)]
    folders = template_folders(project.root, "sheets")
    found: list[Problem] = []
    for kind, given in tried:
        try:
            for source in render(kind, given, folders):
                compile_sheet(source)
        except FaultyFilesError as error:
            found += error.problems
        except NothingToPrintError:
            continue  # nothing of the kind is in this project
    return tuple(dict.fromkeys(found))


def page_problems(project: Project) -> tuple[Problem, ...]:
    """Find what is wrong with a project's own templates of pages, by making each page of a few notes."""
    if not own_templates(project.root, "page") or not project.notes:
        return ()
    name, knowledge = project.spec.name, project.knowledge
    few = PageInput(title=name, deck=name, notes=_some_of_each(project.notes), knowledge=knowledge)
    folders = template_folders(project.root, "page")
    found: list[Problem] = []
    pages: tuple[Callable[[], str], ...] = (
        lambda: to_page(few, folders),
        lambda: to_html(knowledge.sources[0], folders),
    )
    for make in pages:
        try:
            make()
        except FaultyFilesError as error:
            found += error.problems
    return tuple(dict.fromkeys(found))


# What templates do, or whole ones, that nothing but these options uses; a layout has a part in all of it.
_UNUSUAL: tuple[tuple[SheetKind, dict[str, Any], frozenset[str]], ...] = (
    ("cards", {"alignment": True}, frozenset(("cards-alignment.typ", "layout.typ"))),
    ("cards", {"flip": "fold"}, frozenset(("cards.typ", "layout.typ"))),
    ("guide", {"booklet": True}, frozenset(("booklet.typ", "guide.typ", "layout.typ"))),
    ("quiz", {"versions": 2}, frozenset(("document.typ", "quiz.typ", "quiz-key.typ"))),
)


def _unusual(few: SheetInput, own: Path) -> Iterator[tuple[SheetKind, SheetInput]]:
    """Yield what else is to be printed for the sake of a project's own templates."""
    names = {file.name for file in own.iterdir()}
    for kind, options, templates in _UNUSUAL:
        if not names.isdisjoint(templates):
            yield kind, replace(few, options=options_of(kind, **options))


_SOME = 4


def _some_of_each(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return the first notes of each kind of entry."""
    by_kind: dict[str, list[Note]] = {}
    for note in notes:
        by_kind.setdefault(note.entry.kind, []).append(note)
    return tuple(note for some in by_kind.values() for note in some[:_SOME])
