"""yes-no: the question can be answered by yes or no.

Why: guessing is right half of the time, and what the learner should be able to say is in the question.
Source: Matuschak, "How to write good prompts" (effortful); Wozniak, "Twenty rules", 4. English only.
"""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.rule import Hit, on_question

_AUXILIARY = re.compile(
    r"(am|are|can|could|did|do|does|had|has|have|is|may|might|must|shall|should|was|were|will|would)\b.*\?",
    re.IGNORECASE | re.DOTALL,
)
_VERDICT = re.compile(r"(yes|no|true|false)\b(?! one)\W*( |$)", re.IGNORECASE)


def yes_no(all_cards: AllCards) -> Iterator[Hit]:
    """Find questions that begin with an auxiliary verb, and answers that begin with a verdict."""
    for card in all_cards.cards:
        if card.source.spec.language != "en" or card.is_cloze:
            continue
        verdict = _VERDICT.match(card.answer) and not re.match(r"no \w", card.answer, re.IGNORECASE)
        if verdict or _AUXILIARY.match(card.question):
            yield on_question(card, "yes or no answers this; ask for what, who, why or how")
