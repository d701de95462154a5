"""The text: its paragraphs and sentences, and where in them a passage stands, word for word."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from studygen.knowledge.text.folded_text import FoldedText, Span, fold

_SPACE = re.compile(r"\s+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_OMISSION = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*")
_ARTICLE = re.compile(r"(?:the|an?) ", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_MIN_PIECE_WORDS = 3


@dataclass(frozen=True, order=True, slots=True)
class Citation:
    """A passage found in the text: paragraphs count from 1, offsets are characters."""

    paragraph: int
    start: int
    end: int
    words: str
    spans: tuple[Span, ...] = ()  # the pieces that `[…]` parts
    language: str = "en"  # of the text, as in ISO 639

    @property
    def locator(self) -> str:
        """The short form that cards and sheets show: ¶4."""
        return f"¶{self.paragraph}"


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
        self._folded = FoldedText(text, self.paragraphs)
        self._located: dict[str, tuple[Citation, ...]] = {}
        self._sentences: dict[int, tuple[Span, ...]] = {}

    def words(self, span: Span) -> str:
        """Return what the text says there, line breaks made spaces."""
        return _SPACE.sub(" ", self.text[span.start : span.end])

    @cached_property
    def sentences(self) -> tuple[tuple[Span, ...], ...]:
        """The sentences of each paragraph."""
        return tuple(map(self.sentences_of, range(1, len(self.paragraphs) + 1)))

    def sentence(self, citation: Citation) -> Span:
        """Return the sentence in which a citation begins."""
        sentences = self.sentences_of(citation.paragraph)
        return sentences[max(0, bisect_right(sentences, citation.start, key=lambda span: span.start) - 1)]

    def cited_sentences(self, citation: Citation) -> tuple[Span, ...]:
        """Return the sentences of which a citation quotes something."""
        return tuple(
            sentence
            for sentence in self.sentences_of(citation.paragraph)
            if any(span.start < sentence.end and sentence.start < span.end for span in citation.spans)
        )

    def sentences_of(self, paragraph: int) -> tuple[Span, ...]:
        """Return the sentences of a paragraph (nupunkt's; splitters disagree about one in fifty)."""
        if paragraph not in self._sentences:
            from nupunkt import sent_spans  # 25 ms, and few ask for sentences

            whole = self.paragraphs[paragraph - 1]
            words = self.text[whole.start : whole.end]
            spans = [
                Span(whole.start + start, whole.start + start + len(words[start:end].rstrip()))
                for start, end in sent_spans(words)
            ]
            self._sentences[paragraph] = tuple(spans) or (whole,)
        return self._sentences[paragraph]

    def locate(self, passage: str) -> tuple[Citation, ...]:
        """Return every place where the passage stands, word for word; () if it is not in the text."""
        if passage not in self._located:
            self._located[passage] = tuple(self._citation(spans) for spans in self._places(pieces(passage)))
        return self._located[passage]

    def runs_over(self, passage: str) -> bool:
        """Tell whether the passage is there, but begins in one paragraph and ends in another."""
        return fold(passage) in self._on_one_line

    def nearest(self, passage: str) -> Citation | None:
        """Return the stretch of the text that shares the most words with `passage`, if it is any like it.

        What shares half of the words has one of the rarer half, and what shares more than is found already
        has one that is rarer still: so the text is not gone through for each passage that it does not have.
        """
        wanted = Counter(word.casefold() for word in _WORD.findall(fold(passage)))
        size = min(wanted.total(), len(self._words))
        best, at = 0, 0
        by_rarity = sorted(wanted.elements(), key=lambda word: (len(self._places_of(word)), word))
        for rarer, word in enumerate(by_rarity[: len(by_rarity) - (size + 1) // 2 + 1]):
            if best > len(by_rarity) - rarer:
                break
            if word not in by_rarity[:rarer]:
                for stretch in self._stretches_with(word, size):
                    shared, start = self._most_shared(wanted, size, stretch)
                    best, at = max((best, at), (shared, start), key=lambda each: (each[0], -each[1]))
        if not best:
            return None
        first, last = self._words[at], self._words[at + size - 1]
        end = self._folded.words.find("\n", first.start(), last.end())
        return self._citation([(first.start(), last.end() if end < 0 else end)])

    def _stretches_with(self, word: str, size: int) -> Iterator[range]:
        """Yield where so many words in a row may have this one, counted in words, what overlaps as one."""
        stretch = range(0)
        for place in self._places_of(word):
            around = range(max(0, place - size + 1), min(place + size, len(self._words)))
            if around.start > stretch.stop:
                yield stretch
                stretch = around
            else:
                stretch = range(stretch.start, around.stop)
        yield stretch

    def _places_of(self, word: str) -> Sequence[int]:
        return self._word_places.get(word, ())

    def _most_shared(self, wanted: Counter[str], size: int, stretch: range) -> tuple[int, int]:
        """Return how many words so many in a row share at most, if half or more, and where those begin."""
        window: Counter[str] = Counter()
        shared = best = best_at = 0
        for index in stretch:
            word = self._folded_words[index]
            window[word] += 1
            shared += window[word] <= wanted[word]
            if index - stretch.start >= size:
                gone = self._folded_words[index - size]
                shared -= window[gone] <= wanted[gone]
                window[gone] -= 1
            if shared > best and index - stretch.start >= size - 1:
                best, best_at = shared, index - size + 1
        return (best, best_at) if best * 2 >= size else (0, 0)

    @cached_property
    def _on_one_line(self) -> str:
        return self._folded.words.replace("\n", " ")

    @cached_property
    def _words(self) -> list[re.Match[str]]:
        return list(_WORD.finditer(self._folded.words))

    @cached_property
    def _folded_words(self) -> list[str]:
        return [match[0].casefold() for match in self._words]

    @cached_property
    def _word_places(self) -> dict[str, list[int]]:
        """Where each word stands, counted in words."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._folded_words):
            places[word].append(place)
        return dict(places)

    def _places(self, wanted: list[str]) -> Iterator[list[tuple[int, int]]]:
        """Yield the folded spans of the pieces, in order and within one paragraph."""
        first, *others = wanted
        for start, end in self._folded.find(first):
            spans = [(start, end)]
            stop = self._folded.end_of_line(start)
            for piece in others:
                following = next(self._folded.find(piece, spans[-1][1], stop), None)
                if following is None:
                    break
                spans.append(following)
            else:
                yield spans

    def _citation(self, folded: list[tuple[int, int]]) -> Citation:
        spans = tuple(self._folded.span(start, end) for start, end in folded)
        start, end = spans[0].start, spans[-1].end
        words = " […] ".join(map(self.words, spans))
        return Citation(bisect_right(self._starts, start), start, end, words, spans, self.language)


def _paragraphs(text: str) -> Iterator[Span]:
    parting = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else re.compile(r"\n+")
    start = 0
    for end, after in [*(match.span() for match in parting.finditer(text)), (len(text), len(text))]:
        words = text[start:end]
        if words.strip():
            yield Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
        start = after
