"""The reader: the text word for word, its margin clear, its index complete."""

import io
import re
from itertools import pairwise

import pdfplumber
import pytest
from sheet_tools import ENTRIES, TEXT, compiled, sheet_input, squeezed, text_of

from studygen.project import Project
from studygen.reading import view
from studygen.sheet_choices import told
from studygen.sheet_input import SheetInput


def whole(essay: Project, **options: str) -> SheetInput:
    chosen = told("reader", [f"{key}={value}" for key, value in options.items()])
    return SheetInput(title="Essay", notes=essay.notes, knowledge=essay.knowledge, options=chosen)


def test_the_text_is_there_word_for_word() -> None:
    paragraphs = view(sheet_input(ENTRIES))["reader"]["chapters"][0].paragraphs
    said = "".join(stretch.words for paragraph in paragraphs for stretch in paragraph)
    assert squeezed(said) == squeezed(TEXT)


def test_no_word_of_the_essay_is_lost_on_paper_and_the_margin_is_clear(essay: Project) -> None:
    (document,) = compiled("reader", whole(essay))
    assert document.accessible
    assert document.warnings == ()
    text = essay.knowledge.sources[0].document
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        column = ""
        for page in pdf.pages[:-1]:
            edge = page.width - 62 * 72 / 25.4
            body = page.crop((24 * 72 / 25.4 - 2, 55, edge + 2, page.height - 55))
            column += body.extract_text() + " "
            notes = [word for word in page.extract_words() if word["x0"] > edge + 2 and word["top"] > 50]
            tops = sorted({round(word["top"], 1) for word in notes})
            assert all(below - above > 3.5 for above, below in pairwise(tops) if below - above > 0.6)
            assert all(word["x1"] < page.width and word["bottom"] < page.height - 10 for word in notes)
    letters = re.sub(r"\W", "", column)
    for paragraph in text.paragraphs:
        for piece in re.findall(r"\w+", text.words(paragraph))[:40:7]:
            assert piece in letters


def test_each_entry_stands_in_the_index_with_its_paragraphs(essay: Project) -> None:
    index = view(whole(essay))["reader"]["index"]
    assert len(index) == len({entry.id for note in essay.notes for entry in note.entries})
    by_title = {each.title: [number for _, number in each.paragraphs] for each in index}
    assert by_title["Marxism-Leninism"] == [1, 2, 8]
    words = text_of(compiled("reader", whole(essay))[0])
    assert "Aggregate Conservatism ¶4" in words[words.index("Index") :]


@pytest.mark.parametrize(("lines", "numbered"), [("true", True), ("false", False)])
def test_lines_are_numbered_if_wanted(essay: Project, lines: str, numbered: bool) -> None:
    (document,) = compiled("reader", whole(essay, lines=lines))
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        left = pdf.pages[1].crop((0, 50, 24 * 72 / 25.4 - 4, 780)).extract_words()
    found = [int(word["text"]) for word in left if word["text"].isdigit()]
    assert bool(found) == numbered
    assert all(below - above == 5 for above, below in pairwise(found))
