"""Drafts and releases: what they date anew, whether learners could take them over, and what is said."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path

from studygen.cards.note import Note
from studygen.problems import FaultyFilesError, Place, Problem
from studygen.releases import deck_changes, losses, note_type_changes
from studygen.releases.dates import refuse_future, refuse_past, release_time
from studygen.releases.effect import Effect, effect
from studygen.releases.lock import Lock
from studygen.releases.publication import Publication
from studygen.wording import are, counted, listed


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """Whether the lock must stay as it is, and what of that which learners have may change or go."""

    locked: bool = False
    allow_notetype_change: bool = False
    allow_lost_reviews: bool = False


USUAL = ReleaseOptions()

Members = Mapping[str, Set[str]]  # the origins of the notes of decks, by the names of their specifications


@dataclass(frozen=True, slots=True)
class Plan:
    """The lock with a draft or a release in it, remarks about it, and what it means for learners."""

    lock: Lock
    remarks: tuple[str, ...]
    effect: Effect
    is_unchanged: bool = False  # whether learners who have the latest release have all of it


def plan(
    published: Publication,
    notes: Iterable[Note],
    options: ReleaseOptions,
    decks: Collection[str] | None = None,
    members: Members | None = None,
) -> Plan:
    """Work out a draft of these notes without writing anything. What learners have stays as it is.

    Args:
        published: what the project publishes, all in all.
        notes: what the draft has. Others keep their lines.
        options: what may become of the lock.
        decks: of a build, the names of the specifications that it makes decks of.
        members: the origins of the notes of every deck of the project, whether it is made or not, by its
            specification's name; None if a search left only a part of them in the decks.

    Raises:
        FaultyFilesError: learners could not take it over, or the lock must stay and would not.
        StudygenError: the clocks do not agree.
    """
    notes, before = tuple(notes), published.lock
    doubts = tuple(loss for loss in published.losses if loss.severity == "warning")
    certain = tuple(loss for loss in published.losses if loss not in doubts)
    moment = _checked(published, notes, options, certain)
    after = replace(before.drafted(notes, moment), namespace=published.namespace)
    if decks is not None:
        present = {note.origin for note in published.notes}
        after = after.without_drafts({*after.drafts} - present)
    refuse_past(before, after, moment)
    if options.locked:
        _refuse_differences(before, after, published.lock_file)
    remarks = [*map(str, doubts), *_of_a_new_lock(published.lock_file)]
    remarks += _of_changes(published, notes, decks, members)
    found = effect(published, notes, is_whole=_is_whole(published, decks))
    remarks += _of_moved(found, renumber=False)
    return Plan(after, tuple(remarks), found)


def plan_release(
    published: Publication,
    version: str,
    notes: Iterable[Note],
    options: ReleaseOptions,
    members: Members,
    *,
    renumber: bool = False,
) -> Plan:
    """Work out a release of all decks of a project without writing anything.

    Args:
        published: what the project publishes, all in all.
        version: what the release is called, which no other was.
        notes: those of all decks. What else the project has stays a draft.
        options: what of that which learners have may change or go.
        members: the origins of the notes of every deck, by its specification's name.
        renumber: whether notes that only stand in other paragraphs than before get a new date for that.

    Raises:
        FaultyFilesError: learners could not take it over.
        StudygenError: the clocks do not agree.
    """
    notes, before = tuple(notes), published.lock
    moment = _checked(published, notes, options, published.losses)
    after = replace(
        before.released(notes, moment, renumber=renumber),
        namespace=published.namespace,
        tag_root=published.tag_root,
        releases={**before.releases, version: moment},
    )
    refuse_past(before, after, moment)
    present = {note.origin for note in published.notes}
    after = deck_changes.released(after, members, members, published.decks)
    after = after.without(losses.newly_gone(published.notes, before)).without_drafts(
        {*after.drafts} - present
    )
    remarks = [*_of_changes(published, notes, members, members)]
    remarks += deck_changes.overlapping(before, after, published.first)
    is_unchanged = bool(before.releases) and replace(after, releases=before.releases) == replace(
        before, drafts=after.drafts, draft_types=after.draft_types
    )
    found = effect(published, notes, is_whole=True)
    remarks += _of_moved(found, renumber=renumber)
    return Plan(after, tuple(remarks), found, is_unchanged)


def _checked(
    published: Publication, notes: Collection[Note], options: ReleaseOptions, lost: tuple[Problem, ...]
) -> int:
    """Return the time of a draft or a release that learners could take over, unless it is `lost` to them.

    Raises:
        FaultyFilesError: they could not.
        StudygenError: the clocks do not agree.
    """
    moment = release_time()
    reshaped = _reshaped(published, notes)
    if reshaped and not options.allow_notetype_change:
        raise FaultyFilesError(tuple(reshaped.values()))
    if lost and not options.allow_lost_reviews:
        raise FaultyFilesError(lost)
    refuse_future(published.lock, published.lock_file)
    return moment


def _of_moved(found: Effect, *, renumber: bool) -> Iterator[str]:
    """Say which notes have only other numbers of paragraphs, and when learners get them."""
    if not found.moved:
        return
    same = f"{counted(found.moved, 'note')} {are(found.moved)} the same but for the numbers of paragraphs (¶)"
    if renumber:
        yield f"{same}, and dated anew for these."
    else:
        yield (
            f"{same}, which learners get with the next change of each; to send them all now,"
            " `studygen release --renumber`."
        )


def _reshaped(published: Publication, notes: Iterable[Note]) -> dict[str, Problem]:
    used = {note.type.key for note in notes}
    return {key: problem for key, problem in published.reshaped.items() if key in used}


def _is_whole(published: Publication, decks: Collection[str] | None) -> bool:
    """Tell whether a build is of all decks, so that what it lacks is gone."""
    return decks is not None and {*published.decks} <= {*decks}


def _refuse_differences(before: Lock, after: Lock, file: Path) -> None:
    if after != before:
        lines = "\n  ".join(_differences(before, after))
        message = f"--locked: this is not up to date; build without --locked and commit it:\n  {lines}"
        raise FaultyFilesError((Problem(Place(file), message, "stale-lock"),))


def _differences(before: Lock, after: Lock) -> Iterator[str]:
    """Say what of the lock a draft would change."""
    if after.namespace != before.namespace:
        yield f"the namespace is {after.namespace!r}"
    for what, old, new, known in (
        ("note", before.drafts, after.drafts, before.notes),
        ("note type", before.draft_types, after.draft_types, before.note_types),
    ):
        told: dict[str, list[str]] = {}
        for name in sorted({*old, *new}):
            if old.get(name) != new.get(name):
                told.setdefault(_fate(name in old, name in new, name in known), []).append(name)
        yield from (f"{counted(len(names), what)} {fate}: {listed(names)}" for fate, names in told.items())


def _fate(was_draft: bool, is_draft: bool, is_published: bool) -> str:
    if not is_draft:
        return "as released again" if is_published else "gone"
    return "changed" if was_draft or is_published else "new"


def _of_a_new_lock(file: Path) -> Iterator[str]:
    if not file.is_file():
        yield f"{file} is new: it remembers what changed when, and is committed with the project."


def _of_changes(
    published: Publication,
    notes: Iterable[Note],
    decks: Iterable[str] | None,
    members: Members | None,
) -> Iterator[str]:
    """Say what of that which learners have changed since the last release, and what that would do to them."""
    before, reshaped = published.lock, _reshaped(published, notes)
    for key in reshaped:
        yield note_type_changes.remark(published.note_types[key], before.note_types[key].shape)
    yield from _of_a_new_root(before.tag_root, published.tag_root)
    yield from _of_what_is_gone(published, losses.newly_gone(published.notes, before))
    yield from losses.of_lost_cards(published.notes, before, reshaped)
    if decks is None:
        return
    yield from deck_changes.renamed(before, decks, published.decks)
    if members is not None:
        labels = {note.origin: note.id for note in published.notes}
        made = deck_changes.released(before, decks, members, published.decks)
        yield from deck_changes.left(before, made, published.decks, members, labels)


def _of_a_new_root(before: str, now: str) -> Iterator[str]:
    if before not in ("", now):
        yield (
            f"All tags stand below {now!r} in Anki now, and stood below {before!r} at the latest release. So"
            " every note counts as changed: learners get its new tags and lose their own ones on it, `marked`"
            f" and `leech` among them. Their searches for {before!r} find nothing any more."
        )


def _of_what_is_gone(published: Publication, gone: Collection[str]) -> Iterator[str]:
    ids = sorted(published.lock.notes[origin].id for origin in gone)
    if ids:
        # Anki takes quotation marks out of the names of note types.
        name = re.sub(r"([\\*_])", r"\\\1", published.name.replace('"', ""))
        search = " OR ".join(f"Id:{full_id}" for full_id in ids)
        them, one = ("it", "it") if len(ids) == 1 else ("them", "one of them")
        # Only whoever removed it knows whether it is one of those that are new.
        new = losses.new_ones(published.notes, published.lock, gone)
        moved = (
            f" If {one} is under a new id now, learners get it twice (new: {listed(new)}): run `studygen"
            " rename OLD NEW`."
        )
        yield (
            f"{counted(len(ids), 'note')} of earlier releases {are(len(ids))} gone; learners keep {them}."
            f"{moved if new else ''}"
            f' To find {them} in Anki\'s browser: "note:{name} *" ({search})'
        )
