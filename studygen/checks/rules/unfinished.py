"""unfinished: something that was to be written is not.

Why: what is noted in passing is forgotten in passing, and turns up on a printed sheet.
Source: this project. TODO, FIXME, TBD and XXX in capitals, ???, lorem ipsum and empty brackets, in any text
of an entry but its passages; what the text itself has, such as a Chapter XXX, is no such mark.
"""

import re
from collections.abc import Iterator

from studygen.checks.rendered_cards import Seen
from studygen.checks.rule import Hit
from studygen.knowledge.base import Path, Record

_MARK = re.compile(
    r"\b(?:TODO|FIXME|TBD|XXX+)\b|\?{3,}|\b(?i:lorem ipsum)\b|(?<!\w)(?:\(\s*\)|\[\s*\]|\{\s*\})"
)


def unfinished(seen: Seen) -> Iterator[Hit]:
    """Find marks of unfinished work in what editors write."""
    for source, entry in seen.knowledge.entries():
        for path, text in _texts(entry, ()):
            marks = (found[0] for found in _MARK.finditer(text))
            if mark := next((mark for mark in marks if mark not in source.document.text), None):
                message = f"“{mark}” stands for something still to be written; write it, or remove this"
                yield Hit(entry.full_id(path), entry.place(*path), message, "error")


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    match value:
        case str():
            yield path, value
        case Record():
            for key in type(value).model_fields:
                if key != "passages":
                    yield from _texts(getattr(value, key), (*path, key))
        case tuple():
            for index, item in enumerate(value):
                yield from _texts(item, (*path, index))
        case dict():
            for key, item in value.items():
                yield from _texts(item, (*path, key))
