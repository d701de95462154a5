"""The kinds of entries, one a module, and the list of them: CONTRIBUTING.md says how to add one."""

from functools import reduce
from operator import or_
from typing import Any

from studygen.knowledge.kinds.argument import Argument
from studygen.knowledge.kinds.date import Date
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.kinds.figure import Figure
from studygen.knowledge.kinds.term import Term

# In the order in which notes about one paragraph come: what words mean before arguments.
KINDS: tuple[type[Entry], ...] = (Term, Figure, Date, Argument)

KIND_NAMES = tuple(each.kind for each in KINDS)

AnyEntry: Any = reduce(or_, KINDS)  # their union, for what reads or describes YAML


def kind_of(name: str) -> type[Entry] | None:
    """Return the kind with this name, which is the first key of its entries; None if there is none."""
    return next((each for each in KINDS if each.kind == name), None)


# Keys that several kinds have, as they are best written: before those that are a kind's own, and behind them.
_BEFORE = ("was", "name", "aliases", "typed", "short", "when")
_BEHIND = (
    *("voice", "passages", "stances", "facts", "before", "after"),
    *("cards", "ask", "show", "listen", "hint", "note", "image", "audio"),
    *("relations", "see", "unlike", "apart", "tags", "allow", "questions"),
)


def keys_in_order(kind: type[Entry]) -> tuple[str, ...]:
    """Return the keys of an entry in the order in which they are best written."""
    fields = kind.model_fields
    own = [name for name in kind.__annotations__ if name not in (*_BEFORE, *_BEHIND)]
    ordered = dict.fromkeys(name for name in ("id", *_BEFORE, *own, *_BEHIND, *fields) if name in fields)
    return tuple(fields[name].alias or name for name in ordered)


def kinds_with(trait: type[Entry]) -> tuple[str, ...]:
    """Return the names of the kinds that have a trait."""
    return tuple(each.kind for each in KINDS if issubclass(each, trait))
