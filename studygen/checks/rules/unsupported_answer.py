"""unsupported-answer: the answer says what the passages that it cites do not.

Why: a card shows where it comes from. Where answer and passage have hardly a word in common, either the wrong
place was cited, or too little of it, or the answer was made up.
Source: this project. Less than a third of the answer's words that carry meaning stand in its passages;
formulas and code are no words.
"""

from collections.abc import Iterator

from studygen.checks.card_texts import AllCards, prose
from studygen.checks.card_words import meaning
from studygen.checks.rule import Hit, on_answer
from studygen.checks.stems import words

_SHARE = 1 / 3
_SHOWN = 6  # words


def unsupported_answer(all_cards: AllCards) -> Iterator[Hit]:
    """Find answers that share few words with their passages."""
    for card in all_cards.cards:
        language = card.source.spec.language
        said = prose(card.card.answer)
        answer = meaning(said, language)
        missing = answer - meaning(card.cited, language)
        if len(answer) - len(missing) < _SHARE * len(answer):
            begins = " ".join(words(said)[:_SHOWN])
            message = (
                f"the passages hardly say “{begins}”; cite where the text says it, or answer in its words"
            )
            yield on_answer(card, message)
