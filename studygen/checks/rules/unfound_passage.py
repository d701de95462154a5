"""unfound-passage: what is quoted is not in the text, word for word.

Why: a card that rests on words which nobody wrote teaches an invention.
Source: this project: white space and typographic quotes may differ, words may not.
"""

from collections.abc import Iterator

from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.knowledge.text.difference import difference_of_characters, difference_of_words
from studygen.knowledge.yaml.scalars import double_quoted
from studygen.problems import Place, Problem

_CURLY = "“”„«»‘’"


def unfound_passage(knowledge: Knowledge) -> Iterator[Problem]:
    """Find passages that the text does not have, and the place most like them."""
    for source, entry in knowledge.entries():
        for path, passage in entry.quoted:
            if not source.document.locate(passage):
                yield _unfound(entry.place(*path), knowledge, source, passage)


def _unfound(place: Place, knowledge: Knowledge, source: Source, passage: str) -> Problem:
    """Say why a passage is not found, and what can be quoted instead."""
    document, file = source.document, source.spec.text
    message, nearest, fix = "", "", ""
    if document.runs_over(passage):
        message = "the passage runs over the end of a paragraph; quote from one, or make two passages of it"
    elif passage[0] in _CURLY and document.locate(bare := passage.strip(_CURLY)):
        fix = double_quoted(bare)
        message = f"curly quotes are no quotes to YAML, and {file} has none here; write {fix}"
    elif other := next((each for each in knowledge.sources if each.document.locate(passage)), None):
        message = f"the passage is not in {file}, but in {other.spec.text}; an entry cites the text beside it"
    elif found := difference_of_characters(document, passage):
        fix, nearest = double_quoted(found.words), found.sentence
        message = f"the passage is in {file} but for some characters: {found.told}; write {fix}"
    elif near := difference_of_words(document, passage):
        locator, found = near
        nearest = found.sentence.replace("‹", "").replace("›", "")
        message = (
            f"the passage is not in {file}, word for word; the nearest is {locator}: “{found.sentence}”"
            f"{found.told and f', where {found.told}'}; to quote that, write {double_quoted(found.words)}"
        )
    else:
        message = f"the passage is not in {file}, word for word; nothing in it is like that"
    return Problem(place, message, "unfound-passage", nearest=nearest, fix=fix)
