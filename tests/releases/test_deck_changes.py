"""What is said of decks stays short, however many there are."""

import pytest

from studygen.releases import deck_changes
from studygen.releases.lock import Lock


@pytest.mark.parametrize(("count", "last"), [(10, "D9: 1 of its 1 note"), (11, "and 1 more of this kind")])
def test_ten_decks_are_listed_and_more_are_counted(count: int, last: str) -> None:
    names = [f"d{number}" for number in range(count)]
    after = Lock(
        decks={name: name.upper() for name in names}, members=dict.fromkeys(names, frozenset({"mat"}))
    )
    (remark,) = deck_changes.overlapping(Lock(), after)
    heading, *lines = remark.split("\n  ")
    assert heading == "Decks share notes; Anki leaves a card in the deck that is imported first:"
    assert lines[0] == "D0: 1 of its 1 note is in other decks as well"
    assert len(lines) == count
    assert lines[-1].startswith(last)
