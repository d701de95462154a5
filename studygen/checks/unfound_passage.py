"""unfound-passage: what is quoted is not in the text, word for word."""

from collections.abc import Iterator

from studygen.knowledge import Knowledge, Source
from studygen.problems import Problem


def unfound_passage(knowledge: Knowledge) -> Iterator[Problem]:
    """Find passages that the text does not have, and the place most like them."""
    for source, entry in knowledge.entries():
        for path, passage in entry.quoted:
            if not source.document.locate(passage):
                yield Problem(entry.place(*path), _message(source, passage), "unfound-passage")


def _message(source: Source, passage: str) -> str:
    nearest = source.document.nearest(passage)
    hint = f"the nearest is {nearest.locator}: “{nearest.words}”" if nearest else "nothing in it is like that"
    return f"the passage is not in {source.spec.text}, word for word; {hint}"
