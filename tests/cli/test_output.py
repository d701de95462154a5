"""What is printed, by whatever command, steers no terminal; and what cannot be printed is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import run
from package_files import exported
from repository import ROOT

from studygen.cli import output
from studygen.wording import printable, printable_line

EVIL = "\x1b[31m\x07\x9b31m\u202e\u2066"


def test_messages_and_results_of_a_hostile_project_do_not_steer_a_terminal(small: Path) -> None:
    text = small / "source" / "text.txt"
    text.write_text(text.read_text(encoding="utf-8") + f"\n\nA last {EVIL} sentence.\n", encoding="utf-8")
    source = small / "source" / "source.yaml"
    written = source.read_text(encoding="utf-8")
    source.write_text(
        written.replace("What lies on the floor.", '"What \\e[31mlies \\x9B31m\\u202E"'), encoding="utf-8"
    )
    said = ""
    for words in (
        ["tags"],
        ["coverage"],
        ["check"],
        ["check", "--format", "json"],
        ["check", "--format", "github"],
        ["build"],
        ["inspect", f"{EVIL}.apkg"],
        ["tags", "-w", f"tag:{EVIL}"],
    ):
        if words == ["check"]:
            (small / "decks" / f"{EVIL}.yaml").write_text(f"deck: M\nodd{EVIL[-1]}: 1\n", encoding="utf-8")
        result = run(*words)
        assert result.exit_code in (0, 1, 2), result.output
        said += result.stdout + result.stderr
    assert "sentence." in said
    assert "\ufffd" in said
    assert not set(said) & set(EVIL.replace("[31m", "").replace("31m", ""))


def test_messages_of_sqlite_do_not_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from studygen.anki.reading import sqlite_reader

    def damaged(_connection: object) -> None:
        raise sqlite_reader.sqlite3.DatabaseError(f"malformed database schema ({EVIL})")

    monkeypatch.setattr(sqlite_reader, "_tables", damaged)
    result = run("inspect", exported(tmp_path, legacy=True))
    assert result.exit_code == 2
    assert "malformed database schema (\ufffd[31m" in result.stderr
    assert "\x1b" not in result.stderr


def test_only_one_module_prints() -> None:
    """The linter refuses `print` everywhere else; that exceptions are made nowhere else is what is tested."""
    printing = [
        file.name
        for file in (ROOT / "studygen").rglob("*.py")
        if "noqa: T201" in file.read_text(encoding="utf-8")
    ]
    assert printing == [Path(output.__file__).name]


def test_text_is_left_alone_where_it_does_nothing() -> None:
    assert printable("a\tb\nc é 漢 א") == "a\tb\nc é 漢 א"
    assert printable_line("a\nb") == "a\ufffdb"


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed as on Unix")
@pytest.mark.parametrize("words", ["tags", "check --rules", "schema", "--version", "--help"])
@pytest.mark.parametrize("stream", [">&-", ">/dev/full"])
def test_standard_output_that_takes_nothing_is_told(small: Path, words: str, stream: str) -> None:
    if "full" in stream and not Path("/dev/full").exists():
        pytest.skip("only Linux has this device")
    result = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m studygen {words} {stream}'],  # noqa: S607  # the shell of this system
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        cwd=small,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert result.returncode == 2
    assert result.stderr.startswith("studygen: cannot read or write to standard output: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed as on Unix")
@pytest.mark.parametrize("stream", ["2>&-", "2>/dev/full"])
def test_a_standard_error_that_takes_nothing_changes_no_exit_code(small: Path, stream: str) -> None:
    for words, code in (("check --rules", 0), ("check --explain nothing", 2)):
        result = subprocess.run(
            ["sh", "-c", f'"{sys.executable}" -m studygen {words} {stream}'],  # noqa: S607  # as above
            stdout=subprocess.PIPE,
            check=False,
            cwd=small,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert result.returncode == code
