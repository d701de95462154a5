"""answer-too-long: the answer has more words than can be recalled as one thing.

Why: a long answer is never quite right or quite wrong, so that grading it is guessing, and its weakest part
brings the whole card back. What a card rests on (speaker, passage, editor's note) does not count.
Source: Wozniak, "Twenty rules of formulating knowledge", 4 (minimum information); Matuschak, "How to write
good prompts" (focused). More than 25 words are a warning. Of events that are to be put in order, the
order alone is recalled.
"""

from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.rule import Hit, on_answer
from studygen.checks.stems import count

_MANY = 25


def answer_too_long(all_cards: AllCards) -> Iterator[Hit]:
    """Find answers of too many words."""
    for card in all_cards.cards:
        length = count(card.answer)
        if length > _MANY and not card.asks_for_order:
            message = f"the answer has {length} words; say it in {_MANY}, or make two questions of it"
            yield on_answer(card, message)
