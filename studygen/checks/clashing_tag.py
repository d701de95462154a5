"""clashing-tag: two tags that differ in case only, of which Anki makes one on import.

Why: after an import, a search for the second finds nothing.
Source: this project, after measuring what Anki does with such tags.
"""

from collections.abc import Iterator

from studygen.knowledge import Knowledge
from studygen.model import Entry
from studygen.problems import Problem
from studygen.records import Path
from studygen.tags import ancestors


def clashing_tag(knowledge: Knowledge) -> Iterator[Problem]:
    """Find tags, or parts of them, written in two ways: a search for the second would find nothing."""
    first: dict[str, tuple[str, Entry, Path]] = {}
    for _, entry in knowledge.entries():
        for path, tag in entry.tagged:
            for above in ancestors(tag):
                known, other, where = first.setdefault(above.casefold(), (above, entry, path))
                if known != above:
                    place = other.place(*where)
                    message = f"the tag {above!r} is {known!r} to Anki, as at {place}; write both alike"
                    yield Problem(entry.place(*path), message, "clashing-tag")
