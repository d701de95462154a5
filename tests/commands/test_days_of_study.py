"""What Anki shows on each day to whoever studies 20 new cards a day, with the options it has by default."""

from pathlib import Path

import pytest
from anki.cards import Card
from anki_tools import import_package, open_collection
from learner import JUNE, new_cards_by_day, quiet

from studygen.commands.deck import write_deck
from studygen.commands.deck_selection import specified_deck
from studygen.project.project import Project


def build(essay: Project, name: str, folder: Path) -> str:
    """Write one of the essay's decks and return its name in Anki; the committed lock is left as it is."""
    selection = specified_deck(essay, name)
    lock = essay.lock.released(selection.notes, JUNE)
    write_deck(essay, selection, lock, folder / f"{name}.apkg", quiet)
    return selection.name


def studied(essay: Project, names: list[str], folder: Path) -> list[list[Card]]:
    """Return the new cards of each day of a learner who imports decks in this order, and studies the last."""
    learner = folder / "learner.anki2"
    for name in names:
        deck = build(essay, name, folder)
        with open_collection(learner) as col:
            import_package(col, folder / f"{name}.apkg")
    return list(new_cards_by_day(learner, deck))


@pytest.mark.parametrize("name", ["core", "whole-essay"])
def test_no_two_cards_of_a_note_are_new_on_one_day(essay: Project, tmp_path: Path, name: str) -> None:
    days = studied(essay, [name], tmp_path)
    notes = specified_deck(essay, name).notes
    assert sum(map(len, days)) == sum(len(note.cards) for note in notes)
    assert {len(day) for day in days[:-1]} == {20}
    for day in days:
        assert len({card.nid for card in day}) == len(day)
