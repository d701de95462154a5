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


ENTRY = "- term: cup\n  name: cup\n"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("terms.yaml", f"# Mine\n\n{ENTRY}", "terms.yaml: this is not read: such a file lies in source/"),
        ("all.yml", "deck: All\n", "all.yml: this is not read: such a file lies in decks/"),
        ("studygen.yml", "name: x\n", "studygen.yml: this is not read: studygen.yaml is"),
        ("deck/all.yaml", "deck: All\n", "deck: nothing in this folder is read; did you mean decks?"),
        ("sources/a.yml", ENTRY, "sources: nothing in this folder is read; did you mean source?"),
        ("source/other.txt", "A text.", "source/other.txt: this is not read: the text is the one that"),
        ("source/cat.png", "x", "source/cat.png: this is not read: the text is the one that"),
        ("decks/all.txt", "x", "decks/all.txt: this is not read: decks are specified by YAML files"),
        ("decks/old/all.yml", "x", "decks/old/all.yml: this is not read: deck specifications lie in"),
    ],
)
def test_a_file_in_the_wrong_place_is_told(tmp_path: Path, name: str, text: str, told: str) -> None:
    write_project(tmp_path, {name: text})
    (found,) = [str(each) for each in project.load(tmp_path).warnings if each.rule == "unread-file"]
    where, said = told.split(": ", 1)
    assert found.startswith(f"{tmp_path}/{where}: warning: {said}")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mkdocs.yml", "site_name: Mats\n"),
        (".github/workflows/ci.yml", "on: push\n"),
        ("notes/a.yaml", ENTRY),
        ("source/README.md", "About the text."),
        ("source/entries.schema.json", "{}"),
        ("source/.DS_Store", "x"),
        ("resources/logo.png", "x"),
    ],
)
def test_what_is_nobody_s_business_is_not_told(tmp_path: Path, name: str, text: str) -> None:
    write_project(tmp_path, {name: text})
    assert [each for each in project.load(tmp_path).warnings if each.rule == "unread-file"] == []
