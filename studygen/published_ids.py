"""Published ids: which id a note in a package was first published under, whatever it was called then.

A guid follows from the namespace and the first id, and hashing cannot be undone. So every id that a note may
have had is tried: its own, and those that `was` tells of its entry, its question or its step.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from studygen import ids
from studygen.asked import APART, Listing, pair_id
from studygen.knowledge import Knowledge
from studygen.packages import PackageNote
from studygen.project import Project

_WORD = "[a-z0-9]+(?:-[a-z0-9]+)*"
_FULL_ID = re.compile(rf"{_WORD}(?:/{_WORD}){{0,2}}")


def is_full_id(text: str) -> bool:
    """Tell whether a text may be the full id of a note."""
    return bool(_FULL_ID.fullmatch(text))


class Origins:
    """Finds the first ids of notes in packages."""

    def __init__(self, project: Project, published: Iterable[PackageNote]) -> None:
        self._namespace = project.spec.namespace
        self._former = _former(project.knowledge)
        self._origins: dict[str, str] = {}
        self._learn(note.origin for note in project.notes)
        self._learn(note.id for note in project.notes)
        for note in published:
            self._learn(self._candidates(full_id_of(note)))

    def of(self, note: PackageNote) -> str | None:
        """Return the id that a note was first published under; None if nothing tells."""
        return self._origins.get(note.guid)

    def _learn(self, full_ids: Iterable[str]) -> None:
        for full_id in full_ids:
            self._origins.setdefault(ids.guid(self._namespace, full_id), full_id)

    def _candidates(self, full_id: str) -> Iterator[str]:
        """Yield what a note with this id may have been called, as far as the project's `was` tells."""
        parts = full_id.split("/")
        for chosen in product(*(self._former.get(part, (part,)) for part in parts)):
            if parts[1:2] == [APART]:
                yield pair_id(chosen[0], chosen[2])
            else:  # a question that was another entry's brings that one's id along
                yield "/".join(chosen[1:] if any("/" in part for part in chosen[1:2]) else chosen)


def full_id_of(note: PackageNote) -> str:
    """Return what the first field of a note says, which is its full id."""
    return note.fields[0]


def _former(knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the same thing by each of them, the first one first; also those of parts of ids."""
    found: dict[str, tuple[str, ...]] = {}
    for _, entry in knowledge.entries():
        renamed = [(entry.id, entry.was)]
        for question in entry.questions:
            renamed.append((question.id, question.was))
            if isinstance(question, Listing):
                renamed += [(step.id, step.was) for step in question.listed]
        for now, was in renamed:
            if was:
                known = tuple(dict.fromkeys((*was, now)))
                for each in known:
                    found[each] = tuple(dict.fromkeys((*found.get(each, ()), *known)))
    return found
