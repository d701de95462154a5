"""The text as a page, shaded by how often it is cited."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from studygen.knowledge.coverage import Paragraph, Sentence, Stretch, coverage, share
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.knowledge_base import Source
from studygen.templating import guarded, html_environment


@dataclass(frozen=True, slots=True)
class EntryView:
    """What the page says of an entry."""

    id: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph in its stretches, and the entries that cite it with the words that they cite."""

    number: int
    stretches: tuple[Stretch, ...]
    cited_by: tuple[tuple[EntryView, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class MissingView:
    """A sentence that no entry cites, and why it need not be cited if that was said."""

    paragraph: int
    name: str
    excused: str | None


def to_html(source: Source, folders: Sequence[Path], where: str = "") -> str:
    """Return the text as a page, shaded by how often it is cited, each passage linked to its entries.

    Args:
        source: the text and the entries that count.
        folders: where the template is looked for.
        where: the search that they were selected by, for the reader.

    Raises:
        FaultyFilesError: the template has a fault.
    """
    paragraphs = coverage(source)
    cited, all_ = share(paragraphs)
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
    environment = html_environment(folders, autoescape=True)
    context = {
        "title": source.spec.title,
        "language": source.spec.language_tag,
        "paragraphs": [_paragraph(paragraph) for paragraph in paragraphs],
        "cited": cited,
        "all": all_,
        "missing": [_missing(sentence) for sentence in sentences if not sentence.entries],
        "where": where.strip(),
    }
    return guarded(lambda: environment.get_template("coverage.html").render(context))


def _paragraph(paragraph: Paragraph) -> ParagraphView:
    cited_by = tuple((_entry(entry), words) for entry, words in paragraph.cited_by)
    return ParagraphView(paragraph.number, paragraph.stretches, cited_by)


def _entry(entry: Entry) -> EntryView:
    return EntryView(entry.id, entry.kind, entry.title)


def _missing(sentence: Sentence) -> MissingView:
    return MissingView(sentence.paragraph, sentence.name, sentence.excused)
