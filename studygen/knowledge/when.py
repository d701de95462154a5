"""When something was: a point or a stretch of time, as exact as it is known."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from studygen.knowledge.base import Record, Text


class When(Record):
    """A point or stretch of time."""

    text: Text = Field(description="The date as it is to be shown: 1917; the 1930s; after Lenin's death.")
    sort: str | None = Field(
        None,
        pattern=r"^\d{4}(-\d\d(-\d\d)?)?$",
        description="Year, year-month or year-month-day to sort by, as in 0800 or 1917-11-07.",
    )
    until: str | None = Field(
        None, pattern=r"^\d{4}(-\d\d(-\d\d)?)?$", description="The end of a period, written like `sort`."
    )
    precision: Literal["day", "month", "year", "decade", "century", "period", "relative"] = Field(
        description="How exact the date is; `relative` dates are placed by before and after."
    )

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


def _must_be_in_the_calendar(written: str) -> None:
    year, month, day = [*map(int, written.split("-")), 1, 1][:3]
    try:
        date(max(year, 1), month, day)
    except ValueError as error:
        raise PydanticCustomError(
            "bad-date", "{written} is not in the calendar: {why}", {"written": written, "why": str(error)}
        ) from None
