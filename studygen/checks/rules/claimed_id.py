"""claimed-id: an id in `was` that is still in use, or that two claim to have had.

Why: what learners know of a renamed entry hangs on the id that it had first, which must be its alone.
Source: this project: one full id, one note, in every deck, and in every release.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.questions import Cloze, Listing, Question, Step
from studygen.problems import Place, Problem

_Claim = tuple[str, str, Place]  # who claims which earlier id, and where
_Claims = Iterable[_Claim]


def claimed_id(knowledge: Knowledge) -> Iterator[Problem]:
    """Find ids in `was` that are not free."""
    entries = [entry for _, entry in knowledge.entries()]
    used = dict.fromkeys(knowledge.ids, "an entry") | dict.fromkeys(knowledge.by_id, "an entry")
    yield from _taken(_claims_of_entries(entries), used)
    for entry in entries:
        for number, question in enumerate(entry.questions):
            if isinstance(question, Listing):
                steps = dict.fromkeys((step.id for step in question.listed), f"one of its {question.key}")
                path = ("questions", number, question.key)
                yield from _taken(_claims(entry, path, question.listed), steps)
        questions = dict.fromkeys((question.id for question in entry.questions), "a question of this entry")
        yield from _taken(_claims(entry, ("questions",), entry.questions), questions)
    yield from _moved(entries)


def _moved(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Find ids of questions of other entries that are not free."""
    # Of two entries that claim an id, which is told as well, the first has it.
    origins = {name: entry.origin for entry in reversed(entries) for name in (entry.id, *entry.was)}
    used: dict[str, str] = {}
    own: dict[str, str] = {}
    moved: list[_Claim] = []
    for entry in entries:
        used |= {f"{entry.origin}/{each.id}": f"a question of {entry.id!r}" for each in entry.questions}
        for claimant, old, place in _claims(entry, ("questions",), entry.questions):
            other, _, question = old.rpartition("/")
            if other:
                claim = f"{origins.get(other, other)}/{question}"
                moved.append((f"{entry.id}/{claimant}", claim, place))
            else:
                own[f"{entry.origin}/{old}"] = f"{entry.id}/{claimant}"
    yield from _taken(moved, used, own)


def _taken(
    claims: _Claims, used: Mapping[str, str], known: Mapping[str, str] | None = None
) -> Iterator[Problem]:
    """Find claims of what is in use, or of what another has claimed; `known` are claims that were made."""
    claimed = dict(known or {})
    for claimant, old, place in claims:
        if old in used:
            message = f"{old!r} is still the id of {used[old]}; `was` has ids that are no longer used"
            yield Problem(place, message, "claimed-id")
        elif claimed.setdefault(old, claimant) != claimant:
            message = (
                f"{claimed[old]!r} has been {old!r} already; of the two, the other is new: drop its `was`"
            )
            yield Problem(place, message, "claimed-id")


def _claims_of_entries(entries: Iterable[Entry]) -> Iterator[tuple[str, str, Place]]:
    for entry in entries:
        yield from ((entry.id, old, entry.place("was", index)) for index, old in enumerate(entry.was))


def _claims(
    entry: Entry, path: tuple[str | int, ...], named: Iterable[Question | Cloze | Listing | Step]
) -> Iterator[tuple[str, str, Place]]:
    for number, each in enumerate(named):
        for index, old in enumerate(each.was):
            yield each.id, old, entry.place(*path, number, "was", index)
