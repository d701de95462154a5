"""Frozen note types: what of them has changed since learners have them, and what that would cost.

Anki compares a note type in a package with the one that a learner has by the ids of its fields and cards, in
their order. If they differ, no note of the type is updated, and a second note type, `Name+`, comes beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import IntEnum
from typing import NamedTuple, TypeVar

from studygen.anki.notetypes import CardTemplate, Field, NoteType, Shape, Slot

S = TypeVar("S", Field, CardTemplate)


class Cost(IntEnum):
    """What learners must do to get a changed note type's notes, the cheapest first."""

    RENAMED = 1  # nothing, from Anki 23.10 on
    SORTED = 2  # have notes updated always, once
    GROWN = 3  # have note types merged and notes updated always, once
    CHANGED = 4  # the same at every import from then on
    OTHER = 5  # nothing helps


_CONFLICT = (
    "Their notes of this type would stay as they are for good, and a second note type, with a + behind its"
    " name, would come beside it."
)
_CONSEQUENCES = {
    Cost.RENAMED: "On Anki before 23.10, nothing of this type would be updated any more.",
    Cost.SORTED: "What else changed would not reach them, and their next sync would be a full one.",
    Cost.GROWN: _CONFLICT,
    Cost.CHANGED: _CONFLICT,
    Cost.OTHER: _CONFLICT,
}
_ALWAYS = (
    "what they wrote into the notes of this deck is lost, their scheduling stays, and their next sync is a"
    " full one."
)
_MERGE = (
    "Learners must open “Updates” in Anki's import dialog and choose “Merge note types” and “Update notes:"
    f" Always”; {_ALWAYS} Otherwise nothing of this type is updated, as on Anki before 23.10 in any case."
)
_REMEDIES = {
    Cost.RENAMED: "Learners need do nothing; on Anki before 23.10, nothing of this type is updated any more.",
    Cost.SORTED: (
        "Learners must open “Updates” in Anki's import dialog and choose “Update notes: Always” this once, or"
        f" what else changed does not reach them; {_ALWAYS} At the next import, “If newer” is right again."
    ),
    Cost.GROWN: f"{_MERGE} Once is enough; at the next import, “If newer” is right again.",
    Cost.CHANGED: f"{_MERGE} They must do so at every import from now on.",
    Cost.OTHER: "Anki cannot merge the two: learners' notes of this type stay as they are for good.",
}


class Change(NamedTuple):
    """What has changed about a note type; `key` is where note-types.yaml says so."""

    what: str
    cost: Cost
    key: str


def refusal(note_type: NoteType, changes: Iterable[Change]) -> str:
    """Say what has changed, and what that would do to learners who import without a thought."""
    return (
        f"learners have the note type {note_type.name!r} otherwise: {_said(changes)}."
        f" {_CONSEQUENCES[_cost(changes)]} Take the change back (for something new, there are"
        " the fields and the card that are called Extra), or let it through with"
        " --allow-notetype-change"
    )


def remark(note_type: NoteType, was: Shape) -> str:
    """Say what has changed about a note type, and what learners must do to get it."""
    found = changes(note_type.shape, was)
    return f"The note type {note_type.name!r} has changed: {_said(found)}. {_REMEDIES[_cost(found)]}"


def _said(changes: Iterable[Change]) -> str:
    return ", ".join(change.what for change in changes)


def _cost(changes: Iterable[Change]) -> Cost:
    return max(change.cost for change in changes)


def with_lasting_ids(note_type: NoteType, was: Shape) -> NoteType:
    """Return a note type whose fields and cards have the ids that learners know them by.

    A field keeps the id of the one of its name. One of a new name, in the place of one whose name is gone, is
    that one renamed.
    """
    return replace(
        note_type,
        fields=_kept(note_type.fields, was.fields),
        templates=_kept(note_type.templates, was.cards),
    )


def changes(now: Shape, was: Shape) -> tuple[Change, ...]:
    """Return what of a note type is no longer as learners have it."""
    found: list[Change] = []
    if now.cloze != was.cloze:
        kinds = ("a cloze", "an ordinary one")
        what = f"it is {kinds[was.cloze]} now and was {kinds[now.cloze]}"
        found.append(Change(what, Cost.OTHER, "cloze"))
    if now.id != was.id:
        found.append(Change(f"its id is {now.id} and was {was.id}", Cost.GROWN, "name"))
    found += _slot_changes("field", "fields", now.fields, was.fields)
    found += _slot_changes("card", "cards", now.cards, was.cards)
    if not found and now.sort_field != was.sort_field:
        what = (
            f"it is sorted by {now.fields[now.sort_field].name!r}, not by {was.fields[was.sort_field].name!r}"
        )
        found.append(Change(what, Cost.SORTED, "sort"))
    return tuple(found)


def _kept(slots: tuple[S, ...], was: tuple[Slot, ...]) -> tuple[S, ...]:
    ids = {slot.name: slot.id for slot in was}
    names = {slot.name for slot in slots}
    for slot, before in zip(slots, was, strict=False):
        if slot.name not in ids and before.name not in names:
            ids[slot.name] = before.id
    taken = {ids[name] for name in names & set(ids)}
    kept = []
    for slot in slots:
        # Ids follow from names: a new field that is called as another once was would have that one's id.
        number = slot.id
        while slot.name not in ids and number in taken:
            number += 1
        kept.append(replace(slot, id=ids.get(slot.name, number)))
    return tuple(kept)


def _slot_changes(thing: str, key: str, now: tuple[Slot, ...], was: tuple[Slot, ...]) -> Iterator[Change]:
    before, after = {slot.id: slot.name for slot in was}, {slot.id: slot.name for slot in now}
    for slot in now:
        if slot.id not in before:
            is_last = [each.id for each in now[: len(was)]] == [each.id for each in was]
            yield Change(f"the {thing} {slot.name!r} is new", Cost.GROWN if is_last else Cost.CHANGED, key)
    for slot in was:
        name = after.get(slot.id)
        if name is None:
            yield Change(f"the {thing} {slot.name!r} is gone", Cost.CHANGED, key)
        elif name != slot.name:
            yield Change(f"the {thing} {slot.name!r} is called {name!r}", Cost.RENAMED, key)
    if [each for each in before if each in after] != [each for each in after if each in before]:
        yield Change(f"the {thing}s come in another order", Cost.CHANGED, key)
