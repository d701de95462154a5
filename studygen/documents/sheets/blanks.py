"""Sentences of the text in which names are blank."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.kinds.traits import Named
from studygen.knowledge.text.document import without_article
from studygen.knowledge.text.markdown import to_plain

_JOINS = re.compile(
    r"[\s,;/“”\"'‘’]*(?:(?:and|or|but) +)?(?:the +|an? +)?[“\"'‘]?"
)  # what stands between names in a row
_QUOTED = re.compile(r"[“\"'‘]([^“”\"'‘’]+)[”\"'’]")
_SHORTEST = 3  # letters of a name; shorter ones stand in sentences where they mean something else


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words that were made blank: as the text has them, and the id of the entry that they name."""

    words: str
    entry: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A blank; those of one sentence with one number hide the same words."""

    number: int


Piece = str | Gap


@dataclass(frozen=True, slots=True)
class Blanked:
    """A sentence in pieces, and what its gaps hide, by their numbers."""

    pieces: tuple[Piece, ...]
    hidden: Mapping[int, Hidden]


class Names:
    """The names by which a text may mention entries."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._of: dict[str, str] = {}
        written: dict[str, None] = {}  # as a dict, which keeps their order
        for entry in entries:
            if isinstance(entry, Named):
                for name in entry.names:
                    words = without_article(_unquoted(to_plain(name)))
                    if len(words) >= _SHORTEST:
                        self._of.setdefault(words.casefold(), entry.id)
                        written[words] = None
        # Of two names that begin at the same word, the longer is meant.
        longest_first = sorted(written, key=lambda name: (-len(name), name))
        self._any = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)

    def found(self, sentence: str) -> dict[str, Hidden]:
        """Return the names in a sentence that may be blank, in their order, by their words in lower case.

        Names in a row are left out: whoever fills in “China, … and Cuba” can only guess.
        """
        matches = list(self._matches(sentence))
        in_a_row = {
            match[0].casefold()
            for pair in pairwise(matches)
            if _JOINS.fullmatch(sentence, pair[0].end(), pair[1].start())
            for match in pair
        }
        hidden: dict[str, Hidden] = {}
        for match in matches:
            key = match[0].casefold()
            if key not in in_a_row:
                hidden.setdefault(key, Hidden(match[0], self._of[key]))
        return hidden

    def blanked(self, sentence: str, keys: Sequence[str], first: int) -> Blanked:
        """Make the names `keys` blank wherever they stand, and number them in their order from `first` on."""
        hidden: dict[int, Hidden] = {}
        numbers: dict[str, int] = {}
        pieces: list[Piece] = []
        end = 0
        for match in self._matches(sentence):
            key = match[0].casefold()
            if key in keys:
                number = numbers.setdefault(key, first + len(numbers))
                hidden.setdefault(number, Hidden(match[0], self._of[key]))
                pieces += [sentence[end : match.start()], Gap(number)]
                end = match.end()
        return Blanked((*pieces, sentence[end:]), hidden)

    def _matches(self, sentence: str) -> Iterator[re.Match[str]]:
        # To a pattern, İ is also i; it is not the same letter.
        matches = self._any.finditer(sentence) if self._of else ()
        return (match for match in matches if match[0].casefold() in self._of)


def _unquoted(name: str) -> str:
    whole = _QUOTED.fullmatch(name)
    return whole[1] if whole else name
