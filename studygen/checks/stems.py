"""Words, their stems, and which of them carry meaning: what the rules about wording compare.

Stems are Snowball's for the text's language. Words without meaning of their own are listed for English; for
other languages, words of one or two letters are taken for such.
"""

import re
from collections.abc import Callable
from functools import cache

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_SHORT = 2  # letters; words of no listed language that carry no meaning, as a rule
_LANGUAGES = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "eu": "basque", "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip
_EMPTY_ENGLISH = """
    a about above according after again against all also although am an and another any are as
    at away be became because become been before being below between both but by came can cannot
    could did do does doing done down during each either else even ever every few for from
    further get go had has have having he her here hers him his how however i if in into is it
    its itself just like made make many may me might more most much must my neither no nobody
    none nor not nothing now of off often on once one only or other others our out over own per
    perhaps quite rather same say said says shall she should since so some somebody something
    still such than that the their them themselves then there these they this those though
    through thus to together too toward towards under until up upon us use very was way we were
    what when where whether which while who whom whose why will with within without would yet
    you your
"""
_EMPTY = {"en": frozenset(_EMPTY_ENGLISH.split())}
QUESTION_WORDS = frozenset({"what", "when", "where", "which", "who", "whom", "whose", "why", "how"})


def words(text: str) -> list[str]:
    """Return the words of a text as they are written."""
    return _WORD.findall(text)


def count(text: str) -> int:
    """Return how many words a text has, a hyphenated one counted once."""
    return len(words(text))


def stems(text: str, language: str) -> list[str]:
    """Return the stem of every word, in order."""
    stem = _stemmer(language)
    return [stem(bare(word)) for word in words(text)]


def content_stems(text: str, language: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning."""
    stem = _stemmer(language)
    return frozenset(stem(bare(word)) for word in words(text) if carries_meaning(word, language))


def carries_meaning(word: str, language: str) -> bool:
    """Tell whether a word says something by itself."""
    folded = bare(word)
    if folded.isdigit():
        return True
    empty = _EMPTY.get(language)
    return folded not in empty if empty is not None else len(folded) > _SHORT


def bare(word: str) -> str:
    """Return a word in small letters without a possessive ending: Stalin’s is about Stalin."""
    return _POSSESSIVE.sub("", word.casefold())


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    if language not in _LANGUAGES:
        return str
    import snowballstemmer  # with all its languages, which only the rules about wording need

    stemmer = snowballstemmer.stemmer(_LANGUAGES[language])
    return cache(lambda word: str(stemmer.stemWord(word)))
