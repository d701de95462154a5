"""What has an id of its own, found by its full id: entries, questions and lists, steps and members."""

from collections.abc import Iterator
from dataclasses import dataclass

from studygen.knowledge.base import Path
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.questions import Listing
from studygen.problems import Place


@dataclass(frozen=True)
class Identified:
    """An entry, a question or list of it, or a step or member of such a list."""

    full_id: str
    entry: Entry
    path: Path  # in the entry; () for the entry itself
    was: tuple[str, ...]

    @property
    def key(self) -> str:
        """The key that its id stands under."""
        return "id" if self.path else self.entry.kind

    @property
    def place(self) -> Place:
        """Where it was written."""
        return self.entry.place(*self.path)

    @property
    def id_place(self) -> Place:
        """Where its id was written."""
        return self.entry.place(*self.path, self.key)

    @property
    def origin(self) -> str:
        """The full id that it had first, as far as `was` tells."""
        return self.entry.origin_at(self.path)


def all_identified(knowledge: Knowledge) -> Iterator[Identified]:
    """Yield everything that has an id of its own."""
    for _, entry in knowledge.entries():
        yield from identified_in(entry)


def identified_in(entry: Entry) -> Iterator[Identified]:
    """Yield an entry and everything in it that has an id of its own."""
    yield Identified(entry.id, entry, (), entry.was)
    for number, question in enumerate(entry.questions):
        path = ("questions", number)
        full_id = f"{entry.id}/{question.id}"
        yield Identified(full_id, entry, path, question.was)
        if isinstance(question, Listing):
            for index, step in enumerate(question.listed):
                yield Identified(f"{full_id}/{step.id}", entry, (*path, question.key, index), step.was)
