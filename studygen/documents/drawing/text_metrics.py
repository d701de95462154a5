"""How much room words take when they are drawn: an estimate that suits every common typeface.

A drawing is laid out before anybody knows which of its fonts a reader has. So the widths here are those of
Georgia, a wide one among the book faces, rounded up by class of letters; the drawings ask for letters of
equal height in whatever font there is (`font-size-adjust`), which brings the others near to it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

_JOINER = "\u200d"
_WIDE = ("W", "F")  # of Unicode's East Asian widths: a full square
_RIGHT_TO_LEFT = ("R", "AL")

SANS, BOLD_SANS = 1.08, 1.22  # how much wider than book letters those without serifs are

# In ems; what a class has in common is how broad its letters are drawn.
_CLASSES = (
    ("ijl|'‘’.,:;!·", 0.32),
    (' ()[]{}ftrIJ/\\"“”-', 0.42),
    ("acesvzxy", 0.52),
    ("bdghknopqu", 0.6),
    ("mMW@%—…ŒÆ", 1.0),
    ("wABCDGHKNOQRUVXY&ŵœæ", 0.8),
)
_WIDTHS = {character: width for characters, width in _CLASSES for character in characters}


def measure(text: str, size: float) -> float:
    """Return how wide a line of letters of this size may become."""
    return sum(map(_ems, text)) * size


def wrap(text: str, width: float, size: float, most: int = 12) -> tuple[str, ...]:
    """Break `text` into lines no wider than `width`; what needs more than `most` ends in an ellipsis."""
    lines = [line for paragraph in text.split("\n") for line in _lines(paragraph, width / size)]
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], _shortened(lines[most - 1], width / size))


def is_right_to_left(text: str) -> bool:
    """Tell whether the first letter that has a direction runs from right to left."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((each in _RIGHT_TO_LEFT for each in directions if each in ("L", *_RIGHT_TO_LEFT)), False)


def _lines(paragraph: str, width: float) -> Iterator[str]:
    line, used = "", 0.0
    for piece, spaced in _pieces(paragraph, width):
        needed = sum(map(_ems, piece))
        gap = _ems(" ") if spaced and line else 0
        if line and used + gap + needed > width:
            yield line
            line, used, gap = "", 0.0, 0
        line += (" " if gap else "") + piece
        used += gap + needed
    if line:
        yield line


def _pieces(paragraph: str, width: float) -> Iterator[tuple[str, bool]]:
    """Yield what must not be broken, and whether a space goes before it."""
    for word in paragraph.split():
        for number, piece in enumerate(_breakable(word)):
            for index, bit in enumerate(_chopped(piece, width)):
                yield bit, number == index == 0


def _breakable(word: str) -> list[str]:
    """Cut a word after hyphens and slashes, and around letters that are whole words by themselves."""
    cuts = [
        index for index, (before, after) in enumerate(pairwise(word), start=1) if _may_part(before, after)
    ]
    return [word[start:end] for start, end in pairwise([0, *cuts, len(word)])]


def _may_part(before: str, after: str) -> bool:
    if _is_attached(after) or before == _JOINER or unicodedata.category(after).startswith("P"):
        return False
    return before in "-–—/" or unicodedata.east_asian_width(before) in _WIDE


def _chopped(piece: str, width: float) -> Iterator[str]:
    """Cut what is too wide for any line, as long words of hostile texts are."""
    bit, used = "", 0.0
    for character in piece:
        needed = _ems(character)
        if bit and used + needed > width and not _is_attached(character):
            yield bit
            bit, used = "", 0.0
        bit += character
        used += needed
    yield bit


def _shortened(line: str, width: float) -> str:
    while line and sum(map(_ems, line)) + _ems("…") > width:
        line = line[:-1]
    return re.sub(r"\W+$", "", line) + "…"


def _is_attached(character: str) -> bool:
    """Tell whether it is drawn on or into the letter before it."""
    return unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf", "Sk") or character == _JOINER


@lru_cache(maxsize=4096)
def _ems(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(character) in _WIDE or ord(character) > 0x2FFF:
        return 1.3 if unicodedata.category(character) == "So" else 1.04
    if character.islower() or character.isdigit():
        return 0.65
    return 0.75
