"""In which order new cards are studied: those of one note give each other away, and stay apart."""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from studygen.cards.note import Card, Note

DAY = 20  # new cards that Anki shows on a day unless a learner wants more or fewer
_AIM = DAY + 5  # what is aimed at: where several cards are due at once, some come a little late


def study_order(notes: Sequence[Note]) -> Iterator[tuple[Note, Card]]:
    """Yield the cards of a deck in the order of study, two of one note at least a day of new cards apart.

    Anki shows new cards by their positions, and leaves two of one note on one day unless a learner has it
    bury them. So the first cards of notes come in the order of the notes. A further card of a note comes
    when 25 notes have begun since its last one: in the midst of a deck, new notes and further cards
    alternate. Where notes run out, those with most cards left go first.

    For the last notes not to lack what stands between their cards, notes of one card, on which no other
    builds, wait from where there would otherwise be too little left. No more of them wait than needed; in a
    deck too small for everything to be a day apart, cards are as far apart as that allows.
    """
    beginnings = _Beginnings(notes)
    continuations = _Continuations()
    for position, remaining in enumerate(range(sum(len(note.cards) for note in notes), 0, -1)):
        hurries = beginnings.must_hurry(remaining)
        following = None if hurries else continuations.due(position, remaining, beginnings)
        if following is None and beginnings:
            following = _Following(beginnings.take(remaining), 0)
        if following is None:
            following = continuations.oldest()
        index, ordinal, *_ = following
        yield notes[index], notes[index].cards[ordinal]
        left = len(notes[index].cards) - ordinal - 1
        if left:
            continuations.add(_Following(index, ordinal + 1, position, beginnings.begun), left)


class _Following(NamedTuple):
    """The next card of a note, where its last one was, and how many notes had begun by then."""

    note: int
    ordinal: int
    position: int = 0
    begun: int = 0


class _Continuations:
    """The next cards of notes that have begun, by how many each has left, the oldest first."""

    def __init__(self) -> None:
        self._waiting: dict[int, deque[_Following]] = {}

    def add(self, following: _Following, left: int) -> None:
        self._waiting.setdefault(left, deque()).append(following)

    def due(self, position: int, remaining: int, beginnings: "_Beginnings") -> _Following | None:
        """Take one whose time has come; None if there is none."""
        for left in sorted(self._waiting, reverse=True):
            if waiting := self._waiting[left]:
                _, _, since, begun = waiting[0]
                # Several that are left share what there is.
                far = min(_AIM, (position + remaining - 1 - since) // left)
                has_time = beginnings.begun < begun + _AIM and beginnings and remaining > left * _AIM
                if position >= since + far and not has_time:
                    return waiting.popleft()
        return None

    def oldest(self) -> _Following:
        """Take the one whose note was asked the longest ago."""
        return min(filter(None, self._waiting.values()), key=lambda waiting: waiting[0].position).popleft()


class _Beginnings:
    """The first cards that are still to come, by the places of their notes, those that can wait apart."""

    def __init__(self, notes: Sequence[Note]) -> None:
        self.begun = 0
        built_on = {
            full_id for note in notes for full_id in (*note.needs, *((note.entry.id,) if note.path else ()))
        }
        can_wait = [len(note.cards) == 1 and note.id not in built_on for note in notes]
        self._patient = deque(index for index in range(len(notes)) if can_wait[index])
        pressing = [index for index in range(len(notes)) if not can_wait[index]]
        self._pressing = deque(pressing)
        self._taken = 0  # of those that cannot wait
        # How many cards it takes from the first of these on for each of them to have room behind it.
        total = sum(len(note.cards) for note in notes)
        needed = [
            rank + _room(len(notes[index].cards) - 1, total - rank)
            for rank, index in enumerate(pressing, start=1)
        ]
        self._needed = deque([*accumulate(reversed(needed), max)][::-1])  # by whichever needs most

    def __bool__(self) -> bool:
        return bool(self._pressing or self._patient)

    def must_hurry(self, remaining: int) -> bool:
        """Tell whether any other card in this place would leave too little behind some first card."""
        return bool(self._pressing) and remaining + self._taken <= self._needed[0]

    def take(self, remaining: int) -> int:
        """Take the next one; `remaining` cards are to come with it."""
        self.begun += 1
        if self._pressing and (
            not self._patient or self._pressing[0] < self._patient[0] or self.must_hurry(remaining)
        ):
            self._taken += 1
            self._needed.popleft()
            return self._pressing.popleft()
        return self._patient.popleft()


def _room(further: int, behind: int) -> int:
    """Return how many cards a note with further ones wants behind its first, if at most so many can be."""
    return min(min(further, max(behind // _AIM, 1)) * _AIM, behind)
