"""Making decks: what is selected for one, and the package it becomes."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from studygen import bundled
from studygen.anki import identities
from studygen.anki.apkg_writer import Deck, NoteRow, write_package
from studygen.anki.identities import DECK_NAME_RULE, is_deck_name
from studygen.anki.search_query import Search
from studygen.cards.note import Note
from studygen.cards.selection import Order, chosen
from studygen.problems import FaultyFilesError, StudygenError
from studygen.project import deck_names
from studygen.project.explain_search import deck_problems, found_by, read_search
from studygen.project.project import Project, output_file
from studygen.project.settings import DeckFile
from studygen.releases.lock import Lock
from studygen.releases.lock_file import update_lock
from studygen.releases.planner import USUAL, ReleaseOptions, plan
from studygen.wording import counted, nearest

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


def _restricted(
    project: Project, names: Sequence[str], where: str
) -> tuple[list[tuple[DeckFile, Selection]], list[str]]:
    """Return the decks to be built with what a search leaves of them, and the names of those left empty."""
    specified = _specifications(project, names)
    if problems := tuple(deck_problems(project, specified)):
        raise FaultyFilesError(problems)
    selections = [(deck, _specified(project, deck)) for deck in specified]
    search = read_search(project, where)
    if not search.is_blank:
        allowed = {note.id for note in found_by(project, search)}
        words = deck_names.phrase(search, project.vocabulary)
        selections = [(deck, _narrowed(selection, allowed, words)) for deck, selection in selections]
    left = [(deck, selection) for deck, selection in selections if selection.notes]
    if not left:
        decks = " or ".join(deck.name for deck in specified)
        raise StudygenError(f"no deck would be left: {where!r} finds no note that is in {decks}")
    return left, [deck.name for deck, selection in selections if not selection.notes]


def build_folder(project: Project) -> Path:
    """Return where a project's output goes if nothing else is said: never into an installed package."""
    return Path("build") if project.root == bundled.folder() else project.root / "build"


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
    search = read_search(project, where)
    all_found = found_by(project, search)
    notes = chosen(all_found, order, seed, sample, limit)
    name = name or deck_names.deck_name(project.spec.name, search, project.vocabulary)
    if not is_deck_name(name):
        raise StudygenError(f"{name!r} cannot be a deck's name: {DECK_NAME_RULE}; give one with --name")
    described = description or f"{_described(project, search)}{_part_of(all_found, seed, sample, limit)}"
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


def _specified(project: Project, deck: DeckFile) -> Selection:
    """Return what a specification selects."""
    spec = deck.spec
    notes = chosen(project.matching(deck.search), spec.order, spec.seed, spec.sample, spec.limit)
    described = spec.description or _described(project, deck.search)
    return Selection(spec.deck, deck.name, described, notes)


def _narrowed(selection: Selection, allowed: Set[str], words: str) -> Selection:
    """Return a selection less the notes that are not allowed; `words` say which are."""
    notes = tuple(note for note in selection.notes if note.id in allowed)
    return replace(selection, notes=notes, description=f"{selection.description} Only: {words}.")


def _described(project: Project, search: Search) -> str:
    titles = " and ".join(source.spec.title for source in project.knowledge.sources)
    return deck_names.description(search, project.vocabulary, titles)


def build_deck(
    project: Project,
    selection: Selection,
    path: Path | None,
    progress: Progress,
    options: ReleaseOptions = USUAL,
) -> tuple[Written, tuple[str, ...]]:
    """Bring the lock up to date and write one package.

    Returns:
        What was written, and remarks for whoever gives the deck to learners.

    Raises:
        FaultyFilesError: learners could not take this deck over.
        StudygenError: a file cannot be written.
    """
    file = output_file(project, path or build_folder(project) / f"{selection.stem}.apkg", ".apkg")
    planned = plan(project.publication, selection.notes, options)
    keep_lock(project, planned.lock)
    return write_deck(project, selection, planned.lock, file, progress), planned.remarks


def keep_lock(project: Project, lock: Lock) -> None:
    """Write the lock of a release; that of an installed project stays as it came.

    Raises:
        StudygenError: somebody else has written it since the project was read.
    """
    if not project.is_installed:
        update_lock(project.lock_file, project.lock, lock)


def write_deck(project: Project, selection: Selection, lock: Lock, path: Path, progress: Progress) -> Written:
    """Write one package with the dates of the lock.

    Raises:
        StudygenError: the file cannot be written.
    """
    namespace = project.spec.namespace
    number = identities.number(namespace, "deck", selection.name)
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
            identities.guid(namespace, note.origin),
            note.type,
            lock.notes[note.origin].mod,
            note.fields,
            note.tags,
            cards,
        )
