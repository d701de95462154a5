"""A text as passages are looked up in it: each paragraph on a line, all spaces and all quotes alike.

Its words are indexed, so that a passage takes as long to find in a long text as in a short one.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

# Straight and typographic quotes are the same words; so are one space, several, and a line break.
_QUOTES = {"'": "‘’‚‛ʼ", '"': "“”„‟"}
_RUN = re.compile(r"[^\W_]+")  # letters and digits, as many as stand together
_WIDE = re.compile(r"\s{2,}")


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of the text, in characters."""

    start: int
    end: int


def fold(text: str) -> str:
    """Return `text` with every white space a single space and every quote a straight one."""
    return " ".join(_with_straight_quotes(text).split())


def _with_straight_quotes(text: str) -> str:
    for straight, others in _QUOTES.items():
        for quote in others:
            text = text.replace(quote, straight)
    return text


class FoldedText:
    """The lines of a folded text as one string, `words`, and what each character of it is in the text."""

    def __init__(self, text: str, paragraphs: Sequence[Span]) -> None:
        straight = _with_straight_quotes(text)
        lines = []
        self._at: list[int] = []  # from where on in `words` …
        self._offset: list[int] = []  # … a character stands so much further on in the text
        at = 0
        for paragraph in paragraphs:
            written = straight[paragraph.start : paragraph.end]
            lines.append(line := " ".join(written.split()))
            self._at.append(at)
            self._offset.append(offset := paragraph.start - at)
            if len(line) < len(written):
                for wide in _WIDE.finditer(written):
                    offset += wide.end() - wide.start() - 1
                    self._at.append(paragraph.start + wide.end() - offset)
                    self._offset.append(offset)
            at += len(line) + 1
        self.words = "\n".join(lines)

    def span(self, start: int, end: int) -> Span:
        """Return where in the text some words stand."""
        return Span(self._place(start), self._place(end - 1) + 1)

    def _place(self, at: int) -> int:
        return at + self._offset[bisect_right(self._at, at) - 1]

    def end_of_line(self, at: int) -> int:
        """Return where the line ends in which something stands."""
        end = self.words.find("\n", at)
        return end if end >= 0 else len(self.words)

    def find(self, piece: str, start: int = 0, stop: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield where a folded piece stands in `words`, whole words of it, between `start` and `stop`."""
        stop = len(self.words) if stop is None else stop
        for at in self._candidates(piece, start):
            end = at + len(piece)
            if end > stop:
                break
            if self.words.startswith(piece, at) and self._is_boundary(at) and self._is_boundary(end):
                yield at, end

    def _candidates(self, piece: str, start: int) -> Iterator[int]:
        """Yield from where on a piece may stand in `words`: wherever its rarest word does."""
        found = [(self._positions.get(run[0], _NOWHERE), run.start()) for run in _RUN.finditer(piece)]
        if found:
            places, before = min(found, key=lambda each: len(each[0]))
            for index in range(bisect_left(places, start + before), len(places)):
                yield places[index] - before
        else:
            while piece and (start := self.words.find(piece, start)) >= 0:
                yield start
                start += 1

    @cached_property
    def _positions(self) -> "dict[str, array[int]]":
        """Where each word begins."""
        found: dict[str, array[int]] = {}
        for run in _RUN.finditer(self.words):
            word = run[0]
            if word in found:
                found[word].append(run.start())
            else:
                found[word] = array("Q", (run.start(),))
        return found

    def _is_boundary(self, at: int) -> bool:
        # "art" is not quoted from "part".
        words = self.words
        return not (0 < at < len(words) and words[at - 1].isalnum() and words[at].isalnum())


_NOWHERE = array("Q")
