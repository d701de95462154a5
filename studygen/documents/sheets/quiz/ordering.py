"""What is to be put into order: events of which it is certain which came first, and steps of chains."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from studygen.cards.note import Note
from studygen.chance import lot
from studygen.documents.sheets.quiz.similarity import folded, overlap
from studygen.knowledge.kinds.traits import Dated
from studygen.knowledge.questions import Listing

FEWEST, MOST = 3, 6
_CONSIDERED = 60  # dates; among so many is always a chain that is long enough, or hardly ever
_YEAR = re.compile(r"\d{3}")


@dataclass(frozen=True, slots=True)
class Placed:
    """An event or a step; texts are light Markdown."""

    note: Note
    text: str
    when: str  # of an event; a step has its place in the chain only


@dataclass(frozen=True, slots=True)
class Ordering:
    """Events in the order of time, or steps in that of their chain."""

    placed: tuple[Placed, ...]
    ask: str | None  # what the steps are of; None for events
    spent: tuple[Note, ...]  # whose other questions would tell the order, or ask for the same again


def drawn(notes: Iterable[Note], seed: int, most: int) -> tuple[Ordering, ...]:
    """Draw up to `most` sets, of events and of steps by turns; no note is in two of them."""
    given = tuple(notes)
    sorts = {"events": _events(given, seed), "steps": _chains(given, seed)}
    turns = zip_longest(
        *(islice(sorts[name], most) for name in sorted(sorts, key=lambda name: lot(seed, name)))
    )
    return tuple(each for turn in turns for each in turn if each)[:most]


def _events(notes: Iterable[Note], seed: int) -> Iterator[Ordering]:
    """Yield sets of events, each of those that no set before it has."""
    left = [note for note in notes if _may_be_asked(note)]
    while len(chain := _longest_chain(_some(left, seed))) >= FEWEST:
        kept = _some_in_order(chain, seed)
        placed = (
            Placed(note, note.entry.title, note.entry.when.text)
            for note in kept
            if isinstance(note.entry, Dated)
        )
        yield Ordering(tuple(placed), None, kept)
        left = [note for note in left if note not in kept]


def _chains(notes: Iterable[Note], seed: int) -> Iterator[Ordering]:
    """Yield the steps of one list after the other, of those that have enough which read differently."""
    lists: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        if note.path[2:3] == ("steps",):
            lists[note.id.rpartition("/")[0]].append(note)
    for key in sorted(lists, key=lambda key: lot(seed, "steps", key)):
        steps = sorted(lists[key], key=lambda note: note.path)
        same = Counter(folded(note.cards[0].answer) for note in steps)
        kept = _some_in_order([note for note in steps if same[folded(note.cards[0].answer)] == 1], seed)
        if len(kept) >= FEWEST:
            placed = tuple(Placed(note, note.cards[0].answer, "") for note in kept)
            yield Ordering(placed, _list_of(kept[0]).ask, tuple(steps))


def _list_of(step: Note) -> Listing:
    found = step.entry.questions[int(step.path[1])]
    assert isinstance(found, Listing)  # noqa: S101  # for mypy: nothing else has steps
    return found


def _some_in_order(chain: Sequence[Note], seed: int) -> tuple[Note, ...]:
    kept = {note.id for note in sorted(chain, key=lambda note: lot(seed, "order", note.id))[:MOST]}
    return tuple(note for note in chain if note.id in kept)


def _may_be_asked(note: Note) -> bool:
    """Tell whether a note is that of a date whose words do not give its year away."""
    entry = note.entry
    return note.id == entry.id and isinstance(entry, Dated) and not _YEAR.search(entry.title)


def _some(notes: Sequence[Note], seed: int) -> list[Note]:
    return sorted(notes, key=lambda note: lot(seed, "events", note.id))[:_CONSIDERED]


def _longest_chain(notes: Sequence[Note]) -> list[Note]:
    """Return the most notes of which any two have a certain order, in this order."""
    dates = {note.id: note.entry for note in notes if isinstance(note.entry, Dated)}
    by_id = {note.id: note for note in notes}
    later = {key: _reached(key, dates) for key in dates}
    best: dict[str, list[str]] = {}
    # Whatever comes later has fewer dates after it, so that its own chain is known already.
    for key in sorted(dates, key=lambda key: (len(later[key]), key)):
        after = max((best[other] for other in sorted(later[key]) if other in best), key=len, default=[])
        best[key] = [key, *after]
    return [by_id[key] for key in max(best.values(), key=len, default=[])]


def _reached(start: str, dates: dict[str, Dated]) -> set[str]:
    """Return every date that is certainly later: by its years, by what is said, or by way of another one."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        one = waiting.pop()
        following = [key for key, other in dates.items() if _is_before(dates[one], other)]
        waiting += [key for key in following if key not in found]
        found.update(following)
    return found - {start}


def _is_before(one: Dated, other: Dated) -> bool:
    if other.id in one.before or one.id in other.after:
        return True
    if one.when.sort is None or other.when.sort is None:
        return False
    return one.when.sort < other.when.sort and not overlap(one.when, other.when)
