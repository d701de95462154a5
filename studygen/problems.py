"""Faults in a user's files as values with a place, and the one exception of the package."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from studygen.wording import without_middle

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
    """A fault in a user's file: what is wrong and what would be right, and the rule that found it.

    Of a message that quotes more than anybody reads, only the beginning and the end are kept.

    `nearest` is what the text has in place of what was written there, and `fix` what can be put in the place
    of the value as it is, in YAML; both are "" where there is none. They are for programs: the message says
    it all.
    """

    place: Place
    message: str
    rule: str
    severity: Severity = "error"
    nearest: str = field(default="", compare=False)
    fix: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", without_middle(self.message))

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
