"""Cards to print on both sides and cut out."""

from dataclasses import dataclass
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from studygen.cards.note import Card, Note
from studygen.cards.places import locator
from studygen.documents.sheets.options import SheetOptions
from studygen.documents.sheets.sheet import Content, Document, Sheet, SheetInput
from studygen.knowledge.media import Attached, ShownMedium

_FARTHEST = 100  # millimetres by which a back can be off
_MOST_COLUMNS, _MOST_ROWS = 4, 8


class CardsOptions(SheetOptions):
    """Options of the cards to cut out."""

    grid: str = Field(
        "2x4",
        pattern=r"^[1-9]x[1-9]$",
        description="Columns and rows of cards on a page, such as 2x4; up to 4x8.",
    )
    flip: Literal["long", "short", "fold"] = Field(
        "long",
        description="The edge over which the printer turns the page, long or short; fold puts the backs "
        "beside the fronts, for printers that print on one side.",
    )
    alignment: bool = Field(
        False, description="Whether to print, instead of cards, a page that shows how far backs are off."
    )
    right: float = Field(
        0, description="Millimetres by which backs are moved right, for a printer that is off."
    )
    down: float = Field(0, description="Millimetres by which backs are moved down.")

    @field_validator("right", "down")
    @classmethod
    def _stays_on_the_paper(cls, value: float) -> float:
        if not -_FARTHEST <= value <= _FARTHEST:  # nor is nan
            raise PydanticCustomError(
                "bad-value",
                "backs are moved by {most} millimetres at most, not by {value}",
                {"most": _FARTHEST, "value": str(value)},
            )
        return value

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


@dataclass(frozen=True, slots=True)
class CutOut:
    """A card to cut out; texts are light Markdown."""

    number: int
    id: str  # of the note
    question: str
    answer: str
    speaker: str | None
    locators: str  # the paragraphs that the answer rests on
    picture: ShownMedium | None  # on its back
    asking: tuple[ShownMedium, ...]  # what is seen and heard with the question


def content(given: SheetInput) -> Content:
    """Return what the template of the cards is given."""
    asked = [(note, card) for note in given.notes for card in _one_way(note)]
    options = given.options.of(CardsOptions)
    values = {
        "cards": [_cut_out(number, note, card) for number, (note, card) in enumerate(asked, start=1)],
        "columns": options.columns,
        "rows": options.rows,
        "flip": options.flip,
        "right": options.right,
        "down": options.down,
    }
    pictures = [picture for note, _ in asked if (picture := _picture(note))]
    pictures += (one for _, card in asked for one in card.media if one.is_image)
    frame = "cards-alignment" if options.alignment else "cards"
    return Content(values, tuple(pictures), documents=(Document("cards", "cards", frame=frame),))


def _cut_out(number: int, note: Note, card: Card) -> CutOut:
    picture = _picture(note)
    return CutOut(
        number,
        note.id,
        card.question,
        card.answer,
        card.speaker,
        locator(note.citations),
        picture.shown if picture else None,
        tuple(one.shown for one in card.media),
    )


def _picture(note: Note) -> Attached | None:
    return next((one for one in note.media if one.is_image), None)


def _one_way(note: Note) -> tuple[Card, ...]:
    """Return the cards without those that turn another one round: a card of paper can be turned by hand.

    One that asks with a picture or a recording asks for more than the other one answers.
    """
    names = {card.name.casefold() for card in note.cards}
    return tuple(
        card for card in note.cards if card.media or note.entry.reverse.get(card.name.casefold()) not in names
    )


SHEET = Sheet(
    "cards",
    "question cards to print on both sides and cut out",
    "the cards to cut out",
    content,
    CardsOptions,
)
