"""trivial-cloze: the blank can be filled in without knowing the text.

Why: a blank for "the" or "people", or for a word that the sentence shows elsewhere, is filled by anybody who
knows the language; the card is passed every time and teaches nothing.
Source: Matuschak, "How to write good prompts" (effortful); Wozniak, "Twenty rules of formulating knowledge",
5 (cloze deletion). A blank that hides one or two letters is trivial as well, unless they are capitals or
digits. The list of words that are everywhere is English only.
"""

import re
from collections.abc import Iterator
from functools import cache

from studygen.checks.card_texts import AllCards
from studygen.checks.rule import Hit, on_question
from studygen.checks.stems import content_stems, words

_SHORT = 2  # letters
# Said so often, and of so much, that a gap suggests them.
_EVERYWHERE = (
    "bad big case certain different everybody everyone everything good great kind large little long lot make"
    " number part people person place really several small sort take thing time want way well world year"
)


_OPENS_SENTENCE = re.compile(r"(?:^|[.:!?] )\W*\[")


def trivial_cloze(all_cards: AllCards) -> Iterator[Hit]:
    """Find blanks that hide words of no weight, or words that the sentence shows."""
    for card in all_cards.cards:
        if card.is_cloze and (why := trivial(card.question, card.answer, card.source.spec.language)):
            message = f"the blank {card.card.name!r} hides “{card.answer}”, {why}; hide what is worth knowing"
            yield on_question(card, message)


def trivial(sentence: str, hidden: str, language: str) -> str | None:
    """Tell why what a blank in a sentence hides can be guessed; None if it cannot."""
    found = words(hidden)
    # US is not us, and May in a sentence is not may.
    named = [
        word[0].isdigit()
        or (len(word) > 1 and word.isupper())
        or (word[0].isupper() and (index or not opens))
        for opens in [bool(_OPENS_SENTENCE.search(sentence))]
        for index, word in enumerate(found)
    ]
    meant = content_stems(hidden, language)
    if found and not any(named):
        if not meant or max(map(len, found)) <= _SHORT:
            return "which carries no meaning of its own"
        if language == "en" and meant <= _everywhere():
            return "which fits anywhere"
    if meant and meant <= content_stems(sentence, language):
        return "which stands elsewhere in the sentence"
    return None


@cache  # and not at once: stems take a while to load, and most commands need none
def _everywhere() -> frozenset[str]:
    return content_stems(_EVERYWHERE, "en")
