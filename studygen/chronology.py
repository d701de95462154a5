"""Dates in the order of time, those included that are known by what they come after and before only."""

from collections.abc import Iterable, Mapping

from studygen.model import Date


def in_time(dates: Iterable[Date]) -> list[Date]:
    """Return the dates in the order of time; one without a year stands right after the last one before it."""
    by_id = {date.id: date for date in dates}
    years = {key: date.when.sort for key, date in by_id.items() if date.when.sort}
    earlier, later = _neighbours(by_id)
    order = sorted(years, key=lambda key: years[key])
    # Of two dates after the same one, the first stays first, since the last is put there first.
    waiting = [key for key in reversed(by_id) if key not in years]
    while waiting:
        at = {key: index for index, key in enumerate(order)}

        def hindrances(key: str, at: Mapping[str, int] = at) -> tuple[int, bool]:
            return len(earlier[key].difference(at)), (earlier[key] | later[key]).isdisjoint(at)

        key = min(waiting, key=hindrances)
        waiting.remove(key)
        after = [at[other] + 1 for other in earlier[key] if other in at]
        before = [at[other] for other in later[key] if other in at]
        order.insert(max(after, default=min(before, default=len(order))), key)
    return [by_id[key] for key in order]


def _neighbours(dates: Mapping[str, Date]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return, for each date, those known to come earlier, and those known to come later."""
    earlier = {key: dates.keys() & set(date.after) for key, date in dates.items()}
    later = {key: dates.keys() & set(date.before) for key, date in dates.items()}
    for key, others in later.items():
        for other in others:
            earlier[other].add(key)
    return earlier, later
