"""Words, their stems, and which of them carry meaning: what the rules about wording compare.

What there is to know of a language for it is in `languages`.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import cast

from studygen.checks.languages import language_of

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
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
    """Return the stems of the words that carry meaning."""
    found = set(map(_content_of(language), words(text)))
    found.discard(None)
    return frozenset(cast("set[str]", found))


@cache
def carries_meaning(word: str, language: str) -> bool:
    """Tell whether a word says something by itself."""
    folded = bare(word)
    if folded.isdigit():
        return True
    empty = language_of(language).empty
    return folded not in empty if empty is not None else len(folded) > _SHORT


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
