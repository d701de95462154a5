"""circular-order: dates that lie before and after each other in a circle.

Why: relative dates are placed by what comes before and after them, and a circle has no order.
Source: this project: sheets and cards show dates in their order.
"""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from studygen.knowledge.kinds.traits import Dated
from studygen.knowledge.knowledge_base import Knowledge
from studygen.problems import Problem


def circular_order(knowledge: Knowledge) -> Iterator[Problem]:
    """Find a circle in what dates say of their order."""
    dates = {entry.id: entry for _, entry in knowledge.entries() if isinstance(entry, Dated)}
    earlier: dict[str, set[str]] = {
        date_id: set(date.after) & dates.keys() for date_id, date in dates.items()
    }
    for date_id, date in dates.items():
        for later in date.before:
            if later in earlier:
                earlier[later].add(date_id)
    try:
        TopologicalSorter(earlier).prepare()
    except CycleError as error:
        circle = error.args[1]
        first = min((dates[date_id] for date_id in circle), key=lambda date: date.place(date.kind))
        message = (
            f"these dates come before each other in a circle: {', '.join(circle)}; drop one before or after"
        )
        yield Problem(first.place(first.kind), message, "circular-order")
