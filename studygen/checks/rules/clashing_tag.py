"""clashing-tag: two tags that differ in case only, of which Anki makes one on import.

Why: after an import, a search for the second finds nothing.
Source: this project, after measuring what Anki does with such tags.
"""

from collections.abc import Iterator

from studygen.knowledge.base import Path
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.text.tags import ancestors
from studygen.problems import Problem


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
