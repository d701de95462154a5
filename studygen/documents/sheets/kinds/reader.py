"""The text itself, set for reading: beside it, in the margin, the entries that cite each passage."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import Field

from studygen.documents.sheets.kinds.glossary import sort_key
from studygen.documents.sheets.options import SheetOptions
from studygen.documents.sheets.sheet import Content, Sheet, SheetInput
from studygen.knowledge.kinds import KINDS
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.kinds.traits import Arguing
from studygen.knowledge.knowledge_base import Source
from studygen.knowledge.text.folded_text import Span
from studygen.knowledge.text.markdown import to_plain
from studygen.knowledge.text.stretches import stretches


class ReaderOptions(SheetOptions):
    """Options of the reader."""

    lines: bool = Field(True, description="Whether every fifth line is numbered.")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that are cited or not, and the entries whose first words of the paragraph they begin with."""

    words: str
    is_cited: bool
    entries: tuple["Mark", ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry in the margin; the title is light Markdown."""

    kind: str
    mark: str  # which tells the kind
    title: str
    is_quiet: bool  # so that what words mean stands out


@dataclass(frozen=True, slots=True)
class Chapter:
    """A text: its paragraphs, each a series of stretches."""

    title: str
    language: str
    name: str  # its folder's; part of the labels
    paragraphs: tuple[tuple[Stretch, ...], ...]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """An entry with the paragraphs that it cites, as labels and numbers."""

    title: str
    kind: str
    paragraphs: tuple[tuple[str, int], ...]


def content(given: SheetInput) -> Content:
    """Return what the template of the reader is given."""
    entries = given.entries
    chapters = tuple(_chapter(source, entries) for source in given.sources)
    index = [_indexed(given.knowledge.source_of[entry.id], entry) for entry in entries.values()]
    index.sort(key=lambda each: sort_key(each.title))
    values = {
        "chapters": chapters,
        "index": tuple(index),
        "kinds": tuple(
            (each.kind, each.mark) for each in KINDS if any(one.kind == each.kind for one in index)
        ),
        "lines": given.options.of(ReaderOptions).lines,
    }
    return Content({"reader": values})


def label(source: Source, paragraph: int) -> str:
    """Return what a paragraph is called within the document."""
    return f"{source.name or 'text'}-{paragraph}"


def _indexed(source: Source, entry: Entry) -> IndexEntry:
    cited = sorted({citation.paragraph for citation in source.cite(_passages(entry))})
    return IndexEntry(entry.title, entry.kind, tuple((label(source, number), number) for number in cited))


def _passages(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(passage for _, passage in entry.quoted))


def _chapter(source: Source, entries: dict[str, Entry]) -> Chapter:
    own = [entry for entry in source.entries if entry.id in entries]
    cited: dict[int, list[tuple[Span, Entry]]] = {}
    for entry in own:
        for citation in source.cite(_passages(entry)):
            cited.setdefault(citation.paragraph, []).extend((span, entry) for span in citation.spans)
    return Chapter(
        source.spec.title,
        source.spec.language,
        source.name or "text",
        tuple(
            tuple(_stretches(source, paragraph, sorted(cited.get(number, []), key=lambda one: one[0])))
            for number, paragraph in enumerate(source.document.paragraphs, start=1)
        ),
    )


def _stretches(source: Source, paragraph: Span, cited: list[tuple[Span, Entry]]) -> Iterator[Stretch]:
    """Yield a paragraph in stretches, each entry with the first words of it that it cites."""
    first: dict[str, tuple[int, Entry]] = {}
    for span, entry in cited:
        first.setdefault(entry.id, (span.start, entry))
    for stretch, citing in stretches(paragraph, cited):
        begun = (entry for at, entry in first.values() if at == stretch.start)
        yield Stretch(
            source.document.words(stretch),
            bool(citing),
            tuple(map(_mark, sorted(begun, key=lambda entry: to_plain(entry.title)))),
        )


def _mark(entry: Entry) -> Mark:
    return Mark(entry.kind, entry.mark, entry.title, isinstance(entry, Arguing))


SHEET = Sheet(
    "reader",
    "the text with numbered lines, entries in the margin, an index",
    "the text with its margin",
    content,
    ReaderOptions,
    chapters=("reader",),
)
