"""No text that a pattern matches lacks the words that are looked for first."""

import re
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studygen.checks.trigger_words import Triggers, triggers
from studygen.checks.turning_words import HEDGES

# Their package has the functions of the same names.
ambiguous_date, hedge_lost = (
    import_module(f"studygen.checks.rules.{name}") for name in ("ambiguous_date", "hedge_lost")
)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (HEDGES, hedge_lost._HEDGES),
        (hedge_lost._ALSO, hedge_lost._SOFTENERS),
        (ambiguous_date._NOW, ambiguous_date._TIMES),
        (ambiguous_date._THEN, ambiguous_date._TIMES),
    ],
)
@given(data=st.data())
def test_what_matches_has_a_trigger(pattern: re.Pattern[str], words: Triggers, data: st.DataObject) -> None:
    assert words.are_in(data.draw(st.from_regex(pattern)))


@pytest.mark.parametrize(
    ("text", "expected"), [("The Cat.", True), ("cats", False), ("undogged", True), ("", False), ("ſ", True)]
)
def test_triggers_are_whole_words_and_pieces(text: str, expected: bool) -> None:
    assert triggers("cat", "dog").are_in(text) is expected
