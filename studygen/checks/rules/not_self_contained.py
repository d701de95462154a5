"""not-self-contained: the question points to something that is not on the card.

Why: cards come shuffled, long after the text was read. "This period" meant something beside the text; on a
card it is no period at all.
Source: Wozniak, "Twenty rules of formulating knowledge", 14 and 16 (context cues); this project. English
only. Found are "this policy", "the above" and their like, unless the question shows what is meant or has said
it in a clause of its own before; and hand-written questions without any name or number and without a word of
any entry's title. A picture or a recording is on the card, and may be what "this" is.
"""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.question_words import AUXILIARY, lays_out, own_words, stems_of_names, unattributed
from studygen.checks.rule import Hit, on_question
from studygen.checks.stems import content_stems
from studygen.knowledge.knowledge_base import Source
from studygen.knowledge.questions import Question

_TIME = r"(?:centur|da(?:te|y)|decade|month|point|time|week|year)"  # left to ambiguous-date
_THING = (
    r"(?:act|action|argument|belief|case|change|circumstance|claim|concept|condition|conflict|country|decision"
    r"|development|era|event|fact|group|idea|issue|law|leader|measure|method|moment|movement|organization|party"
    r"|period|person|phenomenon|place|plan|policy|policies|position|practice|principle|problem|process|quotation"
    r"|quote|reason|result|revolution|rule|situation|stage|state|statement|step|system|term|theory|view|war|way"
    r"|word)s?"
)
_POINTER = re.compile(
    rf"""\b(?:
      th(?:is|ese)\ (?!(?:{AUXILIARY}|book|card|deck|essay|source|text|world)\b)(?!{_TIME})\w+
    | th(?:is|ese)(?=\ {AUXILIARY}\b|\W*[?]|\W*$)
    | (?:(?:{AUXILIARY}|after|at|before|by|during|for|from|in|of|on|to|under|with)\ that|those|such|such\ an?)
      \ {_THING}\b(?!\ (?:in|of|that|when|where|which|who)\b)
    | that\ {_THING}(?=\W*(?:[?]|$))
    | the\ above(?:\ \w+)? | (?:aforementioned|aforesaid|above-mentioned)\ \w+
    | (?:described|explained|mentioned|named|quoted|said|see|seen|stated)\ (?:above|before|earlier)
    | the\ (?:preceding|previous|foregoing|last)\ (?:card|chapter|page|paragraph|passage|question|section
      |sentence)\b(?!\ of\b)
    | of\ the\ following
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_SHOWN = re.compile(r":|\b0\w+0\b")
_CLAUSE = re.compile(
    r"[,;:.?!]|\b(?:after|although|because|before|if|once|since|that|though|until|when|where|which|while|who)\b"
)
_NAME = re.compile(r"(?<=[\w,;:)’] )[“‘\"'(]?[A-Z]|\d|[A-Z]\.?[A-Z]")


def not_self_contained(all_cards: AllCards) -> Iterator[Hit]:
    """Find questions that point beyond the card, or that name nothing."""
    known = {source.file: _named(source) for source in all_cards.knowledge.sources}
    for card in all_cards.cards:
        if card.source.spec.language != "en" or card.shown:
            continue
        if not lays_out(card) and (pointer := pointing(unattributed(own_words(card), card.source))):
            message = f"“{pointer}” points to something that is not on the card; say what is meant"
            yield on_question(card, message)
        elif isinstance(card.hand_written, Question) and _names_nothing(
            card.question, known[card.source.file]
        ):
            message = "the question names nothing that tells what it is about; name who or what is meant"
            yield on_question(card, message)


def _names_nothing(question: str, known: frozenset[str]) -> bool:
    return not (_NAME.search(question) or content_stems(question, "en") & known)


def _named(source: Source) -> frozenset[str]:
    speakers = (content_stems(voice.name, "en") for voice in source.spec.voices.values())
    return stems_of_names(source).union(*speakers)


def pointing(text: str) -> str | None:
    """Return the first words of a text that point beyond it."""
    for pointer in _POINTER.finditer(text):
        before, after = text[: pointer.start()], text[pointer.end() :]
        said_before = any(content_stems(before[: end.start()], "en") for end in _CLAUSE.finditer(before))
        if not said_before and not _SHOWN.search(after):
            return pointer[0]
    return None
