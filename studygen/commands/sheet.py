"""Making sheets: of what a search selects, or of what a deck specification says."""

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from studygen.cards.selection import Order, chosen
from studygen.commands.deck_selection import Selection, part_of
from studygen.commands.outputs import Progress, Written
from studygen.documents.sheets.options import AllOptions, Paper
from studygen.documents.sheets.page_images import remove_leftovers, write_pages
from studygen.documents.sheets.registry import SheetKind
from studygen.documents.sheets.renderer import SheetSource, render
from studygen.documents.sheets.sheet import SheetInput
from studygen.documents.sheets.typst_compiler import Compiled, compile_sheet
from studygen.files import write_bytes
from studygen.project import deck_names
from studygen.project.folders import template_folders
from studygen.project.project import Project
from studygen.project.search import find_notes, read_search
from studygen.project.settings import DeckFile
from studygen.wording import counted


def sheet_of(
    project: Project,
    where: str,
    title: str | None,
    paper: Paper | None,
    seed: int,
    options: AllOptions,
    *,
    order: Order = "text",
    sample: int | None = None,
    limit: int | None = None,
) -> SheetInput:
    """Select notes for a sheet.

    Raises:
        StudygenError: nothing matches.
    """
    search = read_search(project, where)
    all_found = find_notes(project, search)
    words = "" if search.is_blank else f"Selected: {deck_names.phrase(search, project.vocabulary)}."
    described = f"{words}{part_of(all_found, seed, sample, limit)}".strip()
    notes = chosen(all_found, order, seed, sample, limit)
    selection = Selection(title or project.spec.name, "", described, notes)
    return _sheet_input(project, selection, paper, seed, options)


def specified_sheet(project: Project, deck: DeckFile, selection: Selection) -> SheetInput:
    """Return what the sheets of a deck specification show."""
    spec = deck.spec
    named = replace(selection, name=spec.title or spec.deck)
    return _sheet_input(project, named, spec.paper, spec.seed, spec.options)


def _sheet_input(
    project: Project, selection: Selection, paper: Paper | None, seed: int, options: AllOptions
) -> SheetInput:
    return SheetInput(
        title=selection.name.replace("::", " · "),
        notes=selection.notes,
        knowledge=project.knowledge,
        description=selection.description,
        paper=paper or project.spec.paper,
        seed=seed,
        options=options,
    )


def rendered_sheet(
    project: Project, kind: SheetKind, given: SheetInput, path: Path
) -> list[tuple[Path, SheetSource]]:
    """Return the documents of a sheet; a further one, such as a key, is named after the first.

    Raises:
        FaultyFilesError: a template has a fault.
        NothingToPrintError: nothing of what was selected belongs on it.
    """
    return [
        (path.with_stem(path.stem + source.name.removeprefix(kind)), source)
        for source in render(kind, given, template_folders(project.root, "sheets"))
    ]


def print_sheets(
    sources: Sequence[tuple[Path, SheetSource]], progress: Progress, *, pictured: bool = False
) -> list[tuple[Path, Compiled]]:
    """Print documents, side by side; if they are to be `pictured`, their pages come as pictures, too.

    Raises:
        FaultyFilesError: a template has a fault.
    """
    # Typst releases the interpreter while it works.
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        jobs = [(path, pool.submit(compile_sheet, source, pictured=pictured)) for path, source in sources]
        printed = []
        try:
            for done, (path, job) in enumerate(jobs):
                progress("printing", done, len(jobs))
                printed.append((path, job.result()))
        finally:
            pool.shutdown(cancel_futures=True)
    return printed


def write_sheets(printed: Iterable[tuple[Path, Compiled]]) -> list[Written]:
    """Write what was printed, and remove pages that longer sheets of these names have left behind.

    Raises:
        StudygenError: a file cannot be written or removed.
    """
    written = []
    for path, compiled in printed:
        write_bytes(path, compiled.pdf)
        written.append(Written(path, counted(compiled.pages, "page"), compiled.warnings))
        pages = write_pages(path, compiled.pictures)
        written += [Written(file, f"page {number}") for number, file in enumerate(pages, start=1)]
        if pages:
            written += [
                Written(file, "removed: of an earlier sheet") for file in remove_leftovers(path, pages)
            ]
    return written
