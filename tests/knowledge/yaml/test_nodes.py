"""YAML is read as it was written; what libyaml could not bear is refused before that, with its place."""

import gc
import re
from pathlib import Path

import pytest

from studygen.knowledge.yaml import nodes

FILE = Path("terms.yaml")


TOO_DEEP = {"much": "[" * 60_000, "somewhat": f"{'[' * 60}{']' * 60} # {'[' * 5_000}"}


@pytest.mark.parametrize("source", TOO_DEEP.values(), ids=TOO_DEEP)
def test_nesting_that_goes_too_deep_is_placed(source: str) -> None:
    node, problems = nodes.parse(f"#\n{source}", FILE)
    assert node is None
    (problem,) = problems
    # Newer parsers of YAML refuse by themselves what is 1000 deep.
    assert re.match(r"terms\.yaml:2:(51|1001): this is nested more than 50 deep", str(problem))


def test_nesting_by_indentation_is_refused_as_well() -> None:
    node, problems = nodes.parse("- " * 60_000, FILE)
    assert node is None
    assert "this is nested more than 50 deep" in str(problems)


def test_many_brackets_that_stand_side_by_side_are_no_fault() -> None:
    node, problems = nodes.parse("[" + "[a], " * 6_000 + "]", FILE)
    assert node is not None
    assert nodes.plain(node) == [["a"]] * 6_000
    assert problems == []


@pytest.mark.parametrize("end", ["", "\n", "\n- term: b\n"])
def test_a_lost_comment_is_told_wherever_it_stands_in_an_entry(end: str) -> None:
    for source in ("- term: a # 1", "- term: a\n  name: the song # 1", "- term: a\n  when:\n    text: a # 1"):
        _, problems = nodes.parse(source + end, FILE)
        assert [problem.rule for problem in problems] == ["lost-comment"]


def test_a_key_is_not_given_twice_inside_an_entry_either() -> None:
    node, problems = nodes.parse("- date: a\n  when: {text: a,\n    text: b}\n", FILE)
    message = "terms.yaml:3:5: `text` is given twice, first on line 2; keep one [repeated-key]"
    assert [str(problem) for problem in problems] == [message]
    assert node is not None  # the rest is checked as well


def test_of_a_file_with_an_alias_nothing_is_unfolded() -> None:
    node, _ = nodes.parse("- &a [x]\n- *a\n", FILE)
    assert node is None


@pytest.mark.parametrize("source", ["a: b", "a: [", "a: \0"])
def test_the_garbage_collector_runs_again_when_a_file_was_read(source: str) -> None:
    nodes.parse(source, FILE)
    assert gc.isenabled()


def test_a_garbage_collector_that_did_not_run_is_left_alone() -> None:
    gc.disable()
    try:
        nodes.parse("a: b", FILE)
        assert not gc.isenabled()
    finally:
        gc.enable()
