"""`studygen demo` makes the shipped essay's project, which is whole and builds what the essay's own does."""

from pathlib import Path

import pytest
from command_line import contents, made, run
from repository import ROOT


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which nothing is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_makes_a_project_without_fault_that_builds_the_same_deck(elsewhere: Path) -> None:
    told = run("demo")
    assert told.exit_code == 0
    assert "`studygen build`" in told.stderr
    folder = elsewhere / "studygen-demo"
    assert made(folder) == {".gitignore", "decks", "source", "studygen.lock", "studygen.yaml"}
    checked = run("check", "--project", folder)
    assert (checked.exit_code, checked.stdout) == (0, "")
    run("build", "telling-apart", "--project", folder)
    run("build", "telling-apart", "--project", ROOT, "--output", elsewhere / "own", "--locked")
    name = "telling-apart.apkg"
    assert (folder / "build" / name).read_bytes() == (elsewhere / "own" / name).read_bytes()


@pytest.mark.parametrize("what", ["a file", "a folder with one"])
def test_it_overwrites_nothing(elsewhere: Path, what: str) -> None:
    (elsewhere / "mine").mkdir() if what == "a folder with one" else (elsewhere / "mine").write_text("notes")
    if what == "a folder with one":
        (elsewhere / "mine" / "studygen.yaml").write_text("name: Mine")
    before = contents(elsewhere)
    result = run("demo", "mine")
    assert result.exit_code == 2
    assert "mine is there already; name a new folder" in result.stderr
    assert contents(elsewhere) == before


def test_an_empty_folder_and_one_below_folders_that_are_missing_will_do(elsewhere: Path) -> None:
    (elsewhere / "empty").mkdir()
    assert run("demo", "empty").exit_code == 0
    assert run("demo", "a/b/c").exit_code == 0
    assert contents(elsewhere / "empty") == contents(elsewhere / "a/b/c")
