"""question-too-long: the question has more words than are read anew each time.

Why: a long question is soon known by its shape, and what is then recalled is the shape's answer, not the
matter.
Source: Matuschak, "How to write good prompts" (focused); Wozniak, "Twenty rules of formulating knowledge", 4
and 12 (optimize wording). More than 30 words are a warning; where a claim, a meaning or premises
stand on the question to work with, more than 45. Clozes are looked after by `lifted-cloze`.
"""

from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.question_words import lays_out
from studygen.checks.rule import Hit, on_question
from studygen.checks.stems import count

_MANY = 30
_MANY_IN_ALL = 45  # with what the question gives to work with


def question_too_long(all_cards: AllCards) -> Iterator[Hit]:
    """Find questions of too many words."""
    for card in all_cards.cards:
        length = count(card.question)
        if card.is_cloze or length <= _MANY:
            continue
        many = _MANY_IN_ALL if lays_out(card) else _MANY
        if length > many:
            message = (
                f"the question has {length} words; ask in {many}, and leave out what is not needed to answer"
            )
            yield on_question(card, message)
