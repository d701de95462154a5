"""Sheets are read back from the PDF: what is printed, where it stands, and that it stays the same."""

import io
import re
from dataclasses import replace
from itertools import product
from typing import Any

import pdfplumber
import pypdf
import pytest
from pdf_tools import pages_of
from sheet_tools import (
    ADA_HERSELF,
    ENTRIES,
    NEW_PLAN,
    PLAN,
    PLAN_MADE,
    SHIPPED,
    SIZES,
    SOVIETS,
    VOTES,
    compiled,
    note_type,
    sheet_input,
    squeezed,
    term,
    text_of,
    words,
)

from studygen.cards.note import Card, Note
from studygen.documents.sheets.kinds.glossary import glossary
from studygen.documents.sheets.registry import SHEETS
from studygen.documents.sheets.renderer import render
from studygen.documents.sheets.set_option import told
from studygen.documents.sheets.sheet import SheetInput
from studygen.knowledge.date_order import in_order
from studygen.knowledge.kinds.date import Date
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.text.markdown import to_plain
from studygen.problems import FaultyFilesError, StudygenError


def test_the_glossary_shows_all_that_is_known_of_an_entry():
    (document,) = compiled("glossary", sheet_input(ENTRIES))
    text = text_of(document)
    for expected in (
        "Some #Words",
        "A. Writer: The Essay",
        "New Plan also N.P. A plan made in 1921. — A. Writer",
        f"¶2 “{PLAN}”",
        "editor’s note It is known by another name.",
        "see also Ada · The party ruled by right",
        "Ada Head of the ruling party. ¶1",
        "holds Soviets are useless. — Ada, as told",
        f"¶1 “{SOVIETS}”",
        "fact Her party ruled.",
        "in 1921",
        "Somebody makes the New Plan. — A. Writer",
        "The party ruled by right — Ada, as told",
        "because It had made the revolution. ¶1 “After the revolution of 1917”",
        "therefore So her party was to rule.",
        "objection Without votes, all are slaves. — Bela",
        "reply Votes change nothing.",
        "explains Somebody makes the New Plan.",
        "Page 1 of 1",
    ):
        assert expected.casefold() in text.casefold()
    assert document.warnings == ()


def test_a_fact_is_nobody_s_word():
    (document,) = compiled("glossary", sheet_input([ADA_HERSELF]))
    assert text_of(document).count("—") == 1  # her stance has a voice of its own


def test_references_are_links_where_the_entry_is_on_the_sheet():
    given = sheet_input(ENTRIES)
    some = tuple(note for note in given.notes if note.id in ("new-plan", "ada"))
    (document,) = compiled("glossary", SheetInput(title="T", notes=some, knowledge=given.knowledge))
    assert "The party ruled by right" in text_of(document)
    links = pypdf.PdfReader(io.BytesIO(document.pdf)).pages[0].get("/Annots", [])
    assert len(links) == 1


def test_headwords_are_sorted_by_their_letters():
    names = [
        "Zebra", "“artificial” word", "Éclair", "echo", "*Das* Kapital", "eclipse", "the Dniepr", "“The elk”",
    ]  # fmt: skip
    entries = [term(f"t{index}", name, "x") for index, name in enumerate(names)]
    items = glossary(sheet_input(entries).notes, sheet_input(entries).knowledge).words
    assert [to_plain(item.title) for item in items] == [
        "“artificial” word", "Das Kapital", "the Dniepr", "echo", "Éclair", "eclipse", "“The elk”", "Zebra",
    ]  # fmt: skip


def test_relative_dates_stand_beside_what_they_are_relative_to():
    def date(key: str, sort: str | None, **more: Any) -> Date:
        when = {"text": key, "sort": sort, "precision": "year" if sort else "relative"}
        return Date.model_validate(
            {"date": key, "when": when, "event": key, "voice": "fact", "passages": [PLAN]} | more
        )

    dates = [
        date("thaw", None, after=["death"]),
        date("later-thaw", None, after=["death"]),
        date("death", "1953"),
        date("war", "1941-06"),
        date("plan", None, before=["war"]),
        date("echo", None, after=["plan"], before=["war"]),
        date("elsewhen", None, after=["nowhere"]),
    ]
    assert [each.id for each in in_order(dates)] == [
        "plan", "echo", "war", "death", "thaw", "later-thaw", "elsewhen",
    ]  # fmt: skip


def test_an_entry_is_shown_once_however_many_of_its_notes_are_selected():
    given = sheet_input([NEW_PLAN])
    asked = Note(
        "new-plan/why",
        note_type("question"),
        NEW_PLAN,
        (),
        (),
        (Card(0, "Q", "Why?", "So."),),
        None,
        (),
        None,
    )
    (document,) = compiled("glossary", sheet_input([NEW_PLAN], (*given.notes, asked)))
    assert text_of(document).count("A plan made in 1921.") == 1


@pytest.mark.parametrize("number", [1, 2, 3, 30, 75, pytest.param(300, marks=pytest.mark.thorough)])
def test_columns_end_at_about_the_same_height(number):
    (document,) = compiled("glossary", sheet_input(words(number)))
    assert document.warnings == ()
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        heads = [
            word for page in pdf.pages for word in page.extract_words() if word["text"].startswith("Word")
        ]
        page = pdf.pages[-1]
        columns = (page.crop((0, 0, page.width / 2, 780)), page.crop((page.width / 2, 0, page.width, 780)))
        bottoms = [max((word["bottom"] for word in column.extract_words()), default=0) for column in columns]
    assert len(heads) == number
    if number > 1:
        assert abs(bottoms[0] - bottoms[1]) < 80  # the height of an entry


HOSTILE = (
    '#panic() #read("/etc/passwd") #eval("1")',
    "]] [[ } { )) ((",
    "$x costs $5 \\\\ or \\\\n",
    "= no heading - no list + no number / no: term",
    "@ref <label> // comment /* more */ ~ -- --- ...",
    "{{ jinja }} {% if %} {# hush #} &amp; <b>no html</b>",
    "“quotes” \"straight\" 'single' `raw` ```",
    "Ελληνικά, кириллица, ½ × 3 ≈ 1½ № 5 — 10 %",
    "https://example.org/a?b=c&d=#e",
)


OF_TERMS = ("cards", "glossary", "quiz")  # what shows terms; other kinds have tests of their own


def test_hostile_texts_are_printed_as_they_are():
    entries = [term(f"t{index}", text, f"A {text}", note=f"B {text}") for index, text in enumerate(HOSTILE)]
    for kind in OF_TERMS:
        for document in compiled(kind, sheet_input(entries, description=HOSTILE[0])):
            text = text_of(document)
            assert document.accessible
            for hostile in HOSTILE:
                assert squeezed(to_plain(hostile)) in squeezed(text)


def test_long_words_stay_in_their_column():
    given = sheet_input([term("t", "x" * 150, "y" * 400 + " https://a.example/" + "z/" * 150)])
    for kind in OF_TERMS:
        for document in compiled(kind, given):
            for page in pages_of(document.pdf):
                assert max(char.x1 for char in page.characters if char.text in "xyz/") < page.width - 25


LONG = " ".join(f"w{number}x" for number in range(2000))


@pytest.mark.parametrize(
    "entry",
    [
        term("t", "Long", LONG),
        term("t", LONG, "Long"),
        NEW_PLAN.model_copy(update={"note": LONG}),
        PLAN_MADE.model_copy(update={"event": LONG}),
        VOTES.model_copy(update={"claim": LONG}),
        VOTES.model_copy(update={"conclusion": LONG}),
    ],
)
def test_an_entry_longer_than_a_page_is_continued(entry):
    (document,) = compiled("glossary", sheet_input([entry, ADA_HERSELF]))
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        found = {
            word["text"]
            for page in pdf.pages
            for word in page.extract_words()
            if word["bottom"] < page.height - 50
        }
    assert found.issuperset(f"w{number}x" for number in range(2000))


# --- all sheets


@pytest.mark.parametrize(
    ("kind", "paper"),
    [
        # The guide has most others as chapters, and cards are cut from the paper.
        (kind, paper)
        if paper == "a4" or kind in ("guide", "cards")
        else pytest.param(kind, paper, marks=pytest.mark.thorough)
        for kind, paper in product(SHEETS, SIZES)
    ],
)
def test_every_document_is_accessible_and_tells_about_itself(kind, paper):
    given = sheet_input([*ENTRIES, *words(30)], paper=paper)
    for source, document in zip(render(kind, given, [SHIPPED]), compiled(kind, given), strict=True):
        assert document.warnings == ()
        assert document.accessible
        assert b"<pdfuaid:part>1</pdfuaid:part>" in document.pdf
        reader = pypdf.PdfReader(io.BytesIO(document.pdf))
        catalog = reader.trailer["/Root"]
        assert catalog["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in catalog
        assert catalog["/Lang"] == "en"
        assert reader.metadata
        assert reader.metadata.title
        assert reader.metadata.title.endswith(": Some #Words")
        assert reader.metadata.author == "A. Writer"
        assert reader.metadata.creation_date is None
        assert reader.outline
        assert len(reader.pages) == document.pages
        for number, page in enumerate(reader.pages, start=1):
            assert page.mediabox[2:] == pytest.approx(SIZES[paper], abs=0.01)
            assert f"Page {number} of {document.pages}" in page.extract_text()
        assert source.name.startswith(kind)


def test_a_sheet_is_in_the_language_of_its_text():
    given = sheet_input([term("t", "Wort", "Bundesverfassungsgerichtsentscheidung " * 9)])
    source = given.knowledge.sources[0]
    german = replace(source, spec=source.spec.model_copy(update={"language_tag": "de"}))
    (document,) = compiled("glossary", replace(given, knowledge=Knowledge((german,))))
    reader = pypdf.PdfReader(io.BytesIO(document.pdf))
    assert reader.trailer["/Root"]["/Lang"] == "de"
    broken = re.findall(r"(\w+)-\n", reader.pages[0].extract_text().replace("\u00ad", "-"))
    assert broken
    assert all("Bundesverfassungsgerichtsentscheidung".startswith(part) for part in broken)


@pytest.mark.parametrize("kind", SHEETS)
def test_black_and_white_is_without_colour(kind):
    given = sheet_input(ENTRIES)
    grey = replace(given, options=told(kind, ["colour=false"]))
    for each, expected in ((given, True), (grey, False)):
        with pdfplumber.open(io.BytesIO(compiled(kind, each)[0].pdf)) as pdf:
            drawn = [one for page in pdf.pages for one in (*page.chars, *page.rects, *page.lines)]
            values = {one[key] for one in drawn for key in ("non_stroking_color", "stroking_color")}
            coloured = {value for value in values if isinstance(value, tuple) and len(set(value)) > 1}
            assert bool(coloured) == expected


def test_headings_are_bookmarks():
    (document,) = compiled("glossary", sheet_input(ENTRIES))
    outline = pypdf.PdfReader(io.BytesIO(document.pdf)).outline
    flat = [
        [str(item.title) for item in part] if isinstance(part, list) else str(part.title)  # type: ignore[attr-defined]  # the outline nests
        for part in outline
    ]
    assert flat == [
        "Terms and figures", ["Ada", "New Plan"],
        "Dates", ["Somebody makes the New Plan."],
        "Arguments", ["The party ruled by right"],
    ]  # fmt: skip


@pytest.mark.parametrize("kind", SHEETS)
def test_the_same_notes_give_the_same_bytes(kind):
    given = sheet_input([*ENTRIES, *words(20)])
    assert [document.pdf for document in compiled(kind, given)] == [
        document.pdf for document in compiled(kind, given)
    ]


@pytest.mark.parametrize("kind", SHEETS)
def test_nothing_is_not_printed(kind):
    with pytest.raises(StudygenError, match="nothing to print"):
        render(kind, SheetInput(title="T", notes=(), knowledge=sheet_input(ENTRIES).knowledge), [SHIPPED])


def test_a_project_changes_one_file_and_keeps_the_others(tmp_path):
    theme = (SHIPPED / "defaults.typ").read_text(encoding="utf-8")
    (tmp_path / "theme.typ").write_text(theme.replace('"Glossary"', '"Lexicon"'), encoding="utf-8")
    (document,) = compiled("glossary", sheet_input(ENTRIES), tmp_path)
    assert pypdf.PdfReader(io.BytesIO(document.pdf)).metadata.title == "Lexicon: Some #Words"  # type: ignore[union-attr]  # it has some


def test_templates_may_show_pictures_that_lie_beside_them(tmp_path):
    (tmp_path / "art").mkdir()
    (tmp_path / "art" / "dot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    )
    (tmp_path / "glossary.typ").write_text(
        '#set document(title: "{{ title }}", date: none)\n= Hi\n#image("art/dot.svg", alt: "a dot")\n'
    )
    (document,) = compiled("glossary", sheet_input(ENTRIES), tmp_path)
    assert document.pages == 1


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("glossary.typ", "\n{{ nobody }}", "glossary.typ:2:1: 'nobody' is undefined"),
        ("glossary.typ", "\n\n{% for %}", "glossary.typ:3:1: Expected an expression"),
        ("glossary.typ", '{% include "../secret" %}', "glossary.typ:1:1: there is no template '../secret'"),
        (
            "glossary.typ",
            "{{ title }}\n{% for n in range(9) %}\n{{ n }}\n\n#oops {{ n }}\n{% endfor %}",
            "glossary.typ:5:1: unknown variable: oops",
        ),
        (
            "glossary.typ",
            '{{ title }}\n#read("/etc/passwd")',
            "glossary.typ:2:1: a template reads only files",
        ),
        ("layout.typ", "\n#let f = ]", "layout.typ:2:10: unexpected closing bracket"),
        (
            "macros.jinja",
            "{% macro about() %}\n(title: #)\n{% endmacro %}",
            "macros.jinja' (imported on line 2",
        ),
    ],
)
def test_a_fault_in_a_template_is_told_with_file_and_line(tmp_path, file, text, expected):
    (tmp_path / file).write_text(text)
    with pytest.raises(FaultyFilesError) as caught:
        compiled("glossary", sheet_input(ENTRIES), tmp_path)
    assert expected in str(caught.value)


def test_a_character_without_a_font_is_named_with_its_entries():
    entries = [term("plain", "Plain", "x"), term("strange", "Strange", "a \U0001f9ff here"), *words(2)]
    (document,) = compiled("glossary", sheet_input(entries))
    assert not document.accessible
    assert [warning.split(":")[0] for warning in document.warnings] == ["no font has \U0001f9ff (in strange)"]


def test_sheets_are_listed_in_order():
    assert list(SHEETS) == sorted(SHEETS)
