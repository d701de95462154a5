"""What each kind of sheet may be told: `options` of a deck specification, `--set` on the command line."""

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from studygen.knowledge.base import Record

SheetKind = Literal[
    "glossary", "quiz", "cards", "timeline", "arguments", "people", "reader", "worksheet", "guide"
]
Paper = Literal["a4", "us-letter"]
PagePaper = Literal[Paper, "a5", "us-statement"]  # with the halves of these, of which booklets are made

_MOST_COLUMNS, _MOST_ROWS = 4, 8


class _SheetOptions(Record):
    """What every sheet may be told."""

    colour: bool = Field(True, description="Whether to print in colour; if not, in black and greys.")


class GlossaryOptions(_SheetOptions):
    """Options of the glossary."""


class QuizOptions(_SheetOptions):
    """Options of the quiz."""

    choice: int = Field(12, ge=0, description="Questions with answers to choose from, at most.")
    matching: int = Field(
        6, ge=0, le=12, description="Names to be matched with what they mean, at most; none below 4."
    )
    blanks: int = Field(6, ge=0, description="Sentences of the text with a blank to be filled in, at most.")
    ordering: int = Field(1, ge=0, description="Sets of events, or of steps, to be put into order, at most.")
    written: int = Field(
        6, ge=0, description="Questions to be answered in writing, besides those that lack choices."
    )
    versions: int = Field(
        1, ge=1, le=4, description="Versions A to D, each with a key: the same questions in other orders."
    )


class CardsOptions(_SheetOptions):
    """Options of the cards to cut out."""

    grid: str = Field(
        "2x4", pattern=r"^[1-9]x[1-9]$", description="Columns and rows of cards on a page, such as 2x4."
    )
    flip: Literal["long", "short", "fold"] = Field(
        "long",
        description="The edge over which the printer turns the page; fold puts the backs beside the fronts, "
        "for printers that print on one side.",
    )
    alignment: bool = Field(
        False, description="Whether to print, instead of cards, a page that shows how far backs are off."
    )
    right: float = Field(
        0, description="Millimetres by which backs are moved right, for a printer that is off."
    )
    down: float = Field(0, description="Millimetres by which backs are moved down.")

    @field_validator("grid")
    @classmethod
    def _can_be_cut(cls, value: str) -> str:
        columns, rows = map(int, value.split("x"))
        if columns > _MOST_COLUMNS or rows > _MOST_ROWS:
            raise PydanticCustomError(
                "bad-value",
                "{grid} cards cannot be cut out; a grid has 1 to {columns} columns and 1 to {rows} rows",
                {"grid": value, "columns": _MOST_COLUMNS, "rows": _MOST_ROWS},
            )
        return value

    @model_validator(mode="after")
    def _can_be_folded(self) -> Self:
        if self.flip == "fold" and self.columns % 2:
            raise PydanticCustomError(
                "bad-value",
                "{grid} cards cannot be folded: fronts and backs share the columns, which are 2 or 4",
                {"grid": self.grid},
            )
        return self

    @model_validator(mode="after")
    def _can_be_off(self) -> Self:
        if self.flip == "fold" and self.alignment:
            raise PydanticCustomError(
                "bad-value",
                "cards that are folded cannot be off: alignment is for those printed on both sides",
                {},
            )
        return self

    @property
    def columns(self) -> int:
        """How many cards stand side by side."""
        return int(self.grid[0])

    @property
    def rows(self) -> int:
        """How many cards stand above each other."""
        return int(self.grid[2])


class TimelineOptions(_SheetOptions):
    """Options of the timeline."""

    notes: bool = Field(True, description="Whether the editor's notes stand below the dates.")


class ArgumentsOptions(_SheetOptions):
    """Options of the arguments."""

    list: bool = Field(True, description="Whether each argument is written out with its reasons.")
    map: bool = Field(True, description="Whether the map of all arguments is drawn.")


class PeopleOptions(_SheetOptions):
    """Options of the who's who."""


class ReaderOptions(_SheetOptions):
    """Options of the reader."""

    lines: bool = Field(True, description="Whether every fifth line is numbered.")


class WorksheetOptions(_SheetOptions):
    """Options of the worksheet."""

    passages: int = Field(
        16, ge=1, description="Sentences of the text, at most: those that most entries rest on."
    )
    blanks: int = Field(2, ge=1, description="Blanks in a sentence, at most.")
    bank: bool = Field(True, description="Whether the words to fill in are listed.")


Section = Literal["reader", "people", "timeline", "arguments", "glossary", "worksheet", "quiz"]


class GuideOptions(_SheetOptions):
    """Options of the booklet of all sheets."""

    sections: tuple[Section, ...] = Field(
        (), description="The sections it has; all that have anything if left out."
    )
    booklet: bool = Field(
        False,
        description="Whether to make it on small pages as well, two on each side of a sheet, to be printed "
        "on both sides (short edge), folded and stapled.",
    )


class Options(Record):
    """The options of every kind of sheet."""

    glossary: GlossaryOptions = Field(default_factory=GlossaryOptions, description="Of the glossary.")
    quiz: QuizOptions = Field(default_factory=QuizOptions, description="Of the quiz and its key.")
    cards: CardsOptions = Field(default_factory=CardsOptions, description="Of the cards to cut out.")
    timeline: TimelineOptions = Field(default_factory=TimelineOptions, description="Of the timeline.")
    arguments: ArgumentsOptions = Field(
        default_factory=ArgumentsOptions, description="Of the arguments and their map."
    )
    people: PeopleOptions = Field(default_factory=PeopleOptions, description="Of the who's who.")
    reader: ReaderOptions = Field(default_factory=ReaderOptions, description="Of the text with its margin.")
    worksheet: WorksheetOptions = Field(
        default_factory=WorksheetOptions, description="Of the worksheet and its key."
    )
    guide: GuideOptions = Field(default_factory=GuideOptions, description="Of all sheets as one booklet.")
