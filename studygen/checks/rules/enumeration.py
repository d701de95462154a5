"""enumeration: the answer lists more things than can be recalled as one.

Why: a list is forgotten item by item, while the card is graded as a whole: the missing item brings back all.
Source: Wozniak, "Twenty rules of formulating knowledge", 9 and 10 (sets, enumerations). Lists have two items,
and three if the question says how many it asks for, or for an argument's reasons; more are a warning. A
series in a sentence ("land, bread and peace") is read in English only; examples ("such as …") and adjectives
before a noun ("a small, organized and secretive group") are no series.
"""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards, CardText
from studygen.checks.card_words import unquoted
from studygen.checks.rule import Hit, on_answer
from studygen.knowledge.kinds.traits import Arguing
from studygen.knowledge.text.markdown import to_html

_MANY, _TOO_MANY = 2, 3
_LONGEST_ITEM = 6  # words
_NUMBER = re.compile(r"\b(?:three|3)\b(?! (?:years|decades|months|weeks|days|times)\b)", re.IGNORECASE)
_END = re.compile(r"[;:!?()…]|\.(?=\s|$)")
_AND = re.compile(r",? (?:and|&)(?:, [^,]+,)? (?=\w)", re.IGNORECASE)  # "a, b and, in the end, c"
_SPACE_BEFORE = re.compile(r"\s+(?=[,;:.!?])")
_EXAMPLES = re.compile(
    r"\b(?:such as|including|like|for example|for instance|and others?|and so on)\b", re.IGNORECASE
)
_ADJECTIVES = re.compile(r"\ban? [\w-]+(?:, [\w-]+)+,? and [\w-]+ \w", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:above|after|against|along|also|although|among|as|at|because|before|besides|both|but|by|"
    r"despite|during|even|for|from|however|if|in|indeed|instead|like|not|of|on|once|"
    r"over|perhaps|rather|since|so|then|therefore|though|through|thus|to|too|under|"
    r"unless|unlike|until|when|where|whereas|which|while|who|whom|whose|with|without|yet)\b",
    re.IGNORECASE,
)


def enumeration(all_cards: AllCards) -> Iterator[Hit]:
    """Find answers that are lists, or that hold a long series."""
    for card in all_cards.cards:
        listed = to_html(card.card.answer).count("<li>") if "\n" in card.card.answer else 0
        count = max(listed, longest_series(card.answer) if card.source.spec.language == "en" else 0)
        if count > _many(card) and not card.asks_for_order:
            message = f"the answer lists {count} things; ask for each, or for what they have in common"
            if count <= _TOO_MANY:
                message += "; if all three must be known, let the question say that it asks for three"
            yield on_answer(card, message)


def _many(card: CardText) -> int:
    reasons = isinstance(card.note.entry, Arguing) and card.generated == "reasons"
    return _TOO_MANY if reasons or _NUMBER.search(card.question) else _MANY


def longest_series(answer: str) -> int:
    """Return how many things "a, b and c" names, where a text says most."""
    text = _SPACE_BEFORE.sub("", unquoted(answer)).replace("e.g.", "such as")
    return max(
        (_length(*series) for clause in _END.split(text) for series in _series(clause.strip())), default=0
    )


def _series(clause: str) -> Iterator[tuple[list[str], str]]:
    """Yield what stands between commas before an "and", and what stands behind it."""
    start = 0
    for joint in _AND.finditer(clause):
        items = clause[start : joint.start()].split(", ") if joint.start() >= start else []
        if len(items) > 1 and all(item.strip() for item in items):
            last = clause[joint.end() :].partition(", ")[0]
            start = joint.end() + len(last) + len(", ")
            yield items, last


def _length(items: list[str], last: str) -> int:
    series = f"{', '.join(items)} and {last}"
    more_and_more = items[-1].split()[-1] == last.split()[0]
    if max(len(item.split()) for item in items[1:]) > _LONGEST_ITEM:
        return 0  # a clause between commas, more likely than one of several things
    if more_and_more or _EXAMPLES.search(series) or _ADJECTIVES.search(series):
        return 0
    count = 1
    for index, item in enumerate(items):
        if not _ASIDE.match(item) or item.split()[0].lower() == last.split()[0].lower():
            count += 1
        elif index:  # what stands before and after an aside is one thing
            count -= 1
    return count
