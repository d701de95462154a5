"""What deck specifications select, and how a selection is described."""

from collections.abc import Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace

from studygen.anki.search_query import Search, SearchError
from studygen.cards.note import Note
from studygen.cards.selection import chosen, lacking
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.questions import IN_NO_DECK
from studygen.problems import FaultyFilesError, Problem, StudygenError
from studygen.project import deck_names
from studygen.project.project import Project
from studygen.project.search import deck_problems, find_notes, read_search
from studygen.project.settings import DeckFile
from studygen.wording import counted, listed, nearest


@dataclass(frozen=True, slots=True)
class Selection:
    """Notes to be studied together, in order; `name` is the deck's in Anki, `stem` that of files."""

    name: str
    stem: str
    description: str
    notes: tuple[Note, ...]
    first: tuple["Selection", ...] = ()  # those of the notes that lie in other decks, which come first

    @property
    def in_decks(self) -> "tuple[Selection, ...]":
        """The notes by the decks in which they lie in Anki, this one last."""
        elsewhere = {note.id for part in self.first for note in part.notes}
        rest = tuple(note for note in self.notes if note.id not in elsewhere)
        return (*self.first, replace(self, notes=rest, first=())) if rest else self.first


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
    others = project.notes if spec.complete else ()
    notes = chosen(project.matching(search), spec.order, spec.seed, spec.sample, None, others)
    decks = {each.name: each for each in project.decks}
    left = {note.id for note in notes}
    first: list[Selection] = []
    for earlier in spec.first:
        for part in specified(project, decks[earlier]).in_decks:
            kept = tuple(note for note in part.notes if note.id in left)
            left -= {note.id for note in kept}
            first += [replace(part, notes=kept)] if kept else []
    rest = tuple(note for note in notes if note.id in left)
    selection = Selection(
        spec.deck,
        deck.name,
        spec.description or described(project, search),
        (*(note for part in first for note in part.notes), *rest),
        tuple(first),
    )
    return selection if spec.limit is None else _kept(selection, selection.notes[: spec.limit])


def incomplete_decks(project: Project) -> Iterator[Problem]:
    """Find decks whose notes need others that they do not have, samples apart."""
    for deck in project.decks:
        with suppress(SearchError):  # which is told as such
            if deck.spec.sample is None and (found := lacking(specified(project, deck).notes)):
                needing = {full_id for ids in found.values() for full_id in ids}
                names = "names" if len(needing) == 1 else "name"
                them = "it" if len(found) == 1 else "them"
                lacked = listed(f"{needed} (in {listed(ids, 2)})" for needed, ids in found.items())
                message = (
                    f"{counted(len(needing), 'note')} of this deck {names} what it has no card for: {lacked};"
                    f" `complete: true` adds {them}"
                )
                yield Problem(deck.spec.place("where"), message, "incomplete-deck", "warning")


def in_no_deck(project: Project) -> Iterator[Problem]:
    """Find notes that no deck specification takes, and entries of which there are no notes at all.

    What a sample or a limit leaves out is taken: there are to be fewer.
    """
    if not project.decks:
        return
    taken: set[str] = set()
    for deck in project.decks:
        with suppress(SearchError):  # which is told as such
            whole = deck.spec.model_copy(update={"sample": None, "limit": None})
            taken |= {note.id for note in specified(project, replace(deck, spec=whole)).notes}
    notes_of: dict[str, list[Note]] = {entry.id: [] for _, entry in project.knowledge.entries()}
    for note in project.notes:
        notes_of[note.entry.id].append(note)
    for _, entry in project.knowledge.entries():
        yield from _left_out(entry, notes_of[entry.id], taken)


def _left_out(entry: Entry, notes: Sequence[Note], taken: Set[str]) -> Iterator[Problem]:
    """Tell that an entry has no notes, or which are not taken; in a word, if none of them is."""
    left, place = [note for note in notes if note.id not in taken], entry.place(entry.kind)
    if not notes:
        left_out = {place: "this entry has no cards, so that it is nowhere; give it a question"}
    elif left == notes:
        left_out = {place: "no deck takes this entry: no search in decks/ finds it"}
    else:
        left_out = {
            note.place: f"no deck takes {note.id!r}: no search in decks/ finds it"
            for note in left
            if IN_NO_DECK not in note.allow
        }
    for where, message in left_out.items() if IN_NO_DECK not in entry.allow else ():
        yield Problem(where, message, IN_NO_DECK, "warning")


def _kept(selection: Selection, notes: Sequence[Note]) -> Selection:
    """Return a selection with those of its notes only, in all of its decks."""
    ids = {note.id for note in notes}
    parts = (
        replace(part, notes=tuple(note for note in part.notes if note.id in ids)) for part in selection.first
    )
    return replace(selection, notes=tuple(notes), first=tuple(part for part in parts if part.notes))


def _narrowed(selection: Selection, allowed: Set[str], words: str) -> Selection:
    """Return a selection less the notes that are not allowed; `words` say which are."""
    kept = _kept(selection, [note for note in selection.notes if note.id in allowed])
    return replace(kept, description=f"{selection.description} Only: {words}.")


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
