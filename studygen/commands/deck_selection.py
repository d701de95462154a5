"""What deck specifications select, and how a selection is described."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from studygen.anki.search_query import Search
from studygen.cards.note import Note
from studygen.cards.selection import chosen
from studygen.problems import FaultyFilesError, StudygenError
from studygen.project import deck_names
from studygen.project.project import Project
from studygen.project.search import deck_problems, find_notes, read_search
from studygen.project.settings import DeckFile
from studygen.wording import counted, nearest


@dataclass(frozen=True, slots=True)
class Selection:
    """Notes to be studied together, in order; `name` is the deck's in Anki, `stem` that of files."""

    name: str
    stem: str
    description: str
    notes: tuple[Note, ...]


def deck_selections(
    project: Project, names: Sequence[str], where: str
) -> tuple[list[tuple[DeckFile, Selection]], list[str]]:
    """Return the decks to be built with what a search leaves of them, and the names of those left empty.

    Args:
        project: whose decks.
        names: of their specifications; all if none is named.
        where: restricts each deck to what this search finds as well.

    Raises:
        FaultyFilesError: the search of a specification has a fault or finds nothing.
        StudygenError: there is no such specification, or the search leaves nothing of any deck.
    """
    decks = _specifications(project, names)
    if problems := tuple(deck_problems(project, decks)):
        raise FaultyFilesError(problems)
    selections = [(deck, specified(project, deck)) for deck in decks]
    search = read_search(project, where)
    if not search.is_blank:
        allowed = {note.id for note in find_notes(project, search)}
        words = deck_names.phrase(search, project.vocabulary)
        selections = [(deck, _narrowed(selection, allowed, words)) for deck, selection in selections]
    left = [(deck, selection) for deck, selection in selections if selection.notes]
    if not left:
        emptied = " or ".join(deck.name for deck in decks)
        raise StudygenError(f"no deck would be left: {where!r} finds no note that is in {emptied}")
    return left, [deck.name for deck, selection in selections if not selection.notes]


def specified_deck(project: Project, name: str) -> Selection:
    """Return what a deck specification selects.

    Raises:
        FaultyFilesError: its search has a fault or finds nothing.
        StudygenError: there is no such specification.
    """
    ((_, selection),), _ = deck_selections(project, [name], "")
    return selection


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


def specified(project: Project, deck: DeckFile) -> Selection:
    """Return what a specification selects.

    Raises:
        SearchError: its search has a fault.
    """
    spec = deck.spec
    search = project.search(spec.where)
    notes = chosen(project.matching(search), spec.order, spec.seed, spec.sample, spec.limit)
    description = spec.description or described(project, search)
    return Selection(spec.deck, deck.name, description, notes)


def _narrowed(selection: Selection, allowed: Set[str], words: str) -> Selection:
    """Return a selection less the notes that are not allowed; `words` say which are."""
    notes = tuple(note for note in selection.notes if note.id in allowed)
    return replace(selection, notes=notes, description=f"{selection.description} Only: {words}.")


def described(project: Project, search: Search) -> str:
    """Say what a deck is about that a search selects."""
    titles = " and ".join(source.spec.title for source in project.knowledge.sources)
    return deck_names.description(search, project.vocabulary, titles)


def part_of(found: Sequence[Note], seed: int, sample: int | None, limit: int | None) -> str:
    """Say which part of the notes that were found is taken; nothing if it is all of them."""
    drawn = min(sample or len(found), len(found))
    said = []
    if drawn < len(found):
        said.append(f" {drawn} of {counted(len(found), 'note')}, drawn at random (seed {seed}).")
    if limit and limit < drawn:
        said.append(f" The first {limit} of {drawn}.")
    return "".join(said)
