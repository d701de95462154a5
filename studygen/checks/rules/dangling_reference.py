"""dangling-reference: an entry points to one that does not exist, or is of another kind than it must be.

Why: a reader would be sent nowhere, and a map or timeline drawn wrongly.
Source: this project: every fault is told before anything is made.
"""

from collections.abc import Iterator

from studygen.knowledge.knowledge_base import Knowledge
from studygen.problems import Problem
from studygen.wording import nearest

_KIND_NEEDED = {"before": "date", "after": "date", "relations": "argument"}


def dangling_reference(knowledge: Knowledge) -> Iterator[Problem]:
    """Find ids in see, before, after and relations that lead nowhere."""
    known = [*knowledge.ids, *knowledge.by_id]
    renamed = {old: entry.id for _, entry in knowledge.entries() for old in entry.was}
    for _, entry in knowledge.entries():
        for path, other in entry.references:
            place = entry.place(*path)
            needed = _KIND_NEEDED.get(str(path[0]))
            found = knowledge.by_id.get(other)
            if other == entry.id:
                yield Problem(place, f"{other!r} refers to itself; remove it", "dangling-reference")
            elif found is None and other not in knowledge.ids:
                hint = nearest(other, known)
                if other in renamed:
                    hint = f": it was renamed to {renamed[other]!r}, which is what to write"
                yield Problem(place, f"there is no entry {other!r}{hint}", "dangling-reference")
            elif found is not None and needed and found.kind != needed:
                message = f"{other!r} is {_a(found.kind)}, and `{path[0]}` takes {_a(needed)}"
                yield Problem(place, message, "dangling-reference")


def _a(kind: str) -> str:
    return f"an {kind}" if kind == "argument" else f"a {kind}"
