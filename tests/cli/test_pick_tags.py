"""Ticking tags in the terminal makes a deck, and the command that makes it again."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from command_line import made, run
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from typer.testing import Result

from studygen.cli import pick_tags
from studygen.cli.pick_tags import search_of


@pytest.mark.parametrize(
    ("ticked", "search"),
    [
        (["topic::a"], "tag:topic::a"),
        (["topic::b", "topic::a"], "tag:topic::a or tag:topic::b"),
        (["person::x", "topic::a"], "tag:person::x tag:topic::a"),
        (["topic::a", "person::x", "topic::b"], "tag:person::x (tag:topic::a or tag:topic::b)"),
        (["topic", "topic::a"], "tag:topic"),
    ],
)
def test_ticks_below_the_same_tag_are_alternatives(ticked: list[str], search: str) -> None:
    assert search_of(ticked) == search


def test_ticks_are_restricted_by_a_search() -> None:
    assert search_of(["a::b"], "tag:x or tag:y") == "(tag:x or tag:y) tag:a::b"
    assert search_of(["a::b", "a::c"], "-tag:x") == "-tag:x (tag:a::b or tag:a::c)"


SPACE, ENTER, BACK, CTRL_C, CLEAR = " ", "\r", "\x7f", "\x03", "\x15"


def run_with_keys(monkeypatch: pytest.MonkeyPatch, keys: str, *words: str) -> Result:
    """Run studygen in a terminal that shows nothing, and press keys in it.

    In a thread of its own, since the browser of other tests has an event loop running in this one.
    """
    monkeypatch.setattr(pick_tags, "refuse_without_terminal", lambda: None)

    def pressed() -> Result:
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
            pipe.send_text(keys)
            return run(*words)

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(pressed).result()


def test_ticked_tags_make_a_deck_and_the_command_that_makes_it_again(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run_with_keys(monkeypatch, "dog" + SPACE + ENTER + ENTER, "deck", "--interactive", "--seed", "3")
    assert result.exit_code == 0, result.output
    assert "build/dog.apkg  1 note, 2 cards\n" in result.stderr
    (again,) = re.findall(r"^The same again: studygen (.*)$", result.stderr, re.MULTILINE)
    assert again == "deck --where tag:person::dog --name Mats::Dog --seed 3"
    before = (small / "build/dog.apkg").read_bytes()
    assert run(*again.split()).exit_code == 0
    assert (small / "build/dog.apkg").read_bytes() == before


@pytest.mark.usefixtures("small")
def test_the_name_can_be_typed_and_an_impossible_one_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = CLEAR + "Mine::" + ENTER + "Own" + ENTER
    result = run_with_keys(monkeypatch, "theft" + SPACE + ENTER + typed, "deck", "-i", "-o", "x.apkg")
    assert "--name Mine::Own --output x.apkg" in result.stderr


@pytest.mark.usefixtures("small")
def test_enter_goes_on_only_when_the_ticks_find_something(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = ENTER
    too_much = "dog" + SPACE + BACK * 3 + "::mats" + SPACE + ENTER
    without_mats = SPACE + ENTER
    result = run_with_keys(
        monkeypatch, nothing + too_much + without_mats + ENTER, "deck", "-i", "-o", "x.apkg"
    )
    assert "--where tag:person::dog --name" in result.stderr


def test_ctrl_c_writes_nothing(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for pressed in (CTRL_C, "dog" + SPACE + ENTER + CTRL_C):
        result = run_with_keys(monkeypatch, pressed, "deck", "--interactive")
        assert result.exit_code == 2
        assert "interrupted; files that were not finished are as they were before" in result.stderr
    assert made(small / "build") == set()
    assert not (small / "studygen.lock").exists()


@pytest.mark.usefixtures("small")
def test_nobody_is_asked_where_there_is_no_terminal() -> None:
    result = run("deck", "--interactive")
    assert result.exit_code == 2
    assert "--interactive asks in a terminal, and this is none; say which notes with --where" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="words are quoted as on Unix")
def test_the_command_is_quoted_for_the_shell() -> None:
    assert pick_tags.command(where="tag:a (tag:b)", name="It's", sample=None, limit=2) == (
        "studygen deck --where 'tag:a (tag:b)' --name 'It'\"'\"'s' --limit 2"
    )
