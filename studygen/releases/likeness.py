"""How alike two notes are in what they ask and answer, whatever they are called, rest on and lead to.

Of a note that is gone, only a digest of its words is known: two letters for each.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sized
from hashlib import blake2b

from studygen.anki.html_text import to_text

# Fields that stand beside what a note asks and answers, or say the same in many notes.
_BESIDE = frozenset(
    (
        *("About", "About speaker", "Credit", "Hint", "Id", "Language", "Locator", "Note", "Order"),
        *("Order answer", "Order question", "Passage", "Relations", "See", "Source", "Speaker", "Step"),
        "Unlike",
    )
)
_ALIKE = 2 / 3
_FEWEST = 6  # words; of what has fewer, all must be the same
_WORD = re.compile(r"\w+")
_HIDDEN = re.compile(r"\{\{c[0-9]+::(.*?)\}\}", re.DOTALL)
_LETTERS = 2  # for a word: one in 4,096 is taken for another


def digest_of_words(full_id: str, fields: Mapping[str, str]) -> str:
    """Return what is to be known of a note's words, in any order and each once."""
    said = [value for name, value in fields.items() if value and name not in _BESIDE]
    if full_id.count("/") > 1:  # a step, beside which the others of its list stand
        said = _HIDDEN.findall(fields.get("Text", "")) or said
    words = {word for text in said for word in _WORD.findall(to_text(text).casefold())}
    return "".join(sorted({_letters(word) for word in words}))


def words_of(digest: str) -> frozenset[str]:
    """Return the words of a digest, by their letters."""
    return frozenset(digest[at : at + _LETTERS] for at in range(0, len(digest), _LETTERS))


def share_of(shared: int, one: Sized, other: Sized) -> float:
    """Return the share of their words that two notes have in common, from 0 to 1; 0 if they are not alike."""
    share = 2 * shared / max(1, len(one) + len(other))
    is_enough = share >= _ALIKE and min(len(one), len(other)) >= _FEWEST
    return share if is_enough or share == 1 else 0


def _letters(word: str) -> str:
    return urlsafe_b64encode(blake2b(word.encode(), digest_size=3).digest())[:_LETTERS].decode()
