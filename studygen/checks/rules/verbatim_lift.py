"""verbatim-lift: a card takes over a long stretch of the text as if it were the editor's own words.

Why: who can say it in other words has understood it; a stretch learnt by its sound is recognised, not
understood. And what somebody else wrote stands in quotation marks.
Source: Wozniak, "Twenty rules of formulating knowledge", 1 and 2 (understand before learning); Matuschak,
"How to write good prompts". 14 words in a row or more, outside quotation marks.
"""

from collections.abc import Iterator
from itertools import islice

from studygen.checks.card_texts import AllCards
from studygen.checks.card_words import folded, on_side, sides, unquoted
from studygen.checks.rule import Hit
from studygen.checks.stems import words

_LONG, _SHOWN = 14, 6


def verbatim_lift(all_cards: AllCards) -> Iterator[Hit]:
    """Find cards that take over many words in a row without quoting them."""
    texts = {source.file: set(_runs(folded(source.document.text))) for source in all_cards.knowledge.sources}
    told: set[tuple[str, str]] = set()
    for card, side, said in sides(all_cards):
        own = unquoted(said)
        lifted = [run in texts[card.source.file] for run in _runs(folded(own))]
        if True not in lifted:
            continue
        start = lifted.index(True)
        length = [*lifted[start:], False].index(False) + _LONG - 1
        beginning = " ".join(words(own)[start : start + _SHOWN])
        if (card.note.id, beginning) not in told:
            told.add((card.note.id, beginning))
            message = f"{length} words in a row are the text's own, from “{beginning} …”"
            yield on_side(card, side, f"{message}; say it in yours, or quote it")


def _runs(said: list[str]) -> Iterator[int]:
    """Yield every stretch of that many words, as its hash: a long text has as many of them as words."""
    return map(hash, zip(*(islice(said, start, None) for start in range(_LONG)), strict=False))
