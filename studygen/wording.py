"""Words for messages: counts, lists, and what may have been meant."""

from collections.abc import Iterable

_LONGEST_WORD = 100  # characters; whatever is longer was not mistyped


def closest(word: str, known: "list[str] | tuple[str, ...]") -> str | None:
    """Return the known word that resembles `word` most; None if none does."""
    if len(word) > _LONGEST_WORD:
        return None
    # difflib takes 10 ms to import and is needed for faults only.
    from difflib import get_close_matches

    known = [other for other in known if len(other) <= _LONGEST_WORD]
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.6)), None)


def nearest(word: str, known: "list[str] | tuple[str, ...]") -> str:
    """Return `; did you mean X?` when a known word resembles `word`, else an empty string."""
    found = closest(word, known)
    return f"; did you mean {found}?" if found else ""


def counted(number: int, thing: str) -> str:
    """Return `1 note` or `2 notes`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def listed(names: Iterable[str], most: int = 10) -> str:
    """Return names in a row, of many the first and how many more there are."""
    names = list(names)
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest:,} more" if rest > 0 else "")


def a(thing: str) -> str:
    """Return `a term` or `an argument`."""
    return f"{'an' if thing[:1].lower() in 'aeiou' else 'a'} {thing}"
