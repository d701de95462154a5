"""YAML files to checked records that know where they were written; every fault becomes a `Problem`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from studygen.knowledge.base import ID_PATTERN, QUESTION_ID_PATTERN, Offered, Record
from studygen.knowledge.kinds import KIND_NAMES, keys_in_order, kind_of
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.yaml import nodes
from studygen.knowledge.yaml.curly_quotes import curly_quotes
from studygen.knowledge.yaml.nodes import Steps
from studygen.knowledge.yaml.spelling import id_from, spelt_as
from studygen.problems import Place, Problem
from studygen.wording import are, closest, counted, nearest

_MOST_FAULTS = 20  # of a record
_LONGEST_QUOTED = 200  # characters
# What files begin with that somebody may take for a text.
_NO_TEXT = {
    b"PK\x03\x04": "a document of a word processor, or another archive",
    b"\xd0\xcf\x11\xe0": "an old document of a word processor",
    b"%PDF-": "a PDF",
    b"{\\rtf": "rich text (.rtf)",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_KEY = "[key]"  # how pydantic ends a path to a key rather than to its value

R = TypeVar("R", bound=Record)


def load_record(shape: type[R], source: str, file: Path) -> tuple[R | None, list[Problem]]:
    """Read one mapping of the given shape; with faults, what is left without them, or None."""
    node, problems = nodes.parse(source, file)
    if node is None:
        return None, problems
    record, faults = _validated(shape, node, file)
    return record, [*problems, *faults, *curly_quotes(node, source, file)]


@dataclass(frozen=True, slots=True)
class LoadedEntries:
    """The entries of a file, faulty ones as far as they can be checked, the faults, and the ids of all.

    An id that is none is there as it was written and as it may have been meant.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    ids: frozenset[str]
    is_whole: bool = True  # whether the file could be read, so that there are no more ids in it


def load_entries(source: str, file: Path) -> LoadedEntries:
    """Read a list of entries."""
    node, problems = nodes.parse(source, file)
    entries: list[Entry] = []
    ids: set[str] = set()
    if isinstance(node, yaml.SequenceNode):
        with nodes.collector_paused():
            for item in node.value:
                entry, faults = _entry(item, file)
                problems += faults
                if entry is not None:
                    entries.append(entry)
                if isinstance(item, yaml.MappingNode) and item.value:
                    written = str(item.value[0][1].value)
                    ids |= {written, id_from(written)}
        problems += curly_quotes(node, source, file)
    elif node is not None:
        message = "this file is a list of entries; start each with a line such as `- term: its-id`"
        problems.append(Problem(nodes.start(node, file), message, "wrong-type"))
    is_whole = isinstance(node, yaml.SequenceNode) or (node is None and not problems)
    return LoadedEntries(tuple(entries), tuple(problems), frozenset(ids), is_whole)


def read_text(file: Path) -> tuple[str | None, list[Problem]]:
    """Read a UTF-8 file, its line ends made newlines; None where it is not UTF-8.

    Raises:
        OSError: the file cannot be read.
    """
    data = file.read_bytes()
    if other := next((what for start, what in _NO_TEXT.items() if data.startswith(start)), None):
        message = f"this is {other}; save it as plain text, as UTF-8"
        return None, [Problem(Place(file, 1, 1), message, "bad-encoding")]
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n"), []
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        place = Place(file, before.count(b"\n") + 1, column)
        message = f"byte {data[error.start]:#04x} is not UTF-8; save the file with the encoding UTF-8"
        return None, [Problem(place, message, "bad-encoding")]


def _entry(node: yaml.Node, file: Path) -> tuple[Entry | None, list[Problem]]:
    first = node.value[0][0].value if isinstance(node, yaml.MappingNode) and node.value else None
    if isinstance(first, str) and (kind := kind_of(first)):
        return _validated(kind, node, file)
    keys = [str(key.value) for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
    if later := next((key for key in keys if key in KIND_NAMES), None):
        done = "as `studygen check --fix` does"
        message = f"the first key of an entry is its kind; put `{later}` before `{first}`, {done}"
        return None, [Problem(nodes.start(node, file), message, "unknown-kind")]
    said = f"not {first!r}{nearest(first, KIND_NAMES)}" if isinstance(first, str) else "as in `term: its-id`"
    message = f"the first key of an entry is its kind, one of {', '.join(KIND_NAMES)}, {said}"
    return None, [Problem(nodes.start(node, file), message, "unknown-kind")]


def _validated(shape: type[R], node: yaml.Node, file: Path) -> tuple[R | None, list[Problem]]:
    """Return a record and its faults; of a record with faults, what is left without them, if it is one."""
    data = nodes.plain(node)
    try:
        return _placed(shape.model_validate(data), node, file), []
    except ValidationError as error:
        faults = error.errors(include_url=False)
    # A list whose every item is faulty is not empty; pydantic says both.
    told = [fault for fault in faults if fault["type"] != "too_short" or not fault["input"]]
    problems = list(_problems(_without_follow_ups(told, shape), shape, node, file))
    for fault in told:
        _blank(data, _without_union_tags(fault["loc"]))
    try:
        return _placed(shape.model_validate(data), node, file), problems
    except ValidationError:
        return None, problems


def _without_follow_ups(faults: Sequence[ErrorDetails], shape: type[Record]) -> list[ErrorDetails]:
    """Leave out that a key is missing where it is there, but misspelt, which is told as well."""
    misspelt = {
        (*steps[:-1], closest(str(steps[-1]), list(_fields(shape, steps[:-1]))))
        for fault in faults
        if fault["type"] == "extra_forbidden" and (steps := _without_union_tags(fault["loc"]))
    }
    return [
        fault
        for fault in faults
        if fault["type"] != "missing" or _without_union_tags(fault["loc"]) not in misspelt
    ]


def _problems(
    faults: Sequence[ErrorDetails], shape: type[R], node: yaml.Node, file: Path
) -> Iterator[Problem]:
    """Yield the faults of a record; of very many, those that come first and how many more there are."""
    yield from (_problem(fault, shape, node, file) for fault in faults[:_MOST_FAULTS])
    if (more := len(faults) - _MOST_FAULTS) > 0:
        message = f"there {are(more)} {counted(more, 'more fault')} in this; mend those above first"
        yield Problem(nodes.start(node, file), message, "more-faults")


def _placed(record: R, node: yaml.Node, file: Path) -> R:
    record.locate_with(partial(nodes.value_place, node, file=file))
    return record


def _blank(data: Any, steps: Steps) -> None:
    """Take out what the steps lead to, if it can be left out, so that the rest can be checked as well."""
    inmost: tuple[dict[str, Any], str] | None = None
    if len(steps) > 1 and steps[0] not in data:
        return  # it was taken out with another fault
    for step in steps:
        if isinstance(data, dict) and step in data:
            inmost = data, str(step)
            data = data[step]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
    if inmost:
        mapping, key = inmost
        del mapping[key]


@dataclass(frozen=True, slots=True)
class _Fault:
    """A fault that pydantic found, and where."""

    shape: type[Record]
    steps: Steps
    detail: ErrorDetails

    is_key: bool  # whether it is about a key rather than about its value

    @property
    def name(self) -> str:
        return next((f"`{step}`" for step in reversed(self.steps) if isinstance(step, str)), "this")

    @property
    def value(self) -> Any:
        return self.detail["input"]

    @property
    def context(self) -> dict[str, Any]:
        return self.detail.get("ctx", {})

    @property
    def meaning(self) -> str:
        """What the schema says of the key."""
        return (self._field and self._field.description) or ""

    @property
    def offer(self) -> str:
        """What can be written, where it is made for whoever needs it."""
        offers = [each for each in (self._field and self._field.metadata) or () if isinstance(each, Offered)]
        return (
            f"; take this one, which was made just now: `{self.steps[-1]}: {offers[0].make()}`"
            if offers
            else ""
        )

    @property
    def _field(self) -> FieldInfo | None:
        last = self.steps[-1] if self.steps else None
        return _fields(self.shape, self.steps[:-1]).get(last) if isinstance(last, str) else None


def _problem(detail: ErrorDetails, shape: type[Record], node: yaml.Node, file: Path) -> Problem:
    """Say a fault that pydantic found in the words of whoever wrote the file."""
    steps = _without_union_tags(detail["loc"])
    at_key = detail["type"] == "extra_forbidden" or _KEY in steps
    steps = tuple(step for step in steps if step != _KEY)
    place = (nodes.key_place if at_key and steps else nodes.value_place)(node, steps, file)
    left_out = detail["input"] is None and detail["type"] != "missing"
    say = _no_value if left_out else _SAYINGS.get(detail["type"], _as_pydantic_says)
    fault = _Fault(shape, steps, detail, is_key=at_key)
    message, rule = say(fault)
    return Problem(place, message, rule, fix=_fix(fault))


def _fix(fault: _Fault) -> str:
    """Return what can be written instead without a thought: an id as it must be, a key as it is spelt."""
    kind = fault.detail["type"]
    if kind == "string_pattern_mismatch" and fault.context["pattern"] == ID_PATTERN:
        return id_from(str(fault.value))
    if kind == "extra_forbidden":
        return spelt_as(str(fault.steps[-1]), _fields(fault.shape, fault.steps[:-1]))
    return ""


_Said = tuple[str, str]  # message and rule


def _missing(fault: _Fault) -> _Said:
    meaning = fault.meaning.rstrip(".") if fault.offer else fault.meaning
    return f"{fault.name} is missing{meaning and f': {meaning}'}{fault.offer}", "missing-key"


def _unknown_key(fault: _Fault) -> _Said:
    known = _known_keys(fault)
    if fault.steps[-1] in ("ask", "answer") and fault.steps[0] == "questions":
        what = "a question has `ask` and `answer`, or `ask` and `steps` or `members`, or `cloze`"
        return what, "unknown-key"
    hint = nearest(str(fault.steps[-1]), known) or f"; the keys here are {', '.join(known)}"
    return f"{fault.name} is not a key here{hint}", "unknown-key"


def _known_keys(fault: _Fault) -> list[str]:
    """Return the keys that may stand there, those of an entry in their order."""
    if len(fault.steps) == 1 and issubclass(fault.shape, Entry):
        return list(keys_in_order(fault.shape))
    return list(_fields(fault.shape, fault.steps[:-1]))


def _unknown_value(fault: _Fault) -> _Said:
    known = fault.context["expected"].replace("'", "")
    hint = nearest(str(fault.value), known.replace(" or ", ", ").split(", "))
    return f"{_quoted(fault.value)} is not one of {known}{hint}", "unknown-value"


def _misshapen(fault: _Fault) -> _Said:
    is_id = fault.context["pattern"] in (ID_PATTERN, QUESTION_ID_PATTERN)
    shape = "an id is lower-case words joined by hyphens, such as law-of-inertia"
    what = "an id" if fault.is_key else fault.name
    instead = f"; write {fixed}" if (fixed := _fix(fault)) else ""
    said = f"{_quoted(fault.value)} cannot be {what}: {shape if is_id else fault.meaning}{instead}"
    return said, "bad-value"


def _empty(fault: _Fault) -> _Said:
    return f"{fault.name} is empty; write something, or leave the key out if it is optional", "empty-value"


def _too_long(fault: _Fault) -> _Said:
    most = fault.context["max_length"]
    said = f"{fault.name} has {len(fault.value):,} characters, and {most:,} are the most"
    if not issubclass(fault.shape, Entry):
        return f"{said}; shorten it", "too-long"
    return f"{said}; what is this long is no card: make several entries of it", "too-long"


def _too_many(fault: _Fault) -> _Said:
    most = fault.context["max_length"]
    return f"{fault.name} has more than {most:,} items; make several of it", "too-long"


def _no_value(fault: _Fault) -> _Said:
    remedy = fault.offer or "; write one, and the word null in quotes, if it is meant"
    return f"{fault.name} has no value{remedy}", "empty-value"


def _not_a_number(fault: _Fault) -> _Said:
    return f"{fault.name} is a whole number, not {_quoted(fault.value)}", "wrong-type"


def _not_a_measure(fault: _Fault) -> _Said:
    return f"{fault.name} is a number such as 1.5, not {_quoted(fault.value)}", "wrong-type"


def _too_small(fault: _Fault) -> _Said:
    least = fault.context["ge"]
    return f"{fault.name} is {least} or more, not {fault.value}; leave the key out for all", "bad-value"


def _not_true_or_false(fault: _Fault) -> _Said:
    return f"{fault.name} is true or false, not {_kind(fault.value)}", "wrong-type"


def _not_a_text(fault: _Fault) -> _Said:
    why = "starts with [ or -" if isinstance(fault.value, list) else "starts with { or has ': ' in it"
    return f"{fault.name} is a text, not {_kind(fault.value)}; put a text that {why} in quotes", "wrong-type"


def _not_a_list(fault: _Fault) -> _Said:
    return f"{fault.name} is a list, not {_kind(fault.value)}; write [one, two]", "wrong-type"


def _not_a_mapping(fault: _Fault) -> _Said:
    known = ", ".join(list(_fields(fault.shape, fault.steps))[:4])
    of = f" of keys such as {known}" if known else " of keys to values, `key: value` on a line each"
    return f"{fault.name} is a mapping{of}, not {_kind(fault.value)}", "wrong-type"


def _as_pydantic_says(fault: _Fault) -> _Said:
    found = fault.detail["type"]
    return fault.detail["msg"], found if "-" in found else "bad-value"


_SAYINGS: dict[str, Callable[[_Fault], _Said]] = {
    "bool_parsing": _not_true_or_false,
    "bool_type": _not_true_or_false,
    "dict_type": _not_a_mapping,
    "greater_than_equal": _too_small,
    "extra_forbidden": _unknown_key,
    "finite_number": _not_a_measure,
    "float_parsing": _not_a_measure,
    "float_type": _not_a_measure,
    "int_parsing": _not_a_number,
    "int_type": _not_a_number,
    "literal_error": _unknown_value,
    "missing": _missing,
    "model_type": _not_a_mapping,
    "string_pattern_mismatch": _misshapen,
    "string_too_long": _too_long,
    "string_too_short": _empty,
    "string_type": _not_a_text,
    "too_short": _empty,
    "too_long": _too_many,
    "tuple_type": _not_a_list,
}


def _kind(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    return "a mapping" if isinstance(value, dict) else f"the text {_quoted(value)}"


def _quoted(value: object) -> str:
    """Return a value as messages quote it, a long one by its beginning."""
    shown = repr(value)
    return shown if len(shown) <= _LONGEST_QUOTED else f"{shown[:_LONGEST_QUOTED]}…"


def _without_union_tags(steps: Steps) -> Steps:
    """Drop the word that pydantic puts behind a question's number for the kind of question it took it for."""
    if len(steps) > 2 and steps[0] == "questions":  # questions, number, kind
        return (*steps[:2], *steps[3:])
    return steps


def _fields(shape: type[Record], steps: Steps) -> dict[str, FieldInfo]:
    """Return the keys that may stand where the steps lead, in a record of that shape; none if any may."""
    found: type[BaseModel] | None = shape
    is_free = False  # whether the next step is a key that the user chose, as a voice's id is
    for step in steps:
        if is_free:
            is_free = False
        elif found and isinstance(step, str):
            field = _by_key(found).get(step)
            found = next(_records(field.annotation), None) if field else None
            is_free = field is not None and get_origin(field.annotation) is dict
    return _by_key(found) if found and not is_free else {}


def _by_key(shape: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a record by the keys of the YAML."""
    return {field.alias or name: field for name, field in shape.model_fields.items()}


def _records(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _records(inner)
