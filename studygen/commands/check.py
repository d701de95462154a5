"""What `check` finds: all that is wrong with a project, what only printing shows included."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from studygen.anki.search_query import parse
from studygen.cards.note import Note
from studygen.commands.deck_selection import in_no_deck, incomplete_decks
from studygen.commands.print_checks import empty_sheets, page_problems, picture_problems, sheet_problems
from studygen.problems import FaultyFilesError, Problem
from studygen.project.project import Project, check_sound_entries, check_wording, load
from studygen.project.search import deck_problems, find_notes, half_rooted
from studygen.wording import counted


class Contents(NamedTuple):
    """How much a project has, or a search finds in it."""

    entries: int
    notes: int
    cards: int
    decks: int

    def __str__(self) -> str:
        entries = f"{self.entries:,} {'entry' if self.entries == 1 else 'entries'}"
        others = (counted(self.notes, "note"), counted(self.cards, "card"), counted(self.decks, "deck"))
        return ", ".join((entries, *others))


def check(root: Path, where: str = "") -> tuple[tuple[Problem, ...], Contents | None]:
    """Return what is wrong with a project, sorted by place, and how much it has if it could be read.

    Args:
        root: the project's folder.
        where: leaves out what is wrong with the cards of other notes than this search finds; faults of whole
            files stay, and so does what keeps the project from being read.

    Raises:
        StudygenError: nothing matches.
    """
    parse(where)  # a fault of it is told before any of the files
    try:
        project = load(root)
    except FaultyFilesError as error:
        return tuple(sorted([*error.problems, *check_sound_entries(root, where)])), None
    search = project.search(where)
    notes = find_notes(project, search)
    entries = project.knowledge.by_id if search.is_blank else {note.entry.id for note in notes}
    cards = sum(len(note.cards) for note in notes)
    contents = Contents(len(entries), len(notes), cards, len(project.decks))
    return found_problems(project, _concerning(project, notes)), contents


def found_problems(project: Project, concerns: Callable[[str], bool] = lambda _: True) -> tuple[Problem, ...]:
    """Return what is wrong with a project that could be read, sorted by place.

    Args:
        project: all of which is looked at.
        concerns: whether what is found about the cards of the entry or question with this full id is wanted.
    """
    problems = [
        *project.warnings,
        *project.reshaped.values(),
        *project.losses,
        *check_wording(project, concerns),
        *deck_problems(project, project.decks),
        *half_rooted(project, project.decks),
        *incomplete_decks(project),
        *in_no_deck(project),
        *empty_sheets(project),
    ]
    return tuple(
        sorted([*problems, *sheet_problems(project), *page_problems(project), *picture_problems(project)])
    )


def _concerning(project: Project, notes: Iterable[Note]) -> Callable[[str], bool]:
    """Return what tells whether a full id is of one of these notes, of its entry, or of no entry at all."""
    all_notes = {note.id for note in project.notes}
    ids = {note.id for note in notes}
    entries = {note.entry.id for note in notes}

    def concerns(full_id: str) -> bool:
        entry = full_id.partition("/")[0]
        if entry not in project.knowledge.by_id:
            return True
        return full_id in ids if entry != full_id and full_id in all_notes else entry in entries

    return concerns
