"""`studygen deck`: one deck of what a search finds, or of a part of it."""

import time
from pathlib import Path

import pytest
from command_line import run
from small_project import replaced, write_project

from studygen.commands.deck import deck_of
from studygen.commands.sheet import sheet_of
from studygen.project.project import load


@pytest.mark.usefixtures("small")
def test_deck_makes_a_package_of_what_a_search_finds() -> None:
    result = run("deck", "--where", "tag:topic::property -tag:person", "--output", "x.apkg")
    assert result.exit_code == 0, result.output
    assert result.stderr.startswith("x.apkg  3 notes, 6 cards\nstudygen.lock is new: it")
    result = run("deck", "--where", "tag:topic::property -tag:person", "--output", "x.apkg")
    assert result.stderr == "x.apkg  3 notes, 6 cards\nA draft: 3 notes, none released yet.\n"


def test_deck_names_itself_after_the_search(small: Path) -> None:
    assert run("deck", "-w", "tag:person::dog").exit_code == 0
    assert (small / "build" / "dog.apkg").is_file()


@pytest.mark.usefixtures("small")
def test_a_time_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for given in ("soon", "0", str(int(time.time()) + 10_000)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
        result = run("deck", "-o", "x.apkg")
        assert result.exit_code == 2
        assert "SOURCE_DATE_EPOCH" in result.stderr


@pytest.mark.usefixtures("small")
def test_deck_and_sheet_take_a_part_of_what_is_found() -> None:
    assert run("deck", "--sample", "2", "--seed", "1").stderr.startswith("build/mats-sample-2.apkg  2 notes")
    assert run("deck", "--limit", "1", "-o", "x.apkg").stderr.startswith("x.apkg  1 note, ")
    for words in (("--order", "kind"), ("--sample", "3"), ("--limit", "2")):
        result = run("sheet", "cards", *words)
        assert result.exit_code == 0, result.output


def test_a_deck_and_a_sheet_say_which_part_they_are(tmp_path: Path) -> None:
    loaded = load(write_project(tmp_path))
    deck = deck_of(loaded, "", None, "", "text", 4, sample=3, limit=2)
    assert deck.description == "From “The Mat”. 3 of 6 notes, drawn at random (seed 4). The first 2 of 3."
    sheet = sheet_of(loaded, "tag:person::dog", None, None, 0, "long", order="kind", sample=100)
    assert sheet.description == "Selected: Dog."
    assert sheet_of(loaded, "", None, None, 0, "long", limit=2).description == "The first 2 of 6."


@pytest.mark.usefixtures("small")
def test_a_deck_can_be_completed() -> None:
    where = "note:*Argument"
    write_project(Path(), replaced("source/arguments.yaml", "Mats are for dogs", "A mat is for dogs"))
    assert run("deck", "-w", where, "-o", "a.apkg").stderr.startswith("a.apkg  1 note")
    assert run("deck", "-w", where, "-o", "a.apkg", "--complete").stderr.startswith("a.apkg  3 notes")


@pytest.mark.parametrize("key", ["sample", "limit"])
@pytest.mark.parametrize("number", [0, -3])
def test_less_than_one_note_is_refused(small: Path, key: str, number: int) -> None:
    for command in (("deck",), ("sheet", "quiz")):
        result = run(*command, f"--{key}", number)
        assert (result.exit_code, result.stderr) == (
            2,
            f"studygen: --{key} is 1 or more, not {number}; leave it out for all notes\n",
        )
    (small / "decks/few.yaml").write_text(f"deck: Few\n{key}: {number}\n")
    assert run("build").stderr.startswith(
        f"decks/few.yaml:2:{len(key) + 3}: `{key}` is 1 or more, not {number}; leave the key out for all"
    )
