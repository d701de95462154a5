"""Problems as somebody reads them: of what is many of a kind in a file, a few and how many more there are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from studygen.problems import Problem, Severity

_MOST_OF_A_KIND = 5


class More(NamedTuple):
    """How many more problems of a kind there are in a file than were told."""

    file: Path
    rule: str
    severity: Severity
    number: int

    def __str__(self) -> str:
        warning = "" if self.severity == "error" else "warning: "
        rest = f"{self.number:,} more of these; `studygen check --all` tells all"
        return f"{self.file}: {warning}{rest} [{self.rule}]"


def grouped(problems: Iterable[Problem]) -> list[Problem | More]:
    """Return problems file by file, by place, at most five of a kind in each, then how many more of each."""
    told: list[Problem | More] = []
    for file, of_file in groupby(sorted(problems), key=lambda problem: problem.place.file):
        seen: Counter[tuple[str, Severity]] = Counter()
        for problem in of_file:
            seen[problem.rule, problem.severity] += 1
            if seen[problem.rule, problem.severity] <= _MOST_OF_A_KIND:
                told.append(problem)
        told += [
            More(file, rule, severity, number - _MOST_OF_A_KIND)
            for (rule, severity), number in seen.items()
            if number > _MOST_OF_A_KIND
        ]
    return told


def counts_by_rule(problems: Sequence[Problem]) -> dict[str, int]:
    """Return how many problems each rule found, the most first."""
    return dict(
        Counter(problem.rule for problem in sorted(problems, key=lambda each: each.rule)).most_common()
    )
