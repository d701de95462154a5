"""unfinished: something that was to be written is not.

Why: what is noted in passing is forgotten in passing, and turns up on a printed sheet.
Source: this project. TODO, FIXME, TBD and XXX in capitals, ???, lorem ipsum and empty brackets, in any text
of an entry but its passages; what the text itself has, such as a Chapter XXX, is no such mark, nor what
stands in code and formulas. A warning.
"""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards, prose
from studygen.checks.rule import Hit
from studygen.knowledge.text_fields import texts

_MARK = re.compile(
    r"\b(?:TODO|FIXME|TBD|XXX+)\b|\?{3,}|\b(?i:lorem ipsum)\b|(?<!\w)(?:\(\s*\)|\[\s*\]|\{\s*\})"
)


def unfinished(all_cards: AllCards) -> Iterator[Hit]:
    """Find marks of unfinished work in what editors write."""
    for source, entry in all_cards.knowledge.entries():
        for path, text, _ in texts(entry):
            marks = (found[0] for found in _MARK.finditer(prose(text)))
            if mark := next((mark for mark in marks if mark not in source.document.text), None):
                message = f"“{mark}” stands for something still to be written; write it, or remove this"
                yield Hit(entry.full_id(path), entry.place(*path), message, "warning")
