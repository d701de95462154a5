"""New cards of one note are far apart, and no further than that takes."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from studygen.cards.note import Card, Note
from studygen.cards.study_order import DAY, study_order
from studygen.chance import shuffled
from studygen.project.project import Project


def places(notes: Sequence[Note]) -> dict[str, list[int]]:
    """Return the places of each note's cards in the order of study, each card once."""
    found: dict[str, list[int]] = {}
    cards = list(study_order(notes))
    for place, (note, card) in enumerate(cards):
        assert card is note.cards[len(found.setdefault(note.id, []))]
        found[note.id].append(place)
    assert len(cards) == sum(len(note.cards) for note in notes)
    return found


def gaps(notes: Sequence[Note]) -> list[int]:
    """Return how far apart cards of one note are that follow each other."""
    return [later - earlier for found in places(notes).values() for earlier, later in pairwise(found)]


def with_cards(essay: Project, numbers: Sequence[int]) -> list[Note]:
    """Return notes with so many cards, none of which builds on another."""
    pattern = essay.notes[0]
    return [
        replace(
            pattern,
            id=f"note-{index}",
            needs=(),
            cards=tuple(Card(ordinal, str(ordinal), "", "") for ordinal in range(number)),
        )
        for index, number in enumerate(numbers)
    ]


def test_with_two_cards_each_new_notes_and_second_cards_alternate(essay: Project) -> None:
    notes = with_cards(essay, [2] * 300)
    assert DAY <= min(gaps(notes)) <= max(gaps(notes)) <= 3 * DAY
    begun = [card.ordinal == 0 for _, card in study_order(notes)]
    assert all(begun[:DAY])
    assert {sum(begun[at : at + DAY]) for at in range(2 * DAY, 500, DAY)} == {DAY // 2}


def test_first_cards_keep_their_order(essay: Project) -> None:
    notes = with_cards(essay, [2, 1, 1, 3] * 50)
    first = [note.id for note, card in study_order(notes) if card.ordinal == 0]
    assert first[:150] == [note.id for note in notes[:150]]


@pytest.mark.parametrize("seed", range(40))
def test_no_two_cards_of_a_note_are_within_a_day(essay: Project, seed: int) -> None:
    numbers = shuffled([1] * 90 + [2] * 30 + [3] * 8 + [4] * 6, seed)
    assert min(gaps(with_cards(essay, numbers))) >= DAY


@pytest.mark.parametrize("last", [[2], [2, 2], [1, 3], [4], [2, 1, 3]])
def test_the_last_notes_get_what_stands_between_their_cards(essay: Project, last: list[int]) -> None:
    notes = with_cards(essay, [1] * 100 + last)
    assert min(gaps(notes)) >= DAY
    # Notes of one card wait for that, and no more of them than it takes.
    first = [note.id for note, card in study_order(notes) if card.ordinal == 0]
    assert first[:25] == [note.id for note in notes[:25]]


@pytest.mark.parametrize(("numbers", "apart"), [([2] * 8, 8), ([2] * 15, 15), ([1] * 10 + [2], 11), ([3], 1)])
def test_in_a_deck_too_small_cards_are_as_far_apart_as_can_be(
    essay: Project, numbers: list[int], apart: int
) -> None:
    assert min(gaps(with_cards(essay, numbers))) == apart


def test_what_others_build_on_does_not_wait(essay: Project) -> None:
    notes = [note for note in essay.notes if "topic::economy" in " ".join(note.tags)]
    first = [note.id for note, card in study_order(notes) if card is note.cards[0]]
    assert first != [note.id for note in notes]
    for note in notes:
        for each in {*note.needs, note.entry.id} & set(first):
            assert first.index(each) <= first.index(note.id)


def test_a_deck_without_notes_has_no_order() -> None:
    assert list(study_order([])) == []
