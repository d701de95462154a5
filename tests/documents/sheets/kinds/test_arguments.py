"""The arguments on paper: every reason is there, and the map is whole and readable at any size."""

import io
import random

import pdfplumber
import pytest
from pdf_tools import pages_of
from sheet_tools import compiled, sheet_input, squeezed, text_of, words

from studygen.documents.drawing.argument_map import SIZE
from studygen.documents.sheets.kinds.arguments import tiles_of
from studygen.documents.sheets.set_option import told
from studygen.documents.sheets.sheet import NothingToPrintError
from studygen.knowledge.kinds.argument import Argument
from studygen.knowledge.text.markdown import to_plain
from studygen.problems import StudygenError

PASSAGE = "In 1921 the New Plan"


def argument(key: str, claim: str = "", **more: object) -> Argument:
    written = {
        "argument": key,
        "claim": claim or f"The claim number {key} is this one",
        "premises": [{"text": f"A reason for {key}.", "passages": [PASSAGE]}],
        "conclusion": f"So much for {key}.",
        "voice": "author",
        "passages": [PASSAGE],
    }
    return Argument.model_validate(written | more)


def web(number: int) -> list[Argument]:
    """So many arguments, most of which bear on an earlier one."""
    chance = random.Random(number)  # noqa: S311  # the same web every time
    return [
        argument(f"a{at}", relations={"supports": [f"a{chance.randrange(at)}"]} if at % 7 else {})
        for at in range(number)
    ]


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_an_argument_is_written_out_with_all_its_parts(paper: str) -> None:
    part = {"passages": [PASSAGE], "voice": "ada"}
    parts = {
        name: part | {"text": f"The {name} of it."}
        for name in ("example", "concession", "objection", "reply")
    }
    entries = [argument("a", **parts, note="A remark."), argument("b", relations={"supports": ["a"]})]
    (document,) = compiled("arguments", sheet_input(entries, paper=paper))
    text = text_of(document)
    said = ["The claim number a", "A reason for a.", "∴", "So much for a."]
    said += [f"The {name} of it." for name in parts]
    places = [text.index(each) for each in (*said, "A remark.")]
    assert places == sorted(places)
    assert "Ada, as told" in text
    assert "Supports" in text.title()
    assert "(p. 1)" in text
    assert document.accessible


@pytest.mark.parametrize("number", [1, 3, 60, 200])
def test_every_box_is_whole_on_a_page_and_none_lies_on_another(number: int) -> None:
    tiles = list(tiles_of(web(number)))
    assert {box.id for tile in tiles for box in tile.boxes} == {f"a{at}" for at in range(number)}
    for tile in tiles:
        assert tile.unit * SIZE > 6
        for box in tile.boxes:
            assert tile.x <= box.x
            assert box.x + box.width <= tile.x + tile.width + 0.01
            assert tile.y <= box.y
            assert box.y + box.height <= tile.y + tile.height + 0.01


@pytest.mark.thorough
def test_sixty_arguments_are_mapped_within_their_pages() -> None:
    given = sheet_input(web(60), options=told("arguments", ["list=false"]))
    (document,) = compiled("arguments", given)
    assert document.accessible
    text = text_of(document)
    assert all(f"number a{at} is" in text for at in range(60))
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        for page in pdf.pages:
            assert all(char["x0"] > 0 and char["x1"] < page.width for char in page.chars)
            assert all(char["top"] > 0 and char["bottom"] < page.height for char in page.chars)
            assert all(char["size"] > 5 for char in page.chars)
        assert len(pdf.pages) == sum(1 for _ in tiles_of(web(60)))  # the title stands on the first


def test_what_stands_alone_shares_the_last_page_where_there_is_room() -> None:
    (tile,) = tiles_of([argument("a"), argument("b", relations={"supports": ["a"]}), argument("c")])
    assert {box.id for box in tile.boxes} == {"a", "b", "c"}
    assert len(list(tiles_of(web(60)))) > 1


def test_the_map_or_the_list_can_be_left_out() -> None:
    entries = web(3)
    without_map = text_of(
        compiled("arguments", sheet_input(entries, options=told("arguments", ["map=false"])))[0]
    )
    without_list = text_of(
        compiled("arguments", sheet_input(entries, options=told("arguments", ["list=false"])))[0]
    )
    assert "hang together" not in without_map
    assert "A reason for a1." in without_map
    assert "number a0 is" in without_list
    assert "A reason" not in without_list


def test_without_both_there_is_nothing_to_print() -> None:
    given = sheet_input(web(3), options=told("arguments", ["map=false", "list=false"]))
    with pytest.raises(NothingToPrintError, match="list and map are both false"):
        compiled("arguments", given)


def test_a_map_alone_stands_below_the_title_even_if_that_is_long() -> None:
    for title in ("Bread", "What was said of bread, and by whom, and what others had to say to that " * 4):
        given = sheet_input(web(12), title=title, options=told("arguments", ["list=false"]))
        (document,) = compiled("arguments", given)
        assert document.warnings == ()
        with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
            first = " ".join(pdf.pages[0].extract_text().split())
            assert title.split(" what others")[0] in first
            assert "supports" in first
            boxes = [curve for curve in pdf.pages[0].curves if curve["width"] > 50 and curve["height"] > 15]
            assert len(boxes) > 2
            assert all(box["bottom"] < pdf.pages[0].height - 50 for box in boxes)


@pytest.mark.parametrize(
    "claim", ["#panic() ]] [unmatched", "q" * 200, "מהפכה ומלחמה (1917)", r"$\frac{a}{b}$ or *that* & <b>"]
)
def test_hostile_claims_are_printed_within_the_page(claim: str) -> None:
    entries = [argument("a", claim), argument("b", relations={"contrasts-with": ["a"]})]
    (document,) = compiled("arguments", sheet_input(entries))
    assert all(char.x1 < page.width - 20 for page in pages_of(document.pdf) for char in page.characters)
    if claim.isascii() and "$" not in claim:
        assert squeezed(to_plain(claim))[:12] in squeezed(text_of(document))


def test_without_arguments_there_is_nothing_to_map() -> None:
    with pytest.raises(StudygenError, match="no notes of arguments are selected"):
        compiled("arguments", sheet_input(words(3)))
