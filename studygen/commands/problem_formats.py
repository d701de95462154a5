"""Problems as text to read, as JSON, and as GitHub shows them beside the lines of a pull request."""

import json
from collections.abc import Sequence
from typing import Literal

from studygen.problems import Problem
from studygen.wording import printable_json

Format = Literal["text", "json", "github"]


def formatted(problems: Sequence[Problem], shape: Format) -> str:
    """Return problems as lines to read, as JSON, or as GitHub's workflow commands."""
    if shape == "json":
        return printable_json(
            json.dumps([_record(problem) for problem in problems], indent=2, ensure_ascii=False)
        )
    return "\n".join(map(_annotation if shape == "github" else str, problems))


def _record(problem: Problem) -> dict[str, str | int]:
    return {
        "file": problem.place.file.as_posix(),
        "line": problem.place.line,
        "column": problem.place.column,
        "severity": problem.severity,
        "rule": problem.rule,
        "message": problem.message,
    }


def _annotation(problem: Problem) -> str:
    # https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    place = problem.place
    where = f"file={_property(place.file.as_posix())},line={place.line},col={place.column}"
    return f"::{problem.severity} {where},title={problem.rule}::{_data(problem.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
