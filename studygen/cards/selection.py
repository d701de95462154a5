"""Which of the notes that were found are taken, and in which order they are studied."""

from collections.abc import Iterable, Sequence
from typing import Literal

from studygen.cards.note import Note, in_order
from studygen.chance import lot_for_decks, shuffled

Order = Literal["text", "kind", "shuffled"]


def chosen(
    notes: Sequence[Note],
    order: Order,
    seed: int,
    sample: int | None,
    limit: int | None,
    others: Sequence[Note] = (),
) -> tuple[Note, ...]:
    """Return a sample of notes, given in the order of the text, in another order, and the first of these.

    Args:
        notes: those found.
        order: in which they are to be studied.
        seed: of the sample and of the order `shuffled`.
        sample: how many are drawn; all if None.
        limit: how many are taken in the end; all if None.
        others: all notes in the order of the text, of which those that the drawn ones need are added.
    """
    drawn = notes if sample is None else sampled(notes, sample, seed)
    return ordered(completed(drawn, others) if others else drawn, order, seed)[:limit]


def completed(notes: Iterable[Note], others: Sequence[Note]) -> tuple[Note, ...]:
    """Return notes with those of all others that they need, and that these need, in the order of these."""
    by_id = {note.id: note for note in others}
    wanted = {note.id for note in notes}
    waiting = list(wanted)
    while waiting:
        needed = set(by_id[waiting.pop()].needs) - wanted
        wanted |= needed
        waiting += needed
    return tuple(note for note in others if note.id in wanted)


def lacking(notes: Iterable[Note]) -> dict[str, list[str]]:
    """Return the ids of what notes need that is not among them, each with those of the notes that need it."""
    notes = tuple(notes)
    ids = {note.id for note in notes}
    found: dict[str, list[str]] = {}
    for note in notes:
        for needed in note.needs:
            if needed not in ids:
                found.setdefault(needed, []).append(note.id)
    return found


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
