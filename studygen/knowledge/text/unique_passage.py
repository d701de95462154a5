"""The shortest stretch of a text with some word in it that stands there once."""

import re
from collections.abc import Iterator

from studygen.knowledge.text.document import Document, passage_fault
from studygen.knowledge.text.folded_text import Span, fold

_FEWEST_WORDS = 5  # that say something by themselves
_SHORT = 3  # letters
_QUOTES = {"'": "['‘’‚‛]", '"': '["“”„‟]'}  # a straight one stands for any
# From Thai to Han.
_NO_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_UNSPACED = re.compile(f"[{_NO_SPACES}]")
_WORD = re.compile(rf"[{_NO_SPACES}]|[^\s{_NO_SPACES}]+")  # a sign of such a script counts as one
_WITH_ENDINGS = re.compile("[\uac00-\ud7a3]")  # Hangul
# What stands between spaces, or up to the marks that part it where nobody writes spaces.
_RUN = re.compile(r"[^\s、。，；：！？]+[、。，；：！？」』）》”’]*|[^\s]")


def unique_passage(document: Document, word: str) -> str | None:
    """Return words of the sentence that has a word first, as few as stand once; None if none does.

    A word of one or two letters is looked for as it is written, any other in small letters or large ones.
    """
    return next(unique_passages(document, word), None)


def unique_passages(document: Document, word: str) -> Iterator[str]:
    """Yield such words for each place where a word or a name stands."""
    pattern = word_pattern(word)
    if pattern is None:
        return
    for number, paragraph in enumerate(document.paragraphs, start=1):
        for found in pattern.finditer(document.text, paragraph.start, paragraph.end):
            sentence = next(
                (each for each in document.sentences_of(number) if each.start <= found.start() < each.end),
                None,
            )
            if sentence and (words := passage_around(document, sentence, Span(*found.span()))):
                yield words


def word_pattern(word: str) -> re.Pattern[str] | None:
    """Return what finds a word or a name in a text, whatever its quotes and line breaks; None for ""."""
    folded = fold(word)
    if not folded:
        return None
    return re.compile(_as_word(folded), 0 if len(folded) < _SHORT else re.IGNORECASE)


def _as_word(words: str) -> str:
    """Return what finds whole words: in scripts without spaces any, and in Hangul with their endings."""
    before = "" if _UNSPACED.match(words[0]) else r"(?<!\w)"
    after = "" if _UNSPACED.match(words[-1]) or _WITH_ENDINGS.match(words[-1]) else r"(?!\w)"
    spaced = r"\s+".join(map(re.escape, words.split()))
    for straight, any_quote in _QUOTES.items():
        spaced = spaced.replace(straight, any_quote)
    return before + spaced + after


def passage_around(document: Document, sentence: Span, word: Span) -> str | None:
    """Return a word with those around it, on either side in turn, until there are enough to be unique.

    None if its whole sentence stands in the text more than once.
    """
    runs = [
        Span(sentence.start + run.start(), sentence.start + run.end())
        for run in _RUN.finditer(document.text[sentence.start : sentence.end])
    ]
    inside = [at for at, run in enumerate(runs) if run.start < word.end and word.start < run.end]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    while True:
        words = document.words(Span(runs[first].start, runs[last].end))
        is_enough = last - first + 1 == len(runs) or len(_WORD.findall(words)) >= _FEWEST_WORDS
        if is_enough and len(document.locate(words)) == 1 and not passage_fault(words):
            return words
        if first == 0 and last == len(runs) - 1:
            return None
        first, last = max(0, first - 1), min(len(runs) - 1, last + 1)
