"""How much the tests try: what guards each promise, within minutes; or all there is, with `--all` and in CI.

`@pytest.mark.thorough` leaves a test, or one of its cases, to `--all`. What Hypothesis draws is the same each
time, in CI as well: a change is judged by what it changed. With `--all`, something else is drawn each time,
so that new faults are found by whoever looks for them.
"""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# However slow a machine is, what is drawn may take its time.
settings.register_profile(
    "quick", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "ci", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "thorough", derandomize=False, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def is_thorough() -> bool:
    """Tell whether all is tried; known before test files are imported."""
    return settings.get_current_profile_name() != "quick"


def examples(quick: int, thorough: int, **chosen: Any) -> settings:
    """Return how many examples Hypothesis draws, with whatever else is chosen of its settings."""
    return settings(max_examples=thorough if is_thorough() else quick, **chosen)


def choose(config: pytest.Config) -> None:
    """Settle how much is tried in this run."""
    if config.getoption("all"):
        settings.load_profile("thorough")
    else:
        settings.load_profile("ci" if os.environ.get("CI") else "quick")


def begin_with_long(items: list[pytest.Item]) -> None:
    """Put files marked as `long` first, or one process would be left with them at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def leave_out_thorough(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only a thorough run has the time for."""
    if not is_thorough():
        left_out = [item for item in items if item.get_closest_marker("thorough")]
        items[:] = [item for item in items if not item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=left_out)
