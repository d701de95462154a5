"""Making decks: of what a search finds, and the package that a selection becomes."""

import re
from collections.abc import Iterator
from pathlib import Path

from studygen.anki import identities
from studygen.anki.apkg_writer import Deck, NoteRow, write_package
from studygen.anki.identities import DECK_NAME_RULE, is_deck_name
from studygen.cards.selection import Order, chosen
from studygen.cards.study_order import study_order
from studygen.commands.deck_description import html_description
from studygen.commands.deck_selection import Selection, described, part_of
from studygen.commands.outputs import Progress, Written, output_file
from studygen.problems import StudygenError
from studygen.project import deck_names
from studygen.project.project import Project
from studygen.project.search import find_notes, read_search
from studygen.releases.lock import Lock
from studygen.releases.lock_file import updated_lock
from studygen.releases.planner import USUAL, ReleaseOptions, plan
from studygen.wording import counted


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
    complete: bool = False,
) -> Selection:
    """Select notes for a deck, named and described after the search if nothing else is given.

    If it is to be complete, what the notes need is added.

    Raises:
        StudygenError: nothing matches, or Anki could not name a deck so.
    """
    search = read_search(project, where)
    all_found = find_notes(project, search)
    notes = chosen(all_found, order, seed, sample, limit, project.notes if complete else ())
    name = name or deck_names.deck_name(project.spec.name, search, project.vocabulary)
    if not is_deck_name(name):
        raise StudygenError(f"{name!r} cannot be a deck's name: {DECK_NAME_RULE}; give one with --name")
    description = description or f"{described(project, search)}{part_of(all_found, seed, sample, limit)}"
    return Selection(name, _stem(project, name, sample, limit), description, notes)


def _stem(project: Project, name: str, sample: int | None, limit: int | None) -> str:
    """Return what the file of a deck is called, which is nothing that `build` writes."""
    words = re.findall(r"\w+", name.rpartition("::")[2].lower()) or ["deck"]
    words += [f"sample-{sample}"] if sample else []
    words += [f"first-{limit}"] if limit else []
    taken = {deck.name.casefold() for deck in project.decks}
    stem = "-".join(words)
    return f"{stem}-deck" if stem.casefold() in taken else stem


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
    file = output_file(project, path, f"{selection.stem}.apkg")
    planned = plan(project.publication, selection.notes, options)
    with updated_lock(project.lock_file, project.lock, planned.lock):
        written = write_deck(project, selection, planned.lock, file, progress)
    return written, (*planned.remarks, f"A draft: {planned.effect.of_draft}.")


def write_deck(project: Project, selection: Selection, lock: Lock, path: Path, progress: Progress) -> Written:
    """Write one package with the dates of the lock.

    Raises:
        StudygenError: the file cannot be written.
    """
    mods = {note.type.id: lock.type_mod(note.type.key) for note in selection.notes}
    total = len(selection.notes)
    summary = write_package(
        path,
        _deck(project, selection),
        (row for part in selection.in_decks for row in _rows(project, part, lock)),
        mods,
        media={name: file.read for note in selection.notes for name, file in note.files.items()},
        progress=lambda done: progress(f"writing {path.name}", done, total),
    )
    elsewhere = (f", {len(part.notes):,} of the notes in {part.name!r}" for part in selection.first)
    contents = f"{counted(summary.notes, 'note')}, {counted(summary.cards, 'card')}{''.join(elsewhere)}"
    return Written(path, contents)


def _deck(project: Project, selection: Selection) -> Deck:
    number = identities.number(project.spec.namespace, "deck", selection.name)
    return Deck(selection.name, number, html_description(selection, project.spec))


def _rows(project: Project, selection: Selection, lock: Lock) -> Iterator[NoteRow]:
    """Yield the rows of the notes that lie in one deck."""
    deck = _deck(project, selection)
    positions: dict[str, dict[int, int]] = {note.id: {} for note in selection.notes}
    for position, (note, card) in enumerate(study_order(selection.notes), start=1):
        positions[note.id][card.ordinal] = position
    for note in selection.notes:
        cards = tuple(card.ordinal for card in note.cards)
        yield NoteRow(
            identities.guid(project.spec.namespace, note.origin),
            note.type,
            lock.mod(note.origin),
            note.fields,
            note.anki_tags,
            cards,
            tuple(positions[note.id][ordinal] for ordinal in cards),
            deck,
        )
