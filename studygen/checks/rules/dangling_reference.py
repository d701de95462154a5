"""dangling-reference: an entry points to one that does not exist, or is of another kind than it must be.

Why: a reader would be sent nowhere, and a map or timeline drawn wrongly.
Source: this project: every fault is told before anything is made.
"""

from collections.abc import Iterator

from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.kinds.traits import Arguing, Dated
from studygen.knowledge.knowledge_base import Knowledge
from studygen.problems import Problem
from studygen.wording import a, nearest

# What must be at the other end, and what that is called.
_NEEDED: dict[str, tuple[type[Entry], str]] = {
    "before": (Dated, "a date"),
    "after": (Dated, "a date"),
    "relations": (Arguing, "an argument"),
}


def dangling_reference(knowledge: Knowledge) -> Iterator[Problem]:
    """Find ids in see, before, after and relations that lead nowhere."""
    known = [*knowledge.ids, *knowledge.by_id]
    renamed = {old: entry.id for _, entry in knowledge.entries() for old in entry.was}
    for _, entry in knowledge.entries():
        for path, other in entry.references:
            place = entry.place(*path)
            needed, called = _NEEDED.get(str(path[0]), (Entry, ""))
            found = knowledge.by_id.get(other)
            if other == entry.id:
                yield Problem(place, f"{other!r} refers to itself; remove it", "dangling-reference")
            elif not knowledge.may_have(other):
                hint = nearest(other, known)
                if other in renamed:
                    hint = f": it was renamed to {renamed[other]!r}, which is what to write"
                yield Problem(place, f"there is no entry {other!r}{hint}", "dangling-reference")
            elif found is not None and not isinstance(found, needed):
                message = f"{other!r} is {a(found.kind)}, and `{path[0]}` takes {called}"
                yield Problem(place, message, "dangling-reference")
