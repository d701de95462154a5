"""Which of the notes that were found are taken, and in which order they are studied."""

from collections.abc import Sequence
from typing import Literal

from studygen.cards.note import Note, in_order
from studygen.chance import lot_for_decks, shuffled

Order = Literal["text", "kind", "shuffled"]


def chosen(
    notes: Sequence[Note], order: Order, seed: int, sample: int | None, limit: int | None
) -> tuple[Note, ...]:
    """Return a sample of notes, given in the order of the text, in another order, and the first of these.

    Args:
        notes: those found.
        order: in which they are to be studied.
        seed: of the sample and of the order `shuffled`.
        sample: how many are drawn; all if None.
        limit: how many are taken in the end; all if None.
    """
    drawn = notes if sample is None else sampled(notes, sample, seed)
    return ordered(drawn, order, seed)[:limit]


def sampled(notes: Sequence[Note], number: int, seed: int) -> tuple[Note, ...]:
    """Draw notes at random, each as likely as any other, and return them in the order that they came in.

    Seed and full id give each note a random number of its own, and the notes with the lowest are drawn. So
    the same seed draws the same notes, a larger sample holds the smaller ones, and a note that is added to
    the project takes the place of one other at most.
    """
    drawn = sorted(notes, key=lambda note: lot_for_decks(seed, note.id))
    taken = {note.id for note in drawn[:number]}
    return tuple(note for note in notes if note.id in taken)


def ordered(notes: Sequence[Note], order: Order, seed: int) -> tuple[Note, ...]:
    """Return notes, given in the order of the text, in the order in which they are to be studied."""
    if order == "kind":
        return tuple(in_order(notes))
    if order == "shuffled":
        return shuffled(notes, seed)
    return tuple(notes)
