"""What is wrong, on a terminal: colour, the line with a caret below the place, and the remedy."""

import io
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from studygen.cli.output import print_problems, say_problems
from studygen.cli.terminal_problems import show
from studygen.problems import Place, Problem

FAULT = "there is no voice 'autor' in source.yaml; did you mean author?"
STYLE = re.compile("\x1b\\[[0-9;]*m")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with a fault in its second line."""
    file = tmp_path / "terms.yaml"
    file.write_text("- term: mat\n  voice: autor\n", encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 100 columns that has colours."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def shown(problem: Problem) -> str:
    """Return what a terminal gets."""
    stream = Terminal()
    show([problem], stream)
    return stream.getvalue()


def test_a_fault_has_its_line_a_caret_and_its_remedy(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    told = shown(Problem(Place(Path("terms.yaml"), 2, 10), FAULT, "unknown-voice"))
    assert STYLE.sub("", told).splitlines() == [
        "terms.yaml:2:10  error: there is no voice 'autor' in source.yaml  [unknown-voice]",
        "    2 │   voice: autor",
        "      │          ^",
        "        → did you mean author?",
        "",
    ]
    assert "\x1b[1;31merror: " in told


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_there_is_no_colour_where_none_is_wanted(
    file: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    told = shown(Problem(Place(file, 2, 10), FAULT, "unknown-voice"))
    assert "\x1b[31" not in told
    assert "\x1b[1;31" not in told
    assert "         ^" in STYLE.sub("", told)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("  name: 猫は座布団に座った", 9),
        ("  name: 猫は座布団に座った", 13),
        ("\tname: e\u0301tude and more", 15),
        ("  meaning: " + "long words " * 60, 300),
        ("  name: \x1b[2Jcleared", 9),
    ],
)
def test_the_caret_stands_below_the_character(tmp_path: Path, line: str, column: int) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(line, encoding="utf-8")
    text, caret = STYLE.sub("", shown(Problem(Place(file, 1, column), "no", "tab"))).splitlines()[-3:-1]
    assert caret.rstrip().endswith("^")
    below = cell_len(caret.rstrip()) - 1
    before = next(end for end in range(len(text) + 1) if cell_len(text[:end]) >= below)
    assert text[before] == line[column - 1].replace("\x1b", "\ufffd")
    assert cell_len(text) <= 100
    assert "\x1b[2J" not in text


def test_long_messages_are_wrapped_to_the_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    told = shown(Problem(Place(Path("terms.yaml"), 0), f"{'many words ' * 20}; {'do this ' * 20}", "tab"))
    lines = STYLE.sub("", told).splitlines()
    assert max(map(len, lines)) <= 50
    assert " ".join(" ".join(lines).split()).count("many words") == 20
    assert " ".join(" ".join(lines).split()).count("do this") == 20


@pytest.mark.parametrize(
    "place", [Place(Path("gone.yaml"), 3, 4), Place(Path("gone.yaml")), Place(Path(), 9, 9)]
)
def test_what_has_no_line_is_told_without_one(place: Place) -> None:
    assert "│" not in shown(Problem(place, "there is no file", "missing-file"))


def test_elsewhere_a_fault_is_a_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    problem = Problem(Place(file, 2, 10), FAULT, "unknown-voice")
    print_problems([problem])
    say_problems([problem])
    assert capsys.readouterr() == (f"{problem}\n", f"{problem}\n")
