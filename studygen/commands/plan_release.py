"""Releases: what a build dates anew, whether learners could take it over, and what they ought to know."""

import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from studygen.cards.note import Note
from studygen.files import held, write_bytes
from studygen.problems import FaultyFilesError, Place, Problem, StudygenError
from studygen.project.project import Project, read_lock
from studygen.releases import deck_changes, note_type_changes
from studygen.releases.lock import Lock, LockedNote, LockedType
from studygen.wording import counted, listed

_LAST_MOMENT = 250_000_000_000  # in the year 9892; calendars end soon after
SLACK = 60  # seconds by which the clocks of those who work on a project may differ


@dataclass(frozen=True, slots=True)
class Terms:
    """What may become of the lock: whether it must stay, and whether frozen note types may change."""

    locked: bool = False
    allow_notetype_change: bool = False


USUAL = Terms()


@dataclass(frozen=True, slots=True)
class Release:
    """The lock with a release in it, and remarks for whoever gives the decks to learners."""

    lock: Lock
    remarks: tuple[str, ...]


def release_time() -> int:
    """Return the time of this release in seconds since 1970: SOURCE_DATE_EPOCH, or now.

    Raises:
        StudygenError: SOURCE_DATE_EPOCH is not a time in the past.
    """
    now = int(time.time())
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        return now
    if not re.fullmatch(r"[0-9]{1,12}", given) or not 0 < int(given) <= now:
        # Anki would keep a note of the future as it is until that time has come.
        raise StudygenError(
            f"SOURCE_DATE_EPOCH is {given[:40]!r}; it is a past time in seconds since 1970, such as {now}"
        )
    return int(given)


def plan(
    project: Project,
    notes: Iterable[Note],
    terms: Terms,
    decks: Mapping[str, str] | None = None,
    members: Mapping[str, Set[str]] | None = None,
) -> Release:
    """Work out a release of these notes without writing anything.

    Args:
        project: whose lock is brought up to date.
        notes: what the release has. Others keep their lines.
        terms: what may become of the lock.
        decks: of a build, the decks that it makes: what each is called in Anki, by its specification's name.
            Notes that the project no longer has are marked as gone then.
        members: the origins of the notes of every deck of the project, whether it is made or not, by its
            specification's name; None if a search left only a part of them in the decks.

    Raises:
        FaultyFilesError: learners could not take it over, or the lock must stay and would not.
        StudygenError: the clocks do not agree.
    """
    notes, before, moment = tuple(notes), project.lock, release_time()
    changed_types = [key for key in project.reshaped if any(note.type.key == key for note in notes)]
    if changed_types and not terms.allow_notetype_change:
        raise FaultyFilesError(tuple(project.reshaped[key] for key in changed_types))
    _refuse_future(project, before)
    after = replace(before.released(notes, moment), namespace=project.spec.namespace)
    _refuse_past(before, after, moment)
    gone: frozenset[str] = frozenset()
    if decks is not None:
        present = {note.origin for note in project.notes}
        gone = frozenset(
            origin for origin, was in before.notes.items() if origin not in present and not was.is_gone
        )
        after = deck_changes.released(after, decks, members, _deck_names(project)).without(gone)
    if terms.locked and after != before:
        lines = "\n  ".join(_differences(before, after))
        message = f"--locked: this is not up to date; build without --locked and commit it:\n  {lines}"
        raise FaultyFilesError((Problem(Place(project.lock_file), message, "stale-lock"),))
    remarks = [
        *_of_a_new_lock(project),
        *(_of_a_changed_type(project, key) for key in changed_types),
        *_of_what_is_gone(project, gone, {*after.notes} - {*before.notes}),
    ]
    remarks += deck_changes.renamed(before, decks or {})
    if decks is not None and members is not None:
        labels = {note.origin: note.id for note in project.notes}
        remarks += deck_changes.left(before, after, _deck_names(project), members, labels)
        remarks += deck_changes.overlapping(before, after)
    return Release(after, tuple(remarks))


def _deck_names(project: Project) -> dict[str, str]:
    """Return what the decks of the project are called in Anki, by the names of their specifications."""
    return {deck.name: deck.spec.deck for deck in project.decks}


def keep(project: Project, release: Release) -> None:
    """Write the lock of a release; that of an installed project is not written.

    Raises:
        StudygenError: somebody else has written it since the project was read.
    """
    if project.is_installed:
        return
    with held(project.root):
        if read_lock(project.lock_file) not in (project.lock, release.lock):
            raise StudygenError(
                f"{project.lock_file} was written meanwhile, by another studygen or an editor; run this again"
            )
        if release.lock != project.lock:
            write_bytes(project.lock_file, release.lock.text().encode())


def _refuse_future(project: Project, before: Lock) -> None:
    now = int(time.time())
    ahead = {name: was.mod for name, was in _dated_things(before) if was.mod > now + SLACK}
    if ahead:
        message = (
            f"{listed(ahead)}: dated {day(max(ahead.values()))}, which is yet to come, so that Anki would"
            " take no correction until then. Set the clock of this computer right; if it is right, take the"
            " file back from your version control, as it was before"
        )
        raise FaultyFilesError((Problem(Place(project.lock_file), message, "future-lock"),))


def _refuse_past(before: Lock, after: Lock, moment: int) -> None:
    was = dict(_dated_things(before))
    overtaken = {
        name: was[name].mod
        for name, now in _dated_things(after)
        if name in was and now.mod != was[name].mod and moment + SLACK < was[name].mod
    }
    if overtaken:
        newest = max(overtaken.values())
        raise StudygenError(
            f"SOURCE_DATE_EPOCH is {moment} ({day(moment)}), but {listed(overtaken)} changed later"
            f" ({newest}, {day(newest)}) and again now; Anki takes only what is newer: give a later time,"
            " or leave it out"
        )


def _dated_things(lock: Lock) -> Iterator[tuple[str, LockedNote | LockedType]]:
    yield from lock.notes.items()
    yield from ((f"the note type {key}", was) for key, was in lock.note_types.items())


def _differences(before: Lock, after: Lock) -> Iterator[str]:
    """Say what of the lock would change."""
    if after.namespace != before.namespace:
        yield f"the namespace is {after.namespace!r}"
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


def _of_a_new_lock(project: Project) -> Iterator[str]:
    if not project.lock_file.is_file():
        yield (
            f"{project.lock_file} is new; commit it. If decks of this project were published before, take the"
            " old one back from your version control, or rebuild it from their packages (`studygen lock"
            " --replace --from OLD.apkg`), and build again: without it, every note counts as changed, and"
            " learners who import these decks lose what they wrote into their notes."
        )


def _of_a_changed_type(project: Project, key: str) -> str:
    note_type = project.note_types[key]
    changes = note_type_changes.changes(note_type.shape, project.lock.note_types[key].shape)
    said = ", ".join(change.what for change in changes)
    return f"The note type {note_type.name!r} has changed: {said}. {note_type_changes.remedy(changes)}"


def _of_what_is_gone(project: Project, gone: Iterable[str], new: Set[str]) -> Iterator[str]:
    ids = sorted(project.lock.notes[origin].id for origin in gone)
    if ids:
        # Anki takes quotation marks out of the names of note types.
        name = re.sub(r"([\\*_])", r"\\\1", project.spec.name.replace('"', ""))
        search = " OR ".join(f"Id:{full_id}" for full_id in ids)
        are, them, one = ("is", "it", "it") if len(ids) == 1 else ("are", "them", "one of them")
        # Only whoever removed it knows whether it is one of those that are new.
        moved = (
            f" If {one} is under a new id now, learners get it twice: take {project.lock_file} back from your"
            " version control, list the old id under `was`, and build again."
        )
        yield (
            f"{counted(len(ids), 'note')} of earlier releases {are} gone; learners keep {them}."
            f"{moved if new else ''}"
            f' To find {them} in Anki\'s browser: "note:{name} *" ({search})'
        )


def day(moment: int) -> str:
    """Return a time as people write it; in seconds if that is no time of theirs."""
    if not 0 < moment < _LAST_MOMENT:
        return str(moment)
    return f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d %H:%M} UTC"
