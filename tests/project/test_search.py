"""A search that finds nothing is answered with what keeps it from that, and what may have been meant."""

import re
from pathlib import Path

import pytest
from small_project import write_project

from studygen.anki.search_query import SearchError
from studygen.project.explain_search import nothing_found
from studygen.project.project import Project, load
from studygen.project.search import find_notes, read_search


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ("tag:dog", "; tag:dog by itself matches nothing, did you mean tag:person::dog?"),
        ("tag:property", "did you mean tag:topic::property?"),
        ("tag:property::theft", "did you mean tag:topic::property::theft?"),
        ("tag:thefd", "did you mean tag:topic::property::theft?"),
        ("tag:paragraph::2", "did you mean tag:paragraph::02?"),
        ("tag:mats::topic::mat", "did you mean tag:mats::topic::mats?"),
        ("tag:mats::dog", "; tag:mats::dog by itself matches nothing, did you mean tag:mats::person::dog?"),
        ("tag:mats tag:topic", "; tag:topic by itself matches nothing, did you mean tag:mats::topic?"),
        ("tag:topic::mat", "did you mean tag:topic::mats?"),
        ("note:Term", "did you mean note:*Term?"),
        ("note:argumnt", "did you mean note:*Argument?"),
        ("note:xyz", "note:xyz by itself matches nothing; there are Mats Term, Mats Figure, "),
        ("tag:none", "tag:none by itself matches nothing, since every note has tags"),
        ("tag:xyz tag:topic", "; tag:xyz by itself matches nothing; `studygen tags` lists the tags"),
        ("tag:topic (tag:xyz or tag:qqq)", "; tag:xyz by itself matches nothing; tag:qqq by itself"),
        (
            "tag:person::dog tag:topic::mats",
            "; tag:person::dog matches 1 note and tag:topic::mats 3 notes, but none matches both",
        ),
        (
            "tag:kind tag:person::dog (tag:topic::mats or tag:kind::date) tag:topic",
            "; tag:person::dog matches 1 note and (tag:topic::mats or tag:kind::date) 4 notes, but none",
        ),
        ("tag:topic::mats -tag:topic", "; -tag:topic leaves nothing"),
        (
            "tag:topic::mats -tag:kind::term",
            "; -tag:kind::term leaves nothing of the 3 notes that ",
        ),
        (
            "-tag:kind::term tag:topic::mats",
            "; -tag:kind::term leaves nothing of the 3 notes that ",
        ),
        ("-(tag:kind or tag:xyz)", "leaves nothing, since every note is found by (tag:kind or tag:xyz)"),
        (
            "-tag:paragraph::01 -tag:paragraph::02",
            "leave nothing together: every note is found by one of them",
        ),
        (
            "tag:kind -tag:kind::date -tag:kind::term -tag:kind::argument -tag:kind::figure",
            "but -tag:kind::date, -tag:kind::term, -tag:kind::argument and -tag:kind::figure do not",
        ),
    ],
)
def test_what_keeps_a_search_from_finding_anything_is_said(tmp_path: Path, search: str, said: str) -> None:
    loaded = load(write_project(tmp_path))
    assert not loaded.select(search)
    assert said in nothing_found(loaded, loaded.search(search))


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Stalin", "did you mean tag:person::stalin or tag:period::stalin?\n    Stalin\n    ^"),
        ("stalni", "did you mean tag:person::stalin or tag:period::stalin?"),
        ("topic", "did you mean tag:topic?"),
        ("xyz", "did you mean tag:xyz?"),
        ('"two words"', 'did you mean note:"two words"?'),
    ],
)
def test_a_bare_word_is_answered_with_tags_that_there_are(essay: Project, word: str, meant: str) -> None:
    with pytest.raises(SearchError, match=re.escape(meant)):
        find_notes(essay, read_search(essay, word))


def test_what_excludes_nothing_is_not_to_blame(essay: Project) -> None:
    said = nothing_found(essay, essay.search("tag:topic -tag:xyz tag:qqq"))
    assert said == (
        "no note matches 'tag:topic -tag:xyz tag:qqq'; tag:qqq by itself matches nothing;"
        " `studygen tags` lists the tags"
    )
