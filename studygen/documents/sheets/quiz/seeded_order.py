"""Drawing by lot, on every computer alike, so that something new changes little of what is drawn."""

from hashlib import sha256


def lot(seed: int, *words: str) -> bytes:
    """Return what to sort by so that the order is by chance and yet always the same."""
    return sha256("\0".join((str(seed), *words)).encode()).digest()
