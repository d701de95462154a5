"""Which words of a text a “not” bears upon, as far as the words around it tell."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from studygen.checks.stems import carries_meaning, regular, stems, words
from studygen.checks.turning_words import DETERMINERS, TurningWords

_REACH = 3  # words of meaning
_ROOT = 7  # letters, in which forms agree that a stemmer keeps apart


@dataclass(frozen=True, slots=True)
class Negated:
    """A negation in a clause, and the places of the words that it bears upon, the nearest first."""

    negation: str
    clause: "Clause"
    places: tuple[int, ...]

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems of these words, the nearest first."""
        return tuple(self.clause.stems[place] for place in self.places)

    @property
    def enough(self) -> int:
        """How many of these words tell that something else is about the same."""
        most = _REACH + 1 if self.negation.casefold() in DETERMINERS else 2
        return min(most, len(set(self.stems)))

    def is_about(self, said: Collection[str]) -> bool:
        """Tell whether what is said is about the same, its nearest word above all."""
        stems = self.stems
        return bool(stems) and stems[0] in said and len(set(stems).intersection(said)) >= self.enough


@dataclass(frozen=True)
class Clause:
    """The words of meaning of a clause as their stems, in order, and which of them are negated."""

    text: str
    language: str
    words: TurningWords

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The stems of its words of meaning."""
        return tuple(self._stems(self.text))

    @cached_property
    def negated(self) -> tuple[Negated, ...]:
        """Every negation with what it bears upon; with nothing, if that stands in another clause."""
        found = []
        for negation in self.words.negations.finditer(self.text):
            before = len(self._stems(self.text[: negation.start()]))
            reach = _REACH + (negation[0].casefold() in DETERMINERS)
            places = [*range(before, min(before + reach, len(self.stems)))]
            if self.words.negates_backwards:
                places += range(before - 1, max(-1, before - 1 - reach), -1)
                places.sort(key=lambda place: abs(place - before + 0.5))
            found.append(Negated(negation[0], self, tuple(places)))
            if self.words.negates_once:
                break
        return tuple(found)

    @cached_property
    def affirmed_stems(self) -> frozenset[str]:
        """The stems of what no negation bears upon, or two."""
        times = [sum(place in each.places for each in self.negated) for place in range(len(self.stems))]
        return frozenset(stem for stem, count in zip(self.stems, times, strict=True) if count % 2 == 0)

    def denies(self, *others: "Clause | Polarity") -> bool:
        """Tell whether it says, other than by “not”, that something is not so, as none of the others does."""
        said = frozenset[str]().union(*(other.stems for other in others))
        found = (self._stems(denial[0]) for denial in self.words.denials.finditer(self.text))
        return any(not (stem and said.issuperset(stem)) for stem in found)

    def _stems(self, text: str) -> list[str]:
        plain = self.words.negations.sub(" ", text).replace("-", " ")
        meant = (word for word in words(plain) if carries_meaning(word, self.language))
        found = (stem for word in meant for stem in stems(regular(word, self.language), self.language))
        return [stem[:_ROOT] for stem in found]


@dataclass(frozen=True)
class Polarity:
    """A text clause by clause."""

    text: str
    language: str
    words: TurningWords

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Its clauses, as far as punctuation and joining words tell."""
        return tuple(Clause(text, self.language, self.words) for text in self._parted() if text.strip())

    @property
    def negated(self) -> Iterator[Negated]:
        """Every negation with what it bears upon."""
        for clause in self.clauses:
            yield from clause.negated

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words of meaning."""
        return frozenset[str]().union(*(clause.stems for clause in self.clauses))

    @cached_property
    def affirmed_stems(self) -> frozenset[str]:
        """The stems of what is not negated."""
        return frozenset[str]().union(*(clause.affirmed_stems for clause in self.clauses))

    @cached_property
    def is_elliptical(self) -> bool:
        """Whether it says “not” of something that stands elsewhere: this has not."""
        return any(not each.places for each in self.negated)

    def denies(self, *others: "Clause | Polarity") -> bool:
        """Tell whether it says, other than by “not”, that something is not so, as none of the others does."""
        return any(clause.denies(*others) for clause in self.clauses)

    @property
    def contrasts(self) -> bool:
        """Whether it says that something else is talked of."""
        return bool(self.words.contrasts and self.words.contrasts.search(self.text))

    def _parted(self) -> Iterator[str]:
        start = 0
        for joint in self.words.joints.finditer(self.text):
            if not _ENDS_IN_NOT.search(self.text, start, joint.start()):  # it is not that he came
                yield self.text[start : joint.start()]
                start = joint.end()
        yield self.text[start:]


_ENDS_IN_NOT = re.compile(r"\bnot\s*\Z")
