"""Whether a text can match a long pattern at all, which its words tell in a fraction of the time."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[a-z]+")
_ALSO_LETTERS = frozenset(
    "İıſ\N{KELVIN SIGN}"
)  # which are letters from a to z as well, where case is ignored


@dataclass(frozen=True, slots=True)
class Triggers:
    """English, in small letters; all that a pattern matches has one of the words or of the pieces."""

    words: frozenset[str]
    pieces: tuple[str, ...]

    def are_in(self, text: str) -> bool:
        """Tell whether a text has one of them, or something that might be one."""
        lowered = text.lower()
        return (
            not self.words.isdisjoint(_WORD.findall(lowered))
            or any(piece in lowered for piece in self.pieces)
            or not (text.isascii() or _ALSO_LETTERS.isdisjoint(text))
        )


def triggers(words: str, *pieces: str) -> Triggers:
    """Return what triggers a pattern: whole words, with spaces between them, and pieces."""
    return Triggers(frozenset(words.split()), pieces)
