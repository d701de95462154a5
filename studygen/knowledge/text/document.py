"""The text: its paragraphs and sentences, and where in them a passage stands, word for word."""

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

# Straight and typographic quotes are the same words; so are one space, several, and a line break.
_QUOTES = str.maketrans({**dict.fromkeys("‘’‚‛ʼ", "'"), **dict.fromkeys("“”„‟", '"')})
_SPACE = re.compile(r"\s+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_OMISSION = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*")
_ARTICLE = re.compile(r"(?:the|an?) ", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_MIN_PIECE_WORDS = 3


@dataclass(frozen=True, order=True, slots=True)
class Citation:
    """A passage found in the text: paragraph and sentence count from 1, offsets are characters."""

    paragraph: int
    sentence: int
    start: int
    end: int
    words: str
    spans: tuple["Span", ...] = ()  # the pieces that `[…]` parts
    language: str = "en"  # of the text, as in ISO 639

    @property
    def locator(self) -> str:
        """The short form that cards and sheets show: ¶4."""
        return f"¶{self.paragraph}"


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of the text, in characters."""

    start: int
    end: int


def fold(text: str) -> str:
    """Return `text` with every white space a single space and every quote a straight one."""
    return _SPACE.sub(" ", text).strip().translate(_QUOTES)


def without_article(name: str) -> str:
    """Return a name as it may stand behind another word, and as it is filed: the dog is also dog."""
    return name[found.end() :] if (found := _ARTICLE.match(name)) else name


def pieces(passage: str) -> list[str]:
    """Return the quoted stretches of a passage, folded, which `[…]` divides."""
    return [fold(piece) for piece in _OMISSION.split(passage.strip())]


def passage_fault(passage: str) -> str | None:
    """Tell what is wrong with the form of a passage, whatever the text says."""
    found = pieces(passage)
    if len(found) == 1:
        return None
    short = next((piece for piece in found if len(_WORD.findall(piece)) < _MIN_PIECE_WORDS), None)
    if short is None:
        return None
    return f"each piece around […] has at least {_MIN_PIECE_WORDS} words, and {short!r} has fewer; quote more"


class Document:
    """A text to study. Blank lines part its paragraphs; without any, each line is one."""

    def __init__(self, text: str, language: str = "en") -> None:
        self.text = text
        self.language = language
        self.paragraphs = tuple(_paragraphs(text))
        self._starts = [span.start for span in self.paragraphs]
        self._folded, self._offsets = _folded(text, self.paragraphs)
        self._located: dict[str, tuple[Citation, ...]] = {}

    def words(self, span: Span) -> str:
        """Return what the text says there, line breaks made spaces."""
        return _SPACE.sub(" ", self.text[span.start : span.end])

    @cached_property
    def sentences(self) -> tuple[tuple[Span, ...], ...]:
        """The sentences of each paragraph (nupunkt's; splitters disagree about one sentence in fifty)."""
        from nupunkt import sent_spans  # 25 ms, and only coverage and citations need it

        found = []
        for paragraph in self.paragraphs:
            words = self.text[paragraph.start : paragraph.end]
            spans = [
                Span(paragraph.start + start, paragraph.start + start + len(words[start:end].rstrip()))
                for start, end in sent_spans(words)
            ]
            found.append(tuple(spans) or (paragraph,))
        return tuple(found)

    def locate(self, passage: str) -> tuple[Citation, ...]:
        """Return every place where the passage stands, word for word; () if it is not in the text."""
        if passage not in self._located:
            self._located[passage] = tuple(self._citation(spans) for spans in self._places(pieces(passage)))
        return self._located[passage]

    def runs_over(self, passage: str) -> bool:
        """Tell whether the passage is there, but begins in one paragraph and ends in another."""
        return fold(passage) in self._folded.replace("\n", " ")

    def nearest(self, passage: str) -> Citation | None:
        """Return the stretch of the text that shares the most words with `passage`, if it is any like it."""
        wanted = Counter(word.casefold() for word in _WORD.findall(fold(passage)))
        size = wanted.total()
        words = self._words
        if not size or not words:
            return None
        size = min(size, len(words))
        window: Counter[str] = Counter()
        shared = best = best_at = 0
        folded = [match[0].casefold() for match in words]
        for index, word in enumerate(folded):
            window[word] += 1
            shared += window[word] <= wanted[word]
            if index >= size:
                gone = folded[index - size]
                shared -= window[gone] <= wanted[gone]
                window[gone] -= 1
            if shared > best:
                best, best_at = shared, max(0, index - size + 1)
        if best * 2 < size:
            return None
        first, last = words[best_at], words[min(best_at + size, len(words)) - 1]
        end = self._folded.find("\n", first.start(), last.end())
        return self._citation([(first.start(), last.end() if end < 0 else end)])

    @cached_property
    def _words(self) -> list[re.Match[str]]:
        return list(_WORD.finditer(self._folded))

    def _places(self, wanted: list[str]) -> Iterator[list[tuple[int, int]]]:
        """Yield the folded spans of the pieces, in order and within one paragraph."""
        first, *others = wanted
        for start, end in self._find(first, 0, len(self._folded)):
            spans = [(start, end)]
            stop = self._folded.find("\n", start)
            for piece in others:
                following = next(
                    self._find(piece, spans[-1][1], stop if stop >= 0 else len(self._folded)), None
                )
                if following is None:
                    break
                spans.append(following)
            else:
                yield spans

    def _find(self, piece: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        while piece and (start := self._folded.find(piece, start, stop)) >= 0:
            end = start + len(piece)
            if self._is_boundary(start) and self._is_boundary(end):
                yield start, end
            start += 1

    def _is_boundary(self, at: int) -> bool:
        # "art" is not quoted from "part".
        return not (
            0 < at < len(self._folded) and self._folded[at - 1].isalnum() and self._folded[at].isalnum()
        )

    def _citation(self, folded: list[tuple[int, int]]) -> Citation:
        spans = [Span(self._offsets[start], self._offsets[end - 1] + 1) for start, end in folded]
        start, end = spans[0].start, spans[-1].end
        paragraph = bisect_right(self._starts, start)
        starts = [span.start for span in self.sentences[paragraph - 1]]
        sentence = max(1, bisect_right(starts, start))
        words = " […] ".join(map(self.words, spans))
        return Citation(paragraph, sentence, start, end, words, tuple(spans), self.language)


def _paragraphs(text: str) -> Iterator[Span]:
    parting = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else re.compile(r"\n+")
    start = 0
    for end, after in [*(match.span() for match in parting.finditer(text)), (len(text), len(text))]:
        words = text[start:end]
        if words.strip():
            yield Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
        start = after


def _folded(text: str, paragraphs: tuple[Span, ...]) -> tuple[str, "array[int]"]:
    """Fold each paragraph onto a line; return the lines and, for each character, its offset in the text."""
    lines: list[str] = []
    offsets = array("L")
    for paragraph in paragraphs:
        at = paragraph.start
        line: list[str] = []
        while at < paragraph.end:
            space = _SPACE.match(text, at, paragraph.end)
            line.append(" " if space else text[at])
            offsets.append(at)
            at = space.end() if space else at + 1
        lines.append("".join(line).translate(_QUOTES))
        offsets.append(paragraph.end)
    return "\n".join(lines), offsets
