"""Cards to cut out, read back from the PDF: backs meet their fronts, and no text leaves its card."""

import io
from itertools import product
from typing import Any

import pdfplumber
import pypdf
import pytest
from sheet_tools import (
    NEW_PLAN,
    PLAN_MADE,
    SIZES,
    VOTES,
    compiled,
    sheet_input,
    term,
    text_of,
    words,
)

from studygen.documents.sheets.set_option import told
from studygen.problems import StudygenError

Anchor = tuple[float, float]


def numbers(page: Any) -> dict[int, Anchor]:
    """The middle of each card's number, by the number."""
    digits = [char for char in page.chars if abs(char["size"] - 7) < 0.01 and char["text"].isdigit()]
    runs: list[list[Any]] = []
    for char in digits:
        last = runs[-1][-1] if runs else None
        if last and last["top"] == char["top"] and abs(last["x0"] - char["x0"]) < 6:
            runs[-1].append(char)
        else:
            runs.append([char])
    return {
        int("".join(char["text"] for char in run)): (
            (min(char["x0"] for char in run) + max(char["x1"] for char in run)) / 2,
            (run[0]["top"] + run[0]["bottom"]) / 2,
        )
        for run in runs
    }


@pytest.mark.parametrize(
    ("grid", "flip", "paper"),
    [
        *product(("2x4", "1x3", "3x5"), ("long", "short"), SIZES),
        ("4x8", "short", "a4"),
        ("1x1", "long", "a4"),
    ],
)
def test_backs_meet_their_fronts(grid, flip, paper):
    entries = words(int(grid[0]) * int(grid[2]) + 1)  # the last sheet holds one card
    (document,) = compiled("cards", sheet_input(entries, grid=grid, flip=flip, paper=paper))
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        width, height = SIZES[paper]
        met = 0
        for front, back in zip(pdf.pages[::2], pdf.pages[1::2], strict=True):
            fronts, backs = numbers(front), numbers(back)
            assert fronts.keys() == backs.keys()
            for number, (x, y) in backs.items():
                through = (width - x, y) if flip == "long" else (x, height - y)
                assert through == pytest.approx(fronts[number], abs=0.01)
                met += 1
    assert met == len(entries)


@pytest.mark.parametrize("flip", ["long", "short"])
def test_a_card_is_turned_over_like_any_other(flip):
    """Its back is upright when the sheet is turned over the long edge, whichever edge the printer takes."""
    (document,) = compiled("cards", sheet_input(words(3), flip=flip))
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        turned = {char["matrix"][0] < 0 for char in pdf.pages[1].chars if char["size"] > 12}
    assert turned == {flip == "short"}


def test_backs_are_shifted_as_asked():
    plain, shifted = (
        compiled("cards", sheet_input(words(3), right=right, down=down))[0]
        for right, down in ((0, 0), (1.5, -2))
    )
    with pdfplumber.open(io.BytesIO(plain.pdf)) as one, pdfplumber.open(io.BytesIO(shifted.pdf)) as other:
        assert numbers(one.pages[0]) == numbers(other.pages[0])
        for number, (x, y) in numbers(one.pages[1]).items():
            moved = x + 1.5 * 72 / 25.4, y - 2 * 72 / 25.4
            assert numbers(other.pages[1])[number] == pytest.approx(moved, abs=0.01)


def test_only_fronts_have_lines_to_cut_along():
    (document,) = compiled("cards", sheet_input(words(9)))
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        drawn = [len(page.lines) + len(page.curves) for page in pdf.pages]
    assert drawn == [3 + 5, 0, 3 + 2, 0]


def test_a_card_has_answer_speaker_and_paragraph_on_its_back():
    (document,) = compiled("cards", sheet_input([NEW_PLAN]))
    front, back = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document.pdf)).pages)
    assert "What is New Plan?" in front
    assert "A. Writer · ¶2" in " ".join(back.split())
    assert "A plan made in 1921." in back
    assert "A plan" not in front


def test_paper_can_be_turned_so_one_direction_is_printed():
    (document,) = compiled("cards", sheet_input([NEW_PLAN, PLAN_MADE, VOTES]))
    assert "Cards 1–4 · fronts" in text_of(document)  # of the argument, both cards


def test_text_shrinks_to_fit_and_what_does_not_fit_is_reported():
    entries = [
        term("short", "Short", "x"),
        term("longer", "Longer", "word " * 90),
        term("much-too-long", "Long", "word " * 500),
    ]
    (document,) = compiled("cards", sheet_input(entries, paper="us-letter"))
    assert len(document.warnings) == 1
    assert document.warnings[0].startswith("card 3 (much-too-long): the answer is too long")
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        sizes = {round(char["size"]) for char in pdf.pages[1].chars if char["text"] == "w"}
    assert sizes == {7, 11}


def test_a_word_too_wide_for_its_card_makes_the_text_smaller():
    (document,) = compiled("cards", sheet_input([term("t", "Wide", "q" * 20)], grid="4x2"))
    assert document.warnings == ()
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        wide = [char for char in pdf.pages[1].chars if char["text"] == "q" and char["size"] < 13]
    assert len(wide) == 20
    assert max(char["x1"] for char in wide) - min(char["x0"] for char in wide) < (210 - 18) / 4 * 72 / 25.4


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("grid=5x4", "--set: 5x4 cards cannot be cut out; a grid has 1 to 4 columns and 1 to 8 rows"),
        ("grid=2x9", "--set: 2x9 cards cannot be cut out"),
        ("grid=0x4", "--set: '0x4' cannot be `grid`: Columns and rows of cards on a page, such as 2x4; "),
        ("flip=sideways", "--set: 'sideways' is not one of long, short or fold"),
        ("gird=2x4", "--set: `gird` is not a key here; did you mean grid?"),
        ("grid", "'grid' says nothing; write OPTION=VALUE, such as colour=true"),
        ("right=wide", "--set: `right` is a number such as 1.5, not 'wide'"),
        ("right=.inf", "--set: `right` is a number such as 1.5, not '.inf'"),
        ("colour=perhaps", "--set: `colour` is true or false, not the text 'perhaps'"),
    ],
)
def test_what_a_sheet_cannot_be_told_is_refused(choice, message):
    with pytest.raises(StudygenError) as error:
        told("cards", [choice])
    assert str(error.value).startswith(message)


def test_what_a_sheet_is_told_is_read_as_yaml():
    options = told("cards", ["grid=3x5", "right=0.5", "down=-1", "colour=false"]).cards
    assert (options.columns, options.rows, options.colour) == (3, 5, False)
    assert (options.right, options.down) == (0.5, -1)


GRIDS = [f"{columns}x{rows}" for columns in range(1, 5) for rows in range(1, 9)]
SOME_GRIDS = {"1x1", "1x8", "2x3", "2x4", "3x4", "4x4", "4x8"}  # turned over in all three ways


@pytest.mark.parametrize(
    "grid",
    [pytest.param(grid, marks=() if grid in SOME_GRIDS else pytest.mark.thorough) for grid in GRIDS],
)
def test_on_every_grid_backs_meet_their_fronts_and_text_stays_in_its_card(grid):
    columns, rows = map(int, grid.split("x"))
    flips = ["long", "short"] if columns % 2 else ["long", "short", "fold"]
    flip = flips[(columns + rows) % len(flips)]
    half = 2 if flip == "fold" else 1
    entries = words(columns * rows // half + 1)
    (document,) = compiled("cards", sheet_input(entries, grid=grid, flip=flip))
    width, height = SIZES["a4"]
    x0, y0 = 9 * 72 / 25.4, 12 * 72 / 25.4
    cell = (width - 2 * x0) / columns, (height - 2 * y0) / rows
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        fronts, backs = (pdf.pages, pdf.pages) if half == 2 else (pdf.pages[::2], pdf.pages[1::2])
        met = 0
        for front, back in zip(fronts, backs, strict=True):
            if half == 2:
                on_front, on_back = halves(front)
            else:
                on_front, on_back = numbers(front), numbers(back)
            assert on_front.keys() == on_back.keys()
            for number, (x, y) in on_back.items():
                through = (x, height - y) if flip == "short" else (width - x, y)
                assert through == pytest.approx(on_front[number], abs=0.01)
                met += 1
            for page in {front, back}:
                for word in page.extract_words():
                    if y0 < word["top"] and word["bottom"] < height - y0 - 1:
                        column, right = (word["x0"] - x0) // cell[0], (word["x1"] - x0 - 0.01) // cell[0]
                        row, low = (word["top"] - y0) // cell[1], (word["bottom"] - y0 - 0.01) // cell[1]
                        assert (column, row) == (right, low), word["text"]
    assert met == len(entries)


def halves(page: Any) -> tuple[dict[int, Anchor], dict[int, Anchor]]:
    """The numbers on the left half of a page, which has fronts, and on the right one, which has backs."""
    middle = page.width / 2
    return numbers(page.crop((0, 0, middle, page.height))), numbers(
        page.crop((middle, 0, page.width, page.height))
    )


def test_a_list_whose_items_take_several_lines_is_as_large_as_there_is_room_for(tmp_path):
    (tmp_path / "theme.typ").write_text("#let card = (inset: 15mm)", encoding="utf-8")
    steps = "1. The first of the steps is taken, as is well known\n2. The second follows at once on the first"
    (document,) = compiled("cards", sheet_input([term("steps", "Steps", steps)]), tmp_path)
    assert document.warnings == ()
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        sizes = {round(char["size"]) for char in pdf.pages[1].chars if char["text"] == "w"}
    assert min(sizes) >= 11


def test_cards_to_fold_are_read_one_after_the_other():
    (document,) = compiled("cards", sheet_input(words(3), flip="fold"))
    text = text_of(document)
    places = [text.index(f"{word}000{number}") for number in range(3) for word in ("Word", "Meaning ")]
    assert places == sorted(places)


def test_cards_to_fold_have_no_page_of_alignment():
    with pytest.raises(StudygenError, match="cards that are folded cannot be off"):
        told("cards", ["flip=fold", "alignment=true"])


def test_cards_to_fold_need_an_even_number_of_columns():
    with pytest.raises(StudygenError, match="3x5 cards cannot be folded"):
        told("cards", ["flip=fold", "grid=3x5"])


@pytest.mark.parametrize("off", [(0, 0), (1.5, -2)])
def test_a_page_shows_how_far_backs_are_off(off):
    """A pin through the cross comes out at what has to be added to what is set already."""
    right, down = off
    (document,) = compiled("cards", sheet_input(words(1), alignment=True, right=right, down=down))
    assert document.pages == 2
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        front, back = pdf.pages
        cross = (front.width / 2, front.height / 2)
        upright = [line for line in front.lines if line["height"] > 80]
        level = [line for line in front.lines if 80 < line["width"] < 90]
        assert len(upright) == len(level) == 1
        for line in (*upright, *level):
            middle = (line["x0"] + line["x1"]) / 2, (line["top"] + line["bottom"]) / 2
            assert middle == pytest.approx(cross, abs=0.1)
        zero = [word for word in back.extract_words() if word["text"] == "0"]
        above = min(zero, key=lambda word: word["top"])
        beside = max(zero, key=lambda word: word["top"])
        across = (above["x0"] + above["x1"]) / 2
        assert across == pytest.approx(cross[0] + right * 72 / 25.4, abs=0.1)
        down_to = (beside["top"] + beside["bottom"]) / 2
        assert down_to == pytest.approx(cross[1] + down * 72 / 25.4, abs=3)
