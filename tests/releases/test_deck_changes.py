"""What is said of decks stays short, however many there are."""

import pytest

from studygen.releases import deck_changes
from studygen.releases.lock import Lock


@pytest.mark.parametrize(("count", "last"), [(10, "D9: its only note is"), (11, "and 1 more of this kind")])
def test_ten_decks_are_listed_and_more_are_counted(count: int, last: str) -> None:
    names = [f"d{number}" for number in range(count)]
    after = Lock(
        decks={name: name.upper() for name in names}, members=dict.fromkeys(names, frozenset({"mat"}))
    )
    (remark,) = deck_changes.overlapping(Lock(), after, {})
    heading, *lines = remark.split("\n  ")
    assert heading == "Decks share notes; Anki leaves a card in the deck that is imported first:"
    assert lines[0] == "D0: its only note is in 'D1' as well, after which it brings nothing new"
    assert len(lines) == count
    assert lines[-1].startswith(last)


def test_a_deck_that_begins_with_another_goes_together_with_it() -> None:
    members = {"core": frozenset("ab"), "part": frozenset("bc"), "whole": frozenset("abcd")}
    after = Lock(decks={name: name.capitalize() for name in members}, members=members)
    (remark,) = deck_changes.overlapping(Lock(), after, {"whole": ("core",)})
    assert remark.split("\n  ")[1:] == [
        "Core: 1 of its 2 notes is in other decks as well",
        "Part: all of its 2 notes are in 'Whole' as well, after which it brings nothing new",
        "Whole: 2 of its 4 notes lie in 'Core', whichever is imported first",
    ]
