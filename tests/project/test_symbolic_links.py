"""What a project links to elsewhere is neither read nor written, unless whoever runs this says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_project import FILES, write_project
from typer.testing import CliRunner, Result

from studygen import files
from studygen.cli.app import app
from studygen.problems import FaultyFilesError, StudygenError
from studygen.project import folders, project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project as the current folder, beside which there is a secret."""
    root = write_project(tmp_path / "project")
    (tmp_path / "secret").write_text("- term: secret\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test lets be followed, no other does."""
    monkeypatch.setattr(files, "_follows_links", type(files._follows_links)("follows_links", default=False))


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def linked(link: Path, target: Path) -> None:
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(target)


@pytest.mark.parametrize(
    "name",
    [
        "source/terms.yaml",
        "source/text.txt",
        "source/source.yaml",
        "source/media/a.png",
        "decks/theft.yaml",
        "templates/cards/cards.css",
        "templates/page/preview.css",
        "templates/sheets/theme.typ",
        "studygen.lock",
        "studygen.yaml",
    ],
)
def test_a_link_out_of_the_project_is_told_before_it_is_read(small: Path, tmp_path: Path, name: str) -> None:
    linked(small / name, tmp_path / "secret")
    result = run("check")
    assert result.exit_code == 1
    assert f"{name}: this is a link that leads out of the project, to {tmp_path}/secret" in result.stdout
    assert "--follow-links" in result.stdout
    assert "term: secret" not in result.output


def test_a_folder_that_is_a_link_is_told_and_links_within_are_followed(small: Path, tmp_path: Path) -> None:
    (small / "source/terms.yaml").rename(small / "terms")
    linked(small / "source/terms.yaml", small / "terms")
    assert project.load(Path()).notes
    (tmp_path / "elsewhere").mkdir()
    linked(small / "source/more", tmp_path / "elsewhere")
    with pytest.raises(FaultyFilesError, match="source/more: this is a link"):
        project.load(Path())


def test_links_are_followed_if_that_is_said(small: Path, tmp_path: Path) -> None:
    (small / "source/terms.yaml").rename(tmp_path / "terms.yaml")
    linked(small / "source/terms.yaml", tmp_path / "terms.yaml")
    (tmp_path / "out").mkdir()
    linked(small / "build", tmp_path / "out")
    assert run("build", "theft").exit_code == 1
    result = run("--follow-links", "build", "theft")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out/theft.apkg").is_file()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are pipes on Unix only")
@pytest.mark.parametrize("name", ["source/more.yaml", "decks/more.yaml", "templates/cards/front.html"])
def test_a_pipe_keeps_nobody_waiting(small: Path, name: str) -> None:
    (small / name).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(small / name)
    done = subprocess.run(
        [sys.executable, "-m", "studygen", "check"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert f"{name}: this is no regular file; remove it [odd-file]" in done.stdout


@pytest.mark.parametrize("name", ["theft.apkg", "theft-quiz.pdf", "theft-quiz-key.pdf", "theft.html"])
def test_nothing_outside_is_overwritten_through_a_link(small: Path, tmp_path: Path, name: str) -> None:
    deck = FILES["decks/theft.yaml"] + "sheets: [quiz]\npage: true\n"
    (small / "decks/theft.yaml").write_text(deck, encoding="utf-8")
    linked(small / "build" / name, tmp_path / "secret")
    result = run("build", "theft")
    assert result.exit_code == 2
    assert (
        f"cannot write build/{name}: it is a link, to {tmp_path}/secret; put a file of its own"
        in result.stderr
    )
    assert (tmp_path / "secret").read_text(encoding="utf-8") == "- term: secret\n"


def test_a_lock_is_not_created_elsewhere(small: Path, tmp_path: Path) -> None:
    linked(small / "studygen.lock", tmp_path / "new.lock")
    assert run("build", "theft").exit_code == 1
    assert not (tmp_path / "new.lock").exists()


def test_a_build_folder_that_is_a_link_is_not_written_into(small: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    linked(small / "build", tmp_path / "out")
    for words in (
        ("build",),
        ("deck", "-o", "build/x.apkg"),
        ("sheet", "glossary"),
        ("preview", "--no-open"),
    ):
        result = run(*words)
        assert result.exit_code == 2, words
        assert "build is a link that leads out of the project" in result.stderr
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("folder", ["source", "decks", "templates", "templates/cards"])
def test_a_build_does_not_go_among_the_files_that_it_is_made_of(folder: str) -> None:
    result = run("build", "--output", folder)
    assert result.exit_code == 2
    assert "lies among the project's own files" in result.stderr


def test_a_project_is_looked_for_up_to_the_root_of_a_repository(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = small / "notes" / "deep"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    assert folders.find(None) == small
    (small / "notes" / ".git").mkdir()
    with pytest.raises(StudygenError, match="there is no project here"):
        folders.find(None)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_project_around_here_that_is_somebody_else_s_is_not_taken(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = small / "notes"
    inside.mkdir()
    os.chown(inside, 12345, 12345)
    monkeypatch.chdir(inside)
    with pytest.raises(StudygenError, match="there is no project here"):
        folders.find(None)
