"""The practice quiz: which questions, and among which answers to choose.

Everything is drawn by a hash of the seed and the note's id. So the same seed gives the same quiz on every
computer, and a new note changes little in it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from studygen.glossary import LONG
from studygen.markup import to_plain
from studygen.model import Date, Figure, Term, When
from studygen.notes import Card, Note
from studygen.sheet_input import NothingToPrintError, SheetInput

WRONG = 3  # wrong answers beside the right one
_WORN_OUT = 2  # times that an answer is offered as a wrong one; then whoever reads knows it
_LONGEST_CHOICE = 25  # words; four answers longer than this cannot be weighed against each other
_WORDS_PER_LINE, _MOST_LINES = 6, 6  # of handwriting
# Two words tell what these ask for: “what year”, “which party”, “how far”.
_VAGUE_OPENINGS = frozenset(
    ("what", "which", "how", "according", "in", "on", "by", "to", "of", "for", "from")
)


@dataclass(frozen=True, slots=True)
class Item:
    """A question of the quiz; texts are light Markdown."""

    number: int
    note: Note
    question: str
    answer: str
    speaker: str | None
    choices: tuple[str, ...] = ()  # with the right one among them

    @property
    def letter(self) -> str:
        """The letter of the right choice."""
        return "ABCD"[self.choices.index(self.answer)]

    @property
    def is_long(self) -> bool:
        """Whether keeping it in one piece would leave a hole in the page."""
        quotes = sum(len(citation.words) for citation in self.note.citations)
        return len(self.question) + len(self.answer) + quotes + len(self.note.remark or "") > LONG

    @property
    def lines(self) -> int:
        """How many ruled lines the answer needs."""
        words = len(to_plain(self.answer).split())
        return min(_MOST_LINES, 1 + words // _WORDS_PER_LINE)


@dataclass(frozen=True, slots=True)
class Quiz:
    """Questions to choose from, then questions to write on, numbered through."""

    choice: tuple[Item, ...]
    written: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    note: Note
    card: Card
    folded: str  # the answer as it is compared

    @property
    def group(self) -> tuple[str, ...]:
        """What the questions have in common whose answers can be taken for each other's."""
        note, name = self.note, self.card.name
        form = "list" if self.card.answer.startswith("- ") else "sentence"
        if note.id == note.entry.id and name.casefold() not in note.entry.ask:
            return note.type.key, name, form
        # Hand-written questions ask for anything; those that begin alike ask for something alike.
        words = _folded(self.card.question).split()
        return note.type.key, name, form, *words[: 2 if words[:1] and words[0] in _VAGUE_OPENINGS else 1]


def view(given: SheetInput) -> dict[str, Any]:
    """Return what the templates of the quiz and its key are given.

    Raises:
        NothingToPrintError: there is nothing to ask.
    """
    options = given.options.quiz
    drawn = draw(given.notes, given.seed, options.choice, options.written)
    if not (drawn.choice or drawn.written):
        raise NothingToPrintError("there is nothing to ask: none of the selected notes has cards")
    return {"quiz": drawn, "seed": given.seed, "notes": len(given.notes)}


def draw(notes: Sequence[Note], seed: int, choice: int, written: int) -> Quiz:
    """Draw questions, at most one from each note; of those to choose from, at most `choice`."""
    groups: dict[tuple[str, ...], list[_Candidate]] = defaultdict(list)
    by_note: dict[str, list[_Candidate]] = {}
    for note in notes:
        candidates = [_Candidate(note, card, _folded(card.answer)) for card in note.cards]
        candidates.sort(key=lambda candidate: _lot(seed, note.id, candidate.card.name))
        by_note[note.id] = candidates
        for candidate in candidates:
            groups[candidate.group].append(candidate)
    used: Counter[str] = Counter()
    chosen: list[tuple[_Candidate, tuple[str, ...]]] = []
    left: list[_Candidate] = []
    for note_id in sorted(by_note, key=lambda note_id: _lot(seed, note_id)):
        candidates = by_note[note_id]
        found = next(_offered(candidates, groups, used, seed), None) if len(chosen) < choice else None
        if found:
            chosen.append(found)
            used.update(answer for answer in found[1] if answer != found[0].card.answer)
        elif candidates:
            left.append(candidates[0])
    # What cannot be asked with answers to choose from is asked for in writing.
    left = left[: choice - len(chosen) + written]
    return Quiz(
        tuple(
            Item(number, one.note, one.card.question, one.card.answer, one.card.speaker, choices)
            for number, (one, choices) in enumerate(chosen, start=1)
        ),
        tuple(
            Item(number, one.note, one.card.question, one.card.answer, one.card.speaker)
            for number, one in enumerate(left, start=len(chosen) + 1)
        ),
    )


def _offered(
    candidates: Iterable[_Candidate],
    groups: Mapping[tuple[str, ...], Sequence[_Candidate]],
    used: Counter[str],
    seed: int,
) -> Iterator[tuple[_Candidate, tuple[str, ...]]]:
    """Yield those candidates that have enough wrong answers, with their choices."""
    for candidate in candidates:
        if len(to_plain(candidate.card.answer).split()) <= _LONGEST_CHOICE:
            wrong = _distractors(candidate, groups[candidate.group], used, seed)
            if len(wrong) == WRONG:
                choices = [candidate.card.answer, *wrong]
                choices.sort(key=lambda answer: _lot(seed, candidate.note.id, answer))
                yield candidate, tuple(choices)


def _distractors(
    right: _Candidate, group: Iterable[_Candidate], used: Counter[str], seed: int
) -> tuple[str, ...]:
    """Return wrong answers that could be right: about the same topics, of like length, not yet used up."""

    def rank(other: _Candidate) -> tuple[int, int, int, bytes]:
        shared = len(set(right.note.tags) & set(other.note.tags))
        longer = abs(len(other.folded) - len(right.folded))
        return (
            -shared,
            used[other.card.answer],
            longer // 12,
            _lot(seed, right.note.id, other.note.id),
        )

    question = _folded(right.card.question)
    taken = [right.folded]
    answers: list[str] = []
    for other in sorted(group, key=rank):
        if len(answers) == WRONG:
            break
        if used[other.card.answer] >= _WORN_OUT:
            continue
        if _may_both_be_right(right.note, other.note) or other.folded in question:
            continue
        if any(other.folded in one or one in other.folded for one in taken):
            continue
        if len(to_plain(other.card.answer).split()) > _LONGEST_CHOICE:
            continue
        taken.append(other.folded)
        answers.append(other.card.answer)
    return tuple(answers)


def _may_both_be_right(one: Note, other: Note) -> bool:
    """Tell whether two notes are so close that the answer to one may answer the other, too."""
    first, second = one.entry, other.entry
    if first.id == second.id:
        return True
    linked = {other for _, other in first.references}, {other for _, other in second.references}
    if second.id in linked[0] or first.id in linked[1]:
        return True
    if isinstance(first, Term | Figure) and isinstance(second, Term | Figure):
        names = {_folded(name) for name in (first.name, *first.aliases)}
        return not names.isdisjoint(_folded(name) for name in (second.name, *second.aliases))
    if isinstance(first, Date) and isinstance(second, Date):
        return _overlap(first.when, second.when)
    return False


_YEARS = {"decade": 10, "century": 100, "period": 10}  # how long a date may last whose end is not given


def _overlap(one: When, other: When) -> bool:
    """Tell whether two dates may be the same time."""
    if one.sort is None or other.sort is None:
        return True  # relative to something: who knows
    return one.sort <= _end(other) and other.sort <= _end(one)


def _end(when: When) -> str:
    last = when.until or when.sort or ""
    if not when.until and when.precision in _YEARS:
        last = f"{int(last[:4]) + _YEARS[when.precision] - 1:04}"
    return last + "~"  # sorts behind every month and day of it


def _folded(markdown: str) -> str:
    """Return what two answers are compared by: their words alone."""
    return " ".join(re.findall(r"\w+", to_plain(markdown).casefold()))


def _lot(seed: int, *words: str) -> bytes:
    """Return what to sort by so that the order is by chance and yet always the same."""
    return sha256("\0".join((str(seed), *words)).encode()).digest()
