"""Dates come in the order of time, and each is the stretch of time that its words mean."""

import pytest
from drawn_entries import a_date

from studygen.knowledge.date_order import in_order, span
from studygen.knowledge.kinds.date import Date
from studygen.knowledge.when import When


def ids(dates: list[Date]) -> list[str]:
    return [date.id for date in dates]


def test_dates_come_in_the_order_of_their_years() -> None:
    dates = [a_date("c", "1917-11"), a_date("a", "0800"), a_date("d", "1918"), a_date("b", "1917")]
    assert ids(in_order(dates)) == ["a", "b", "c", "d"]


def test_a_relative_date_comes_right_after_what_it_follows() -> None:
    dates = [a_date("later", after=("b",)), a_date("c", "1930"), a_date("b", "1917"), a_date("a", "1900")]
    assert ids(in_order(dates)) == ["a", "b", "later", "c"]


def test_a_date_only_known_to_precede_another_comes_right_before_it() -> None:
    dates = [a_date("a", "1900"), a_date("b", "1917"), a_date("sooner", before=("b",))]
    assert ids(in_order(dates)) == ["a", "sooner", "b"]


def test_dates_only_known_to_precede_others_come_as_these_do() -> None:
    dates = [a_date("x", before=("z",)), a_date("y", before=("b",)), a_date("z", "1930"), a_date("b", "1917")]
    assert ids(in_order(dates)) == ["y", "b", "x", "z"]


def test_a_relative_date_comes_after_all_of_the_year_that_it_follows() -> None:
    dates = [a_date("later", after=("b",)), a_date("b", "1917"), a_date("c", "1917"), a_date("d", "1918")]
    assert ids(in_order(dates)) == ["b", "c", "later", "d"]


def test_a_chain_of_relative_dates_ends_before_the_date_that_it_leads_up_to() -> None:
    dates = [a_date("y", before=("x",)), a_date("x", before=("b",)), a_date("a", "1900"), a_date("b", "1917")]
    assert ids(in_order(dates)) == ["a", "y", "x", "b"]
    dates.append(a_date("c", "1930"))
    assert ids(in_order(dates)) == ["a", "y", "x", "b", "c"]


def test_a_date_after_a_period_comes_after_its_end() -> None:
    dates = [a_date("war", "1939", "1945"), a_date("peace", after=("war",)), a_date("siege", "1942")]
    assert ids(in_order(dates)) == ["war", "siege", "peace"]


def test_two_dates_of_one_year_follow_what_they_say_of_each_other() -> None:
    dates = [a_date("october", "1917", after=("between",)), a_date("february", "1917")]
    dates.append(a_date("between", after=("february",)))
    assert ids(in_order(dates)) == ["february", "between", "october"]


def test_a_year_begins_with_its_first_month_and_ends_after_its_last() -> None:
    year, first, last = a_date("year", "1917"), a_date("first", "1917-01"), a_date("last", "1917-12")
    assert ids(in_order([last, year, first])) == ["year", "first", "last"]
    assert ids(in_order([last, first, year])) == ["first", "year", "last"]
    told = a_date("first", "1917-01", before=("year",))
    assert ids(in_order([year, last, told])) == ["first", "year", "last"]
    war, month = a_date("war", "1914", "1917"), a_date("month", "1917-11")
    assert ids(in_order([a_date("peace", after=("war",)), month, war])) == ["war", "month", "peace"]


def test_a_circle_or_what_contradicts_the_years_leaves_every_date_in_its_place() -> None:
    circle = [a_date("a", before=("b",)), a_date("b", before=("a",)), a_date("c", "1917", before=("a",))]
    assert ids(in_order(circle))[0] == "c"
    assert sorted(ids(in_order(circle))) == ["a", "b", "c"]
    against = [
        a_date("r", after=("late",), before=("early",)),
        a_date("late", "1930"),
        a_date("early", "1917"),
    ]
    assert [each for each in ids(in_order(against)) if each != "r"] == ["early", "late"]


@pytest.mark.parametrize(
    ("sort", "until", "precision", "expected"),
    [
        ("1917", None, "year", (1917, None)),
        ("1917-07", None, "month", (1917.5, None)),
        ("1934", None, "decade", (1930, 1940)),
        ("1850", None, "century", (1800, 1900)),
        ("1939", "1945", "period", (1939, 1946)),  # until the end of 1945
        ("1939", "1939", "period", (1939, 1940)),
        ("1939-07", "1939-12", "period", (1939.5, 1940)),
        ("1939-07-01", "1939-07-31", "period", (1939.5, 1939.5 + 31 / 372)),  # months of 31 days
        ("1917", "1917-06", "period", (1917, 1917.5)),  # from its beginning, for all that is known
        ("1999", None, "decade", (1990, 2000)),
        (None, None, "relative", None),
    ],
)
def test_a_date_is_the_stretch_of_time_that_it_means(
    sort: str | None, until: str | None, precision: str, expected: tuple[float, float | None] | None
) -> None:
    when = When.model_validate({"text": "x", "sort": sort, "until": until, "precision": precision})
    assert span(when) == pytest.approx(expected) if expected and expected[1] else span(when) == expected
