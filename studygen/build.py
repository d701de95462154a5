"""What commands make: packages and sheets of a project's notes."""

import html
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from studygen import ids, naming, release, shipped
from studygen.apkg import Deck, NoteRow, write_package
from studygen.choosing import chosen
from studygen.files import write_bytes
from studygen.knowledge import DeckFile
from studygen.lock import Lock
from studygen.notes import Note
from studygen.page import PageInput, to_page
from studygen.page_files import remove_leftovers, write_pages
from studygen.pdf import Compiled, compile_sheet
from studygen.problems import FaultyFilesError, StudygenError, counted, nearest
from studygen.project import Project, output_file, template_folders
from studygen.release import USUAL, Terms
from studygen.search import SearchError
from studygen.settings import DECK_NAME_RULE, Order, is_deck_name
from studygen.sheet_input import SheetInput
from studygen.sheet_options import Options, Paper, SheetKind
from studygen.sheets import render
from studygen.tags import ancestors, in_order
from studygen.unmatched import deck_problems, found

Progress = Callable[[str, int, int], None]  # what is being made, how much of it is done, how much it is


@dataclass(frozen=True, slots=True)
class Selection:
    """Notes to be studied together, in order; `name` is the deck's in Anki, `stem` that of files."""

    name: str
    stem: str
    description: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was made, what it holds or what became of it, and what there is to say about it."""

    path: Path
    holds: str
    warnings: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.path}  {self.holds}"


def build_all(
    project: Project,
    names: Sequence[str],
    folder: Path | None,
    progress: Progress,
    where: str = "",
    terms: Terms = USUAL,
) -> tuple[list[Written], list[str]]:
    """Write the decks and sheets of the named deck specifications, of all if none is named.

    Args:
        project: whose decks.
        names: of their specifications.
        folder: where to write.
        progress: is told what is being made.
        where: restricts each deck to what this search finds as well; `emptied` tells what it leaves out.
        terms: what may become of the lock.

    Returns:
        What was written, and remarks for whoever gives the decks to learners.

    Raises:
        FaultyFilesError: learners could not take these decks over.
        StudygenError: there is no such specification, or a file cannot be written.
    """
    decks, _ = _restricted(project, names, where)
    folder = folder or build_folder(project)
    selections = {deck.name: selection for deck, selection in decks}
    notes = {note.id: note for each in selections.values() for note in each.notes}.values()
    names_in_anki = {stem: selection.name for stem, selection in selections.items()}
    # What a search leaves of a deck is not what the deck has.
    members = None if where.strip() else _members(project, selections)
    planned = release.plan(project, notes, terms, names_in_anki, members)
    sheets = [
        (kind, _specified_sheet(project, deck, selection), folder / f"{deck.name}-{kind}.pdf")
        for deck, selection in decks
        for kind in dict.fromkeys(deck.spec.sheets)
    ]
    # Sheets first: a fault in a template of theirs is found before anything has been replaced.
    printed = print_sheets(project, sheets, progress)
    pages = [
        (folder / f"{deck.name}.html", _page(project, _page_input(project, deck, selections[deck.name])))
        for deck, _ in decks
        if deck.spec.page
    ]
    # The lock before the decks: what it would not know of must not get to learners.
    release.keep(project, planned)
    written = [
        write_deck(project, selection, planned.lock, folder / f"{name}.apkg", progress)
        for name, selection in selections.items()
    ]
    written += [_write_page(path, selections[path.stem].notes, page) for path, page in pages]
    return written + write_sheets(printed), list(planned.remarks)


def _members(project: Project, selections: Mapping[str, Selection]) -> dict[str, frozenset[str]]:
    """Return the origins of the notes of each deck, those included that are not being built."""
    found = {}
    for deck in project.decks:
        with suppress(SearchError):  # which is told when that deck is built
            selection = selections.get(deck.name) or _specified(project, deck, "", None)
            found[deck.name] = frozenset(note.origin for note in selection.notes)
    return found


def emptied(project: Project, names: Sequence[str], where: str) -> list[str]:
    """Return the names of the decks, of those that are to be built, that a search leaves nothing of.

    Raises:
        StudygenError: it leaves nothing of any.
    """
    return _restricted(project, names, where)[1]


def _restricted(
    project: Project, names: Sequence[str], where: str
) -> tuple[list[tuple[DeckFile, Selection]], list[str]]:
    """Return the decks to be built with what a search leaves of them, and the names of those left empty."""
    specified = _specifications(project, names)
    if problems := tuple(deck_problems(project, specified)):
        raise FaultyFilesError(problems)
    allowed = {note.id for note in found(project, where)} if where.strip() else None
    selections = [(deck, _specified(project, deck, where, allowed)) for deck in specified]
    left = [(deck, selection) for deck, selection in selections if selection.notes]
    if not left:
        decks = " or ".join(deck.name for deck in specified)
        raise StudygenError(f"no deck would be left: {where!r} finds no note that is in {decks}")
    return left, [deck.name for deck, selection in selections if not selection.notes]


def build_folder(project: Project) -> Path:
    """Return where a project's output goes if nothing else is said: never into an installed package."""
    return Path("build") if project.root == shipped.folder() else project.root / "build"


def deck_of(
    project: Project,
    where: str,
    name: str | None,
    description: str,
    order: Order,
    seed: int,
    *,
    sample: int | None = None,
    limit: int | None = None,
) -> Selection:
    """Select notes for a deck, named and described after the search if nothing else is given.

    Raises:
        StudygenError: nothing matches, or Anki could not name a deck so.
    """
    all_found = found(project, where)
    notes = chosen(all_found, order, seed, sample, limit)
    name = name or naming.deck_name(project.spec.name, where, _vocabulary(project))
    if not is_deck_name(name):
        raise StudygenError(f"{name!r} cannot be a deck's name: {DECK_NAME_RULE}; give one with --name")
    described = description or f"{_described(project, where)}{_part_of(all_found, seed, sample, limit)}"
    return Selection(name, _stem(project, name, sample, limit), described, notes)


def specified_deck(project: Project, name: str) -> Selection:
    """Return what a deck specification selects.

    Raises:
        FaultyFilesError: its search has a fault or finds nothing.
        StudygenError: there is no such specification.
    """
    ((_, selection),), _ = _restricted(project, [name], "")
    return selection


def _stem(project: Project, name: str, sample: int | None, limit: int | None) -> str:
    """Return what the file of a deck is called, which is nothing that `build` writes."""
    words = re.findall(r"\w+", name.rpartition("::")[2].lower()) or ["deck"]
    words += [f"sample-{sample}"] if sample else []
    words += [f"first-{limit}"] if limit else []
    taken = {deck.name.casefold() for deck in project.decks}
    stem = "-".join(words)
    return f"{stem}-deck" if stem.casefold() in taken else stem


def _part_of(found: Sequence[Note], seed: int, sample: int | None, limit: int | None) -> str:
    """Say which part of the notes that were found is taken; nothing if it is all of them."""
    drawn = min(sample or len(found), len(found))
    said = []
    if drawn < len(found):
        said.append(f" {drawn} of {counted(len(found), 'note')}, drawn at random (seed {seed}).")
    if limit and limit < drawn:
        said.append(f" The first {limit} of {drawn}.")
    return "".join(said)


def sheet_of(
    project: Project,
    where: str,
    title: str | None,
    paper: Paper | None,
    seed: int,
    options: Options,
    *,
    order: Order = "text",
    sample: int | None = None,
    limit: int | None = None,
) -> SheetInput:
    """Select notes for a sheet.

    Raises:
        StudygenError: nothing matches.
    """
    all_found = found(project, where)
    words = f"Selected: {naming.phrase(where, _vocabulary(project))}." if where.strip() else ""
    described = f"{words}{_part_of(all_found, seed, sample, limit)}".strip()
    notes = chosen(all_found, order, seed, sample, limit)
    selection = Selection(title or project.spec.name, "", described, notes)
    return _sheet_input(project, selection, paper, seed, options)


def _specified_sheet(project: Project, deck: DeckFile, selection: Selection) -> SheetInput:
    spec = deck.spec
    named = replace(selection, name=spec.title or spec.deck)
    return _sheet_input(project, named, spec.paper, spec.seed, spec.options)


def _sheet_input(
    project: Project, selection: Selection, paper: Paper | None, seed: int, options: Options
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


def print_sheets(
    project: Project,
    sheets: Sequence[tuple[SheetKind, SheetInput, Path]],
    progress: Progress,
    *,
    pictured: bool = False,
) -> list[tuple[Path, Compiled]]:
    """Make sheets, side by side; a further document, such as a key, is named after the first.

    If they are to be `pictured`, their pages come as pictures, too.

    Raises:
        FaultyFilesError: a template has a fault.
    """
    folders = template_folders(project.root, "sheets")
    sources = [
        (path.with_stem(path.stem + source.name.removeprefix(kind)), source)
        for kind, given, path in sheets
        for source in render(kind, given, folders)
    ]
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


def build_page(project: Project, where: str, path: Path | None) -> Written:
    """Write the page of the notes that a search finds.

    Raises:
        FaultyFilesError: a template has a fault.
        StudygenError: nothing matches, or the file cannot be written.
    """
    file = output_file(project, path or build_folder(project) / "preview.html", ".html")
    name = project.spec.name
    given = PageInput(
        title=name, deck=name, notes=found(project, where), knowledge=project.knowledge, where=where
    )
    return _write_page(file, given.notes, _page(project, given))


def _page_input(project: Project, deck: DeckFile, selection: Selection) -> PageInput:
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


def _page(project: Project, given: PageInput) -> bytes:
    return to_page(given, template_folders(project.root, "page")).encode()


def _write_page(path: Path, notes: Sequence[Note], page: bytes) -> Written:
    write_bytes(path, page)
    cards = sum(len(note.cards) for note in notes)
    size = f"{len(page) / 1000:,.0f} kB"
    return Written(path, f"{counted(len(notes), 'note')}, {counted(cards, 'card')}, {size}")


def _specifications(project: Project, names: Sequence[str]) -> list[DeckFile]:
    decks = {deck.name: deck for deck in project.decks}
    if not decks:
        raise StudygenError(
            f"there is no deck specification in {project.root / 'decks'}; write one, such as all.yaml"
        )
    for name in names:
        if name not in decks:
            hint = nearest(name, list(decks)) or f"; there are {', '.join(decks)}"
            raise StudygenError(f"there is no deck specification {name!r}{hint}")
    return [decks[name] for name in dict.fromkeys(names)] or list(decks.values())


def _specified(project: Project, deck: DeckFile, where: str, allowed: Set[str] | None) -> Selection:
    """Return what a specification selects, less what is not `allowed` by the search `where`."""
    spec = deck.spec
    notes = chosen(project.select(spec.where), spec.order, spec.seed, spec.sample, spec.limit)
    described = spec.description or _described(project, spec.where)
    if allowed is not None:
        notes = tuple(note for note in notes if note.id in allowed)
        described += f" Only: {naming.phrase(where, _vocabulary(project))}."
    return Selection(spec.deck, deck.name, described, notes)


def _described(project: Project, where: str) -> str:
    titles = " and ".join(source.spec.title for source in project.knowledge.sources)
    return naming.description(where, _vocabulary(project), titles)


def _vocabulary(project: Project) -> naming.Vocabulary:
    return naming.vocabulary(project.spec.name, project.knowledge, project.note_types.values())


def build_deck(
    project: Project, selection: Selection, path: Path | None, progress: Progress, terms: Terms = USUAL
) -> tuple[Written, tuple[str, ...]]:
    """Bring the lock up to date and write one package.

    Returns:
        What was written, and remarks for whoever gives the deck to learners.

    Raises:
        FaultyFilesError: learners could not take this deck over.
        StudygenError: a file cannot be written.
    """
    file = output_file(project, path or build_folder(project) / f"{selection.stem}.apkg", ".apkg")
    planned = release.plan(project, selection.notes, terms)
    release.keep(project, planned)
    return write_deck(project, selection, planned.lock, file, progress), planned.remarks


def write_deck(project: Project, selection: Selection, lock: Lock, path: Path, progress: Progress) -> Written:
    """Write one package with the dates of the lock.

    Raises:
        StudygenError: the file cannot be written.
    """
    namespace = project.spec.namespace
    number = ids.number(namespace, "deck", selection.name)
    deck = Deck(selection.name, number, html.escape(selection.description, quote=False))
    mods = {note.type.id: lock.note_types[note.type.key].mod for note in selection.notes}
    total = len(selection.notes)
    summary = write_package(
        path,
        deck,
        _rows(selection.notes, namespace, lock),
        mods,
        media={medium.name: medium.file.read for note in selection.notes for medium in note.media},
        progress=lambda done: progress(f"writing {path.name}", done, total),
    )
    return Written(path, f"{counted(summary.notes, 'note')}, {counted(summary.cards, 'card')}")


def _rows(notes: Iterable[Note], namespace: str, lock: Lock) -> Iterator[NoteRow]:
    for note in notes:
        cards = tuple(card.ordinal for card in note.cards)
        yield NoteRow(
            ids.guid(namespace, note.origin),
            note.type,
            lock.notes[note.origin].mod,
            note.fields,
            note.tags,
            cards,
        )


def tag_table(project: Project, where: str) -> list[tuple[str, int, str]]:
    """Return each tag, and each tag above one, with the number of notes under it and what it means.

    Raises:
        StudygenError: nothing matches.
    """
    counts = Counter(
        tag
        for note in (found(project, where) if where.strip() else project.notes)
        for tag in {above for tag in note.tags for above in ancestors(tag)}
    )
    meanings = {tag: text for source in project.knowledge.sources for tag, text in source.spec.tags.items()}
    return [(tag, counts[tag], meanings.get(tag, "")) for tag in in_order(counts)]
