"""Which of many names a text mentions: by their letters, so that it holds for any language."""

import re
from collections.abc import Iterable, Iterator, Sequence

from studygen.knowledge.text.document import without_article

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_BEGINS = re.compile(r"(?:^|[.?!:…\n])[\s\W]*$")  # before a word that would have a capital in any case
_FAR = 9  # characters in which a sentence has ended, if it ends before a word
_SHORT = 3  # letters of a word of which one more is another form; of longer ones, two


class Names:
    """Names, each of something that has an id, to be found in texts.

    A name is found whatever its words end in, as long as the end adds no more than two letters: Stalin’s,
    Old Bolshevik; not Leninism for Lenin. One in small letters is no word that has a capital within a
    sentence: soviets are not the Soviet Union. Where one name is part of another, the longer one counts.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take pairs of a name, as plain words, and an id."""
        self._start = _Node()
        self._starting: dict[str, tuple[tuple[str, _Node], ...]] = {}  # by word, as far as it was met
        for name, named in names:
            node = self._start
            for word in _WORD.findall(without_article(name)):
                node = node.follow(word)
            if node is not self._start and node.named is None:
                node.named = named

    def mentioned(self, text: str) -> Iterator[str]:
        """Yield the ids of what a text names, in its order."""
        written = list(_WORD.finditer(text))
        skipped = 0  # words of a name that was found
        for at, word in enumerate(written):
            if skipped:
                skipped -= 1
            elif self._starting.get(word[0]) != ():  # as of most words it is
                named, length = self._longest(text, written, at)
                if named:
                    yield named
                skipped = length - 1

    def _longest(self, text: str, written: Sequence[re.Match[str]], at: int) -> tuple[str | None, int]:
        """Return what has the longest name that begins with a word of a text, and how many words that is."""
        nodes = self._first_nodes(text, written[at])
        found, length = None, 1
        distance = 0
        while nodes:
            distance += 1
            if named := next((node.named for node in nodes if node.named), None):
                found, length = named, distance
            following = written[at + distance][0] if at + distance < len(written) else ""
            nodes = [each for node in nodes for _, each in node.matching(following)]
        return found, length

    def _first_nodes(self, text: str, first: re.Match[str]) -> "list[_Node]":
        word = first[0]
        starting = self._starting.get(word)
        if starting is None:
            starting = self._starting[word] = tuple(self._start.matching(word))
        if not starting:
            return []
        before = text[max(0, first.start() - _FAR) : first.start()]
        has_capital = word[0].isupper() and not _BEGINS.search(before)
        return [node for known, node in starting if not (has_capital and known[0].islower())]


class _Node:
    """What names go on with after some words, by the forms of the next one, and what has ended there."""

    def __init__(self) -> None:
        self.named: str | None = None
        self._next: dict[str, dict[str, _Node]] = {}

    def follow(self, word: str) -> "_Node":
        """Return the node that a word leads to, made if need be."""
        node = self._next.get(_bare(word), {}).get(word) or _Node()
        for form in _forms(word):
            self._next.setdefault(form, {})[word] = node
        return node

    def matching(self, word: str) -> Iterator[tuple[str, "_Node"]]:
        """Yield the words that go on here of which this is a form, the most alike first, and their nodes."""
        if not self._next:  # as behind most names
            return
        found = {known: node for form in _forms(word) for known, node in self._next.get(form, {}).items()}
        for known, node in found.items():
            if _is_form(word, known):
                yield known, node


def _forms(word: str) -> tuple[str, ...]:
    """Return what a word and other forms of it may have in common, itself first."""
    bare = _bare(word)
    shorter = (bare[:-less] for less in (1, 2) if len(bare) - less >= _SHORT)
    return (bare, *shorter)


def _is_form(word: str, other: str) -> bool:
    """Tell whether one word is the other with another ending; numbers have none."""
    shorter, longer = _bare(word), _bare(other)
    if len(longer) < len(shorter):
        shorter, longer = longer, shorter
    more = len(longer) - len(shorter)
    most = 0 if len(shorter) < _SHORT or longer[-1].isdigit() else 1 if len(shorter) == _SHORT else 2
    return more <= most and longer.startswith(shorter)


def _bare(word: str) -> str:
    folded = word.casefold()
    return folded if folded.isalpha() else _POSSESSIVE.sub("", folded)
