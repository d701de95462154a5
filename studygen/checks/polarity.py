"""Which words of a text a “not” bears upon, as far as the words around it tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from studygen.checks.stems import carries_meaning, stems, words
from studygen.checks.turning_words import TurningWords

_REACH = 3  # words of meaning


@dataclass(frozen=True, slots=True)
class Negated:
    """A negation, and the stems of the words of meaning that it bears upon."""

    negation: str
    stems: tuple[str, ...]


@dataclass(frozen=True)
class Polarity:
    """A text, and what is negated in it."""

    text: str
    language: str
    words: TurningWords

    @cached_property
    def negated(self) -> tuple[Negated, ...]:
        """Every negation with what it bears upon."""
        return tuple(self._negated())

    @cached_property
    def all_stems(self) -> frozenset[str]:
        """The stems of all words of meaning."""
        return frozenset(self._stems(self.words.negations.sub(" ", self.text)))

    @cached_property
    def negated_stems(self) -> frozenset[str]:
        """The stems of what is negated."""
        return frozenset(stem for each in self.negated for stem in each.stems)

    @property
    def denies(self) -> bool:
        """Whether anything says in it that something is not so."""
        return bool(self.words.negations.search(self.text) or self.words.denials.search(self.text))

    def _negated(self) -> Iterator[Negated]:
        for clause in self._clauses():
            for found in self.words.negations.finditer(clause):
                behind = self._stems(self.words.negations.sub(" ", clause[found.end() :]))
                before = self._stems(self.words.negations.sub(" ", clause[: found.start()]))
                if self.words.negates_backwards:
                    near = (*before[-_REACH:], *behind[:_REACH])
                else:
                    near = tuple(behind[:_REACH]) or tuple(before[-_REACH:])
                if near:
                    yield Negated(found[0], near)

    def _clauses(self) -> list[str]:
        return [clause for clause in self.words.joints.split(self.text) if clause and clause.strip()]

    def _stems(self, text: str) -> list[str]:
        meant = (word for word in words(text.replace("-", " ")) if carries_meaning(word, self.language))
        return [stem for word in meant for stem in stems(word, self.language)]
