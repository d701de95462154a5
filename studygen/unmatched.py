"""Searches that find nothing: which part of one is to blame, and what may have been meant."""

from collections.abc import Iterable, Iterator

from studygen import search
from studygen.knowledge import DeckFile
from studygen.problems import Problem, closest
from studygen.project import Project
from studygen.tags import ancestors


def deck_problems(project: Project, decks: Iterable[DeckFile]) -> Iterator[Problem]:
    """Find deck specifications whose search has a fault or finds nothing."""
    for deck in decks:
        try:
            found = project.select(deck.spec.where)
        except search.SearchError as error:
            where = deck.spec.place("where")
            message = f"{error.message}, at character {error.position + 1} of {deck.spec.where!r}"
            yield Problem(where, message, "bad-search")
            continue
        if not found:
            yield Problem(deck.spec.place("where"), nothing_found(project, deck.spec.where), "empty-deck")


def nothing_found(project: Project, expression: str) -> str:
    """Say why a search finds nothing, and what might have been meant."""
    if not project.notes:
        return f"the project has no notes; write entries into {project.root / 'source'}"
    idle = [term.text for term in search.parse(expression).terms if not project.select(term.text)]
    said = [f"; {term} by itself matches nothing{_meant(project, term)}" for term in idle]
    return f"no note matches {expression!r}{''.join(said)}; `studygen tags` lists the tags"


def _meant(project: Project, term: str) -> str:
    key, _, value = term.strip('"').partition(":")
    value = value.strip('"')
    if key == "note":
        types = [note_type.name for note_type in project.note_types.values()]
        ending = [name for name in types if name.endswith(f" {value}")]
        return _suggested("note", f"*{value}" if ending else closest(value, types))
    known = sorted({above for note in project.notes for tag in note.tags for above in ancestors(tag)})
    below = [tag for tag in known if tag.endswith(f"::{value}")]
    return _suggested("tag", below[0] if below else closest(value, known))


def _suggested(key: str, value: str | None) -> str:
    return f", did you mean {key}:{value}?" if value else ""
