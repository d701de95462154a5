"""clashing-tag: two tags that differ in case only, of which Anki makes one on import."""

from collections.abc import Iterator

from studygen.knowledge import Knowledge
from studygen.problems import Place, Problem
from studygen.tags import ancestors


def clashing_tag(knowledge: Knowledge) -> Iterator[Problem]:
    """Find tags, or parts of them, that are written in two ways: a search for the second would find nothing."""
    first: dict[str, tuple[str, Place]] = {}
    for _, entry in knowledge.entries():
        for path, tag in entry.tagged:
            for above in ancestors(tag):
                place = entry.place(*path)
                known, where = first.setdefault(above.casefold(), (above, place))
                if known != above:
                    message = f"the tag {above!r} is {known!r} to Anki, as at {where}; write both alike"
                    yield Problem(place, message, "clashing-tag")
