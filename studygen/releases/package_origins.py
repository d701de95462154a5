"""Provenance: whether a package is one of this project's, and which id each note was first published under.

A guid follows from the namespace and the first id, and hashing cannot be undone. So every id that a note may
have had is tried: its own, and those that `was` tells of its entry, its question or its step.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from studygen.anki import identities
from studygen.anki.notetypes import ID_FIELD
from studygen.anki.reading.collection_schema import DatedNoteType
from studygen.anki.reading.package import Package, PackageNote
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.questions import APART, Listing, pair_id
from studygen.problems import StudygenError
from studygen.releases.dates import day, is_past
from studygen.releases.publication import Publication
from studygen.wording import listed, printable_line

_WORD = "[a-z0-9]+(?:-[a-z0-9]+)*"
_FULL_ID = re.compile(rf"{_WORD}(?:/{_WORD}){{0,2}}")


class Origins:
    """Finds the first ids of notes in packages."""

    def __init__(self, published: Publication, knowledge: Knowledge, packed: Iterable[PackageNote]) -> None:
        self._namespace = published.namespace
        self._former = _former(knowledge)
        self._origins: dict[str, str] = {}
        self._learn(note.origin for note in published.notes)
        self._learn(note.id for note in published.notes)
        for note in packed:
            self._learn(self._candidates(full_id_of(note)))

    def of(self, note: PackageNote) -> str | None:
        """Return the id that a note was first published under; None if nothing tells."""
        return self._origins.get(note.guid)

    def _learn(self, full_ids: Iterable[str]) -> None:
        for full_id in full_ids:
            self._origins.setdefault(identities.guid(self._namespace, full_id), full_id)

    def _candidates(self, full_id: str) -> Iterator[str]:
        """Yield what a note with this id may have been called, as far as the project's `was` tells."""
        if not _FULL_ID.fullmatch(full_id):
            return
        parts = full_id.split("/")
        is_pair = len(parts) == 3 and parts[1] == APART
        for chosen in product(*(self._former.get(part, (part,)) for part in parts)):
            if is_pair:
                yield pair_id(chosen[0], chosen[2])
            else:  # a question that was another entry's brings that one's id along
                yield "/".join(chosen[1:] if any("/" in part for part in chosen[1:2]) else chosen)


def full_id_of(note: PackageNote) -> str:
    """Return what a note says its full id is; "" if it does not say."""
    return note.named.get(ID_FIELD, "")


def refuse_foreign(published: Publication, package: Package, origins: Origins) -> None:
    """Refuse a package that holds what this project cannot have published.

    Raises:
        StudygenError: it does.
    """
    own = {note_type.id for note_type in published.note_types.values()}
    if not package.notes:
        raise StudygenError(f"{package.name}: there are no notes in it")
    foreign = [note for note in package.notes if note.type.id not in own]
    if len(foreign) == len(package.notes) or not any(origins.of(note) for note in package.notes):
        raise StudygenError(
            f"{package.name} is of another project: its notes and note types are not those that follow from"
            f" the namespace {published.namespace!r} ({published.namespace_place}). If that was"
            " another one when it was published, write that one again"
        )
    if foreign:
        labels = listed([printable_line(note.label) for note in foreign])
        raise StudygenError(
            f"{package.name}: {len(foreign):,} of its notes are not of this project: {labels}; take the"
            " package as it was published"
        )
    if fault := next((fault for note in package.notes if (fault := _note_fault(note))), None):
        raise StudygenError(f"{package.name} is refused: {fault}")
    for each in package.used_note_types:
        if fault := _note_type_fault(each):
            raise StudygenError(f"{package.name} is refused: the note type {fault}")


def _note_fault(note: PackageNote) -> str | None:
    if not _FULL_ID.fullmatch(full_id_of(note)):
        return f"{full_id_of(note)[:60]!r} is no id of a note"
    return _date_fault(full_id_of(note), note.mod)


def _note_type_fault(each: DatedNoteType) -> str | None:
    shape, name = each.type.shape, printable_line(each.type.name)
    if any(slot.id <= 0 for slot in (*shape.fields, *shape.cards)):
        return (
            f"{name}: a field or card of it has no id, as after a detour through an old Anki;"
            " take the package as it was published"
        )
    return _date_fault(name, each.mod)


def _date_fault(name: str, mod: int) -> str | None:
    if is_past(mod):
        return None
    return f"{name}: dated {day(mod)}, which is not in the past"


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
