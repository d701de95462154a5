"""bad-markdown: a mark without its partner, or a character that nothing can show.

Why: a learner would see stars in the text, or half of it in bold.
Source: this project: nothing is dropped or shown in silence that was not meant.
"""

from collections.abc import Iterator

from pydantic import BaseModel

from studygen.knowledge import Knowledge
from studygen.markup import fault
from studygen.model import Path
from studygen.problems import Problem

# Names of things rather than texts: no Markdown is read in them. Passages are the text's own words.
_NOT_MARKDOWN = {
    "passages",
    "tags",
    "see",
    "cards",
    "before",
    "after",
    "relations",
    "voice",
    "id",
    "sort",
    "until",
}


def bad_markdown(knowledge: Knowledge) -> Iterator[Problem]:
    """Find texts that would not look as they were meant."""
    for _, entry in knowledge.entries():
        for path, text in _texts(entry, ()):
            if said := fault(text):
                yield Problem(entry.place(*path), said, "bad-markdown")


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for key in type(value).model_fields:
            if key not in _NOT_MARKDOWN:
                yield from _texts(getattr(value, key), (*path, key))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))
