"""The timeline on paper: complete, in order, and nothing on top of anything else."""

import io
import re
from itertools import pairwise

import pdfplumber
import pytest
from pdf_tools import pages_of
from sheet_tools import compiled, sheet_input, text_of, words

from studygen.documents.sheets.set_option import told
from studygen.knowledge.kinds.date import Date
from studygen.problems import StudygenError

PLAN = "In 1921 the New Plan"


def date(key: str, sort: str | None = None, event: str = "", **more: object) -> Date:
    when = {"text": sort or f"when {key}", "sort": sort, "precision": "year" if sort else "relative"}
    when |= more.pop("when", {})  # type: ignore[arg-type]  # a mapping
    written = {
        "date": key,
        "when": when,
        "event": event or f"Event {key}",
        "voice": "author",
        "passages": [PLAN],
    }
    return Date.model_validate(written | more)


def many(number: int) -> list[Date]:
    return [
        date(
            f"d{index}",
            str(1500 + index * 7 % 400),
            f"Event number {index:03} of some length, to fill a line",
            note="A note. " * (index % 5) or None,
        )
        for index in range(number)
    ]


@pytest.mark.parametrize("number", [1, 3, 30, pytest.param(300, marks=pytest.mark.thorough)])
@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_every_date_is_there_in_its_order_and_no_line_is_on_another(number: int, paper: str) -> None:
    dates = many(number)
    (document,) = compiled("timeline", sheet_input(dates, paper=paper))
    assert document.accessible
    found = re.findall(r"Event number (\d+) of some length, to fill a line", text_of(document))
    years = {f"{int(each.id[1:]):03}": each.when.sort for each in dates}
    assert sorted(found) == sorted(years)
    assert [years[each] for each in found] == sorted(years.values())
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        for page in pdf.pages:
            words = page.extract_words()
            assert all(word["x0"] >= 0 and word["x1"] <= page.width - 50 for word in words)
            labels = [word for word in words if word["x0"] > 130 and word["top"] > 130]
            tops = sorted({round(word["top"], 1) for word in labels})
            assert all(below - above > 4 for above, below in pairwise(tops) if below - above > 0.6)


def test_what_is_known_by_its_order_alone_is_marked_and_periods_are_bars() -> None:
    dates = [
        date("war", "1914", when={"until": "1919", "precision": "period"}),
        date("treaty", "1918"),
        date("peace", None, after=["treaty"]),
    ]
    (document,) = compiled("timeline", sheet_input(dates))
    words = text_of(document)
    assert all(key in words for key in ("placed by its order", "period", "to scale"))
    assert "decade or century" not in words
    assert "1914–1919" in words
    assert words.index("Event war") < words.index("Event treaty") < words.index("Event peace")


def test_the_notes_can_be_left_out() -> None:
    given = sheet_input([date("a", "1900", note="An editor's remark.")])
    assert "remark" in text_of(compiled("timeline", given)[0])
    without = sheet_input(
        [date("a", "1900", note="An editor's remark.")], options=told("timeline", ["notes=false"])
    )
    assert "remark" not in text_of(compiled("timeline", without)[0])


@pytest.mark.parametrize(
    "event",
    ["#panic() [unmatched", "q" * 300, "word " * 400, "מהפכה ומלחמה (1917)", r"$\frac{a}{b}$ and *bold*"],
)
def test_hostile_events_are_printed(event: str) -> None:
    (document,) = compiled("timeline", sheet_input([date("a", "1900", event), date("b", "1901")]))
    assert all(char.x1 <= page.width - 50 for page in pages_of(document.pdf) for char in page.characters)
    assert "Event b" in text_of(document)


def test_a_year_of_more_dates_than_a_page_has_room_for_is_continued() -> None:
    events = [f"Event{number:02} {'and more ' * 12}" for number in range(40)]
    dates = [date(event[:7].lower(), "1917", event) for event in events]
    (document,) = compiled("timeline", sheet_input(dates))
    found = []
    with pdfplumber.open(io.BytesIO(document.pdf)) as pdf:
        for page in pdf.pages:
            words = [word for word in page.extract_words() if word["text"].startswith("Event")]
            assert all(60 < word["top"] < word["bottom"] < page.height - 55 for word in words)
            found += [word["text"] for word in words]
    assert found == [event[:7] for event in events]


def test_without_dates_there_is_no_timeline() -> None:
    with pytest.raises(StudygenError, match="no notes of dates are selected"):
        compiled("timeline", sheet_input(words(3)))
