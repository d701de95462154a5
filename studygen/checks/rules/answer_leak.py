"""answer-leak: the question holds the answer, or the meaning of a term holds the term.

Why: what stands on the question need not be remembered; the card is answered by reading it, and says every
time that it is known.
Source: Matuschak, "How to write good prompts" (effortful); Wozniak, "Twenty rules", 4. Any word of
a term is one too many, since it gives the others away; of other answers, two thirds of the words that carry
meaning. (At three fifths, sentences that repeat their question were found, though not what it asks for.) Two
things to choose from are no leak but `either-or`'s matter, and blanks are `trivial-cloze`'s. Events that are
to be put in order are all on the question, rightly so. To those who do not see or hear a picture or a
recording, the words for it are the question: they describe a flag, and do not say whose it is.
"""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards, CardText
from studygen.checks.card_words import meaning
from studygen.checks.rule import Hit, on_question
from studygen.checks.stems import count, words
from studygen.knowledge.kinds.traits import Defined

_SHARE = 2 / 3
_FEW = 3  # words
_CHOICE = re.compile(r"\bor\b", re.IGNORECASE)


def answer_leak(all_cards: AllCards) -> Iterator[Hit]:
    """Find questions that hold most of their answer, and meanings that hold their term."""
    for card in all_cards.cards:
        language = card.source.spec.language
        answer = meaning(card.answer, language)
        yield from _from_media(card, answer)
        if card.is_cloze or card.asks_for_order or not answer:
            continue
        leaked = answer & meaning(card.question, language)
        if _asks_for_a_term(card):
            if leaked:
                message = f"the meaning holds {_quoted(card, leaked)} of the term; say it in other words"
                yield on_question(card, message)
        elif len(leaked) >= _SHARE * len(answer) and not _says_more(card, answer, leaked):
            message = f"the question already says {_quoted(card, leaked)}; ask without it, or for the rest"
            yield on_question(card, message)


def _from_media(card: CardText, answer: frozenset[str]) -> Iterator[Hit]:
    """Find what tells those who do not see or hear what is part of the question that which they are asked."""
    for path, medium in card.shown:
        leaked = answer & meaning(medium.alt, card.source.spec.language)
        if answer and len(leaked) >= _SHARE * len(answer):
            message = f"the words for it already say {_quoted(card, leaked)}; say what is there without it"
            yield Hit(card.note.id, card.note.entry.place(*path, "alt"), message, "warning")


def _asks_for_a_term(card: CardText) -> bool:
    return isinstance(card.note.entry, Defined) and card.generated == "name"


def _says_more(card: CardText, answer: frozenset[str], leaked: frozenset[str]) -> bool:
    """Tell whether small words make the answer, as in “The dog says so”, or it is one of two named."""
    is_choice = leaked == answer and _CHOICE.search(card.question) is not None
    return is_choice or (len(leaked) == 1 and count(card.answer) > _FEW)


def _quoted(card: CardText, leaked: frozenset[str]) -> str:
    """Quote the words of the answer that are on the question."""
    language = card.source.spec.language
    found = [word for word in words(card.answer) if meaning(word, language) & leaked]
    return "“" + " … ".join(dict.fromkeys(found)) + "”"
