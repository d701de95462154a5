"""Tags that come by themselves: of what kind an entry is, and which paragraphs a note cites."""

from collections.abc import Iterator

from studygen.knowledge.kinds import KIND_NAMES
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.knowledge.text.tags import SEPARATOR

_KIND, _PARAGRAPH = "kind", "paragraph"
HIGHEST = (_KIND, _PARAGRAPH)
_FEWEST_DIGITS = 2


def kind_tag(entry: Entry) -> str:
    """Return the tag of the kind of an entry: kind::term."""
    return _of_kind(entry.kind)


def paragraph_tag(source: Source, number: int) -> str:
    """Return the tag of what cites a paragraph of a text, which sorts by the number: paragraph::04."""
    digits = max(_FEWEST_DIGITS, len(str(len(source.document.paragraphs))))
    return f"{_above(source)}{SEPARATOR}{number:0{digits}}"


def is_place(tag: str) -> bool:
    """Tell whether a tag says where in a text passages stand."""
    return tag.startswith(f"{_PARAGRAPH}{SEPARATOR}")


def every(knowledge: Knowledge) -> Iterator[str]:
    """Yield all tags that can come by themselves."""
    yield from map(_of_kind, KIND_NAMES)
    for source in knowledge.sources:
        for number, _ in enumerate(source.document.paragraphs, start=1):
            yield paragraph_tag(source, number)


def _of_kind(kind: str) -> str:
    return f"{_KIND}{SEPARATOR}{kind}"


def _above(source: Source) -> str:
    return f"{_PARAGRAPH}{SEPARATOR}{source.name}" if source.name else _PARAGRAPH
