"""lonely-tag: a tag that only one entry bears.

Why: a tag is there to find things that belong together; one that finds a single entry is either misspelt,
too narrow, or missing where it should stand as well.
Source: this project. A warning, once a source has ten entries. Tags of questions count for their entry, and
tags below a tag count for it, since a search for it finds them.
"""

from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.rule import Hit
from studygen.knowledge.base import Path
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.text.tags import ancestors

_ENOUGH = 10  # entries, below which most tags are lonely


def lonely_tag(all_cards: AllCards) -> Iterator[Hit]:
    """Find tags that one entry bears and no other."""
    for source in all_cards.knowledge.sources:
        if len(source.entries) < _ENOUGH:
            continue
        bearers: dict[str, set[str]] = {}
        first: dict[str, tuple[Entry, Path]] = {}
        for entry in source.entries:
            for path, tag in entry.tagged:
                first.setdefault(tag, (entry, path))
                for above in ancestors(tag):
                    bearers.setdefault(above, set()).add(entry.id)
        for tag, (entry, path) in first.items():
            if len(bearers[tag]) == 1:
                message = (
                    f"only this entry bears the tag {tag!r}; tag others that it fits, or take a wider one"
                )
                yield Hit(entry.full_id(path), entry.place(*path), message, "warning")
