"""What templates are given of records: small frozen objects of strings, numbers and others of their sort.

Nothing else can be reached from one, whatever a template asks for: no record, no path, and no function.
"""

from dataclasses import field, make_dataclass
from functools import cache
from typing import Any

from studygen.knowledge.base import Record
from studygen.knowledge.kinds.entry import Entry

# What an entry is, beside what is written in it.
_TOLD = ("kind", "title", "gist")
# They make notes of their own.
_LEFT_OUT = frozenset(("questions", "apart", "allow"))


def plain(record: Record) -> Any:
    """Return an object with the values of a record by its fields; of an entry, with its title."""
    shape = type(record)
    values = [_value(getattr(record, key)) for key in _keys(shape)]
    return _plain_class(shape)(*values)


def _value(value: object) -> Any:
    match value:
        case Record():
            return plain(value)
        case tuple():
            return tuple(map(_value, value))
        case dict():
            return {key: _value(inner) for key, inner in value.items()}
    return value


@cache
def _keys(shape: type[Record]) -> tuple[str, ...]:
    told = _TOLD if issubclass(shape, Entry) else ()
    return (*(key for key in shape.model_fields if key not in _LEFT_OUT), *told)


@cache
def _plain_class(shape: type[Record]) -> type[Any]:
    fields = [(key, Any, field()) for key in _keys(shape)]
    return make_dataclass(shape.__name__, fields, frozen=True, slots=True, namespace={"__module__": __name__})
