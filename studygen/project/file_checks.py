"""What is odd about a project's files: what clashes, and what shows no card."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from studygen.anki.card_renderer import render
from studygen.cards.note import Note
from studygen.problems import Place, Problem, StudygenError
from studygen.project.settings import DeckFile


def repeated_decks(decks: tuple[DeckFile, ...]) -> Iterator[Problem]:
    """Find deck specifications that would write the same file, or fill the same deck in Anki."""
    files: dict[str, Path] = {}
    names: dict[str, Path] = {}
    for deck in decks:
        first = files.setdefault(deck.name.casefold(), deck.file)
        if first != deck.file:
            message = f"{first.name} makes files of the same names; rename one"
            yield Problem(Place(deck.file, 1, 1), message, "repeated-deck")
        first = names.setdefault(deck.spec.deck, deck.file)
        if first != deck.file:
            message = f"the deck {deck.spec.deck!r} is in {first.name} as well; choose another name"
            yield Problem(deck.spec.place("deck"), message, "repeated-deck")


def blank_cards(notes: Iterable[Note]) -> Iterator[Problem]:
    """Find cards that a project's own templates do not show, so that Anki would not make them."""
    for note in notes:
        for card in note.cards:
            try:
                render(note.type, note.fields, note.anki_tags, card.ordinal)
            except StudygenError as error:
                yield Problem(note.place, f"{error} ({note.id})", "template-error")
