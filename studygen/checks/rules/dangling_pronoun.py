"""dangling-pronoun: a "he" or "it" on the question stands for something that was named elsewhere.

Why: cards come shuffled; what was clear while the card was written beside the text is a riddle a month later.
Source: Wozniak, "Twenty rules of formulating knowledge", 4 and 14 (context); this project. English only. A
pronoun needs a name or a noun before it, or a name after it where it stands in a phrase put first ("When he
died, what did Newton leave?"). What "according to Lee" names, and the lower-case words of "in which year did
it", do not count; nor does the "it" of "it was hard to know". A picture or a recording may be what is meant.
"""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.question_words import AUXILIARY, WH, lays_out, own_words, speakers, unattributed
from studygen.checks.rule import Hit, on_question
from studygen.checks.stems import carries_meaning, words

_PRONOUN = re.compile(r"\b(?:[Hh]e|him|[Hh]is|[Ss]he|[Hh]ers?|[Tt]hey|them|[Tt]heirs?|[Ii]ts?)\b")
_NAME = re.compile(r"\b(?:[A-Z]\w|0\w+0\b|(?:an?|the|which|whose) [a-z])")
_BLANK = re.compile(r"\[[^\]]*\]")
# An "it" that stands for nothing: "Why was it hard to know", "it was Lenin who", "what made it costly to".
_EMPTY_IT = re.compile(
    rf"""\b(?:
      (?:is|was|been?)\ it\ (?:that|like|true|(?!\w+ed\b|made\b)\w+\ (?:\w+\ )?(?:to|that|for))\b
    | it\ (?:{AUXILIARY}\ )?(?:not\ )?(?:be|is|was|been|became|seem(?:s|ed)?|takes?|took)
      \ (?:[\w-]+,?\ ){{0,6}}?(?:to|that|who)\b
    | (?:made|makes?|find|found|consider(?:ed)?|think|thought)\ it\ (?:\w+\ )?\w+\ (?:to|that|for)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_INVERTED = re.compile(
    rf"\b{WH}\b(?P<phrase>(?:(?!\b(?:{WH}|{AUXILIARY})\b)[^.?!])*)(?<!\bto )\b{AUXILIARY},? $", re.IGNORECASE
)
# The verb behind a question word, which is no noun: "who wrote it", "what made it fail".
_VERB = re.compile(
    rf"\bwho (?!{AUXILIARY}\b)\w+|\bwhat (?:\w+(?:ed|s)|became|drove|gave|kept|led|let|made|set|took)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?:who\b.* (?:he|his|she|her|hers|they|theirs?)|(?:what|which)\b.* (?:its|theirs?))$", re.IGNORECASE
)


def dangling_pronoun(all_cards: AllCards) -> Iterator[Hit]:
    """Find questions on which a pronoun comes before anything that it could stand for."""
    for card in all_cards.cards:
        if card.source.spec.language != "en" or card.shown:
            continue
        texts = [unattributed(own_words(card), card.source)]
        if not card.hand_written:
            texts += lays_out(card)
        pronouns = (dangling(text, speakers(card.source)) for text in texts)
        if found := next(filter(None, pronouns), None):
            message = f"“{found}” has nothing on the question to stand for; put the name in its place"
            yield on_question(card, message)


def dangling(text: str, speaker: str) -> str | None:
    """Return the first pronoun of a text that has nothing to stand for."""
    text = _EMPTY_IT.sub("", _BLANK.sub("0blank0", " ".join(text.split())))
    pronoun = _PRONOUN.search(text)
    if not pronoun:
        return None
    before, word = text[: pronoun.start()], pronoun[0].lower()
    if word in ("it", "its", "him", "them"):  # "Why does DMSG call it …": that is not DMSG
        before = re.sub(
            rf"(?:\b{WH} (?:[a-z]+ )?)?\b{AUXILIARY} (?:{speaker}) \w+ |\b(?:{speaker}) \w+s ",
            "",
            before,
            flags=re.IGNORECASE,
        )
    inverted = _INVERTED.search(before)
    if inverted and _NAME.search(inverted["phrase"]):
        return None
    if not inverted and (_BOUND.match(before + word) or _is_put_first(before, text[pronoun.end() :])):
        return None
    before = before[: inverted.start()] if inverted else _VERB.sub("", before)
    return None if any(carries_meaning(word, "en") for word in words(before)) else pronoun[0]


def _is_put_first(before: str, after: str) -> bool:
    """Tell whether a pronoun stands in a phrase that comes before what it stands for."""
    rest = re.split("[.?!]", after)[0]
    if not re.search(rf"\b{WH}\b", before, re.IGNORECASE):
        return bool(before.strip() and _NAME.search(rest))
    # "In which of his letters did Lenin …", "When he died, what did Lenin …"
    main_clause = re.search(rf"\b{AUXILIARY}\b|,", rest)
    return bool(main_clause and _NAME.search(rest, main_clause.end()))
