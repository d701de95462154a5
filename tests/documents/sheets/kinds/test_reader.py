"""The reader: the text word for word, its margin clear, its index complete."""

import io
import re
from itertools import pairwise

import pdfplumber
import pytest
from sheet_tools import ENTRIES, PLAN, TEXT, compiled, sheet_input, squeezed, term, text_of

from studygen.documents.sheets.kinds.reader import content
from studygen.documents.sheets.set_option import told
from studygen.documents.sheets.sheet import SheetInput
from studygen.knowledge.kinds.term import Term
from studygen.project.project import Project


def whole(essay: Project, **options: str) -> SheetInput:
    chosen = told("reader", [f"{key}={value}" for key, value in options.items()])
    return SheetInput(title="Essay", notes=essay.notes, knowledge=essay.knowledge, options=chosen)


def test_the_text_is_there_word_for_word() -> None:
    paragraphs = content(sheet_input(ENTRIES)).values["reader"]["chapters"][0].paragraphs
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
    index = content(whole(essay)).values["reader"]["index"]
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


def many_notes(number: int) -> list[Term]:
    """So many terms that rest on the same words."""
    return [
        term(f"t{at}", f"Name{at:03}x", "A meaning.").model_copy(update={"passages": (PLAN,)})
        for at in range(number)
    ]


def test_lines_are_counted_as_they_are_read(essay: Project) -> None:
    given = SheetInput(title="Essay", notes=essay.notes, knowledge=essay.knowledge)
    (document,) = compiled("reader", given)
    lines = 0
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        for page in pdf.pages[:2]:
            body = [char for char in page.chars if abs(char["size"] - 10) < 0.01]
            tops = sorted({round(char["bottom"], 1) for char in body})
            small = page.crop((0, 0, 66, page.height)).extract_words()
            numbers = {round(word["bottom"]): int(word["text"]) for word in small if word["text"].isdigit()}
            assert numbers
            for top in tops:
                lines += 1
                near = [number for at, number in numbers.items() if abs(at - top) < 4]
                assert near == ([lines] if lines % 5 == 0 else [])


@pytest.mark.parametrize("number", [5, 60, 400])
def test_notes_in_the_margin_stay_on_the_page_and_apart(number: int) -> None:
    (document,) = compiled("reader", sheet_input(many_notes(number)))
    assert document.warnings == ()
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        page = pdf.pages[0]
        margin = page.crop((page.width - 62 * 72 / 25.4, 0, page.width, page.height - 30))
        notes = [word for word in margin.extract_words() if word["text"].startswith("Name")]
        text = margin.extract_text()
        everything = " ".join(page.extract_text() for page in pdf.pages)
    tops = [word["top"] for word in notes]
    assert tops == sorted(tops)
    assert all(later - earlier > 5 for earlier, later in pairwise(tops))
    assert all(word["top"] > 40 and word["bottom"] < page.height - 20 * 72 / 25.4 + 15 for word in notes)
    if number == 400:
        assert f"+ {number - len(notes)} more, in the index" in text
    else:
        assert len(notes) == number
    assert all(f"Name{at:03}x" in everything for at in range(number))
