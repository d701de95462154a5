"""What sheets may be told: `options` of a deck specification, `--set` on the command line."""

from typing import Literal, TypeVar

from pydantic import Field

from studygen.knowledge.base import Record

Paper = Literal["a4", "us-letter"]
PagePaper = Literal[Paper, "a5", "us-statement"]  # with the halves of these, of which booklets are made


class SheetOptions(Record):
    """What every sheet may be told."""

    colour: bool = Field(True, description="Whether to print in colour; if not, in black and greys.")


Shape = TypeVar("Shape", bound=SheetOptions)


class AllOptions(Record):
    """The options of all sheets, each under the sheet's name: `registry.Options` has them."""

    def of(self, shape: type[Shape]) -> Shape:
        """Return the options of the one sheet whose options have this shape, or the usual ones."""
        values = (getattr(self, name) for name in type(self).model_fields)
        return next((value for value in values if isinstance(value, shape)), None) or shape()

    def is_in_colour(self, name: str) -> bool:
        """Tell whether the sheet of this name is printed in colour."""
        told: SheetOptions | None = getattr(self, name, None)
        return told is None or told.colour
