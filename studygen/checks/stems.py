"""Words, their stems, and which of them carry meaning: what the rules about wording compare.

What there is to know of a language for it is in `languages`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import cast

from studygen.checks.languages import language_of

# Vowels of Devanagari, points of Hebrew and the like are no letters to Python, and part no word.
_MARKS = "".join(
    chr(code)
    for block in (range(0x300, 0x1E00), range(0x3099, 0x309B), range(0xA800, 0xAC00))
    for code in block
    if unicodedata.category(chr(code))[0] == "M"
)
_LETTERS = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"
_WORD = re.compile(rf"{_LETTERS}(?:['’.-]{_LETTERS})*")
# Thai, Lao, Burmese, Khmer, Japanese and Chinese put no space between words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")
_OF_FEW_LETTERS = re.compile("[\uac00-\ud7a3]")  # Korean, whose words of one or two syllables say something
_POSSESSIVE = re.compile(r"['’]s?$")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|(?:d|n|a|su|da)ell?|all|un)['’](?=\w\w)")
_SHORT = 2  # letters; words of no listed language that carry no meaning, as a rule
QUESTION_WORDS = frozenset({"what", "when", "where", "which", "who", "whom", "whose", "why", "how"})


def words(text: str) -> list[str]:
    """Return the words of a text as they are written."""
    return _WORD.findall(text)


def count(text: str) -> int:
    """Return how many words a text has, a hyphenated one counted once."""
    return len(words(text))


def stems(text: str, language: str) -> list[str]:
    """Return the stem of every word, in order."""
    return list(map(_stem_of(language), words(text)))


def content_stems(text: str, language: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning.

    Where no space parts words, two characters in a row stand for one.
    """
    found = set(map(_content_of(language), words(text)))
    found.discard(None)
    stemmed = cast("set[str]", found)
    if not _UNSPACED.search(text):
        return frozenset(stemmed)
    return frozenset(part for stem in stemmed for part in _parts(stem))


def _parts(stem: str) -> Iterator[str]:
    at = 0
    for run in _UNSPACED.finditer(stem):
        yield from filter(None, (stem[at : run.start()],))
        yield from (run[0][start : start + 2] for start in range(max(1, len(run[0]) - 1)))
        at = run.end()
    yield from filter(None, (stem[at:],))


@cache
def carries_meaning(word: str, language: str) -> bool:
    """Tell whether a word says something by itself."""
    folded = bare(word)
    if folded.isdigit():
        return True
    empty = language_of(language).empty
    if empty is not None:
        return folded not in empty
    return len(folded) > _SHORT or bool(_OF_FEW_LETTERS.search(folded) or _UNSPACED.search(folded))


@cache
def bare(word: str) -> str:
    """Return a word in small letters without what is tied to it: Stalin’s is about Stalin."""
    return _ELIDED.sub("", _POSSESSIVE.sub("", word.casefold()))


def regular(word: str, language: str) -> str:
    """Return the word that an irregular form is of, as find of found; any other as it is."""
    return language_of(language).irregular.get(bare(word), word)


@cache
def _stem_of(language: str) -> Callable[[str], str]:
    """Return what stems a word; the same words come again and again."""
    stem = _stemmer(language)
    return cache(lambda word: stem(bare(word)))


@cache
def _content_of(language: str) -> Callable[[str], str | None]:
    """Return what stems a word that carries meaning; of any other it makes None."""
    stem = _stem_of(language)
    return cache(lambda word: stem(word) if carries_meaning(word, language) else None)


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    name = language_of(language).stemmer
    if name is None:
        return str
    import snowballstemmer  # with all its languages, which only the rules about wording need

    stemmer = snowballstemmer.stemmer(name)
    return cache(lambda word: str(stemmer.stemWord(word)))
