"""How alike two notes are in what they ask and answer, whatever they are called, rest on and lead to.

Of a note that is gone, only a digest of its words is known: two letters for each.
"""

import re
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b
from math import log

from studygen.anki.html_text import to_text

# Fields that stand beside what a note asks and answers, or say the same in many notes, as questions do that
# templates word: "Meaning question".
_BESIDE = frozenset(
    (
        *("About", "About speaker", "Credit", "Hint", "Id", "Language", "Locator", "Note", "Order"),
        *("Order answer", "Passage", "Relations", "See", "Source", "Speaker", "Step"),
        "Unlike",
    )
)
_ALIKE, _NEARLY = 2 / 3, 0.99
_FEWEST = 6  # words; of what has fewer, all must be the same
_AT_LEAST = 0.4  # of the words, whatever they weigh; few pairs have so many in common, which saves time
_WORD = re.compile(r"\w+")
_HIDDEN = re.compile(r"\{\{c[0-9]+::(.*?)\}\}", re.DOTALL)
_LETTERS = 2  # for a word: one in 4,096 is taken for another


def digest_of_words(full_id: str, fields: Mapping[str, str]) -> str:
    """Return what is to be known of a note's words, in any order and each once."""
    said = [value for name, value in fields.items() if name not in _BESIDE and not name.endswith(" question")]
    if full_id.count("/") > 1:  # a step, beside which the others of its list stand
        said = _HIDDEN.findall(fields.get("Text", "")) or said
    words = {word for text in said for word in _WORD.findall(to_text(text).casefold())}
    return "".join(sorted({_letters(word) for word in words}))


def words_of(digest: str) -> frozenset[str]:
    """Return the words of a digest, by their letters."""
    return frozenset(digest[at : at + _LETTERS] for at in range(0, len(digest), _LETTERS))


class Weights:
    """How much each word of some notes tells them apart: what many of them have tells little.

    Weighed so, one of 6,200 pairs of notes of one type of the shipped essay shares more than 0.65; a term or
    figure under another name shares 0.74 or more with what it was, and half of all notes 0.84 or more when
    three of their words are others.
    """

    def __init__(self, notes: Collection[frozenset[str]]) -> None:
        self._having = Counter(word for words in notes for word in words)
        self._notes = len(notes)

    def of(self, words: Iterable[str]) -> float:
        """Return what words weigh together."""
        return sum(log((self._notes + 1) / max(1, self._having[word])) for word in words)

    def share(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return the share of their words that two notes have in common, up to 1; 0 if they are not alike."""
        if one == other:
            return 1 if one else 0
        both = one & other
        if min(len(one), len(other)) < _FEWEST or 2 * len(both) < _AT_LEAST * (len(one) + len(other)):
            return 0
        share = 2 * self.of(both) / (self.of(one) + self.of(other))
        return min(share, _NEARLY) if share >= _ALIKE else 0


def _letters(word: str) -> str:
    return urlsafe_b64encode(blake2b(word.encode(), digest_size=3).digest())[:_LETTERS].decode()
