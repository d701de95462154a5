"""Questions with answers to choose from: one right, the others plausible and certainly wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from studygen.cards.note import Card, Note
from studygen.chance import lot
from studygen.documents.sheets.quiz.similarity import LONGEST, folded, may_both_be_right
from studygen.knowledge.text.markdown import to_plain

WRONG = 3  # wrong answers beside the right one
# Where no answer can be told from the others, as among dates that are known by their order only, all would be
# weighed against all in vain. So many comparisons took 0.8 s; a quiz of 10,000 entries made 120,000.
_MOST_COMPARED = 400_000
_WORN_OUT = 2  # times that an answer is offered as a wrong one; then whoever reads knows it
# Two words tell what these ask for: “what year”, “which party”, “how far”.
_VAGUE_OPENINGS = frozenset(
    ("what", "which", "how", "according", "in", "on", "by", "to", "of", "for", "from")
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that may be asked for."""

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
        words = folded(self.card.question).split()
        return note.type.key, name, form, *words[: 2 if words[:1] and words[0] in _VAGUE_OPENINGS else 1]


Groups = Mapping[tuple[str, ...], Sequence[Candidate]]


def candidates(notes: Iterable[Note], seed: int) -> dict[str, list[Candidate]]:
    """Return the cards of each note, by its id, in the order in which they are considered."""
    return {
        note.id: sorted(
            (Candidate(note, card, folded(card.answer)) for card in note.cards),
            key=lambda candidate: lot(seed, candidate.note.id, candidate.card.name),
        )
        for note in notes
    }


def grouped(found: Mapping[str, Iterable[Candidate]]) -> Groups:
    """Return all candidates by what they have in common."""
    groups: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
    for of_note in found.values():
        for candidate in of_note:
            groups[candidate.group].append(candidate)
    return groups


def drawn(
    found: Mapping[str, Sequence[Candidate]], groups: Groups, seed: int, most: int
) -> list[tuple[Candidate, tuple[str, ...]]]:
    """Draw cards that have enough wrong answers, one of each note at most, each with its choices."""
    used: Counter[str] = Counter()
    taken: list[tuple[Candidate, tuple[str, ...]]] = []
    compared = 0
    for note_id in sorted(found, key=lambda note_id: lot(seed, note_id)):
        if len(taken) == most or compared > _MOST_COMPARED:
            break
        compared += sum(len(groups[candidate.group]) for candidate in found[note_id])
        if offered := next(_offered(found[note_id], groups, used, seed), None):
            taken.append(offered)
            used.update(answer for answer in offered[1] if answer != offered[0].card.answer)
    return taken


def _offered(
    of_note: Iterable[Candidate], groups: Groups, used: Counter[str], seed: int
) -> Iterator[tuple[Candidate, tuple[str, ...]]]:
    """Yield those candidates that have enough wrong answers, with their choices."""
    for candidate in of_note:
        if len(to_plain(candidate.card.answer).split()) <= LONGEST:
            wrong = _distractors(candidate, groups[candidate.group], used, seed)
            if len(wrong) == WRONG:
                choices = [candidate.card.answer, *wrong]
                choices.sort(key=lambda answer: lot(seed, candidate.note.id, answer))
                yield candidate, tuple(choices)


def _distractors(
    right: Candidate, group: Iterable[Candidate], used: Counter[str], seed: int
) -> tuple[str, ...]:
    """Return wrong answers that could be right: about the same topics, of like length, not yet used up."""

    def rank(other: Candidate) -> tuple[int, int, int, bytes]:
        shared = len(set(right.note.tags) & set(other.note.tags))
        longer = abs(len(other.folded) - len(right.folded))
        return (-shared, used[other.card.answer], longer // 12, lot(seed, right.note.id, other.note.id))

    question = folded(right.card.question)
    taken = [right.folded]
    answers: list[str] = []
    for other in sorted(group, key=rank):
        if len(answers) == WRONG:
            break
        if used[other.card.answer] >= _WORN_OUT:
            continue
        if may_both_be_right(right.note, other.note) or other.folded in question:
            continue
        if any(other.folded in one or one in other.folded for one in taken):
            continue
        if len(to_plain(other.card.answer).split()) > LONGEST:
            continue
        taken.append(other.folded)
        answers.append(other.card.answer)
    return tuple(answers)
