"""unfound-passage: what is quoted is not in the text, word for word.

Why: a card that rests on words which nobody wrote teaches an invention.
Source: this project: white space and typographic quotes may differ, words may not.
"""

from collections.abc import Iterator

from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.problems import Problem


def unfound_passage(knowledge: Knowledge) -> Iterator[Problem]:
    """Find passages that the text does not have, and the place most like them."""
    for source, entry in knowledge.entries():
        for path, passage in entry.quoted:
            if not source.document.locate(passage):
                yield Problem(entry.place(*path), _message(source, passage), "unfound-passage")


def _message(source: Source, passage: str) -> str:
    if source.document.runs_over(passage):
        return "the passage runs over the end of a paragraph; quote from one, or make two passages of it"
    nearest = source.document.nearest(passage)
    hint = f"the nearest is {nearest.locator}: “{nearest.words}”" if nearest else "nothing in it is like that"
    return f"the passage is not in {source.spec.text}, word for word; {hint}"
