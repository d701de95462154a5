"""`studygen init` makes a project of a text that is without fault and builds at once."""

from pathlib import Path

import pytest
from anki_tools import ImportCounts, import_package, open_collection
from command_line import contents, run

TEXTS = {
    "english": """The Clock

Before the railways every town kept its own time, and nobody minded much. In 1840 a company ordered London
time at all of its stations. The towns resisted for many years, as Thomas Hill Lowe did.
""",
    "german": """Der Sperling

Der Sperling lebt in der Nähe des Menschen und baut sein Nest unter Dächern. Im Jahr 1758 gab ihm ein Schwede
seinen Namen. Seit Jahren wird der Sperling in den Städten seltener.
""",
    "japanese": "猫は座布団の上に座っていた。犬はそれを見ていた。\n\n犬は座布団を取った。\n",
    "short": "One line.\n",
    "quotes": '"So," he said: "is it not?" # and\n\nA line with {{braces}} and \\ and a \t tab on it.\n',
}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", TEXTS)
def test_a_project_of_a_text_is_without_error_and_builds(elsewhere: Path, name: str) -> None:
    (elsewhere / "my text.txt").write_text(TEXTS[name], encoding="utf-8")
    made = run("init", "my text.txt", "--yes")
    assert made.exit_code == 0, made.stderr
    assert "Next: " in made.stderr
    root = elsewhere / "my text"
    checked = run("check", "--project", root)
    assert checked.exit_code == 0, checked.stdout
    built = run("build", "--project", root)
    assert built.exit_code == 0, built.stderr
    with open_collection(elsewhere / "learner.anki2") as col:
        assert import_package(col, root / "build/all.apkg") == ImportCounts(new=1)


def test_what_is_commented_out_is_without_error_as_well(elsewhere: Path) -> None:
    (elsewhere / "clock.txt").write_text(TEXTS["english"], encoding="utf-8")
    run("init", "clock.txt", "--yes")
    entries = elsewhere / "clock/source/entries.yaml"
    lines = entries.read_text(encoding="utf-8").split("\n")
    first = next(number for number, line in enumerate(lines) if line.startswith("- term:"))
    whole = "\n".join([*lines[:first], *(line.removeprefix("# ") for line in lines[first:])])
    entries.write_text(whole, encoding="utf-8")
    checked = run("check", "--project", elsewhere / "clock")
    assert checked.exit_code == 0, checked.stdout
    assert "4 entries" in checked.stderr
    assert "1840" in whole
    assert "Thomas Hill Lowe" in whole


def test_what_is_guessed_and_what_is_said_stand_in_the_project(elsewhere: Path) -> None:
    (elsewhere / "sperling.txt").write_text(TEXTS["german"], encoding="utf-8")
    run("init", "sperling.txt", "--yes", "--author", "A. Brehm", "--paper", "us-letter", "--folder", "vogel")
    source = (elsewhere / "vogel/source/source.yaml").read_text(encoding="utf-8")
    assert 'title: "Der Sperling"' in source
    assert "language: de" in source
    assert 'a-brehm: "A. Brehm"' in source
    assert "paper: us-letter" in (elsewhere / "vogel/studygen.yaml").read_text(encoding="utf-8")
    assert not (elsewhere / "vogel/source/text.txt").read_text(encoding="utf-8").startswith("Der Sperling\n")


def test_two_projects_have_namespaces_of_their_own(elsewhere: Path) -> None:
    for name in ("a", "b"):
        (elsewhere / f"{name}.txt").write_text(TEXTS["english"], encoding="utf-8")
        run("init", f"{name}.txt", "--yes")
    assert (elsewhere / "a/studygen.yaml").read_text() != (elsewhere / "b/studygen.yaml").read_text()


def test_nothing_is_overwritten_and_nothing_half_made(elsewhere: Path) -> None:
    (elsewhere / "a.txt").write_text(TEXTS["english"], encoding="utf-8")
    (elsewhere / "a/source").mkdir(parents=True)
    (elsewhere / "a/source/entries.yaml").write_text("mine")
    before = contents(elsewhere)
    result = run("init", "a.txt", "--yes")
    assert result.exit_code == 2
    assert "a has source/entries.yaml already, and nothing is overwritten" in result.stderr
    assert contents(elsewhere) == before


def test_without_a_text_there_is_a_place_for_one(elsewhere: Path) -> None:
    assert run("init", "--yes").exit_code == 0
    assert "Put your text here" in (elsewhere / "my-text/source/text.txt").read_text()
    assert run("check", "--project", elsewhere / "my-text").exit_code == 0


def test_a_file_that_is_not_there_is_told() -> None:
    result = run("init", "nothing.docx", "--yes")
    assert result.exit_code == 2
    assert "cannot read nothing.docx" in result.stderr


def test_a_folder_with_one_text_becomes_the_project(elsewhere: Path) -> None:
    (elsewhere / "course").mkdir()
    (elsewhere / "course/clock.txt").write_text(TEXTS["english"], encoding="utf-8")
    assert run("init", "course", "--yes").exit_code == 0
    assert (elsewhere / "course/studygen.yaml").is_file()
    (elsewhere / "two").mkdir()
    for name in ("a.txt", "b.md"):
        (elsewhere / "two" / name).write_text("x")
    assert "has several texts, two/a.txt, two/b.md; name one" in run("init", "two").stderr


def test_a_language_that_is_none_is_told_before_anything_is_made(elsewhere: Path) -> None:
    (elsewhere / "a.txt").write_text(TEXTS["english"], encoding="utf-8")
    result = run("init", "a.txt", "--language", "klingonese")
    assert result.exit_code == 2
    assert "'klingonese' is no language" in result.stderr
    assert not (elsewhere / "a").exists()
