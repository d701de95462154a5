"""repeated-id: two entries of a project, or two questions of an entry, with one id; a pair told apart twice.

Why: an id is what ties a learner's card to its entry; of two notes with one id, one would overwrite the
other.
Source: this project: one full id, one note, in every deck.
"""

from collections.abc import Iterator

from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.questions import pair_id
from studygen.problems import Place, Problem


def repeated_id(knowledge: Knowledge) -> Iterator[Problem]:
    """Find ids that are used again; each is one note, and notes with one id would overwrite each other."""
    first: dict[str, Entry] = {}
    pairs: dict[str, Place] = {}
    for _, entry in knowledge.entries():
        earlier = first.setdefault(entry.id, entry)
        if earlier is not entry:
            message = f"the id {entry.id!r} is taken by {earlier.place(earlier.kind)}; choose another"
            yield Problem(entry.place(entry.kind), message, "repeated-id")
        questions: dict[str, int] = {}
        for number, question in enumerate(entry.questions):
            taken = questions.setdefault(question.id, number)
            if taken != number:
                line = entry.place("questions", taken, "id").line
                message = f"the id {question.id!r} is taken by the question on line {line}; choose another"
                yield Problem(entry.place("questions", number, "id"), message, "repeated-id")
        for other in entry.apart:
            place = entry.place("apart", other)
            told = pairs.setdefault(pair_id(entry.id, other), place)
            if told != place:
                message = f"{told} tells these two apart already; keep one of the two"
                yield Problem(place, message, "repeated-id")
