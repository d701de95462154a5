"""What of the text is cited, sentence by sentence, and by which entries."""

from collections.abc import Iterator
from dataclasses import dataclass

from studygen.knowledge.exemptions import Number, excused, exemptions
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.knowledge_base import Source
from studygen.knowledge.text.document import Citation
from studygen.knowledge.text.folded_text import Span
from studygen.knowledge.text.stretches import stretches


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the entries that cite some of it, and why it need not be cited if that was said."""

    paragraph: int
    number: int
    words: str
    entries: tuple[Entry, ...]
    excused: str | None

    @property
    def name(self) -> str:
        """What tables call it: paragraph.sentence."""
        return f"{self.paragraph}.{self.number}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a paragraph that the same citations cover."""

    words: str
    times: int
    ending: tuple[int, ...]  # the entries whose last cited words these are, counted from 1 in `cited_by`


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, and the entries that cite it with the words that they cite."""

    number: int
    stretches: tuple[Stretch, ...]
    sentences: tuple[Sentence, ...]
    cited_by: tuple[tuple[Entry, tuple[str, ...]], ...]


def coverage(source: Source) -> tuple[Paragraph, ...]:
    """Return what is cited of a source's text."""
    found = [(entry, citation) for entry in source.entries for citation in _citations(source, entry)]
    by_paragraph: dict[int, list[tuple[Entry, Citation]]] = {}
    for entry, citation in found:
        by_paragraph.setdefault(citation.paragraph, []).append((entry, citation))
    reasons = excused(exemptions(source.spec, source.document))
    return tuple(
        _paragraph(source, number, sorted(by_paragraph.get(number, []), key=lambda pair: pair[1]), reasons)
        for number in range(1, len(source.document.paragraphs) + 1)
    )


def share(paragraphs: tuple[Paragraph, ...]) -> tuple[int, int]:
    """Return how many sentences are cited, and how many there are."""
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
    return sum(bool(sentence.entries) for sentence in sentences), len(sentences)


def _citations(source: Source, entry: Entry) -> Iterator[Citation]:
    # What the text does not have is told as a fault, and cites nothing.
    passages = (source.document.locate(passage)[:1] for _, passage in entry.quoted)
    yield from dict.fromkeys(citation for found in passages for citation in found)


def _paragraph(
    source: Source, number: int, cited: list[tuple[Entry, Citation]], reasons: dict[Number, str]
) -> Paragraph:
    document = source.document
    words: dict[str, list[str]] = {}
    entries = {entry.id: entry for entry, _ in cited}
    for entry, citation in cited:
        words.setdefault(entry.id, []).append(citation.words)
    sentences = []
    for index, span in enumerate(document.sentences[number - 1], start=1):
        citing = dict.fromkeys(entry.id for entry, citation in cited if _overlaps(citation, span))
        sentences.append(
            Sentence(
                number,
                index,
                document.words(span),
                tuple(entries[each] for each in citing),
                reasons.get(Number(number, index)),
            )
        )
    return Paragraph(
        number,
        tuple(_stretches(source, document.paragraphs[number - 1], cited)),
        tuple(sentences),
        tuple((entries[entry_id], tuple(quoted)) for entry_id, quoted in words.items()),
    )


def _overlaps(citation: Citation, sentence: Span) -> bool:
    return any(span.start < sentence.end and sentence.start < span.end for span in citation.spans)


def _stretches(source: Source, paragraph: Span, cited: list[tuple[Entry, Citation]]) -> Iterator[Stretch]:
    numbers = {
        entry_id: number
        for number, entry_id in enumerate(dict.fromkeys(entry.id for entry, _ in cited), start=1)
    }
    spans = [(span, citation) for _, citation in cited for span in citation.spans]
    for stretch, citing in stretches(paragraph, spans):
        ending = dict.fromkeys(numbers[entry.id] for entry, citation in cited if citation.end == stretch.end)
        yield Stretch(source.document.text[stretch.start : stretch.end], len(citing), tuple(ending))
