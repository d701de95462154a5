"""Problems as editors and CI are told of them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from studygen.commands.problem_formats import as_annotations, as_json
from studygen.commands.problem_groups import grouped
from studygen.problems import Place, Problem

PROBLEMS = (
    Problem(Place(Path("source/terms.yaml"), 5, 10), "there is no voice 'autor'", "unknown-voice"),
    Problem(Place(Path("source/terms.yaml"), 7, 3), "yes or no answers this", "yes-no", "warning"),
)


def test_problems_are_lines_to_read_and_warnings_say_that_they_are() -> None:
    assert [str(each) for each in grouped(PROBLEMS)] == [
        "source/terms.yaml:5:10: there is no voice 'autor' [unknown-voice]",
        "source/terms.yaml:7:3: warning: yes or no answers this [yes-no]",
    ]


def test_of_many_of_a_kind_in_a_file_a_few_are_told_and_how_many_more_there_are() -> None:
    many = [
        Problem(Place(Path("a.yaml"), line, 1), "yes or no", "yes-no", "warning") for line in range(1, 41)
    ]
    other = Problem(Place(Path("b.yaml"), 1, 1), "yes or no", "yes-no", "warning")
    error = Problem(Place(Path("a.yaml"), 30, 1), "no such voice", "unknown-voice")
    assert [str(each) for each in grouped([*many, other, error])] == [
        *(f"a.yaml:{line}:1: warning: yes or no [yes-no]" for line in range(1, 6)),
        "a.yaml:30:1: no such voice [unknown-voice]",
        "a.yaml: warning: 35 more of these; `studygen check --all` tells all [yes-no]",
        "b.yaml:1:1: warning: yes or no [yes-no]",
    ]


def test_problems_are_told_to_programs_as_json(tmp_path: Path) -> None:
    file = tmp_path / "terms.yaml"
    file.write_text("- term: mat\n  name: mat\n  premises:\n    - passages: [one, two]\n", encoding="utf-8")
    problems = (
        Problem(Place(file, 4, 23), "not in the text", "unfound-passage", nearest="too", fix="too"),
        Problem(Place(file, 1, 9), "yes or no answers this", "yes-no", "warning"),
        Problem(Place(tmp_path / "gone.yaml"), "there is no file", "missing-file"),
    )
    told = json.loads(as_json(problems, {"entries": 1}))
    assert {key: value for key, value in told.items() if key != "problems"} == {
        "entries": 1,
        "errors": 2,
        "warnings": 1,
        "rules": {"missing-file": 1, "unfound-passage": 1, "yes-no": 1},
    }
    assert told["problems"][0] == {
        "file": file.as_posix(),
        "line": 4,
        "column": 23,
        "severity": "error",
        "rule": "unfound-passage",
        "entry": "mat",
        "key": "premises[0].passages[1]",
        "text": "two",
        "message": "not in the text",
        "nearest": "too",
        "fix": "too",
    }
    assert [(each["entry"], each["key"], each["text"]) for each in told["problems"][1:]] == [
        ("mat", "term", "mat"),
        ("", "", ""),
    ]


def test_problems_are_annotations_on_github() -> None:
    assert as_annotations(PROBLEMS).splitlines() == [
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
    told = as_annotations([Problem(Place(Path(file), 1, 2), message, "tab")])
    assert told == expected.replace("title=x", "title=tab")


@pytest.mark.parametrize(
    "shown", [str, lambda each: as_json([each], {}), lambda each: as_annotations([each])]
)
def test_a_message_says_what_and_how_and_not_all_that_it_quotes(shown: Callable[[Problem], str]) -> None:
    quoted = Problem(Place(Path("a.yaml"), 1, 2), f"'*{'1' * 5_000}' is an alias; put it in quotes", "alias")
    told = shown(quoted)
    assert "'*111" in told
    assert "put it in quotes" in told
    assert len(told) < 1_700


def test_of_no_problems_there_is_nothing_to_read() -> None:
    assert grouped(()) == []
    assert as_annotations(()) == ""
    assert json.loads(as_json((), {})) == {"errors": 0, "warnings": 0, "rules": {}, "problems": []}
