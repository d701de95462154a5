"""The texts of an entry in which Markdown is read."""

from collections.abc import Iterator

from pydantic import BaseModel

from studygen.knowledge.base import Path

# Names of things rather than texts: no Markdown is read in them. Passages are the text's own words.
_NOT_MARKDOWN = frozenset((
    "passages", "tags", "see", "cards", "before", "after", "relations", "voice", "id", "sort", "until",
    "file", "alt", "licence", "source",
))  # fmt: skip


def texts(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield what is written in light Markdown, and where in the entry."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for key in type(value).model_fields:
            if key not in _NOT_MARKDOWN:
                yield from texts(getattr(value, key), (*path, key))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, (*path, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from texts(inner, (*path, index))
