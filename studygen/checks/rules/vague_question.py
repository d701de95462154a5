"""vague-question: the question does not tell what would answer it.

Why: "Describe the party" can be answered in a hundred ways, so that the learner can only guess which one is
on the back, and never knows whether the card was known.
Source: Matuschak, "How to write good prompts" (precise, tractable); Wozniak, "Twenty rules of formulating
knowledge", 4. English only. Found are requests (describe, discuss, explain, tell), "what about" and its like,
and hand-written questions such as "What happened next?" that hardly have a word of meaning. (Asking for three
such words, this rule also found "Who shot Lincoln?" and "How do fungi reproduce?") A name is enough, and so
are "What is mitosis?" and a picture or a recording that the question is about.
"""

import re
from collections.abc import Iterator
from functools import cache

from studygen.checks.card_texts import AllCards
from studygen.checks.question_words import own_words, stems_of_names, unattributed
from studygen.checks.rule import Hit, on_question
from studygen.checks.stems import content_stems
from studygen.knowledge.kinds.traits import Named

_HOLLOW = (
    "cause change come consequence effect event fact follow go happen idea important main mean meaning next"
    " occur outcome point reason result say significance significant situation special thing time two way"
)
_DEFINITION = re.compile(
    r"wh(?:at|o) (?:is|was|are|were) (?:an? |the )?\w|what do(?:es)? .+ mean\b", re.IGNORECASE
)
_NAME = re.compile(r"(?<=[\w,;] )[“‘\"']?[A-Z0-9]|[A-Z]\.?[A-Z]")
_REQUEST = re.compile(
    r"(?:please )?(?P<said>(?:(?:briefly|shortly) )?(?:comment on|describe|discuss|elaborate|explain|outline"
    r"|summari[sz]e|talk about|tell|write about)|(?:what|how) about|what (?:do|can) you (?:know|say|tell)"
    r"|what (?:can be said|is known|is there to say|should (?:one|you) know))\b",
    re.IGNORECASE,
)


def vague_question(all_cards: AllCards) -> Iterator[Hit]:
    """Find requests, and questions of hardly any words."""
    known = {source.file: stems_of_names(source, Named) for source in all_cards.knowledge.sources}
    for card in all_cards.cards:
        if card.source.spec.language != "en" or card.is_cloze:
            continue
        if request := _REQUEST.match(unattributed(own_words(card), card.source).lstrip(" ,")):
            message = f"“{request['said']}” leaves open what would answer it; ask who, what, when, why or how"
            yield on_question(card, message)
            continue
        asked = unattributed(card.question, card.source)
        if card.hand_written and not card.shown and _says_little(asked, known[card.source.file]):
            message = "the question hardly says what it is about; name the thing, and what to tell of it"
            yield on_question(card, message)


def _says_little(asked: str, known: frozenset[str]) -> bool:
    meant = content_stems(asked, "en") - _hollow()
    if not meant:
        return True
    return len(meant) == 1 and not (meant & known or _NAME.search(asked) or _DEFINITION.match(asked))


@cache  # and not at once: stems take a while to load, and most commands need none
def _hollow() -> frozenset[str]:
    return content_stems(_HOLLOW, "en")
