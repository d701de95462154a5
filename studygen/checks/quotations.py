"""What stands in a text around what is quoted from it."""

import json
from collections.abc import Iterable

from studygen.knowledge.text.document import Document
from studygen.knowledge.text.folded_text import Span


def sentence_at(document: Document, paragraph: int, offset: int) -> Span:
    """Return the sentence of a paragraph in which a character stands."""
    sentences = document.sentences_of(paragraph)
    return next((each for each in sentences if offset < each.end), sentences[-1])


def quoting(document: Document, spans: Iterable[Span]) -> str:
    """Return the YAML of a passage that quotes these stretches of a text."""
    return json.dumps(" […] ".join(map(document.words, spans)), ensure_ascii=False)
