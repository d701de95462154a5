"""Which ids learners know something by: those of entries, questions and steps, whose notes were published."""

from collections import Counter
from collections.abc import Iterator

from studygen.knowledge.questions import APART
from studygen.releases.lock import Lock


def first_id(locked: Lock, full_id: str) -> str | None:
    """Return the id that something had first which is published under this one; None if nothing is.

    Of an entry or a list without a note of its own, the notes below it tell.
    """
    exact = [origin for origin, was in locked.notes.items() if was.id == full_id]
    first = [full_id] if full_id in locked.notes else []
    found = exact or first or list(_above(locked, full_id))
    return full_id if full_id in found else next((each for each, _ in Counter(found).most_common(1)), None)


def is_taken(locked: Lock, full_id: str) -> bool:
    """Tell whether learners have, or had, something under an id, so that nothing else can be called so."""
    below = f"{full_id}/"
    return any(
        each == full_id or each.startswith(below) or _is_in_pair(each, full_id)
        for origin, was in locked.notes.items()
        for each in (origin, was.id)
    )


def _above(locked: Lock, full_id: str) -> Iterator[str]:
    """Yield the first ids of what is published with this id, as the notes below it have them."""
    parts = full_id.count("/") + 1
    for origin, was in locked.notes.items():
        if was.id.startswith(f"{full_id}/") and not _is_pair(was.id):
            yield "/".join(origin.split("/")[:parts])
        elif _is_in_pair(was.id, full_id) and full_id in origin.split("/"):
            yield full_id


def _is_pair(full_id: str) -> bool:
    return full_id.split("/")[1:2] == [APART]


def _is_in_pair(full_id: str, entry_id: str) -> bool:
    return _is_pair(full_id) and entry_id in full_id.split("/")[::2]
