"""two-questions: the card asks for two things.

Why: one button grades both answers; whoever knows one of them calls the card known, or learns both again.
Source: Wozniak, "Twenty rules of formulating knowledge", 4 (minimum information); Matuschak, "How to write
good prompts" (focused). More than one question mark outside quotations; in English also a second question
word that "and" joins to the first, as in "When and where …?" or "What is …, and who …?"
"""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.question_words import AUXILIARY, WH, own_words
from studygen.checks.rule import Hit, on_question

_MARK = re.compile(r"[?？؟](?=\s|$)")
_WH = re.compile(rf"\b{WH}\b", re.IGNORECASE)
_JOINED = re.compile(
    rf"""(?:,?\ and|\ ?&)(?:\ then|\ also)?
    (?:\ (?:after|against|at|before|by|during|for|from|in|into|of|on|through|to|under|until|with))?
    \ (?P<second>{WH})\b(?P<then>[^.?!]*)\?""",
    re.VERBOSE | re.IGNORECASE,
)
# "What did X think of Lenin and what he did" is no second question: a subject follows its question word.
_NO_SUBJECT = r" (?!(?:an?|the|his|her|its|their|this|that|these|those|he|she|it|they|we|you|one|people)\b)"
_ASKS = re.compile(rf",?(?:{_NO_SUBJECT}\w+(?: \w+)?)? {AUXILIARY}\b", re.IGNORECASE)
_VERB = re.compile(rf"{_NO_SUBJECT}[a-z]")


def two_questions(all_cards: AllCards) -> Iterator[Hit]:
    """Find cards with two question marks, or with two question words side by side."""
    for card in all_cards.cards:
        if card.is_cloze:
            continue
        asked = own_words(card)
        marks = len(_MARK.findall(asked))
        if marks > 1:
            yield on_question(card, f"there are {marks} questions on one card; make a card of each")
        elif card.source.spec.language == "en" and (second := second_question(asked)):
            yield on_question(card, f"“{second}” is a second question; make a card of its own for it")


def second_question(text: str) -> str | None:
    """Return the beginning of a question that "and" joins to another one."""
    first = _WH.search(text)
    joined = _JOINED.search(text, first.end()) if first else None
    if not first or not joined:
        return None
    between, second, then = text[first.end() : joined.start()], joined["second"].lower(), joined["then"]
    if _WH.search(between):  # the second one stands beside a clause: "what decides who rules and who obeys"
        return None
    if " that " in between and second in ("who", "whom", "whose", "which"):
        return None  # "the party that won and which had promised peace"
    subject = second in ("who", "what", "which") and _VERB.match(then)
    if not (between.strip(" ,") and then.strip()) or _ASKS.match(then) or subject:
        return joined[0].strip(" ,").replace("0quoted0", "…")
    return None
