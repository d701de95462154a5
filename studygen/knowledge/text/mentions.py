"""Which of many names a text mentions: by their letters, so that it holds for any language."""

import re
from collections.abc import Iterable, Iterator

from studygen.knowledge.text.document import without_article

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_BEGINS = re.compile(r"(?:^|[.?!:…\n])[\s\W]*$")  # before a word that would have a capital in any case
_SHORT = 3  # letters of a word of which one more is another form; of longer ones, two


class Names:
    """Names, each of something that has an id, to be found in texts.

    A name is found whatever its words end in, as long as the end adds no more than two letters: Stalin’s,
    Old Bolshevik; not Leninism for Lenin. One in small letters is no word that has a capital within a
    sentence: soviets are not the Soviet Union. Where one name is part of another, the longer one counts.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take pairs of a name, as plain words, and an id."""
        self._by_start: dict[str, list[tuple[list[str], str]]] = {}
        for name, named in names:
            if words := _WORD.findall(without_article(name)):
                for form in _forms(words[0]):
                    self._by_start.setdefault(form, []).append((words, named))
        for found in self._by_start.values():
            found.sort(key=lambda each: -len(each[0]))

    def mentioned(self, text: str) -> Iterator[str]:
        """Yield the ids of what a text names, in its order."""
        written = list(_WORD.finditer(text))
        at = 0
        while at < len(written):
            length = 1
            for words, named in self._starting(text, written[at]):
                spoken = written[at : at + len(words)]
                if len(spoken) == len(words) and all(map(_is_form, (each[0] for each in spoken), words)):
                    yield named
                    length = len(words)
                    break
            at += length

    def _starting(self, text: str, first: re.Match[str]) -> Iterator[tuple[list[str], str]]:
        """Yield names that may start with a word of a text, the longest first."""
        has_capital = first[0][0].isupper() and not _BEGINS.search(
            text, max(0, first.start() - 9), first.start()
        )
        found = {id(each): each for form in _forms(first[0]) for each in self._by_start.get(form, ())}
        for words, named in sorted(found.values(), key=lambda each: -len(each[0])):
            if not (has_capital and words[0][0].islower()):
                yield words, named


def _forms(word: str) -> tuple[str, ...]:
    """Return what a word and other forms of it may have in common."""
    bare = _bare(word)
    return tuple(
        dict.fromkeys(
            bare[: len(bare) - less] for less in (0, 1, 2) if len(bare) - less >= _SHORT or not less
        )
    )


def _is_form(word: str, other: str) -> bool:
    """Tell whether one word is the other with another ending."""
    shorter, longer = sorted((_bare(word), _bare(other)), key=len)
    more = len(longer) - len(shorter)
    most = 0 if len(shorter) < _SHORT else 1 if len(shorter) == _SHORT else 2
    return more <= most and longer.startswith(shorter)


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word.casefold())
