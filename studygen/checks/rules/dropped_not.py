"""dropped-not: an omission `[…]` leaves out a “not” or a “perhaps” of a sentence that goes on.

Why: every word of such a quotation stands in the text, and yet it says what the text does not.
Source: this project. Searched is what is left out of a sentence that is quoted before or behind the omission,
in the languages whose negations are listed (checks/turning_words.py). What punctuation parts from the rest on
both sides may be left out with a “not” of its own; so may a clause with who, which or that, unless the “not”
is its end. A hedge counts where it stands next to what is quoted.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from studygen.checks.quotations import quoting
from studygen.checks.turning_words import TurningWords, turning_words
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.text.document import Document
from studygen.knowledge.text.folded_text import Span
from studygen.problems import Problem

_PARTING = re.compile(r"\W*[,;:.!?…()\[\]–—][\s\W]*")
_WORD = re.compile(r"\w[\w'’-]*")
_AROUND = " \n,;:.!?…–—"
_NEXT_TO = 2  # words between a hedge and what is quoted, at most
_AN_ASIDE = 3  # words; such a one between commas may be no more than a hedge


def dropped_not(knowledge: Knowledge) -> Iterator[Problem]:
    """Find omissions that turn a sentence around."""
    for source, entry in knowledge.entries():
        words = turning_words(source.spec.language)
        for path, passage in entry.quoted if words else ():
            document = source.document
            for citation in document.locate(passage)[:1] if "[" in passage else ():
                for number, (before, after) in enumerate(pairwise(citation.spans), start=1):
                    gap = Span(before.end, after.start)
                    if words and (found := _dropped(document, citation.paragraph, gap, words)):
                        lost, sentence = found
                        whole = Span(before.start, after.end)
                        spans = (*citation.spans[: number - 1], whole, *citation.spans[number + 1 :])
                        message = (
                            f"`[…]` leaves out “{lost}”, so that the passage says what the text does not:"
                            f" “{document.words(sentence)}”; quote these words as well"
                        )
                        yield Problem(
                            entry.place(*path),
                            message,
                            "dropped-not",
                            nearest=document.words(sentence),
                            fix=quoting(document, spans),
                        )


def _dropped(document: Document, paragraph: int, gap: Span, words: TurningWords) -> tuple[str, Span] | None:
    """Return the word that turns what is quoted of a sentence around, and the sentence."""
    for sentence in document.sentences_of(paragraph):
        goes_on = (sentence.start < gap.start < sentence.end, sentence.start < gap.end < sentence.end)
        left_out = Span(max(gap.start, sentence.start), min(gap.end, sentence.end))
        if left_out.start < left_out.end and any(goes_on):
            lost = _turning_word(document.text, left_out, goes_on, words)
            if lost:
                return lost, sentence
    return None


def _turning_word(text: str, left_out: Span, goes_on: tuple[bool, bool], words: TurningWords) -> str | None:
    start, end = left_out.start, left_out.end
    before, behind = goes_on
    # The punctuation may be quoted, or left out with the rest.
    parted_before = not before or _is_parted(text[max(0, start - 1) : start], text[start:end].lstrip()[:1])
    parted_behind = not behind or _is_parted(text[start:end].rstrip()[-1:], text[end : end + 1])
    is_aside = parted_before and parted_behind
    said = text[start:end]
    if not is_aside or len(_WORD.findall(said)) <= _AN_ASIDE:
        for hedge in words.hedges.finditer(said):
            is_near = (before and _count(said[: hedge.start()]) <= _NEXT_TO) or (
                behind and _count(said[hedge.end() :]) <= _NEXT_TO
            )
            if is_near:
                return hedge[0]
    if is_aside:
        alone = words.negations.fullmatch(said.strip(_AROUND))  # the answer: no, but …
        return alone[0] if alone else None
    starts_clause = (joint := words.joints.search(said)) and not said[: joint.start()].strip()
    for negation in words.negations.finditer(said):
        if not starts_clause or (behind and _count(said[negation.end() :]) == 0):
            return negation[0]
    return None


def _is_parted(*characters: str) -> bool:
    return any(each and bool(_PARTING.fullmatch(each)) for each in characters)


def _count(text: str) -> int:
    return len(_WORD.findall(text))
