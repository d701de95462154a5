"""The glossary as it is printed: nothing stands on anything else."""

from io import BytesIO
from itertools import pairwise

import pdfplumber
from sheet_tools import compiled, sheet_input

from studygen.knowledge.kinds.date import Date

SENTENCE = f"It happened {'after this and that and then some more of it all ' * 5}in the end."


def dated(number: int) -> Date:
    """Return a date that rests on a long passage."""
    known = {"date": f"d-{number}", "when": str(1900 + number), "event": "It happened."}
    return Date.model_validate(known | {"voice": "fact", "passages": [SENTENCE]})


def test_the_passages_of_dates_are_apart_from_one_another() -> None:
    dates = [dated(number) for number in range(4)]
    (document,) = compiled("glossary", sheet_input(dates, text=SENTENCE))
    with pdfplumber.open(BytesIO(document.pdf)) as pdf:
        (page,) = pdf.pages
        beside = page.crop((page.width * 0.62, 0, page.width, page.height * 0.9))
        lines = [(line["top"], line["bottom"]) for line in beside.extract_text_lines()]
    assert len(lines) > 4 * len(dates)
    assert all(top > bottom for (_, bottom), (top, _) in pairwise(lines))
