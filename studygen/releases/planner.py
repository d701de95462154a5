"""Releases: what a build dates anew, whether learners could take it over, and what they ought to know."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path

from studygen.cards.note import Note
from studygen.problems import FaultyFilesError, Place, Problem
from studygen.releases import deck_changes, losses, note_type_changes
from studygen.releases.dates import refuse_future, refuse_past, release_time
from studygen.releases.lock import Lock, LockedNote
from studygen.releases.publication import Publication
from studygen.wording import counted, listed


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """Whether the lock must stay as it is, and what of that which learners have may change or go."""

    locked: bool = False
    allow_notetype_change: bool = False
    allow_lost_reviews: bool = False


USUAL = ReleaseOptions()


@dataclass(frozen=True, slots=True)
class Release:
    """The lock with a release in it, and remarks for whoever gives the decks to learners."""

    lock: Lock
    remarks: tuple[str, ...]


def plan(
    published: Publication,
    notes: Iterable[Note],
    options: ReleaseOptions,
    decks: Collection[str] | None = None,
    members: Mapping[str, Set[str]] | None = None,
) -> Release:
    """Work out a release of these notes without writing anything.

    Args:
        published: what the project publishes, all in all.
        notes: what the release has. Others keep their lines.
        options: what may become of the lock.
        decks: of a build, the names of the specifications that it makes decks of. Notes that the project no
            longer has are marked as gone then.
        members: the origins of the notes of every deck of the project, whether it is made or not, by its
            specification's name; None if a search left only a part of them in the decks.

    Raises:
        FaultyFilesError: learners could not take it over, or the lock must stay and would not.
        StudygenError: the clocks do not agree.
    """
    notes, before, moment = tuple(notes), published.lock, release_time()
    used_types = {note.type.key for note in notes}
    reshaped = {key: problem for key, problem in published.reshaped.items() if key in used_types}
    if reshaped and not options.allow_notetype_change:
        raise FaultyFilesError(tuple(reshaped.values()))
    if published.losses and not options.allow_lost_reviews:
        raise FaultyFilesError(published.losses)
    refuse_future(before, published.lock_file)
    after = replace(
        before.released(notes, moment), namespace=published.namespace, tag_root=published.tag_root
    )
    refuse_past(before, after, moment)
    gone = losses.newly_gone(published.notes, before)
    if decks is not None:
        after = deck_changes.released(after, decks, members, published.decks).without(gone)
    if options.locked:
        _refuse_differences(before, after, published.lock_file)
    remarks = [*_of_a_new_lock(published.lock_file)]
    remarks += [
        note_type_changes.remark(published.note_types[key], before.note_types[key].shape) for key in reshaped
    ]
    remarks += _of_a_new_root(before, after)
    remarks += _of_what_is_gone(published, gone)
    remarks += losses.of_lost_cards(published.notes, before, reshaped)
    remarks += deck_changes.renamed(before, decks or (), published.decks)
    if decks is not None and members is not None:
        labels = {note.origin: note.id for note in published.notes}
        remarks += deck_changes.left(before, after, published.decks, members, labels)
        remarks += deck_changes.overlapping(before, after)
    return Release(after, tuple(remarks))


def _refuse_differences(before: Lock, after: Lock, file: Path) -> None:
    if after != before:
        lines = "\n  ".join(_differences(before, after))
        message = f"--locked: this is not up to date; build without --locked and commit it:\n  {lines}"
        raise FaultyFilesError((Problem(Place(file), message, "stale-lock"),))


def _differences(before: Lock, after: Lock) -> Iterator[str]:
    """Say what of the lock would change."""
    if after.namespace != before.namespace:
        yield f"the namespace is {after.namespace!r}"
    if after.tag_root != before.tag_root:
        yield f"tags stand below {after.tag_root!r}"
    for what, old, new in (
        ("note", before.notes, after.notes),
        ("note type", before.note_types, after.note_types),
        ("deck", before.decks, after.decks),
    ):
        told: dict[str, list[str]] = {}
        for name in sorted({*old, *new}):
            if old.get(name) != new.get(name):
                told.setdefault(_fate(old.get(name), new.get(name)), []).append(name)
        yield from (f"{counted(len(names), what)} {fate}: {listed(names)}" for fate, names in told.items())
    gone = {origin for origin, was in after.notes.items() if was.is_gone}  # which have left every deck
    for stem in sorted({*before.decks} & {*after.decks}):  # others are new or gone as a whole
        moved = before.members.get(stem, frozenset()) ^ after.members.get(stem, frozenset())
        names = sorted(moved - gone)
        if names:
            yield f"{counted(len(names), 'note')} more or fewer in the deck {stem}: {listed(names)}"
    if after.blanks != before.blanks:
        names = [origin for origin in after.blanks if after.blanks[origin] != before.blanks.get(origin)]
        yield f"{counted(len(names), 'sentence')} with other blanks: {listed(names)}"


def _fate(old: object, new: object) -> str:
    if old is None:
        return "new"
    if new is None or (isinstance(new, LockedNote) and new.is_gone):
        return "gone"
    return "changed"


def _of_a_new_lock(file: Path) -> Iterator[str]:
    if not file.is_file():
        yield (
            f"{file} is new; commit it. If decks of this project were published before, take the"
            " old one back from your version control, or rebuild it from their packages (`studygen lock"
            " --replace --from OLD.apkg`), and build again: without it, every note counts as changed, and"
            " learners who import these decks lose what they wrote into their notes."
        )


def _of_a_new_root(before: Lock, after: Lock) -> Iterator[str]:
    if before.tag_root not in ("", after.tag_root):
        yield (
            f"All tags stand below {after.tag_root!r} in Anki now, and stood below {before.tag_root!r}. So"
            " every note counts as changed: learners get its new tags and lose their own ones on it, `marked`"
            f" and `leech` among them. Their searches for {before.tag_root!r} find nothing any more."
        )


def _of_what_is_gone(published: Publication, gone: Collection[str]) -> Iterator[str]:
    ids = sorted(published.lock.notes[origin].id for origin in gone)
    if ids:
        # Anki takes quotation marks out of the names of note types.
        name = re.sub(r"([\\*_])", r"\\\1", published.name.replace('"', ""))
        search = " OR ".join(f"Id:{full_id}" for full_id in ids)
        are, them, one = ("is", "it", "it") if len(ids) == 1 else ("are", "them", "one of them")
        # Only whoever removed it knows whether it is one of those that are new.
        new = losses.new_ones(published.notes, published.lock, gone)
        moved = (
            f" If {one} is under a new id now, learners get it twice (new: {listed(new)}): take"
            f" {published.lock_file} back from your version control, list the old id under `was`, and build"
            " again."
        )
        yield (
            f"{counted(len(ids), 'note')} of earlier releases {are} gone; learners keep {them}."
            f"{moved if new else ''}"
            f' To find {them} in Anki\'s browser: "note:{name} *" ({search})'
        )
