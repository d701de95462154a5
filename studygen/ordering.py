"""Events to be put into order: of any two, it is certain which came first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studygen.likeness import overlap
from studygen.lots import lot
from studygen.model import Date
from studygen.notes import Note

FEWEST, MOST = 3, 6
_CONSIDERED = 60  # dates; among so many is always a chain that is long enough, or hardly ever
_YEAR = re.compile(r"\d{3}")


@dataclass(frozen=True, slots=True)
class Ordering:
    """Notes of dates in the order of time."""

    notes: tuple[Note, ...]


def drawn(notes: Iterable[Note], seed: int, most: int) -> tuple[Ordering, ...]:
    """Draw up to `most` sets of events, none of which is in two of them."""
    left = [note for note in notes if _may_be_asked(note)]
    found: list[Ordering] = []
    while len(found) < most:
        chain = _longest_chain(_some(left, seed))
        if len(chain) < FEWEST:
            break
        kept = {note.id for note in sorted(chain, key=lambda note: lot(seed, "order", note.id))[:MOST]}
        found.append(Ordering(tuple(note for note in chain if note.id in kept)))
        left = [note for note in left if note.id not in kept]
    return tuple(found)


def _may_be_asked(note: Note) -> bool:
    """Tell whether a note is that of a date whose words do not give its year away."""
    entry = note.entry
    return note.id == entry.id and isinstance(entry, Date) and not _YEAR.search(entry.event)


def _some(notes: Sequence[Note], seed: int) -> list[Note]:
    return sorted(notes, key=lambda note: lot(seed, "events", note.id))[:_CONSIDERED]


def _longest_chain(notes: Sequence[Note]) -> list[Note]:
    """Return the most notes of which any two have a certain order, in this order."""
    dates = {note.id: note.entry for note in notes if isinstance(note.entry, Date)}
    by_id = {note.id: note for note in notes}
    later = {key: _reached(key, dates) for key in dates}
    best: dict[str, list[str]] = {}
    # Whatever comes later has fewer dates after it, so that its own chain is known already.
    for key in sorted(dates, key=lambda key: (len(later[key]), key)):
        after = max((best[other] for other in sorted(later[key]) if other in best), key=len, default=[])
        best[key] = [key, *after]
    return [by_id[key] for key in max(best.values(), key=len, default=[])]


def _reached(start: str, dates: dict[str, Date]) -> set[str]:
    """Return every date that is certainly later: by its years, by what is said, or by way of another one."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        one = waiting.pop()
        following = [key for key, other in dates.items() if _is_before(dates[one], other)]
        waiting += [key for key in following if key not in found]
        found.update(following)
    return found - {start}


def _is_before(one: Date, other: Date) -> bool:
    if other.id in one.before or one.id in other.after:
        return True
    if one.when.sort is None or other.when.sort is None:
        return False
    return one.when.sort < other.when.sort and not overlap(one.when, other.when)
