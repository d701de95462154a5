"""When something was: a point or a stretch of time, as exact as it is known."""

import re
from datetime import date
from typing import Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from studygen.knowledge.base import Record, Text

_SORTED = r"^\d{1,4}(-\d\d(-\d\d)?)?$"
_PRECISIONS = ("year", "month", "day")  # by how many numbers say when


class When(Record):
    """A point or stretch of time."""

    text: Text = Field(description="The date as it is to be shown: 1917; the 1930s; after the war.")
    sort: str | None = Field(
        None,
        pattern=_SORTED,
        description="Year, year-month or year-month-day to sort by, as in 800 or 1917-11-07; may be left out"
        " where `text` is one.",
    )
    until: str | None = Field(None, pattern=_SORTED, description="The end of a period, written like `sort`.")
    precision: Literal["day", "month", "year", "decade", "century", "period", "relative"] = Field(
        "relative",  # never, since it is filled in or told
        description="How exact the date is; as exact as `sort` if left out, or a period if it has an end;"
        " `relative` dates are placed by before and after.",
    )

    @model_validator(mode="before")
    @classmethod
    def _filled_in(cls, data: Any) -> Any:
        """Fill in what the words or the numbers say by themselves."""
        if not isinstance(data, dict):
            return data
        filled = {key: value for key, value in data.items() if value is not None}
        text = filled.get("text")
        if "sort" not in filled and isinstance(text, str) and re.match(_SORTED, text):
            filled["sort"] = text
        for key in ("sort", "until"):
            if isinstance(filled.get(key), str):
                filled[key] = _year_first(filled[key])
            if isinstance(filled.get(key), str) and re.match(_SORTED, filled[key]):
                year, *rest = filled[key].split("-")
                filled[key] = "-".join((year.zfill(4), *rest))
        if "precision" not in filled:
            if "sort" not in filled:
                raise PydanticCustomError(
                    "missing-key",
                    "when {text} was is not told; write `when: {text: {text}, sort: {sort}, precision:"
                    " decade}`, or with another precision: day, month, year, century, period, or relative",
                    {"text": repr(text), "sort": _year_in(text)},
                )
            sort = str(filled["sort"])
            filled["precision"] = "period" if "until" in filled else _PRECISIONS[min(sort.count("-"), 2)]
        return filled

    @model_validator(mode="after")
    def _sortable(self) -> Self:
        if self.precision == "relative":
            return self
        if self.sort is None:
            raise PydanticCustomError(
                "missing-key", "`sort` is missing: a date that is not relative says when, such as sort: 1917"
            )
        for written in filter(None, (self.sort, self.until)):
            _must_be_in_the_calendar(written)
        needed = {"day": 3, "month": 2}.get(self.precision, 1)
        if self.sort.count("-") + 1 < needed:
            raise PydanticCustomError(
                "bad-date",
                "a date exact to the {precision} is sorted by one, such as {example}",
                {"precision": self.precision, "example": "1917-11-07"[: 4 + 3 * (needed - 1)]},
            )
        if self.precision == "period" and self.until is None:
            raise PydanticCustomError(
                "missing-key", "`until` is missing: a period has an end, such as until: 1921"
            )
        if self.until and self.until < self.sort:
            raise PydanticCustomError("bad-date", "`until` lies before `sort`; swap them")
        return self


def _year_in(text: object) -> str:
    found = re.search(r"\d{4}", str(text))
    return found[0] if found else "…"


def _year_first(written: str) -> str:
    """Return a date that is written with points, whose day comes first, as one to sort by."""
    found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", written.strip())
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else written


def _must_be_in_the_calendar(written: str) -> None:
    year, month, day = [*map(int, written.split("-")), 1, 1][:3]
    try:
        date(max(year, 1), month, day)
    except ValueError as error:
        raise PydanticCustomError(
            "bad-date", "{written} is not in the calendar: {why}", {"written": written, "why": str(error)}
        ) from None
