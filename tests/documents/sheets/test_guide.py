"""The booklet of all sheets: title, contents, every section that has matter, the answers last."""

import io
import re
from dataclasses import replace

import pdfplumber
import pypdf
import pytest
from sheet_tools import ENTRIES, NEW_PLAN, SHIPPED, VOTES, compiled, sheet_input, term, text_of, words

from studygen.documents.sheets.guide import GuideOptions
from studygen.documents.sheets.registry import SHEETS, options_of
from studygen.documents.sheets.renderer import render
from studygen.documents.sheets.set_option import told
from studygen.documents.sheets.sheet import SheetInput
from studygen.documents.sheets.typst_compiler import Compiled, compile_sheet
from studygen.knowledge.kinds.entry import Entry
from studygen.problems import StudygenError
from studygen.project.project import Project

CHAPTERS = [
    *("Reader", "Who’s who", "Timeline", "Arguments", "Glossary"),
    *("Worksheet", "Practice quiz", "Worksheet key", "Answer key"),
]


def chapters(document: Compiled) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(document.pdf))
    return [str(item["/Title"]) for item in reader.outline if isinstance(item, dict)]


def sections(*entries: Entry) -> tuple[str, ...]:
    found: tuple[str, ...] = SHEETS["guide"].content(sheet_input(entries)).values["sections"]
    return found


@pytest.mark.parametrize("paper", ["a4", pytest.param("us-letter", marks=pytest.mark.thorough)])
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
    assert sections(NEW_PLAN) == ("reader", "glossary", "worksheet", "quiz", "worksheet-key", "quiz-key")


def test_sections_can_be_chosen_and_the_key_comes_with_the_quiz() -> None:
    given = sheet_input(ENTRIES, options=told("guide", ["sections=[timeline, quiz]"]))
    assert chapters(compiled("guide", given)[0]) == ["Timeline", "Practice quiz", "Answer key"]


@pytest.mark.parametrize("written", ["[people, glossary]", "people,glossary", " people, glossary "])
def test_a_list_needs_no_brackets(written: str) -> None:
    assert told("guide", [f"sections={written}"]).of(GuideOptions).sections == ("people", "glossary")
    assert told("guide", ["sections=quiz"]).of(GuideOptions).sections == ("quiz",)
    assert told("guide", ["sections=[]"]).of(GuideOptions).sections == ()


def test_a_section_that_there_is_not_is_refused() -> None:
    with pytest.raises(StudygenError, match="'cards' is not one of"):
        told("guide", ["sections=[cards]"])


def test_every_section_has_a_name_and_a_template(essay: Project) -> None:
    names = [name for sheet in SHEETS.values() for name in sheet.chapters]
    assert len(CHAPTERS) == len(names)
    for name in names:
        assert (essay.root / f"templates/sheets/{name}.typ").is_file()


# --- the booklet


@pytest.mark.parametrize(
    ("paper", "size"),
    [("a4", (841.89, 595.276)), pytest.param("us-letter", (792, 612), marks=pytest.mark.thorough)],
)
def test_a_booklet_that_is_folded_and_stapled_has_its_pages_in_order(
    paper: str, size: tuple[float, float]
) -> None:
    given = sheet_input([*ENTRIES, *words(30)], paper=paper, options=told("guide", ["booklet=true"]))
    _, booklet = render("guide", given, [SHIPPED])
    count = compile_sheet(replace(booklet, imposed_on=None)).pages
    made = compile_sheet(booklet)
    sheets = -(-count // 4)
    assert made.pages == 2 * sheets
    read: dict[int, int] = {}
    with pdfplumber.open(io.BytesIO(made.pdf)) as pdf:
        for side, page in enumerate(pdf.pages):
            assert (page.width, page.height) == pytest.approx(size, abs=0.1)
            leaf = side // 2
            first, last = 2 * leaf + 1, 4 * sheets - 2 * leaf
            expected = (last, first) if side % 2 == 0 else (first + 1, last - 1)
            middle = page.width / 2
            for half, number in zip(((0, middle), (middle, page.width)), expected, strict=True):
                text = page.crop((half[0], 0, half[1], page.height)).extract_text()
                found = re.search(r"Page (\d+) of (\d+)", text)
                assert (int(found[1]) if found else 0) == (number if number <= count else 0)
                if found:
                    read[number] = int(found[2])
    assert read == dict.fromkeys(range(1, count + 1), count)


def test_the_guide_stays_as_it_is_with_a_booklet() -> None:
    plain = sheet_input(ENTRIES)
    (alone,) = compiled("guide", plain)
    guide, booklet = compiled("guide", replace(plain, options=told("guide", ["booklet=true"])))
    assert guide.pdf == alone.pdf
    assert guide.accessible
    assert not booklet.accessible


def test_a_chapter_may_have_the_map_of_the_arguments_alone() -> None:
    options = options_of("arguments", list=False)
    (document,) = compiled("guide", sheet_input(ENTRIES, options=options))
    assert document.accessible
    assert "Arguments" in chapters(document)
    pages = pypdf.PdfReader(io.BytesIO(document.pdf)).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    assert [text for text in texts if "Arguments The party ruled by right A. Writer" in text] != []


def test_what_another_chapter_has_is_not_in_the_glossary_again() -> None:
    for sections in ("arguments, glossary", "glossary"):
        given = sheet_input(ENTRIES, options=told("guide", [f"sections=[{sections}]"]))
        assert text_of(compiled("guide", given)[0]).count("It had made the revolution.") == 1


def test_a_selection_of_arguments_has_no_empty_glossary() -> None:
    assert "glossary" not in sections(VOTES)


@pytest.mark.parametrize(
    "number",
    [225, pytest.param(240, marks=pytest.mark.thorough), pytest.param(365, marks=pytest.mark.thorough)],
)
def test_columns_settle_however_the_numbers_of_pages_move_them(number: int) -> None:
    places = [{at, at * 5 % number, at * 11 % number} for at in range(number)]
    others = [(f"e{at * 7 % number}",) if at * 7 % number != at else () for at in range(number)]
    said = "Name{0} had to say"
    terms = [
        term(
            f"e{at}", f"Name{at:04} and the others of the {at}th year", f"Somebody of the {at}th year."
        ).model_copy(
            update={"passages": tuple(said.format(place) for place in places[at]), "see": others[at]}
        )
        for at in range(number)
    ]
    text = "\n\n".join(
        f"This is what {said.format(at)} of the {at}th year, at which nobody wondered."
        for at in range(number)
    )
    (document,) = compiled("guide", sheet_input(terms, text=text))
    assert document.warnings == ()
