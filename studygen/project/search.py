"""Searching a project: the notes that a search finds, and a fault where it finds none."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from studygen.anki.search_query import Search, SearchError
from studygen.cards.note import Note
from studygen.problems import Problem, StudygenError
from studygen.project.explain_search import nothing_found, with_terms_meant
from studygen.project.project import Project
from studygen.project.settings import DeckFile


def read_search(project: Project, expression: str) -> Search:
    """Read a search expression.

    Raises:
        SearchError: it has a fault; for a bare word, tags of the project are suggested.
    """
    try:
        return project.search(expression)
    except SearchError as error:
        raise with_terms_meant(project, error) from None


def find_notes(project: Project, search: Search) -> tuple[Note, ...]:
    """Return the notes that a search finds.

    Raises:
        StudygenError: nothing matches.
    """
    notes = project.matching(search)
    if not notes:
        raise StudygenError(nothing_found(project, search))
    return notes


def deck_problems(project: Project, decks: Iterable[DeckFile]) -> Iterator[Problem]:
    """Find deck specifications whose search has a fault or finds nothing."""
    for deck in decks:
        try:
            search = read_search(project, deck.spec.where)
        except SearchError as error:
            where = deck.spec.place("where")
            message = f"{error.message}, at character {error.position + 1} of {deck.spec.where!r}"
            yield Problem(where, message, "bad-search")
            continue
        if not project.matching(search):
            yield Problem(deck.spec.place("where"), nothing_found(project, search), "empty-deck")


def half_rooted(project: Project, decks: Iterable[DeckFile]) -> Iterator[Problem]:
    """Find terms of sound specifications that find nothing, since another term has the root of the tags."""
    for deck in decks:
        with suppress(SearchError):
            search = project.search(deck.spec.where)
            for term in search.terms if search.has_root else ():
                alone = project.search(term.text)
                if project.matching(alone) and not project.matching(term):
                    message = (
                        f"{term.text} finds nothing, as in Anki, since another term has the root of the tags;"
                        f" write {alone.in_anki}, or leave the root out everywhere"
                    )
                    yield Problem(deck.spec.place("where"), message, "bad-search", "warning")
