"""A theme of one's own says what differs; what it gets wrong is told with its place."""

import io
import re
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
import pytest
from pdf_tools import fonts_of, pages_of
from sheet_tools import ENTRIES, NEW_PLAN, compiled, sheet_input, text_of, words

from studygen.documents.sheets.sheet import SheetInput
from studygen.problems import FaultyFilesError
from studygen.project.project import Project


def themed(folder: Path, theme: str) -> Path:
    (folder / "theme.typ").write_text(theme, encoding="utf-8")
    return folder


def test_what_a_theme_leaves_out_is_as_shipped(tmp_path: Path) -> None:
    folder = themed(tmp_path, '#let words = (glossary: "Lexicon")\n#let _mine = 3\n')
    (document,) = compiled("glossary", sheet_input(ENTRIES), folder)
    assert document.warnings == ()
    assert "LEXICON" in text_of(document).replace(" ", "")
    assert "editor’s note" in text_of(document).casefold()


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        (
            "\n#let colour = (acent: red)",
            "theme.typ:2:16: theme.typ has no value colour.acent; did you mean acc",
        ),
        ("#let fnt = 1", "theme.typ:1:6: theme.typ has no value fnt; did you mean font?"),
        ("#let size = 12pt", "theme.typ:1:6: theme.typ has the value size, which is a group of values"),
        ("#let words = (note: (a: 1))", "has the value words.note, which is one value, without parentheses"),
        (
            '\n#let colour = (accent: "blue")',
            "theme.typ:2:16: theme.typ has the value colour.accent, which is a colour",
        ),
        (
            "#let size = (body: 15)",
            "theme.typ:1:14: theme.typ has the value size.body, which is a length, such as 10pt",
        ),
        ('#let column-count = (glossary: "2")', "column-count.glossary, which is a number, such as 2"),
        ("#let column-count = (glossary: 0)", "column-count.glossary, which is 1 at least"),
        ('#let shown = (notes: "false")', "shown.notes, which is true or false, without quotation marks"),
        (
            '#let words = (page: "Seite")',
            "words.page, which is made of what it tells, as in defaults.typ",
        ),
        ("#let words = (note: 3)", 'words.note, which is words in quotation marks, such as "Editor’s note"'),
        ("#let gap = 0mm", "theme.typ has the value gap, which is 2mm at least"),
        (
            "#let reader-margin = (right: 20mm)",
            "theme.typ:1:23: theme.typ has the value reader-margin.right, which is 45mm at",
        ),
        (
            "#let card = (sizes: (14pt))",
            "card.sizes, which is several values in parentheses, such as (13pt, 12pt, ",
        ),
        (
            "#let card = (sizes: (14,))",
            "card.sizes, which is several values in parentheses, such as (13pt, 12pt, ",
        ),
        ('#let points = (choice: "1")', "points.choice, which is a number"),
        ('// mine\nfont = "New Computer Modern"', "theme.typ:2:1: this sets nothing; write #let font = …"),
        ("#let shown = (notes: false)\n#let shown = (passages: false)", "theme.typ:2:1: shown is set twice"),
    ],
)
def test_a_value_that_there_is_not_is_told(tmp_path: Path, theme: str, expected: str) -> None:
    with pytest.raises(FaultyFilesError) as caught:
        compiled("glossary", sheet_input(ENTRIES), themed(tmp_path, theme))
    assert expected in str(caught.value)


def test_values_may_be_of_related_kinds(tmp_path: Path) -> None:
    theme = (
        '#let font = ("Libertinus Serif", "New Computer Modern")\n#let heading-font = "DejaVu Sans Mono"\n'
        "#let points = (choice: 0.5)\n#let gap = 1.2em\n#let words = (glossary: [Some *words*])\n"
        "#let card = (sizes: (14pt,))\n"
    )
    for kind in ("quiz", "cards", "people"):
        assert compiled(kind, sheet_input(ENTRIES), themed(tmp_path, theme))[0].warnings == ()


@pytest.mark.parametrize("kind", ["timeline", "arguments"])
@pytest.mark.parametrize(
    "theme",
    [
        '#let font = "DejaVu Sans Mono"',
        "#let margin = (top: 45mm, bottom: 50mm, left: 35mm, right: 35mm)",
        "#let margin = (left: 15mm, right: 75mm)",
    ],
)
def test_drawings_keep_to_the_margins(tmp_path: Path, essay: Project, kind: Any, theme: str) -> None:
    given = SheetInput(title="Essay", notes=essay.notes, knowledge=essay.knowledge)
    (document,) = compiled(kind, given, themed(tmp_path, theme))
    assert document.warnings == ()
    margins = {
        side: int(found[1]) if (found := re.search(f"{side}: (\\d+)mm", theme)) else 20
        for side in ("left", "right")
    }
    left, right = (margins[side] * 72 / 25.4 for side in ("left", "right"))
    for page in pages_of(document.pdf):
        for char in page.characters:
            assert left - 5 < char.x0, (page.number, char)  # punctuation hangs out by as much
            assert char.x1 < page.width - right + 5, (page.number, char)


def test_the_map_stands_below_its_heading_whatever_the_margins_are(tmp_path: Path, essay: Project) -> None:
    given = SheetInput(title="Essay", notes=essay.notes, knowledge=essay.knowledge)
    (document,) = compiled("arguments", given, themed(tmp_path, "#let margin = (top: 40mm, bottom: 45mm)"))
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document.pdf)).pages]
    (page,) = (text for text in texts if "How the arguments hang together" in text)
    assert "oxymoron" in page


def test_a_font_that_there_is_not_is_told_and_the_rest_printed(tmp_path: Path) -> None:
    folder = themed(tmp_path, '#let font = "Nowhere Sans"')
    (document,) = compiled("glossary", sheet_input(ENTRIES), folder)
    (warning,) = document.warnings
    assert "theme.typ:1:13: there is no font called nowhere sans" in warning


def test_fonts_can_be_chosen(tmp_path: Path) -> None:
    folder = themed(tmp_path, '#let font = "New Computer Modern"\n#let heading-font = "DejaVu Sans Mono"')
    (document,) = compiled("glossary", sheet_input(ENTRIES), folder)
    fonts = " ".join(fonts_of(pypdf.PdfReader(io.BytesIO(document.pdf))))
    assert "NewCM" in fonts
    assert "DejaVu" in fonts
    assert "Libertinus" not in fonts


@pytest.mark.parametrize("count", [1, 2, 3])
def test_columns_can_be_chosen_and_end_at_about_the_same_height(tmp_path: Path, count: int) -> None:
    folder = themed(tmp_path, f"#let column-count = (glossary: {count})")
    (document,) = compiled("glossary", sheet_input(words(20)), folder)
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        heads = [word for word in pdf.pages[-1].extract_words() if word["text"].startswith("Word")]
    starts = sorted({round(word["x0"]) for word in heads})
    assert len(starts) == count
    bottoms = [max(word["bottom"] for word in heads if round(word["x0"]) == start) for start in starts]
    assert max(bottoms) - min(bottoms) < 130


def test_what_is_shown_can_be_chosen(tmp_path: Path) -> None:
    folder = themed(tmp_path, "#let shown = (notes: false, passages: false, aliases: false)")
    text = text_of(compiled("glossary", sheet_input([NEW_PLAN]), folder)[0])
    assert "known by another name" not in text
    assert "N.P." not in text
    assert "was made" not in text
    assert "¶2" in text  # where it is said, in any case


def test_references_to_other_pages_tell_them() -> None:
    entries = [entry.model_copy(update={"see": ("w0299",)}) for entry in words(300)]
    entries = [entry.model_copy(update={"id": f"w{number:04}"}) for number, entry in enumerate(entries)]
    (document,) = compiled("glossary", sheet_input(entries))
    last = len(pypdf.PdfReader(io.BytesIO(document.pdf)).pages)
    assert last > 2
    assert f"(p. {last})" in text_of(document)
    assert document.warnings == ()
