"""What entries state, and the sentences of the text that it rests on: what rules about truth compare."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from studygen.checks.card_words import sentence
from studygen.checks.rule import Hit
from studygen.knowledge.base import Path, Record, Writing
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.kinds.traits import Named
from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.knowledge.questions import Cloze, Difference, Listing, Question
from studygen.knowledge.text.document import Citation
from studygen.knowledge.text.folded_text import Span
from studygen.knowledge.text.markdown import to_plain
from studygen.knowledge.text_fields import texts
from studygen.problems import Place


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that a card or a sheet says, in plain words, and what stands beside it on the same card."""

    source: Source
    entry: Entry
    path: Path
    text: str
    voice: str
    citations: tuple[Citation, ...]
    beside: str = ""  # the question to an answer, the answer to a question
    is_question: bool = False

    @property
    def language(self) -> str:
        """The language of the text."""
        return self.source.spec.language

    @property
    def spans(self) -> tuple[Span, ...]:
        """The sentences of the text that are cited, whole, in order."""
        document = self.source.document
        found = {span: None for each in self.citations for span in document.cited_sentences(each)}
        return tuple(sorted(found))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The words of these sentences."""
        return tuple(map(self.source.document.words, self.spans))

    @property
    def so_far(self) -> tuple[str, ...]:
        """The words of the paragraphs that are cited, up to the end of the last sentence that is."""
        document = self.source.document
        ends: dict[int, int] = {}
        for each in self.citations:
            end = document.cited_sentences(each)[-1].end
            ends[each.paragraph] = max(ends.get(each.paragraph, 0), end)
        starts = {number: document.paragraphs[number - 1].start for number in ends}
        return tuple(document.words(Span(starts[number], end)) for number, end in ends.items())

    @property
    def subject(self) -> str:
        """The full id of what may allow a fault of it."""
        return self.entry.full_id(self.path)

    @property
    def voice_place(self) -> Place:
        """Where its voice is written: beside it, or with its entry."""
        inner: Any = self.entry
        for key in self.path[:-1]:
            inner = getattr(inner, str(key)) if isinstance(inner, Record) else inner[key]
        own = len(self.path) > 1 and getattr(inner, "voice", None)
        return self.entry.place(*self.path[:-1], "voice") if own else self.entry.place("voice")

    def hit(self, message: str, nearest: str = "") -> Hit:
        """Find fault with it."""
        return Hit(self.subject, self.entry.place(*self.path), message, "warning", nearest=nearest)


def statements(knowledge: Knowledge) -> Iterator[Statement]:
    """Yield all that is stated and asked by entries, in the order in which they are written."""
    for source, entry in knowledge.entries():
        yield from _of_entry(source, entry)
        for path, part in entry.parts:
            voice = part.voice or entry.voice
            yield Statement(
                source, entry, (*path, "text"), _plain(part.text), voice, source.cite(part.passages)
            )
        for path, asked in entry.asked:
            yield from _of_asked(source, entry, path, asked)


def _of_entry(source: Source, entry: Entry) -> Iterator[Statement]:
    """Yield what an entry says by keys of its own, which rests on all of its passages."""
    passages = (*entry.passages, *(passage for _, part in entry.parts for passage in part.passages))
    citations = source.cite(tuple(dict.fromkeys(passages)))
    within = {path[0] for path, _ in entry.parts} | {"questions", "apart"}
    for path, text, sort in texts(entry):
        is_name = isinstance(entry, Named) and text in entry.names
        if sort is Writing.SAID and path[0] not in within and not is_name:
            yield Statement(source, entry, path, _plain(text), entry.voice, citations)


def _of_asked(
    source: Source, entry: Entry, path: Path, asked: Question | Cloze | Listing | Difference
) -> Iterator[Statement]:
    voice = asked.voice or entry.voice
    match asked:
        case Cloze():
            citations = source.cite(asked.passages)
            yield Statement(
                source, entry, (*path, "cloze"), _FORMULA.sub(_AS_WORD, sentence(asked)), voice, citations
            )
        case Listing():
            asks = _plain(asked.ask)
            for number, step in enumerate(asked.listed):
                at = (*path, asked.key, number, "text")
                citations = source.cite(step.passages)
                yield Statement(source, entry, at, _plain(step.text), voice, citations, asks)
        case _:
            citations = source.cite(asked.passages)
            asks, answer = _plain(asked.ask or ""), _plain(asked.answer)
            if asks:
                yield Statement(
                    source, entry, (*path, "ask"), asks, voice, citations, answer, is_question=True
                )
            yield Statement(source, entry, (*path, "answer"), answer, voice, citations, asks)


# The commands of a formula are no words.
_FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)
_AS_WORD = " "


def _plain(text: str) -> str:
    """Return a text without marks and without formulas."""
    return _FORMULA.sub(_AS_WORD, to_plain(text))
