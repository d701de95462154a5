"""Faults in a user's files as values with a place, and the one exception of the package."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where something stands in a file: line and column count from 1; line 0 is the file as a whole."""

    file: Path
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else str(self.file)


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """A fault in a user's file: what is wrong and what would be right, and the rule that found it."""

    place: Place
    message: str
    rule: str
    severity: Severity = "error"

    def __str__(self) -> str:
        shown = self.message if self.severity == "error" else f"warning: {self.message}"
        return f"{self.place}: {shown} [{self.rule}]"


class StudygenError(Exception):
    """Studygen cannot go on; the message is written for the user."""


class FaultyFilesError(StudygenError):
    """The user's files have faults, all of which are listed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, sorted(problems))))
        self.problems = problems


def closest(word: str, known: "list[str] | tuple[str, ...]") -> str | None:
    """Return the known word that resembles `word` most; None if none does."""
    # difflib takes 10 ms to import and is needed for faults only.
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, n=1, cutoff=0.6)), None)


def nearest(word: str, known: "list[str] | tuple[str, ...]") -> str:
    """Return `; did you mean X?` when a known word resembles `word`, else an empty string."""
    found = closest(word, known)
    return f"; did you mean {found}?" if found else ""


def counted(number: int, thing: str) -> str:
    """Return `1 note` or `2 notes`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def listed(names: Iterable[str], most: int = 10) -> str:
    """Return names in a row, of many the first and how many more there are."""
    names = list(names)
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest:,} more" if rest > 0 else "")
