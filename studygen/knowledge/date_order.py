"""When dates are, and which comes first: what their years say, and what they say of each other."""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import inf
from typing import TypeVar

from studygen.knowledge.graphs import back_edges, in_topological_order, without
from studygen.knowledge.kinds.traits import Dated
from studygen.knowledge.when import When

D = TypeVar("D", bound=Dated)

Span = tuple[float, float | None]  # when it begins, in years, and when it ends if it is a stretch of time


def in_order(dates: Iterable[D]) -> list[D]:
    """Return the dates in the order of time, which `sort` says first of all, and then `before` and `after`.

    A relative date comes right after what it is known to follow; one that is only known to precede others,
    right before them. Where `before` and `after` run in a circle, or against the years, some are left aside.
    """
    by_id = {date.id: date for date in dates}
    stated = _stated_order(by_id)
    position = {key: at for at, key in enumerate(in_topological_order(without(stated, back_edges(stated))))}
    spans = {key: span(date.when) for key, date in by_id.items()}
    times = {key: found[0] for key, found in spans.items() if found}
    exact = sorted(times, key=lambda key: (times[key], position[key]))
    following: dict[str, list[str]] = {key: [] for key in [*exact, *by_id]}
    for earlier, later in pairwise(exact):
        following[earlier].append(later)
    for key, others in stated.items():
        following[key] += others
    # The walk that finds circles goes along the exact dates first, so that these keep their order.
    following = without(following, back_edges(following))
    order = _preferring(following, _wanted(following, spans), list(by_id))
    return [by_id[key] for key in order]


def span(when: When) -> Span | None:
    """Return from when to when it is: years with fractions; None if there is no year."""
    if when.sort is None:
        return None
    start = _year(when.sort)
    if when.until:
        return start, max(start, _year(when.until, end=True))
    if when.precision in ("decade", "century"):
        length = 10 if when.precision == "decade" else 100
        first = int(start) // length * length
        return float(first), float(first + length)
    return start, None


def _year(written: str, *, end: bool = False) -> float:
    """Return 1917-07 as 1917.5, or, as an end, as the moment when the month is over."""
    year, *rest = map(int, written.split("-"))
    month, day = [*rest, 1, 1][:2]
    lengths = {0: (1, 0.0, 0.0), 1: (0, 1 / 12, 0.0), 2: (0, 0.0, 1 / 372)}
    years, months, days = lengths[len(rest)] if end else (0, 0.0, 0.0)
    return year + years + (month - 1) / 12 + months + (day - 1) / 372 + days


def _stated_order(dates: Mapping[str, Dated]) -> dict[str, list[str]]:
    following: dict[str, list[str]] = {
        key: [other for other in date.before if other in dates and other != key]
        for key, date in dates.items()
    }
    for key, date in dates.items():
        for other in date.after:
            if other in dates and other != key:
                following[other].append(key)
    return following


def _wanted(
    following: Mapping[str, Sequence[str]], spans: Mapping[str, Span | None]
) -> dict[str, tuple[float, int]]:
    """Return near which year each date wants to stand, and on which side of the dates of that year."""
    order = in_topological_order(following)
    since = dict.fromkeys(following, -inf)
    until = dict.fromkeys(following, inf)
    for key in order:
        found = spans[key]
        if found:
            since[key] = found[1] or found[0]
        for other in following[key]:
            if not spans[other]:
                since[other] = max(since[other], since[key])
    for key in reversed(order):
        found = spans[key]
        if found:
            until[key] = found[0]
        else:
            until[key] = min((until[other] for other in following[key]), default=inf)
    return {key: _wish(spans[key], since[key], until[key]) for key in following}


def _wish(found: Span | None, since: float, until: float) -> tuple[float, int]:
    if found:
        return found[0], 1
    return (until, 0) if since == -inf else (min(since, until), 2 if since <= until else 0)


def _preferring(
    following: Mapping[str, Sequence[str]], wanted: Mapping[str, tuple[float, int]], files: Sequence[str]
) -> list[str]:
    """Return the topological order that follows the wishes as far as it can, then the order of the files."""
    number = {key: at for at, key in enumerate(files)}
    missing = dict.fromkeys(following, 0)
    for others in following.values():
        for other in others:
            missing[other] += 1
    ready = [(wanted[key], number[key], key) for key, count in missing.items() if not count]
    heapq.heapify(ready)
    order = []
    while ready:
        *_, key = heapq.heappop(ready)
        order.append(key)
        for other in following[key]:
            missing[other] -= 1
            if not missing[other]:
                heapq.heappush(ready, (wanted[other], number[other], other))
    return order
