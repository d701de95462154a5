"""Renamings that `was` does not tell of: new notes that say what one says which is gone, or nearly so."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from studygen.cards.note import Note
from studygen.knowledge.questions import FORGOTTEN_WAS
from studygen.problems import Problem
from studygen.releases.likeness import digest_of_words, share_of, words_of
from studygen.releases.lock import Lock, LockedNote, digest_of
from studygen.releases.published_ids import first_id

_Match = tuple[Note, LockedNote, bool]  # what is new, what it may have been, and whether nothing differs


def forgotten_was(notes: Collection[Note], locked: Lock, entries: Collection[str]) -> Iterator[Problem]:
    """Find notes under a new id that say what one says which is gone; a warning if it is nearly the same.

    One that is allowed, for the reason that it is another thing, is not told.

    Args:
        notes: all notes of the project.
        locked: what learners have.
        entries: the ids of all entries.
    """
    told = set()
    for note, was, is_same in _matches(notes, locked):
        renamed = _renamed(note, was.id, entries, locked)
        if renamed in told or FORGOTTEN_WAS in _allowed(note):
            continue
        told.add(renamed)  # of an entry with all its questions, one is enough
        old, new = renamed
        message = (
            f"{note.id!r} says {'word for word' if is_same else 'nearly'} what {was.id!r} said, which is"
            " gone, and learners would get it a second time, without its schedule; if it is the same, run"
            f" `studygen rename {old} {new}`; if it is another thing, say so: `allow: {{{FORGOTTEN_WAS}:"
            " it is another thing}`"
        )
        yield Problem(note.place, message, FORGOTTEN_WAS, "error" if is_same else "warning")


def _matches(notes: Collection[Note], locked: Lock) -> Iterator[_Match]:
    """Yield new notes with what is gone and says the same, or else with what is gone and most like each."""
    present = {note.origin for note in notes}
    gone = {origin: was for origin, was in locked.notes.items() if origin not in present}
    if not gone:
        return
    same = {(was.type, was.hash): origin for origin, was in gone.items()}
    rest = []
    for note in notes:
        if note.origin not in locked.notes:
            digest = digest_of(note)
            if origin := same.pop((note.type.key, digest), None):
                yield note, gone.pop(origin), True
            elif note.other is None:  # pairs are called after their entries
                rest.append(note)
    left = [was for was in gone.values() if not was.is_gone]  # what learners do not know as gone yet
    yield from ((note, was, False) for note, was in _alike(rest, left))


def _alike(notes: Collection[Note], gone: Sequence[LockedNote]) -> Iterator[tuple[Note, LockedNote]]:
    """Yield each note with what is gone and most like it; what is gone is like one at most."""
    words_of_gone = [words_of(was.said) for was in gone]
    having: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, words in enumerate(words_of_gone):
        for word in words:
            having[gone[at].type, word].append(at)
    found = []
    for number, note in enumerate(notes):
        words = words_of(digest_of_words(note.id, note.named))
        shared = Counter(at for word in words for at in having.get((note.type.key, word), ()))
        shares = ((share_of(common, words, words_of_gone[at]), at) for at, common in shared.items())
        found += [(-share, number, at, note) for share, at in shares if share]
    taken: set[int | str] = set()
    for _, _, at, note in sorted(found, key=lambda each: each[:3]):
        if not taken & {at, note.id}:
            taken |= {at, note.id}
            yield note, gone[at]


def _renamed(note: Note, was: str, entries: Collection[str], locked: Lock) -> tuple[str, str]:
    """Return what has another id now, as it was called and as it is: an entry, a question or a step."""
    before, now = was.split("/"), note.id.split("/")
    if note.other:
        old = next(each for each in before[::2] if each not in now)
        return old, next(each for each in now[::2] if each not in before)
    if before[0] != now[0] and before[0] not in note.entry.was:
        is_entry = before[0] not in entries and not first_id(locked, note.entry.origin)
        return (before[0], now[0]) if is_entry else (was, note.id)
    if len(before) == len(now) == 3 and before[1] != now[1]:
        return "/".join(before[:2]), "/".join(now[:2])
    return was, note.id


def _allowed(note: Note) -> Collection[str]:
    """Return what is allowed where a note is written."""
    match note.path:
        case ("questions", int(number), *_):
            return note.entry.questions[number].allow
        case ("apart", str(other), *_):
            return note.entry.apart[other].allow
    return note.entry.allow
