"""`studygen tags`: what can be searched for, as a tree."""

import re
from pathlib import Path

import pytest
from command_line import run
from small_project import FILES

from studygen.project import tag_tree
from studygen.project.project import Project
from studygen.project.tag_tree import tag_table


@pytest.mark.usefixtures("small")
def test_tags_are_a_tree_with_counts_that_include_what_is_below() -> None:
    lines = run("tags").stdout.splitlines()
    assert lines[-4:] == [
        "topic       6",
        "  mats      3  What lies on the floor.",
        "  property  4  Whose it is.",
        "    theft   2  Whose it is not.",
    ]


@pytest.mark.usefixtures("small")
def test_tags_can_be_listed_for_scripts() -> None:
    lines = run("tags", "--flat", "--where", "tag:person::dog").stdout.splitlines()
    assert "topic::property::theft" in lines
    assert "topic::mats" not in lines


def test_a_listed_tag_finds_itself_only(small: Path) -> None:
    terms = FILES["source/terms.yaml"].replace("[topic::mats]", "[a_b]").replace("[topic::property]", "[axb]")
    (small / "source/terms.yaml").write_text(terms, encoding="utf-8")
    listed = run("tags", "--flat").stdout.splitlines()
    assert r"a\_b" in listed
    for search, counted in ((r"tag:a\_b", 3), ("tag:axb", 1), ("tag:a_b", 3), (r"tag:mats::a\_b", 3)):
        lines = run("tags", "--where", search).stdout.splitlines()
        (kinds,) = (line.split()[1] for line in lines if line.startswith("kind "))
        assert int(kinds) == counted, search


@pytest.mark.usefixtures("small")
def test_tags_of_nothing_are_told() -> None:
    result = run("tags", "--where", "tag:thefd")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean tag:topic::property::theft?" in result.stderr


def test_paragraphs_come_in_the_order_of_their_numbers(essay: Project) -> None:
    tags = [tag for tag, _, _ in tag_table(essay, "")]
    assert tags[tags.index("paragraph") + 1 :][:11] == [f"paragraph::{number:02}" for number in range(1, 12)]
    assert tags == sorted(tags)  # as Anki sorts them


@pytest.mark.parametrize(("width", "shown"), [(80, "…"), (50, "…"), (40, "0")])
def test_a_line_of_tags_fits_the_terminal(essay: Project, width: int, shown: str) -> None:
    lines = tag_tree.lines(tag_table(essay, ""), width)
    assert max(map(len, lines)) <= width
    assert any(line.endswith(shown) for line in lines)
    assert not any(re.search(r"[\s,;:]…$", line) for line in lines)


def test_meanings_are_whole_where_no_terminal_is(essay: Project) -> None:
    rows = tag_table(essay, "")
    for line, (_, _, meaning) in zip(tag_tree.lines(rows), rows, strict=True):
        assert line.endswith(meaning)
