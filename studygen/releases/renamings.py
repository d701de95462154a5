"""Renamings that `was` does not tell of: new notes that say what one says which is gone, or nearly so."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from studygen.cards.note import Note
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.questions import FORGOTTEN_WAS
from studygen.problems import Place, Problem
from studygen.releases.likeness import Weights, digest_of_words, words_of
from studygen.releases.lock import Lock, LockedNote, digest_of
from studygen.releases.published_ids import first_id
from studygen.wording import listed

_Match = tuple[Note, LockedNote, bool]  # what is new, what it may be, and whether no word differs


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
        old, new = renamed = _renamed(note, was.id, entries, locked)
        if renamed in told or FORGOTTEN_WAS in (note.allow if "/" in new else note.entry.allow):
            continue
        told.add(renamed)  # of an entry with all its questions, one is enough
        message = (
            f"{new!r} says{'' if is_same else ' nearly'} what {old!r} said, which is gone, and learners would"
            " get it a second time, without its schedule; if it is the same, run `studygen rename"
            f" {old} {new}`; if it is another thing, say so: `allow: {{{FORGOTTEN_WAS}: it is a new one}}`"
        )
        place = note.place if "/" in new else note.entry.place(note.entry.kind)
        yield Problem(place, message, FORGOTTEN_WAS, "error" if is_same else "warning")


def gone_though_named(knowledge: Knowledge, locked: Lock) -> Iterator[Problem]:
    """Find entries that were published and are gone, while others still name them, as after a renaming."""
    named: dict[str, Place] = {}
    for _, entry in knowledge.entries():
        for path, other in entry.references:
            if not knowledge.may_have(other):
                named.setdefault(other, entry.place(*path))
    if not named:
        return
    published = {each.partition("/")[0] for origin, was in locked.notes.items() for each in (origin, was.id)}
    renamed = {old for _, entry in knowledge.entries() for old in entry.was}
    new = [entry for _, entry in knowledge.entries() if entry.origin not in published]
    for old in sorted({*named} & published - renamed):
        kinds = {was.type for was in locked.notes.values() if was.id == old}
        same = [entry.id for entry in new if entry.kind in kinds or not kinds]
        if same:
            to = same[0] if len(same) == 1 else "NEW"
            message = (
                f"{old!r} was published and is gone; if it has another id now ({listed(same)}), run"
                f" `studygen rename {old} {to}`, which changes this as well"
            )
            yield Problem(named[old], message, FORGOTTEN_WAS)


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
    yield from _alike(rest, left, notes)


def _alike(new: Collection[Note], gone: Sequence[LockedNote], notes: Iterable[Note]) -> Iterator[_Match]:
    """Yield new notes with what is gone and most like each, which is like one of them at most."""
    types = {note.type.key for note in new} & {was.type for was in gone}
    alive = [note for note in notes if note.type.key in types]
    words = {note.id: words_of(digest_of_words(note.id, note.named)) for note in alive}
    found = []
    for key in sorted(types):
        weights = Weights([words[note.id] for note in alive if note.type.key == key])
        lost = [(was, words_of(was.said)) for was in gone if was.type == key]
        for note in (each for each in new if each.type.key == key):
            shares = ((weights.share(words[note.id], said), was) for was, said in lost)
            found += [(-share, note.id, was.id, note, was) for share, was in shares if share]
    taken: set[str] = set()
    for share, now, before, note, was in sorted(found, key=lambda each: each[:3]):
        if now not in taken and before not in taken:
            taken |= {now, before}
            yield note, was, share == -1


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
