"""clipped-not: a passage begins right behind a “not”, or ends right before one that is about it.

Why: who reads the passage on the card reads the opposite of what the text says, in the text's own words.
Source: this project. Between “not” and the passage stands no word of meaning and no other clause. Behind a
passage, “not” counts after “is”, “did” and the like, or where a language negates what went before (“änderte
die Uhr nicht”). It may stand in another passage beside this one. Languages are those whose negations are
listed (checks/turning_words.py).
"""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.quotations import quoting, sentence_at
from studygen.checks.rule import Hit
from studygen.checks.stems import carries_meaning
from studygen.checks.turning_words import TurningWords, turning_words
from studygen.knowledge.base import Path
from studygen.knowledge.knowledge_base import Source
from studygen.knowledge.text.document import Citation, Document
from studygen.knowledge.text.folded_text import Span
from studygen.problems import Place

_WORD = re.compile(r"\w[\w'’-]*")
_NEAR = 40  # characters between a passage and what may negate it


def clipped_not(all_cards: AllCards) -> Iterator[Hit]:
    """Find passages that stop short of the negation they stand in."""
    for source, entry in all_cards.knowledge.entries():
        words = turning_words(source.spec.language)
        beside: dict[Path, list[Citation]] = {}
        for path, passage in entry.quoted if words else ():
            beside.setdefault(path[:-1], []).append(source.cite((passage,))[0])
        for path, citations in beside.items():
            for index, citation in enumerate(citations):
                negation = _negation(source.document, citation, words) if words else None
                if words and negation and not any(_has(other, negation) for other in citations):
                    place = entry.place(*path, index)
                    yield _hit(source, entry.full_id(path), place, citation, negation, words)


def _hit(
    source: Source, subject: str, place: Place, citation: Citation, negation: Span, words: TurningWords
) -> Hit:
    document = source.document
    is_before = negation.start < citation.start
    sentence = sentence_at(document, citation.paragraph, negation.start)
    first, *_, last = (*citation.spans, citation.spans[-1])
    if is_before:
        spans = (Span(_clause_start(document, sentence, negation, words), first.end), *citation.spans[1:])
    else:
        spans = (*citation.spans[:-1], Span(last.start, _clause_end(document, sentence, negation, words)))
    where = "begins right behind" if is_before else "ends right before"
    wider = quoting(document, spans)
    message = (
        f"the passage {where} a “{document.words(negation)}” that is about it; quote that as well: {wider}"
    )
    return Hit(subject, place, message, "warning", nearest=document.words(sentence), fix=wider)


def _negation(document: Document, citation: Citation, words: TurningWords) -> Span | None:
    """Return the negation outside a passage that bears on its first or on its last words."""
    return _before(document, citation, words) or _behind(document, citation, words)


def _before(document: Document, citation: Citation, words: TurningWords) -> Span | None:
    text, start = document.text, citation.start
    if not words.negations.search(text, max(0, start - _NEAR), start):
        return None
    sentence = sentence_at(document, citation.paragraph, start)
    clause = _last_end(words.joints, text, sentence.start, start)
    for found in words.negations.finditer(text, clause, start):
        if not _says_something(text[found.end() : start], document.language):
            return Span(found.start(), found.end())
    return None


def _behind(document: Document, citation: Citation, words: TurningWords) -> Span | None:
    text, end = document.text, citation.end
    if not words.trailing or not words.trailing.search(text, end - _NEAR, end + _NEAR):
        return None
    last_word = text.rfind(" ", 0, end) + 1
    sentence = sentence_at(document, citation.paragraph, end - 1)
    joint = words.joints.search(text, end - 1, sentence.end)
    stop = joint.start() if joint else sentence.end
    found = words.trailing.search(text, last_word, stop)
    negation = found and words.negations.search(text, found.start(), stop)
    if not found or not negation or negation.start() < end or negation.start() >= found.end():
        return None
    is_near = words.negates_backwards or not text[end : found.start()].strip()
    return Span(negation.start(), negation.end()) if is_near else None


def _says_something(between: str, language: str) -> bool:
    return any(carries_meaning(word, language) for word in _WORD.findall(between))


def _clause_start(document: Document, sentence: Span, negation: Span, words: TurningWords) -> int:
    """Return where the clause begins that a negation stands in, or a little before."""
    start = _last_end(words.joints, document.text, sentence.start, negation.start)
    return start if _WORD.search(document.text, start, negation.start) else sentence.start


def _clause_end(document: Document, sentence: Span, negation: Span, words: TurningWords) -> int:
    joint = words.joints.search(document.text, negation.end, sentence.end)
    return len(document.text[: joint.start() if joint else sentence.end].rstrip())


def _last_end(pattern: re.Pattern[str], text: str, start: int, stop: int) -> int:
    """Return where the last match of a pattern ends, and what is behind it begins."""
    for found in pattern.finditer(text, start, stop):
        start = found.end()
    return start + len(text[start:stop]) - len(text[start:stop].lstrip())


def _has(citation: Citation, part: Span) -> bool:
    return any(span.start <= part.start and part.end <= span.end for span in citation.spans)
