"""Chance that a seed decides, on every computer alike, and so that something new changes little of it."""

import random
from collections.abc import Sequence
from hashlib import blake2b, sha256
from typing import TypeVar

T = TypeVar("T")


def lot(seed: int, *words: str) -> bytes:
    """Return what to sort by so that the order is by chance and yet always the same."""
    return sha256("\0".join((str(seed), *words)).encode()).digest()


# Decks that learners have were drawn as below. Drawn by `lot` instead, they would be of other notes.


def lot_for_decks(seed: int, full_id: str) -> bytes:
    """Return what to sort notes by to draw those of a deck."""
    return blake2b(f"{seed} {full_id}".encode(), digest_size=16).digest()


def shuffled(items: Sequence[T], seed: int) -> tuple[T, ...]:
    """Return the items of a deck in an order that depends on their number and on the seed alone."""
    mixed = list(items)
    random.Random(seed).shuffle(mixed)  # noqa: S311  # no secret: the same seed gives the same deck
    return tuple(mixed)
