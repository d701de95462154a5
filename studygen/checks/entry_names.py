"""What entries are called, and the words that they consist of."""

from collections.abc import Iterator
from typing import Any

from studygen.knowledge.entries import Entry
from studygen.knowledge.text.markdown import to_plain

# Keys of what is not said in words of the entry's own.
_NO_TEXT = frozenset((
    "passages", "tags", "see", "unlike", "relations", "before", "after", "allow", "voice", "cards", "sort",
    "until", "precision", "id", "term", "figure", "date", "argument", "image", "audio",
))  # fmt: skip
_ABOUT_IT = frozenset(("questions", "ask", "note", "hint"))


def names(entry: Entry) -> tuple[str, ...]:
    """Return the title of an entry and its other names, as plain words."""
    return tuple(map(to_plain, (entry.title, *getattr(entry, "aliases", ()))))


def all_words(entry: Entry) -> str:
    """Return all that an entry says, its questions and the editor's notes included, a text on each line."""
    return "\n".join(_texts(entry.model_dump(), _NO_TEXT))


def own_words(entry: Entry) -> str:
    """Return what an entry itself says, without questions and notes, a text on each line."""
    return "\n".join(_texts(entry.model_dump(), _NO_TEXT | _ABOUT_IT))


def _texts(value: Any, left_out: frozenset[str]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in left_out:
                yield from _texts(inner, left_out)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _texts(inner, left_out)
