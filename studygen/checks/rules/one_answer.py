"""one-answer: one and the same answer on too many cards.

Why: whoever has learnt that the answer is nearly always the same gives it before having understood the
question.
Source: this project. A warning, where the cards about a text are 40 or more: one answer on more than 5 % of
them, or on more than a third of those that ask who (of nine or more).
"""

from collections.abc import Iterator

from studygen.checks.card_texts import AllCards, CardText
from studygen.checks.rule import Hit, on_answer
from studygen.checks.stems import QUESTION_WORDS, bare, content_stems, words
from studygen.knowledge.kinds.traits import Portrayed

_ENOUGH, _ENOUGH_WHO = 40, 9
_SHARE, _SHARE_WHO = 0.05, 1 / 3
_WHO = frozenset(("who", "whom", "whose"))
_SHOWN = 5


def one_answer(all_cards: AllCards) -> Iterator[Hit]:
    """Find answers that too many cards about a text have; each is reported at the first of these cards."""
    for source in all_cards.knowledge.sources:
        cards = [card for card in all_cards.cards if card.source is source]
        who = [card for card in cards if _asks_who(card)]
        if len(cards) >= _ENOUGH:
            yield from _too_many(cards, _SHARE, "cards")
            if len(who) >= _ENOUGH_WHO:
                yield from _too_many(who, _SHARE_WHO, "cards that ask who")


def _too_many(cards: list[CardText], share: float, what: str) -> Iterator[Hit]:
    with_answer: dict[frozenset[str], list[CardText]] = {}
    for card in cards:
        answer = content_stems(card.answer, card.source.spec.language)
        with_answer.setdefault(answer or frozenset([card.answer.casefold()]), []).append(card)
    for alike in with_answer.values():
        if len(alike) > share * len(cards):
            first, *others = sorted(alike, key=lambda card: card.place("answer"))
            places = [f"{place.file}:{place.line}" for place in (card.place("answer") for card in others)]
            more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
            message = (
                f"{len(alike)} of {len(cards)} {what} have the answer {first.answer!r}; turn some of them"
                f" round, so that it stands in the question: {', '.join(places[:_SHOWN])}{more}"
            )
            yield on_answer(first, message)


def _asks_who(card: CardText) -> bool:
    if isinstance(card.note.entry, Portrayed) and card.generated == "name":
        return True
    asked = (word for word in map(bare, words(card.question)) if word in QUESTION_WORDS)
    return next(asked, None) in _WHO
