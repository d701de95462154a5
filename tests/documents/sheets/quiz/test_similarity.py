"""Which dates may be the same time, so that one could be the right answer to a question about the other."""

import pytest
from drawn_entries import a_date

from studygen.documents.sheets.quiz.similarity import overlap
from studygen.knowledge.when import When


def when(sort: str | None, until: str | None = None, precision: str | None = None) -> When:
    return a_date("x", sort, until, precision).when


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (when("1917"), when("1917")),
        (when("1917"), when("1917-01")),  # the year has the month in it,
        (when("1917"), when("1917-12")),
        (when("1917"), when("1917-12-31")),
        (when("1917-11"), when("1917-11-07")),  # and the month the day
        (when("1930", precision="decade"), when("1939-12-31")),
        (when("1801", precision="century"), when("1900")),
        (when("1914", "1918"), when("1918-11")),
        (when("1914", "1918"), when("1910", "1914-06")),
        (when(None), when("1917")),  # who knows
        (when(None), when(None)),
    ],
)
def test_dates_that_may_be_the_same_time(one: When, other: When) -> None:
    assert overlap(one, other)
    assert overlap(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (when("1917"), when("1918")),
        (when("1917"), when("1918-01")),
        (when("1917-12-31"), when("1918")),
        (when("1917-10"), when("1917-11-07")),
        (when("1930", precision="decade"), when("1940")),
        (when("1801", precision="century"), when("1901")),
        (when("1914", "1918"), when("1919")),
        (when("1914", "1918-10"), when("1918-11")),
    ],
)
def test_dates_that_cannot_be_the_same_time(one: When, other: When) -> None:
    assert not overlap(one, other)
    assert not overlap(other, one)
