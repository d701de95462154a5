"""The timeline keeps the order of dates, is to scale where it says so, and nothing on it collides."""

import time
from itertools import combinations, pairwise

import pytest
from drawn_entries import a_date, words
from hypothesis import given
from hypothesis import strategies as st
from thoroughness import examples

from studygen.documents.drawing.timeline import MARGIN, SCALES, Timeline, lay_out
from studygen.knowledge.date_order import span
from studygen.knowledge.kinds.date import Date
from studygen.project.project import Project

# The drawing


def must_be_sound(drawn: Timeline) -> None:
    """Assert what holds for every timeline."""
    _labels_must_be_apart(drawn)
    _axis_must_be_whole(drawn)
    _bars_must_be_apart(drawn)
    assert drawn.scale in SCALES


def _labels_must_be_apart(drawn: Timeline) -> None:
    for above, below in pairwise(drawn.rows):
        assert above.bottom < below.top, "labels overlap"
        assert above.dot <= below.dot + 0.01, "dots are out of order"
        assert above.dot < below.dot or not (above.is_relative or below.is_relative)
    for row in drawn.rows:
        assert row.top + 9 >= row.dot - 0.01, "a label stands above its dot"
        assert row.bottom < drawn.height


def _axis_must_be_whole(drawn: Timeline) -> None:
    for stretch, following in pairwise(drawn.stretches):
        assert stretch.bottom == pytest.approx(following.top), "the axis has a hole"
    for stretch in drawn.stretches:
        if stretch.kind == "scale":
            assert stretch.years
            start, end = stretch.years
            assert stretch.bottom - stretch.top == pytest.approx((end - start) * drawn.scale)
    for above, below in pairwise(drawn.ticks):
        assert above.at + 14 < below.at, "ticks overlap"


def _bars_must_be_apart(drawn: Timeline) -> None:
    bars = [(row.lane, row.dot, row.end) for row in drawn.rows if row.end is not None]
    for (lane, _, end), (other_lane, start, _) in combinations(bars, 2):
        assert lane != other_lane or end < start + 0.01, "bars overlap"
    for lane, start, end in bars:
        assert start <= end <= drawn.height
        assert drawn.lanes_at[lane] < drawn.labels


def year_at(drawn: Timeline, at: float) -> float:
    for stretch in drawn.stretches:
        if stretch.kind == "scale" and stretch.top - 0.01 <= at <= stretch.bottom + 0.01:
            assert stretch.years
            return stretch.years[0] + (at - stretch.top) / drawn.scale
    raise AssertionError("not to scale there")


def test_no_dates_make_an_empty_timeline() -> None:
    assert lay_out([]).rows == lay_out([]).stretches == ()


@pytest.mark.parametrize(
    "dates", [[a_date("a", "1917")], [a_date("a")], [a_date("a", "1850", precision="century")]]
)
def test_a_single_date_is_drawn(dates: list[Date]) -> None:
    drawn = lay_out(dates)
    must_be_sound(drawn)
    assert len(drawn.rows) == 1
    assert drawn.rows[0].top == pytest.approx(MARGIN)


def test_years_apart_are_drawn_to_one_scale_with_ticks_at_round_years() -> None:
    drawn = lay_out(a_date(f"y{year}", str(year)) for year in (1905, 1911, 1917, 1921, 1927))
    must_be_sound(drawn)
    assert {stretch.kind for stretch in drawn.stretches} == {"scale"}
    dots = [row.dot for row in drawn.rows]
    assert [(dot - dots[0]) / drawn.scale for dot in dots] == pytest.approx([0, 6, 12, 16, 22])
    assert len(drawn.ticks) > 1
    for tick in drawn.ticks:
        assert (tick.at - dots[0]) / drawn.scale == pytest.approx(tick.year - 1905)
    steps = {later.year - earlier.year for earlier, later in pairwise(drawn.ticks)}
    assert len(steps) == 1
    assert steps <= {1, 2, 5, 10}


def test_centuries_without_a_date_are_left_out_and_the_break_is_marked() -> None:
    years = (*range(300, 340, 5), *range(1900, 1940, 5))
    drawn = lay_out(a_date(f"y{year}", f"{year:04}") for year in years)
    must_be_sound(drawn)
    broken = [stretch for stretch in drawn.stretches if stretch.kind == "break"]
    assert [stretch.years for stretch in broken] == [(335, 1900)]
    assert {stretch.kind for stretch in drawn.stretches} == {"scale", "break"}
    assert not [tick for tick in drawn.ticks if 340 < tick.year < 1900]


def test_a_crowded_year_is_marked_as_not_to_scale_and_the_decades_around_it_stay_so() -> None:
    days = [a_date(f"d{day}", f"1917-11-{day:02}", precision="day", event=words(12)) for day in range(1, 29)]
    drawn = lay_out([*days, *(a_date(f"y{year}", str(year)) for year in range(1890, 1950, 4))])
    must_be_sound(drawn)
    kinds = {stretch.years: stretch.kind for stretch in drawn.stretches}
    assert kinds[1890, 1894] == kinds[1930, 1934] == "scale"
    assert "order" in kinds.values()
    assert max(row.top - row.dot for row in drawn.rows) <= 111


def test_a_period_spans_its_years() -> None:
    drawn = lay_out([a_date("war", "1914", "1918"), a_date("a", "1912"), a_date("b", "1921")])
    must_be_sound(drawn)
    war = next(row for row in drawn.rows if row.id == "war")
    assert war.end is not None
    assert year_at(drawn, war.dot) == pytest.approx(1914)
    assert year_at(drawn, war.end) == pytest.approx(1919)


def test_periods_at_the_same_time_have_lanes_of_their_own() -> None:
    drawn = lay_out(
        [a_date("a", "1900", "1950"), a_date("b", "1910", "1920"), a_date("c", "1930", precision="decade")]
    )
    assert [row.lane for row in drawn.rows] == [0, 1, 1]


def test_relative_dates_are_told_and_stand_between_the_dates_that_they_lie_between() -> None:
    drawn = lay_out(
        [
            a_date("a", "1917"),
            a_date("b", "1930"),
            *(a_date(f"r{n}", after=("a",), before=("b",)) for n in range(9)),
        ]
    )
    must_be_sound(drawn)
    assert [row.is_relative for row in drawn.rows] == [False, *[True] * 9, False]
    assert [stretch.kind for stretch in drawn.stretches] == ["order"]
    assert not drawn.ticks


def test_a_relative_date_with_room_leaves_the_years_around_it_to_scale() -> None:
    years = [a_date(f"y{year}", str(year)) for year in range(1900, 1960, 6)]
    drawn = lay_out([*years, a_date("r", after=("y1930",), event="Short")])
    must_be_sound(drawn)
    kinds = {stretch.years: stretch.kind for stretch in drawn.stretches}
    assert kinds[1900, 1906] == "scale"


def test_dates_of_which_only_the_order_is_known_are_equally_far_apart() -> None:
    drawn = lay_out([a_date(f"r{n}", before=(f"r{n + 1}",)) for n in range(9)])
    must_be_sound(drawn)
    gaps = [below.dot - above.dot for above, below in pairwise(drawn.rows)]
    assert gaps == pytest.approx([gaps[0]] * 8)
    assert {stretch.kind for stretch in drawn.stretches} == {"order"}


@pytest.mark.parametrize("count", [2, 300])
def test_many_dates_over_two_thousand_years_are_mostly_to_scale(count: int) -> None:
    dates = [
        a_date(
            f"d{n}", f"{(n * 7919) % 2000:04}", event=words(4 + n % 9, n), precision=("year", "decade")[n % 2]
        )
        for n in range(count)
    ]
    started = time.perf_counter()
    drawn = lay_out(dates)
    assert time.perf_counter() - started < 5
    must_be_sound(drawn)
    kinds = [stretch.kind for stretch in drawn.stretches]
    assert kinds.count("scale") > 0.8 * len(kinds) or count == 2
    labels = sum(row.height for row in drawn.rows)
    assert drawn.height < 3 * labels + 1000


YEARS = st.integers(1, 2100).map("{:04}".format)


@st.composite
def some_dates(draw: st.DrawFn) -> list[Date]:
    dates = []
    count = draw(st.integers(0, 14))
    names = st.lists(st.integers(0, max(0, count - 1)).map("d{}".format), max_size=3).map(tuple)
    for number in range(count):
        sort = draw(st.none() | YEARS)
        kind = draw(st.sampled_from(["year", "decade", "century", "period"])) if sort else "relative"
        until = f"{int(sort or 0) + draw(st.integers(0, 150)):04}" if kind == "period" else None
        event = words(draw(st.integers(1, 20)))
        dates.append(a_date(f"d{number}", sort, until, kind, draw(names), draw(names), event))
    return dates


@given(some_dates())
@examples(80, 400)
def test_whatever_the_dates_say_nothing_collides_and_the_years_keep_their_order(dates: list[Date]) -> None:
    drawn = lay_out(dates)
    must_be_sound(drawn)
    when = {date.id: date.when for date in dates}
    years = [span(when[row.id]) for row in drawn.rows]
    starts = [found[0] for found in years if found]
    assert starts == sorted(starts)
    assert sorted(row.id for row in drawn.rows) == sorted(date.id for date in dates)


@given(st.integers(2, 12), st.data())
@examples(80, 400)
def test_before_and_after_hold_wherever_they_contradict_neither_each_other_nor_the_years(
    count: int, data: st.DataObject
) -> None:
    # The numbers are the true order; what is drawn may know it in part only.
    dates = []
    for number in range(count):
        sort = data.draw(st.sampled_from([None, f"{1900 + 5 * number}"]))
        later = data.draw(st.lists(st.integers(number, count).map("d{}".format), max_size=2))
        earlier = data.draw(st.lists(st.integers(0, number).map("d{}".format), max_size=2))
        dates.append(a_date(f"d{number}", sort, before=tuple(later), after=tuple(earlier)))
    shuffled = data.draw(st.permutations(dates))
    at = {row.id: row.dot for row in lay_out(shuffled).rows}
    for date in dates:
        for other in date.before:
            assert other == date.id or other not in at or at[date.id] < at[other]
        for other in date.after:
            assert other == date.id or other not in at or at[other] < at[date.id]


def test_the_shipped_dates_keep_their_order(essay: Project) -> None:
    dates = [entry for _, entry in essay.knowledge.entries() if isinstance(entry, Date)]
    drawn = lay_out(dates)
    must_be_sound(drawn)
    at = {row.id: number for number, row in enumerate(drawn.rows)}
    for date in dates:
        assert all(at[date.id] < at[other] for other in date.before)
        assert all(at[other] < at[date.id] for other in date.after)


def test_the_days_of_a_month_have_dots_that_can_be_told_apart() -> None:
    days = [a_date(f"d{day}", f"1917-11-{day:02}", precision="day") for day in range(1, 10)]
    drawn = lay_out([a_date("y", "1890"), *days, a_date("z", "1950")])
    must_be_sound(drawn)
    assert min(below.dot - above.dot for above, below in pairwise(drawn.rows)) > 10
