"""The booklet of all sheets: title, contents, every section that has matter, the answers last."""

import io

import pypdf
import pytest
from sheet_tools import ENTRIES, NEW_PLAN, compiled, sheet_input, text_of, words

from studygen.guide import SECTIONS, view
from studygen.pdf import Compiled
from studygen.problems import StudygenError
from studygen.project import Project
from studygen.sheet_choices import told
from studygen.sheet_input import SheetInput

CHAPTERS = [
    *("Reader", "Who’s who", "Timeline", "Arguments", "Glossary"),
    *("Worksheet", "Practice quiz", "Worksheet key", "Answer key"),
]


def chapters(document: Compiled) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(document.pdf))
    return [str(item["/Title"]) for item in reader.outline if isinstance(item, dict)]


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_the_essay_makes_a_guide_with_all_chapters(essay: Project, paper: str) -> None:
    given = SheetInput(title="Essay", notes=essay.notes, knowledge=essay.knowledge, paper=paper)  # type: ignore[arg-type]  # one of two
    (document,) = compiled("guide", given)
    assert document.accessible
    assert document.warnings == ()
    assert chapters(document) == CHAPTERS
    text = text_of(document)
    assert text.index("Contents") < text.index("In the eyes of DMSG")
    assert all(chapter in text for chapter in CHAPTERS)


def test_what_is_not_there_has_no_chapter() -> None:
    (document,) = compiled("guide", sheet_input(words(3)))
    assert chapters(document) == ["Reader", "Glossary", "Practice quiz", "Answer key"]
    assert view(sheet_input([NEW_PLAN]))["sections"] == [
        *("reader", "glossary", "worksheet", "quiz", "worksheet-key", "quiz-key"),
    ]


def test_sections_can_be_chosen_and_the_key_comes_with_the_quiz() -> None:
    given = sheet_input(ENTRIES, options=told("guide", ["sections=[timeline, quiz]"]))
    assert chapters(compiled("guide", given)[0]) == ["Timeline", "Practice quiz", "Answer key"]


def test_a_section_that_there_is_not_is_refused() -> None:
    with pytest.raises(StudygenError, match="'cards' is not one of"):
        told("guide", ["sections=[cards]"])


def test_every_section_has_a_name_and_a_template(essay: Project) -> None:
    assert len(CHAPTERS) == len(SECTIONS)
    for name in SECTIONS:
        assert (essay.root / f"templates/sheets/{name}-body.typ").is_file()
