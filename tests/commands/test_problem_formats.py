"""Problems as editors and CI are told of them."""

import json
from pathlib import Path

import pytest

from studygen.commands.problem_formats import Format, formatted
from studygen.problems import Place, Problem

PROBLEMS = (
    Problem(Place(Path("source/terms.yaml"), 5, 10), "there is no voice 'autor'", "unknown-voice"),
    Problem(Place(Path("source/terms.yaml"), 7, 3), "yes or no answers this", "yes-no", "warning"),
)


def test_problems_are_lines_to_read_and_warnings_say_that_they_are() -> None:
    assert formatted(PROBLEMS, "text") == (
        "source/terms.yaml:5:10: there is no voice 'autor' [unknown-voice]\n"
        "source/terms.yaml:7:3: warning: yes or no answers this [yes-no]"
    )


def test_problems_are_told_to_programs_as_json() -> None:
    assert json.loads(formatted(PROBLEMS, "json")) == [
        {
            "file": "source/terms.yaml",
            "line": 5,
            "column": 10,
            "severity": "error",
            "rule": "unknown-voice",
            "message": "there is no voice 'autor'",
        },
        {
            "file": "source/terms.yaml",
            "line": 7,
            "column": 3,
            "severity": "warning",
            "rule": "yes-no",
            "message": "yes or no answers this",
        },
    ]


def test_problems_are_annotations_on_github() -> None:
    assert formatted(PROBLEMS, "github").splitlines() == [
        "::error file=source/terms.yaml,line=5,col=10,title=unknown-voice::there is no voice 'autor'",
        "::warning file=source/terms.yaml,line=7,col=3,title=yes-no::yes or no answers this",
    ]


@pytest.mark.parametrize(
    ("file", "message", "expected"),
    [
        ("a.yaml", "one\ntwo\rthree", "::error file=a.yaml,line=1,col=2,title=x::one%0Atwo%0Dthree"),
        ("a.yaml", "60 % of it, a::b", "::error file=a.yaml,line=1,col=2,title=x::60 %25 of it, a::b"),
        ("a.yaml", "%0A as such", "::error file=a.yaml,line=1,col=2,title=x::%250A as such"),
        ("a, 50 %: b.yaml", "y", "::error file=a%2C 50 %25%3A b.yaml,line=1,col=2,title=x::y"),
        ("a\nb.yaml", "y", "::error file=a%0Ab.yaml,line=1,col=2,title=x::y"),
    ],
)
def test_what_has_a_meaning_to_github_is_escaped(file: str, message: str, expected: str) -> None:
    assert formatted([Problem(Place(Path(file), 1, 2), message, "x")], "github") == expected


@pytest.mark.parametrize("shape", ["text", "json", "github"])
def test_a_message_says_what_and_how_and_not_all_that_it_quotes(shape: Format) -> None:
    quoted = Problem(Place(Path("a.yaml"), 1, 2), f"'*{'1' * 5_000}' is an alias; put it in quotes", "yaml")
    told = formatted([quoted], shape)
    assert "'*111" in told
    assert "put it in quotes" in told
    assert len(told) < 1_500


def test_of_no_problems_there_is_nothing_to_read() -> None:
    assert formatted((), "text") == formatted((), "github") == ""
    assert json.loads(formatted((), "json")) == []
