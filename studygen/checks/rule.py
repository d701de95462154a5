"""What rules find, and how it becomes a problem unless the entry or the question allows it with a reason."""

import inspect
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studygen.checks.card_texts import AllCards, CardText
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.knowledge_base import Knowledge
from studygen.problems import Place, Problem, Severity


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a rule about cards found; `subject` is the full id of what may allow it.

    `nearest` and `fix` are those of a `Problem`.
    """

    subject: str
    place: Place
    message: str
    severity: Severity
    nearest: str = ""
    fix: str = ""


# About what is written (nothing can be made while it is broken), and about what learners see.
FileRule = Callable[[Knowledge], Iterator[Problem]]
CardRule = Callable[[AllCards], Iterator[Hit]]


def on_question(card: CardText, message: str, severity: Severity = "warning") -> Hit:
    """Find fault with a card's question."""
    return Hit(card.note.id, card.place("question"), message, severity)


def on_answer(card: CardText, message: str, severity: Severity = "warning") -> Hit:
    """Find fault with a card's answer."""
    return Hit(card.note.id, card.place("answer"), message, severity)


def on_entry(entry: Entry, message: str, severity: Severity = "warning") -> Hit:
    """Find fault with an entry as a whole."""
    return Hit(entry.id, entry.place(entry.kind), message, severity)


def name_of(rule: FileRule | CardRule) -> str:
    """Return a rule's name, which is its function's: answer_leak is answer-leak."""
    return rule.__name__.replace("_", "-")


def explanation(rule: FileRule | CardRule) -> str:
    """Return what a rule finds, why, and after whom: the docstring of its module."""
    return inspect.cleandoc(sys.modules[rule.__module__].__doc__ or "")
