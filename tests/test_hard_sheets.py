"""Sheets of content that a layout would rather not meet: nothing fails, and nothing leaves the page."""

import io

import hard_project
import pdfplumber
import pytest

from studygen import project
from studygen.build import sheet_of
from studygen.pdf import compile_sheet
from studygen.project import template_folders
from studygen.sheet_choices import told
from studygen.sheet_options import SheetKind
from studygen.sheets import render

EDGE = 12  # points that nothing reaches into


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> project.Project:
    return project.load(hard_project.write(tmp_path_factory.mktemp("hard")))


@pytest.mark.parametrize("kind", ["cards", "people", "quiz", "reader", "timeline"])
def test_hard_content_is_printed_and_stays_on_the_page(hard: project.Project, kind: SheetKind) -> None:
    given = sheet_of(hard, "", None, "a4", 1, told(kind, ()))
    for source in render(kind, given, template_folders(hard.root, "sheets")):
        document = compile_sheet(source)
        # No font of ours has Chinese, Arabic or emoji; cards are told when they are too full.
        told_of = [w for w in document.warnings if not w.startswith(("no font has", "card "))]
        assert told_of == [], source.name
        with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
            assert len(pdf.pages) == document.pages
            for page in pdf.pages:
                for char in page.chars:
                    if char["text"].strip():
                        assert char["x0"] > EDGE, (source.name, page.page_number, char["text"])
                        assert char["x1"] < page.width - EDGE, (source.name, page.page_number, char["text"])
