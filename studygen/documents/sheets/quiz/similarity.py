"""Which answers can be taken for each other's, so that no question has two right ones."""

import re
from functools import cache

from studygen.cards.note import Note
from studygen.knowledge.kinds.traits import Dated, Named
from studygen.knowledge.text.markdown import to_plain
from studygen.knowledge.when import When

LONGEST = 25  # words; answers longer than this cannot be weighed against each other


@cache  # of the same names and answers, each is weighed against many
def folded(markdown: str) -> str:
    """Return what two answers are compared by: their words alone."""
    return " ".join(re.findall(r"\w+", to_plain(markdown).casefold()))


def may_both_be_right(one: Note, other: Note) -> bool:
    """Tell whether two notes are so close that the answer to one may answer the other, too."""
    first, second = one.entry, other.entry
    if first.id == second.id:
        return True
    if second.id in first.referenced or first.id in second.referenced:
        return True
    if isinstance(first, Named) and isinstance(second, Named):
        names = {folded(name) for name in first.names}
        return not names.isdisjoint(folded(name) for name in second.names)
    if isinstance(first, Dated) and isinstance(second, Dated):
        return overlap(first.when, second.when)
    return False


_YEARS = {"decade": 10, "century": 100, "period": 10}  # how long a date may last whose end is not given


def overlap(one: When, other: When) -> bool:
    """Tell whether two dates may be the same time."""
    if one.sort is None or other.sort is None:
        return True  # relative to something: who knows
    return one.sort <= _end(other) and other.sort <= _end(one)


def _end(when: When) -> str:
    last = when.until or when.sort or ""
    if not when.until and when.precision in _YEARS:
        last = f"{int(last[:4]) + _YEARS[when.precision] - 1:04}"
    return last + "~"  # sorts behind every month and day of it
