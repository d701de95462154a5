"""A search that finds nothing is answered with what keeps it from that, and what may have been meant."""

import json
import re
from pathlib import Path

import pytest
from search_cases import REASON_CASES, WORD, WORD_CASES, mistyped
from small_project import write_project

from studygen.anki.search_query import SearchError
from studygen.project.explain_search import nothing_found
from studygen.project.project import Project, load
from studygen.project.search import deck_problems, find_notes, read_search


@pytest.mark.parametrize(("search", "reasons"), REASON_CASES)
def test_what_keeps_a_search_from_finding_anything_is_said(
    tmp_path: Path, search: str, reasons: list[str]
) -> None:
    loaded = load(write_project(tmp_path))
    assert not loaded.select(search)
    said = nothing_found(loaded, loaded.search(search))
    assert said.removesuffix("; `studygen tags` lists the tags") == "; ".join(
        [f"no note matches {search!r}", *reasons]
    )


@pytest.mark.parametrize(("search", "remedy"), WORD_CASES)
def test_a_bare_word_is_answered_with_what_there_is(tmp_path: Path, search: str, remedy: str) -> None:
    spec = f"deck: Mats::Some\nwhere: {json.dumps(search)}\n"
    loaded = load(write_project(tmp_path, {"decks/some.yaml": spec}))
    with pytest.raises(SearchError) as caught:
        read_search(loaded, search)
    message = f"{WORD}; {remedy or '`studygen tags` lists the tags'}"
    assert caught.value.message == message
    (problem,) = deck_problems(loaded, loaded.decks)
    assert problem.message.startswith(message)


def test_nothing_is_suggested_that_finds_nothing(essay: Project) -> None:
    suggested = set()
    tags = {tag for note in essay.notes for tag in note.tags}
    for search in mistyped(tags, {note.type.name for note in essay.notes}, 300):
        try:
            found = read_search(essay, search)
            said = "" if essay.matching(found) else nothing_found(essay, found)
        except SearchError as error:
            said = error.message
        for meant in re.findall(r"did you mean (.*?)\?", said):
            suggested.update(each for each in meant.split(" or ") if not each.endswith(":"))
    assert len(suggested) > 40
    assert [each for each in sorted(suggested) if not essay.select(each)] == []


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Stalin", "did you mean tag:person::stalin or tag:period::stalin?\n    Stalin\n    ^"),
        ("stalni", "did you mean tag:person::stalin or tag:period::stalin?"),
        ("topic", "did you mean tag:topic?"),
        ("trotsky", "did you mean tag:person::trotsky?"),
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
