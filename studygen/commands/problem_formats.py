"""Problems for programs: as JSON, and as GitHub shows them beside the lines of a pull request."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from studygen.commands.problem_groups import counts_by_rule
from studygen.knowledge.yaml.pointing import YamlPointer
from studygen.problems import Problem
from studygen.wording import printable_json

Format = Literal["text", "json", "github"]


def as_json(problems: Sequence[Problem], contents: Mapping[str, int]) -> str:
    """Return problems as JSON, with how many there are, and what the project has if it could be read.

    Of each are told `file`, `line`, `column`, `severity`, `rule` and `message`; `entry` (its id), `key` (as
    in premises[0].passages[1]) and `text`, the value that is written there; `nearest`, what the text has
    in its place; and `fix`, YAML that may be put in the value's place as it is. "" is none of these.
    """
    pointer = YamlPointer()
    found = {
        **contents,
        "errors": sum(problem.severity == "error" for problem in problems),
        "warnings": sum(problem.severity == "warning" for problem in problems),
        "rules": counts_by_rule(problems),
        "problems": [_record(problem, pointer) for problem in problems],
    }
    return printable_json(json.dumps(found, indent=2, ensure_ascii=False))


def as_annotations(problems: Sequence[Problem]) -> str:
    """Return problems as GitHub's workflow commands."""
    return "\n".join(map(_annotation, problems))


def _record(problem: Problem, pointer: YamlPointer) -> dict[str, Any]:
    pointed = pointer.at(problem.place)
    return {
        "file": problem.place.file.as_posix(),
        "line": problem.place.line,
        "column": problem.place.column,
        "severity": problem.severity,
        "rule": problem.rule,
        "entry": pointed.entry,
        "key": pointed.key,
        "text": pointed.text,
        "message": problem.message,
        "nearest": problem.nearest,
        "fix": problem.fix,
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
