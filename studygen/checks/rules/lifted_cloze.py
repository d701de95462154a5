"""lifted-cloze: a blank stands in a whole sentence of the text, or in a very long one.

Why: a sentence one has read is completed from its shape, without a thought of what it says; and a long one
is a text to read where a card should ask one thing.
Source: Wozniak, "Twenty rules of formulating knowledge", 5 (cloze deletion), with 1 and 4. More than 30 words
are too many; a sentence of the text counts from 5 words, quoted or not, since quotes do not change its shape.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from studygen.checks.card_texts import AllCards
from studygen.checks.card_words import folded, sentence
from studygen.checks.rule import Hit, on_question
from studygen.knowledge.knowledge_base import Source
from studygen.knowledge.questions import Cloze

_MANY, _FEW = 30, 5

_Sentences = dict[tuple[str, ...], list[tuple[str, ...]]]  # by their first words


def lifted_cloze(all_cards: AllCards) -> Iterator[Hit]:
    """Find clozes that are sentences of the text, or too long."""
    sentences: dict[Path, _Sentences] = {}
    told = ""
    for card in all_cards.cards:
        if not isinstance(card.hand_written, Cloze) or card.note.id == told:
            continue
        told = card.note.id  # one hit for all of its blanks
        if (source := card.source).file not in sentences:
            sentences[source.file] = _sentences(source)
        found = folded(sentence(card.hand_written))
        if len(found) > _MANY:
            message = f"the cloze has {len(found)} words; shorten it to {_MANY}, around what it hides"
            yield on_question(card, message)
        elif _holds_a_sentence(found, sentences[card.source.file]):
            yield on_question(card, "this is a whole sentence of the text; say the same in words of your own")


def _sentences(source: Source) -> _Sentences:
    found: _Sentences = defaultdict(list)
    for spans in source.document.sentences:
        for span in spans:
            if len(said := tuple(folded(source.document.words(span)))) >= _FEW:
                found[said[:_FEW]].append(said)
    return found


def _holds_a_sentence(found: list[str], sentences: _Sentences) -> bool:
    return any(
        tuple(found[start : start + len(said)]) == said
        for start in range(len(found))
        for said in sentences.get(tuple(found[start : start + _FEW]), ())
    )
