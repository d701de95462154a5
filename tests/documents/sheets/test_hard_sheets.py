"""Sheets of content that a layout would rather not meet: nothing fails, and nothing leaves its place."""

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import hard_project
import pdfplumber
import pytest
from pdf_tools import pages_of, structure
from rough_entries import CHINESE, CODE, HEBREW, SENTENCES, WORD, rough
from sheet_tools import ADA_HERSELF, VOTES, compiled, sheet_input, squeezed, term, text_of, words

from studygen.commands.sheet import sheet_of
from studygen.documents.sheets.registry import SheetKind
from studygen.documents.sheets.renderer import render
from studygen.documents.sheets.set_option import told
from studygen.documents.sheets.typst_compiler import Compiled, compile_sheet
from studygen.project import project
from studygen.project.folders import template_folders

pytestmark = pytest.mark.long

MM = 72 / 25.4
EDGE = 12  # points from the edge of the paper that nothing reaches into

# Millimetres from left, top, right and bottom beyond which stand but a line above the text and one below.
USUAL = (20.0, 22.0, 20.0, 20.0)
WITH_NOTES = (14.0, 22.0, 14.0, 15.0)  # in the reader: numbers of lines on the left, notes on the right
MARGINS = {"cards": (9.0, 12.0, 9.0, 12.0), "guide": WITH_NOTES, "reader": WITH_NOTES}
SLACK = 3.2  # points by which the box of a letter may reach below its line, and a comma hang out


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> project.Project:
    return project.load(hard_project.write(tmp_path_factory.mktemp("hard")))


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        pytest.param("cards", "", marks=pytest.mark.thorough),
        pytest.param("people", "", marks=pytest.mark.thorough),
        pytest.param("quiz", "", marks=pytest.mark.thorough),
        pytest.param("reader", "", marks=pytest.mark.thorough),
        ("timeline", ""),
    ],
)
def test_hard_content_is_printed_and_stays_on_the_page(
    hard: project.Project, kind: SheetKind, where: str
) -> None:
    given = sheet_of(hard, where, None, "a4", 1, told(kind, ()))
    for source in render(kind, given, template_folders(hard.root, "sheets")):
        document = compile_sheet(source)
        assert silent(document) == [], source.name
        # What is cut off a card that is too full is in the file, though nobody sees it.
        must_stay_within(document, MARGINS.get(kind, USUAL), upright=kind != "cards")


def silent(document: Compiled) -> list[str]:
    """Return what there is to say of a document, but for what is expected of it.

    No font of ours has Chinese, Arabic or emoji; cards are told when they are too full.
    """
    return [said for said in document.warnings if not said.startswith(("no font has", "card "))]


def must_stay_within(document: Compiled, margins: Sequence[float], *, upright: bool = True) -> None:
    """Assert that text keeps to the margins; if not `upright`, only those on the left and on the right."""
    left, top, right, bottom = (each * MM for each in margins)
    pages = list(pages_of(document.pdf))
    assert len(pages) == document.pages
    for page in pages:
        heads, feet = set(), set()
        for char in page.characters:
            where = (page.number, char)
            assert char.x0 > left - SLACK, where
            assert char.x1 < page.width - right + SLACK, where
            if char.top < top - SLACK:
                heads.add(round(char.bottom))
                assert char.top > EDGE or not upright, where
            elif char.bottom > page.height - bottom + SLACK:
                feet.add(round(char.bottom))
                assert char.bottom < page.height - EDGE or not upright, where
        if upright:
            assert len(heads) <= (2 if margins == MARGINS["cards"] else 1), page.number
            assert len(feet) <= 1, page.number


# --- the lines above and below the text


TITLES = {
    "a word without end": WORD * 3,
    "many words": "So many words " * 60,
    "right to left": HEBREW * 6,
    "code": CODE * 3,
}


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("kind", ["cards", "glossary", "guide", "reader"])
def test_running_lines_are_one_line_each_within_the_margins(kind: SheetKind, title: str) -> None:
    options = told(kind, ["sections=[glossary]"] if kind == "guide" else [])
    given = sheet_input(words(40), title=TITLES[title], options=options)
    source = given.knowledge.sources[0]
    spec = source.spec.model_copy(update={"title": TITLES[title]})
    named = replace(given, knowledge=type(given.knowledge)((replace(source, spec=spec),)))
    (document,) = compiled(kind, named)
    assert document.warnings == ()
    must_stay_within(document, MARGINS.get(kind, USUAL))
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        page = pdf.pages[-1]
        foot = page.crop((0, page.height - 20 * MM, page.width, page.height)).extract_text()
        assert f"Page {document.pages} of {document.pages}" in foot
        assert "…" in foot


def test_titles_of_ordinary_length_are_complete_above_and_below_the_text() -> None:
    title = "In the eyes of those who were there, and of those who only heard of it: notes on an essay"
    for paper in ("a4", "us-letter"):
        (document,) = compiled("glossary", sheet_input(words(60), title=title, paper=paper))
        with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
            page = pdf.pages[1]
            head = page.crop((0, 0, page.width, 20 * MM)).extract_text()
            foot = page.crop((0, page.height - 18 * MM, page.width, page.height)).extract_text()
        assert head == f"{title} Glossary"
        assert foot == f"A. Writer: The Essay Page 2 of {document.pages}"


# --- rough content in every kind of sheet, and all of it printed


CHAPTERS = "sections=[reader, timeline, arguments, worksheet]"  # the others have tests of their own


@pytest.mark.parametrize(
    "kind",
    [
        *("guide", "people"),
        # The guide has these, too, or what is like them.
        *(
            pytest.param(kind, marks=pytest.mark.thorough)
            for kind in ("arguments", "glossary", "quiz", "reader", "timeline", "worksheet")
        ),
    ],
)
def test_rough_content_is_printed_and_keeps_to_the_margins(kind: SheetKind) -> None:
    for document in compiled(kind, rough(told(kind, [CHAPTERS] if kind == "guide" else []))):
        assert document.warnings == ()
        assert document.accessible
        must_stay_within(document, MARGINS.get(kind, USUAL))
        text = squeezed(structure(document.pdf).text)
        assert squeezed(CODE) in text  # and nothing of it was done
        assert squeezed(WORD) in text


def test_characters_without_a_font_are_told_once_and_what_can_be_printed_is() -> None:
    (document,) = compiled("arguments", rough(told("arguments", []), CHINESE))
    assert silent(document) == []
    must_stay_within(document, USUAL)


LONG = " ".join(f"w{number}x" for number in range(2000))
LONG_MEANING = term("t", "Long", LONG)


@pytest.mark.parametrize(
    ("kind", "choices", "entry"),
    [
        ("arguments", ["map=false"], VOTES.model_copy(update={"conclusion": LONG})),
        ("arguments", ["map=false"], VOTES.model_copy(update={"note": LONG})),
        ("guide", ["sections=[glossary]"], LONG_MEANING),
        ("people", [], ADA_HERSELF.model_copy(update={"who": LONG})),
        ("quiz", [], LONG_MEANING),
    ],
)
def test_a_very_long_text_is_continued_on_other_pages(
    kind: SheetKind, choices: list[str], entry: Any
) -> None:
    document = compiled(kind, sheet_input([entry], options=told(kind, choices)))[-1]
    assert document.warnings == ()
    must_stay_within(document, MARGINS.get(kind, USUAL))
    assert set(text_of(document).split()) >= set(LONG.split())


def test_a_worksheet_has_names_of_any_sort_blank_and_its_key_has_them() -> None:
    documents = compiled("worksheet", rough(told("worksheet", [])))
    sheet, key = (squeezed(structure(document.pdf).text) for document in documents)
    bank, _, exercises = sheet.partition("¶1")
    for name in ("#panic() ]] [[", "Avalon", WORD):
        assert squeezed(name) in bank
        assert squeezed(name) not in exercises
    assert sheet.count("[blank]") == 4
    for sentence in (SENTENCES[0], SENTENCES[1], SENTENCES[3]):
        assert squeezed(sentence) in key


def test_the_booklet_of_rough_content_keeps_its_pages_apart_and_on_the_sheet() -> None:
    options = told("guide", ["booklet=true", "sections=[people, arguments, worksheet]"])
    _, booklet = compiled("guide", rough(options))
    assert booklet.warnings == ()
    for page in pages_of(booklet.pdf):
        half = page.width / 2
        for char in page.characters:
            left = char.x0 % half
            assert left > EDGE, (page.number, char)
            assert left + char.x1 - char.x0 < half - EDGE, (page.number, char)
            assert EDGE < char.top < char.bottom < page.height - EDGE, (page.number, char)


# --- cards to fold


@pytest.mark.parametrize("grid", ["2x3", "4x2"])
def test_rough_content_stays_in_its_half_of_a_folded_card(grid: str) -> None:
    given = rough(told("cards", ["flip=fold", f"grid={grid}"]))
    (document,) = compiled("cards", given)
    assert document.warnings == ()
    must_stay_within(document, MARGINS["cards"])
    columns, rows = int(grid[0]), int(grid[2])
    for page in pages_of(document.pdf):
        width, height = (page.width - 18 * MM) / columns, (page.height - 24 * MM) / rows
        for char in page.characters:
            if char.top > 12 * MM and char.bottom < page.height - 12 * MM:
                assert int((char.x0 - 9 * MM) / width) == int((char.x1 - 9 * MM) / width), char
                assert int((char.top - 12 * MM) / height) == int((char.bottom - 12 * MM) / height), char
    text = squeezed(structure(document.pdf).text)
    assert text.count(squeezed(CODE)) > 3


def test_what_does_not_fit_on_a_folded_card_is_told_once() -> None:
    (document,) = compiled("cards", sheet_input([*words(2), LONG_MEANING], flip="fold"))
    assert [said.partition(":")[0] for said in document.warnings] == ["card 3 (t)"]
    must_stay_within(document, MARGINS["cards"], upright=False)
