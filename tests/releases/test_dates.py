"""When something can have been released, and how that is written."""

import time

import pytest

from studygen.releases.dates import day, is_past


def test_what_was_released_just_now_is_past_also_by_a_clock_that_is_ahead_a_little() -> None:
    now = int(time.time())
    assert is_past(now)
    assert is_past(now + 30)
    assert not is_past(now + 1000)
    assert not is_past(0)


@pytest.mark.parametrize(
    ("moment", "said"),
    [(1_775_000_000, "2026-03-31 23:33 UTC"), (0, "0"), (-5, "-5"), (10**12, "1000000000000")],
)
def test_a_time_that_no_calendar_has_is_written_in_seconds(moment: int, said: str) -> None:
    assert day(moment) == said
