"""Where a text has some words: its sentences with what to paste for a passage, and what cites them."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from studygen.knowledge.coverage import Sentence, coverage
from studygen.knowledge.knowledge_base import Source
from studygen.knowledge.text.folded_text import Span
from studygen.knowledge.text.unique_passage import passage_around, word_pattern
from studygen.knowledge.yaml.scalars import double_quoted
from studygen.problems import FaultyFilesError, StudygenError
from studygen.project.reading import FileReader, read_knowledge
from studygen.project.symbolic_links import odd_files
from studygen.wording import nearest, printable_json

_WHITE = re.compile(r"\s")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence with the words that were looked for.

    `passage` is the shortest stretch around them that the text has once; None if the text has all of the
    sentence more than once.
    """

    source: Source
    sentence: Sentence
    passage: str | None

    @property
    def place(self) -> str:
        """Its paragraph, and which sentence of that it is: ¶4.2."""
        return f"¶{self.sentence.name}"


def find(root: Path, words: str, *, is_regex: bool = False) -> tuple[Found, ...]:
    """Return the sentences of a project's texts that have some words, in the order of the texts.

    Entries with faults are looked at as far as they can be read: who looks for a passage is still writing.

    Args:
        root: the project's folder.
        words: a word or several in a row, in small letters or large ones if it has three letters or more.
        is_regex: whether it is a regular expression instead, as Python reads it.

    Raises:
        FaultyFilesError: there is no text that can be read.
        StudygenError: no sentence has the words, or they are no regular expression.
    """
    pattern = _expression(words) if is_regex else word_pattern(words)
    if pattern is None:
        raise StudygenError("there is nothing to look for; name a word")
    sources = _sources(root)
    found = tuple(each for source in sources for each in _found(source, pattern))
    if not found:
        # A text has its words many times, and one that is alike is enough.
        known = {word for source in sources for word in _WORD.findall(source.document.text)}
        hint = "" if is_regex else nearest(words, sorted(known))
        raise StudygenError(f"no sentence has {words!r}{hint}")
    return found


def _expression(words: str) -> re.Pattern[str]:
    try:
        return re.compile(words)
    except re.error as error:
        raise StudygenError(f"{words!r} is no regular expression: {error}") from error


def _sources(root: Path) -> tuple[Source, ...]:
    if odd := tuple(odd_files(root)):  # before any of them is read
        raise FaultyFilesError(odd)
    reader = FileReader()
    knowledge = read_knowledge(root / "source", reader)
    if not knowledge.sources:
        reader.stop_at_errors()
    return knowledge.sources


def _found(source: Source, pattern: re.Pattern[str]) -> Iterator[Found]:
    document = source.document
    # A line break within a sentence is a space to whoever looks for words.
    text = _WHITE.sub(" ", document.text)
    for paragraph in coverage(source):
        for sentence, span in zip(paragraph.sentences, document.sentences_of(paragraph.number), strict=True):
            at = next(
                (each.span() for each in pattern.finditer(text[span.start : span.end]) if each[0]), None
            )
            if at:
                words = Span(span.start + at[0], span.start + at[1])
                yield Found(source, sentence, passage_around(document, span, words))


def as_text(found: Sequence[Found]) -> str:
    """Return three lines for each sentence: place and words, what to paste, and what cites it."""
    return "\n\n".join("\n".join(_lines(each)) for each in found)


def _lines(found: Found) -> Iterator[str]:
    text = f"{found.source.name} " if found.source.name else ""
    yield f"{text}{found.place}  {found.sentence.words}"
    if found.passage is None:
        yield "  the text has this sentence more than once; quote some of the next as well"
    else:
        yield f"  passages: {double_quoted(found.passage)}"
    cited_by = ", ".join(entry.id for entry in found.sentence.entries)
    yield f"  {f'cited by {cited_by}' if cited_by else 'not cited'}"


def as_json(found: Sequence[Found]) -> str:
    """Return a list with a record of each sentence.

    `source` is the text's folder below source/ ("" for source/ itself), `paragraph` and `sentence` count from
    1, `passage` is null where the text has all of the sentence more than once, `cited_by` has ids of entries.
    """
    records = [
        {
            "source": each.source.name,
            "title": each.source.spec.title,
            "paragraph": each.sentence.paragraph,
            "sentence": each.sentence.number,
            "text": each.sentence.words,
            "passage": each.passage,
            "cited_by": [entry.id for entry in each.sentence.entries],
        }
        for each in found
    ]
    return printable_json(json.dumps(records, indent=2, ensure_ascii=False))
