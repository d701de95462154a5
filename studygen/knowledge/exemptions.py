"""Which sentences need no citation, by the words that they begin with.

Numbers would mean other sentences as soon as a paragraph was added, and nobody would notice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from studygen.knowledge.source import Source as SourceSpec
from studygen.knowledge.text.document import Document
from studygen.knowledge.text.folded_text import fold
from studygen.wording import listed

_TO = re.compile(r"\s+\[?(?:…|\.\.\.)\]?\s+")  # "First words … words that the last sentence begins with"
_CUT_OFF = re.compile(r"\s*(?:…|\.\.\.)$")
_NUMBERS = re.compile(r"¶?(\d+)(?:\.(\d+))?(?:\s*[-–]\s*¶?(\d+)(?:\.(\d+))?)?")  # 3, 3.2, 7-12, 3.2-3.5
_WORD = re.compile(r"\S+")
_SHOWN = 6  # words


class Number(NamedTuple):
    """Where a sentence stands, both counted from 1."""

    paragraph: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Exemption:
    """What `uncited` says of some sentences; `fault` tells why it is of none, `nearest` what may be meant."""

    key: str
    reason: str
    sentences: tuple[Number, ...]
    fault: str = ""
    nearest: str = ""


def first_words(sentence: str) -> str:
    """Return as much of a sentence as tells readers which one it is."""
    words = [found.end() for found in _WORD.finditer(sentence)]
    return sentence[: words[min(_SHOWN, len(words)) - 1]] if words else sentence


def exemptions(spec: SourceSpec, document: Document) -> tuple[Exemption, ...]:
    """Return what each item of `uncited` exempts."""
    if not spec.uncited:
        return ()
    sentences = {
        Number(paragraph, number): document.words(span)
        for paragraph, spans in enumerate(document.sentences, start=1)
        for number, span in enumerate(spans, start=1)
    }
    text = _Text(document, sentences, {number: _folded(words) for number, words in sentences.items()})
    return tuple(text.exemption(key, reason) for key, reason in spec.uncited.items())


@dataclass(frozen=True, slots=True)
class _Text:
    document: Document
    sentences: dict[Number, str]
    folded: dict[Number, str]

    def exemption(self, key: str, reason: str) -> Exemption:
        if numbers := _NUMBERS.fullmatch(key.strip()):
            return Exemption(key, reason, (), self._number_fault(key, numbers))
        begins, *ends = _TO.split(_CUT_OFF.sub("", key.strip()), maxsplit=1)
        first = self._beginning_with(begins)
        if not first:
            return self._not_found(key, reason, begins)
        if len({self.folded[number] for number in first}) > 1:
            where = listed(dict.fromkeys(f"¶{number.paragraph}" for number in first))
            fault = (
                f"{len(first)} sentences begin with {begins!r} ({where}); write as many words as only one has"
            )
            return Exemption(key, reason, (), fault)
        if not ends:
            return Exemption(key, reason, tuple(first))  # several only if they are the same word for word
        last = next((number for number in self._beginning_with(ends[0]) if number >= first[0]), None)
        if last is None:
            return self._not_found(key, reason, ends[0], f" after {begins!r}")
        return Exemption(
            key, reason, tuple(number for number in self.sentences if first[0] <= number <= last)
        )

    def _beginning_with(self, words: str) -> list[Number]:
        wanted = _folded(words)
        return [number for number, said in self.folded.items() if _begins(said, wanted)]

    def _not_found(self, key: str, reason: str, words: str, after: str = "") -> Exemption:
        fault = f"no sentence{after} begins with {words!r}"
        near = self.document.nearest(words)
        if near is None:
            return Exemption(key, reason, (), f"{fault}; remove it, or write how the sentence begins")
        sentence = self.document.words(self.document.sentence(near))
        fault += f"; the nearest, in ¶{near.paragraph}, begins with {first_words(sentence)!r}"
        return Exemption(key, reason, (), fault, sentence)

    def _number_fault(self, key: str, numbers: re.Match[str]) -> str:
        """Tell what to write instead of numbers."""
        paragraph, sentence, last_paragraph, last_sentence = (int(each or 0) for each in numbers.groups())
        last = last_sentence if last_paragraph else sentence
        end = (last_paragraph or paragraph, last or len(self.sentences))
        whole = [number for number in self.sentences if (paragraph, sentence) <= number <= end]
        why = f"{key!r} is a number, which means another sentence as soon as the text changes"
        if not whole:
            return f"{why}, and none today; write how the sentence begins"
        said = [first_words(self.sentences[number]) for number in (whole[0], whole[-1])]
        return f"{why}; write {' … '.join(dict.fromkeys(said))!r}"


def _folded(words: str) -> str:
    return fold(words).casefold()


def _begins(sentence: str, wanted: str) -> bool:
    after = sentence[len(wanted) : len(wanted) + 1]
    return sentence.startswith(wanted) and not (after.isalnum() and wanted[-1:].isalnum())


def excused(found: tuple[Exemption, ...]) -> dict[Number, str]:
    """Return why sentences need no citation."""
    return dict(_excuses(found))


def _excuses(found: tuple[Exemption, ...]) -> Iterator[tuple[Number, str]]:
    for exemption in found:
        for number in exemption.sentences:
            yield number, exemption.reason
