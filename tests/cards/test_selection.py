"""A part of the notes that were found is drawn at random, or taken from the first on."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from studygen.cards.note import Note
from studygen.cards.selection import chosen, sampled
from studygen.project.project import Project


def drawn(notes: Sequence[Note], number: int, seed: int) -> list[str]:
    """Return the ids of a sample."""
    return [note.id for note in sampled(notes, number, seed)]


def test_the_same_seed_draws_the_same_notes_and_another_one_others(essay: Project) -> None:
    assert len(drawn(essay.notes, 20, 1)) == 20
    assert drawn(essay.notes, 20, 1) == drawn(essay.notes[::-1], 20, 1)[::-1]
    assert drawn(essay.notes, 20, 1) != drawn(essay.notes, 20, 2)


def test_a_larger_sample_holds_the_smaller_ones_and_keeps_their_order(essay: Project) -> None:
    every = [note.id for note in essay.notes]
    samples = [drawn(essay.notes, number, 7) for number in range(1, len(every) + 5)]
    for smaller, larger in pairwise(samples):
        assert set(smaller) <= set(larger)
    assert samples[-1] == every
    assert samples[30] == sorted(samples[30], key=every.index)


def test_each_note_is_drawn_as_often_as_any_other(essay: Project) -> None:
    times = Counter(name for seed in range(2000) for name in drawn(essay.notes[:10], 3, seed))
    assert len(times) == 10
    assert all(500 < number < 700 for number in times.values())  # 600 is expected, give or take 20


def test_a_note_that_is_added_takes_the_place_of_one_other_at_most(essay: Project) -> None:
    for seed in range(20):
        before, after = drawn(essay.notes[1:], 20, seed), drawn(essay.notes, 20, seed)
        assert len(set(before) - set(after)) <= 1


def test_the_limit_takes_the_first_in_their_order(essay: Project) -> None:
    assert chosen(essay.notes, "text", 0, None, 3) == essay.notes[:3]
    assert chosen(essay.notes, "kind", 0, None, 3) == chosen(essay.notes, "kind", 0, None, None)[:3]
    both = [note.id for note in chosen(essay.notes, "shuffled", 5, 10, 4)]
    assert len(both) == 4
    assert set(both) <= set(drawn(essay.notes, 10, 5))
