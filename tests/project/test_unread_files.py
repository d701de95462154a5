"""Files that nothing reads are told, and no others."""

from pathlib import Path

import pytest
from small_project import write_project

from studygen.project import project


@pytest.mark.parametrize(
    "files",
    [
        {"cards/mine.html": "x", "cards/back.html": "[% include 'mine.html' %] {{Id}}"},
        {"sheets/mine.typ": "#let it = 1", "sheets/theme.typ": '#import "mine.typ": it'},
        {"sheets/Own.TTF": "x", "cards/.DS_Store": "x", ".gitkeep": ""},
        {"cards/argument/reply.back.html": "{{Reply}}"},
    ],
    ids=["included", "imported", "a font and what systems leave", "a side of one card"],
)
def test_templates_that_are_read_are_not_told(tmp_path: Path, files: dict[str, str]) -> None:
    write_project(tmp_path, {f"templates/{name}": text for name, text in files.items()})
    assert [found for found in project.load(tmp_path).warnings if found.rule == "unread-file"] == []
