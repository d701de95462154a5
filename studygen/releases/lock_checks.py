"""What a project cannot change of what it has published, since Anki would not take it over."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from studygen.anki.notetypes import NoteType
from studygen.cards.note import Note
from studygen.problems import Place, Problem
from studygen.releases import note_type_changes
from studygen.releases.lock import Lock, digest_of


def retyped(notes: Iterable[Note], locked: Lock) -> Iterator[Problem]:
    """Find notes that were published as another type, which Anki cannot turn into this one."""
    for note in notes:
        was = locked.notes.get(note.origin)
        if was and was.type != note.type.key:
            message = (
                f"{note.id!r} was published as a note of the type {was.type!r} and is {note.type.key!r} now;"
                " Anki would leave what learners have as it is for good; give it another id"
            )
            yield Problem(note.place, message, "changed-note-type")


def returned(notes: Iterable[Note], locked: Lock) -> Iterator[Problem]:
    """Find notes with the id of one that is gone, which learners still have, and that are not the same."""
    for note in notes:
        was = locked.notes.get(note.origin)
        if was and was.is_gone and was.hash != digest_of(note):
            message = (
                f"a note {note.id!r} was in an earlier release, and learners still have it with its schedule;"
                " give another thing another id; if it is the same one again, take the word `gone` off its"
                " line in studygen.lock"
            )
            yield Problem(note.place, message, "retired-id")


def misnamed(notes: Iterable[Note], locked: Lock) -> Iterator[Problem]:
    """Find notes that would no longer be those that learners have, since `was` does not tell what it must.

    Of an entry whose `was` is to blame, its own note is told and no other.
    """
    published = {was.id: origin for origin, was in locked.notes.items()}
    told = set()
    for note in notes:
        entry = note.entry
        first = published.get(entry.id) or published.get(entry.origin) or entry.origin
        old, new, now = first, entry.id, entry.origin
        if first == entry.origin:
            old = published.get(note.id) or published.get(note.origin) or note.origin
            new, now = note.id, note.origin
        if old == now or (old, new) in told:
            continue
        told.add((old, new))
        if old == new:
            message = (
                f"{new!r} was published as a note of its own, which learners have, and cannot become what"
                f" {now!r} was; take that out of `was`, or give this one a new id"
            )
        else:
            message = (
                f"{new!r} was {old!r} when it was first published, and what learners have hangs on that; let"
                f" `was` begin with it (`studygen rename {old} {new}` does so), or, if this is another thing,"
                " give it an id that is new"
            )
        yield Problem(note.place if "/" in new else entry.place(entry.kind), message, "changed-origin")


def reshaped(
    note_types: Mapping[str, NoteType], locked: Lock, place: Callable[[str, str], Place]
) -> Iterator[tuple[str, Problem]]:
    """Find note types, by key, that are not as learners have them; `place` tells where a part stands."""
    for key, note_type in note_types.items():
        was = locked.note_types.get(key)
        found = note_type_changes.changes(note_type.shape, was.shape) if was else ()
        if found:
            message = note_type_changes.refusal(note_type, found)
            yield key, Problem(place(key, found[0].key), message, "changed-note-type")


def moved_namespace(namespace: str, locked: Lock, place: Place) -> Iterator[Problem]:
    """Find a namespace that is not the one that decks were published under."""
    if locked.notes and namespace != locked.namespace:
        message = (
            f"the namespace was {locked.namespace!r} at the latest release; with another one, learners get"
            " every note a second time, without its schedule; write that one again"
        )
        yield Problem(place, message, "changed-namespace")


def moved_root(root: str, locked: Lock, place: Place, *, is_chosen: bool) -> Iterator[Problem]:
    """Find a root of tags that changes without anybody having written so, with the project's name."""
    if locked.tag_root and root != locked.tag_root and not is_chosen:
        message = (
            f"all tags stood below {locked.tag_root!r} in Anki at the latest release, and would stand below"
            f" {root!r} with this name: every note would count as changed, and learners lose their own tags"
            f" on it; to keep the root, write `tag-root: {locked.tag_root}`; to change it, write"
            f" `tag-root: {root}`"
        )
        yield Problem(place, message, "changed-tag-root")
