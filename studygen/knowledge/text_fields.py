"""The texts that an editor writes into a record, found by the types of its fields."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from studygen.knowledge.base import Path, Record, Writing


class Written(NamedTuple):
    """A text: where in the record it stands, its words, and what it has to do with its entry."""

    path: Path
    text: str
    sort: Writing

    @property
    def is_markdown(self) -> bool:
        """Whether it is light Markdown."""
        return self.sort is not Writing.PLAIN


def texts(record: Record, path: Path = ()) -> Iterator[Written]:
    """Yield the texts of a record and of the records in it, in the order of their fields."""
    for key, sort in _fields(type(record)):
        yield from _texts(getattr(record, key), (*path, key), sort)


def _texts(value: object, path: Path, sort: Writing | None) -> Iterator[Written]:
    match value:
        case str() if sort:
            yield Written(path, value, sort)
        case Record():
            yield from texts(value, path)
        case tuple():
            for index, inner in enumerate(value):
                yield from _texts(inner, (*path, index), sort)
        case dict():
            for key, inner in value.items():
                yield from _texts(inner, (*path, key), sort)


def text_keys(shape: type[Record]) -> frozenset[str]:
    """Return the keys of a record that hold texts in light Markdown themselves, one or several."""
    return frozenset(key for key, sort in _fields(shape) if sort not in (None, Writing.PLAIN))


@cache
def _fields(shape: type[Record]) -> tuple[tuple[str, Writing | None], ...]:
    """Return the fields of a record that hold texts, of what sort these are, and those that hold records."""
    found = (
        (key, _sort(field.annotation, tuple(field.metadata)), field)
        for key, field in shape.model_fields.items()
    )
    return tuple((key, sort) for key, sort, field in found if sort or _holds_records(field.annotation))


def _sort(annotation: Any, metadata: tuple[Any, ...] = ()) -> Writing | None:
    for mark in metadata:
        if isinstance(mark, Writing):
            return mark
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return _sort(inner, tuple(marks))
    if get_origin(annotation) is dict:
        return _sort(get_args(annotation)[1])
    return next((found for inner in get_args(annotation) if (found := _sort(inner))), None)


def _holds_records(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return True
    return any(map(_holds_records, get_args(annotation)))
