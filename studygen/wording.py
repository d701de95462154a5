"""Words for messages: counts, lists, what may have been meant, and nothing that steers a terminal."""

import re
from collections.abc import Iterable

_LONGEST_WORD = 100  # characters; whatever is longer was not mistyped
_LONGEST_MESSAGE = 1_000


def resembling(word: str, known: Iterable[str], most: int = 1, least: float = 0.6) -> list[str]:
    """Return the known words that resemble `word`, the most alike first.

    Args:
        word: what was written.
        known: what it may have been meant to be.
        most: how many are returned.
        least: how much they have to have in common, from 0 to 1.
    """
    if len(word) > _LONGEST_WORD:
        return []
    # difflib takes 10 ms to import and is needed for faults only.
    from difflib import get_close_matches

    near = [other for other in known if len(other) <= _LONGEST_WORD]
    return get_close_matches(word, near, n=most, cutoff=least)


def closest(word: str, known: "list[str] | tuple[str, ...]") -> str | None:
    """Return the known word that resembles `word` most; None if none does."""
    return next(iter(resembling(word, known)), None)


def nearest(word: str, known: "list[str] | tuple[str, ...]") -> str:
    """Return `; did you mean X?` when a known word resembles `word`, else an empty string."""
    found = closest(word, known)
    return f"; did you mean {found}?" if found else ""


def counted(number: int, thing: str) -> str:
    """Return `1 note` or `2 notes`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def are(number: int) -> str:
    """Return `is` for one thing, and `are` for any other number."""
    return "is" if number == 1 else "are"


def listed(names: Iterable[str], most: int = 10) -> str:
    """Return names in a row, of many the first and how many more there are."""
    names = list(names)
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest:,} more" if rest > 0 else "")


def a(thing: str) -> str:
    """Return `a term` or `an argument`."""
    return f"{'an' if thing[:1].lower() in 'aeiou' else 'a'} {thing}"


def without_middle(message: str) -> str:
    """Return a message whose middle is left out where it quotes far more than anybody reads.

    What is wrong stands at its beginning, and the remedy at its end.
    """
    if len(message) <= _LONGEST_MESSAGE:
        return message
    return f"{message[: _LONGEST_MESSAGE // 2]} … {message[-_LONGEST_MESSAGE // 2 :]}"


LINE_BREAK = "\ufffd"  # instead of one where there is to be none
# Control characters steer a terminal, and marks of direction put words in another order than they have.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def unprintable(text: str) -> str | None:
    """Return the first character that would steer a terminal; None if there is none."""
    found = _UNSAFE.search(text)
    return found[0] if found else None


def printable(text: str) -> str:
    """Return text with a mark for every character that would steer a terminal."""
    return _UNSAFE.sub("\ufffd", text)


def printable_line(text: str) -> str:
    """Return a line with marks for line breaks as well, which a name may have to pass for what it is not."""
    return printable(text).replace("\n", LINE_BREAK)


def printable_json(text: str) -> str:
    """Return JSON in which such characters are escaped, so that nothing is lost."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
