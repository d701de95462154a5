"""`studygen sheet`: what is printed, in which order, and as pictures."""

import re
import struct
from pathlib import Path

import media_files
import pytest
from command_line import run
from small_project import write_project

from studygen.commands.sheet import sheet_of
from studygen.project.project import load


@pytest.mark.parametrize("kind", ["glossary", "cards"])
def test_sheet_prints_what_a_search_finds(small: Path, kind: str) -> None:
    result = run("sheet", kind, "-w", "tag:topic::property", "--paper", "us-letter")
    assert result.exit_code == 0, result.output
    assert re.fullmatch(rf"build/{kind}\.pdf  \d pages?\n", result.stderr)
    assert (small / "build" / f"{kind}.pdf").read_bytes().startswith(b"%PDF")


def test_a_quiz_comes_with_its_key(small: Path) -> None:
    assert run("sheet", "quiz", "-o", "mine.pdf", "--seed", "3").exit_code == 0
    assert (small / "mine.pdf").is_file()
    assert (small / "mine-key.pdf").is_file()


def test_a_sheet_is_opened_and_its_pages_come_as_pictures(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: bool(shown.append(address)))
    assert run("sheet", "cards", "--png", "--preview", "-o", "mine.pdf").exit_code == 0
    assert shown == [(small / "mine.pdf").resolve().as_uri()]
    pictures = sorted(small.glob("mine-*.png"))
    assert [picture.name for picture in pictures] == [f"mine-{page}.png" for page in range(1, 5)]
    for picture in pictures:
        data = picture.read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", data[16:24]) == (1191, 1684)  # A4 at 144 dots per inch


def test_pages_of_a_longer_sheet_do_not_stay_beside_those_of_a_shorter_one(small: Path) -> None:
    def pictures() -> list[str]:
        return sorted(file.name for file in small.glob("*.png"))

    one_a_page = ("sheet", "cards", "--png", "-o", "mine.pdf", "--set")
    assert run(*one_a_page, "grid=1x1").exit_code == 0
    long = pictures()
    assert long[:2] == ["mine-01.png", "mine-02.png"]
    # What is called like a page and is none of ours, and what is a page of another sheet.
    others = [
        "mine-10x.png",
        "mine-99.png",
        "mine-a-5.png",
        "mine.pdf-7.png",
        "minne-5.png",
        "mine-5.PNG.png",
    ]
    page = (small / "mine-01.png").read_bytes()
    for name in others:
        (small / name).write_bytes(media_files.png() if name == "mine-99.png" else page)
    (small / "mine-77.png").mkdir()
    result = run(*one_a_page, "grid=2x4")
    assert result.exit_code == 0, result.stderr
    kept = [f"mine-{number}.png" for number in range(1, 5)]
    assert pictures() == sorted([*others, "mine-77.png", *kept])
    assert all(f"{name}  removed: of an earlier sheet" in result.stderr for name in long)
    # Without pictures, nothing is known of them.
    assert run("sheet", "cards", "-o", "mine.pdf", "--limit", "1").exit_code == 0
    assert set(kept) < set(pictures())
    assert run("sheet", "cards", "--png", "-o", "mine.pdf", "--limit", "1").exit_code == 0
    assert [name for name in pictures() if name in kept] == kept[:2]


def test_sheets_come_in_the_order_asked_for(tmp_path: Path) -> None:
    loaded = load(write_project(tmp_path))
    kinds = [note.entry.kind for note in sheet_of(loaded, "", None, None, 0, "long", order="kind").notes]
    assert kinds == sorted(kinds, key=["term", "figure", "date", "argument"].index)
