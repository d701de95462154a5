"""The worksheet: the sentences that most of what is known rests on, with names to be filled in."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import Field

from studygen.chance import lot
from studygen.documents.sheets.blanks import Blanked, Hidden, Names
from studygen.documents.sheets.options import SheetOptions
from studygen.documents.sheets.sheet import Content, Document, NothingToPrintError, Sheet, SheetInput
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.knowledge_base import Source
from studygen.knowledge.text.folded_text import Span

_WORDS = range(6, 81)  # that a sentence may have


class WorksheetOptions(SheetOptions):
    """Options of the worksheet."""

    passages: int = Field(
        16, ge=1, description="Sentences of the text, at most: those that most entries rest on."
    )
    blanks: int = Field(2, ge=1, description="Blanks in a sentence, at most.")
    bank: bool = Field(True, description="Whether the words to fill in are listed.")


@dataclass(frozen=True, slots=True)
class Exercise:
    """A sentence of the text with blanks."""

    paragraph: int
    sentence: Blanked
    text: str  # the folder of the text that it stands in
    speaker: str  # who wrote it
    language: str

    @property
    def locator(self) -> str:
        """Where it stands."""
        return f"¶{self.paragraph}"


def content(given: SheetInput) -> Content:
    """Return what the templates of the worksheet and its key are given.

    Raises:
        NothingToPrintError: no cited sentence has a name in it.
    """
    options = given.options.of(WorksheetOptions)
    exercises = tuple(_exercises(given, options.passages, options.blanks))
    if not exercises:
        raise NothingToPrintError(
            "there is nothing to fill in: no sentence that is cited names a term or figure that is selected"
        )
    hidden = [one for exercise in exercises for one in exercise.sentence.hidden.values()]
    values = {
        "exercises": exercises,
        "bank": _bank(hidden) if options.bank else (),
        "repeats": len({one.words.casefold() for one in hidden}) < len(hidden),
    }
    return Content(
        {"worksheet": values},
        facts=(("filled", (len(hidden), len(exercises))),),
        documents=(Document("worksheet", "worksheet"), Document("worksheet-key", "worksheet-key")),
    )


def _bank(hidden: list[Hidden]) -> tuple[str, ...]:
    """Return the words to fill in from A to Z, each once."""
    return tuple(sorted({one.words.casefold(): one.words for one in hidden}.values(), key=str.casefold))


def _exercises(given: SheetInput, most: int, most_blanks: int) -> Iterator[Exercise]:
    entries = given.entries
    names = Names(entries.values())
    ranked: list[tuple[tuple[int, bytes], int, Source, int, Span]] = []
    for source in given.sources:
        cited = _cited(source, entries)
        for paragraph, sentences in enumerate(source.document.sentences, start=1):
            for span in sentences:
                words = source.document.words(span)
                if cited[span] and len(words.split()) in _WORDS and names.found(words):
                    rank = (-cited[span], lot(given.seed, "worksheet", words))
                    ranked.append((rank, len(ranked), source, paragraph, span))
    number = 1
    used: Counter[str] = Counter()
    # The key sentences, in the order of the text.
    for _, _, source, paragraph, span in sorted(sorted(ranked)[:most], key=lambda each: each[1]):
        words = source.document.words(span)
        found = names.found(words)
        # Rather another word than one that was hidden already.
        by_lot = sorted(found, key=lambda key: (used[key], lot(given.seed, words, key)))[:most_blanks]
        used.update(by_lot)
        sentence = names.blanked(words, by_lot, number)
        number += len(sentence.hidden)
        yield Exercise(paragraph, sentence, source.name, source.spec.author, source.spec.language)


def _cited(source: Source, entries: dict[str, Entry]) -> Counter[Span]:
    """Return how many of the entries cite each sentence."""
    found: Counter[Span] = Counter()
    for entry in source.entries:
        if entry.id in entries:
            cited = source.cite(tuple(dict.fromkeys(passage for _, passage in entry.quoted)))
            spans = [span for citation in cited for span in citation.spans]
            found.update(
                {
                    sentence
                    for citation in cited
                    for sentence in source.document.sentences[citation.paragraph - 1]
                    if any(span.start < sentence.end and sentence.start < span.end for span in spans)
                }
            )
    return found


SHEET = Sheet(
    "worksheet",
    "sentences of the text with blanks, and the key to them",
    "the worksheet and its key",
    content,
    WorksheetOptions,
    chapters=("worksheet", "worksheet-key"),
)
