"""Dates."""

from typing import ClassVar

from pydantic import Field

from studygen.knowledge.base import Id, Text
from studygen.knowledge.kinds.entry import Colour, entry_id
from studygen.knowledge.kinds.traits import Dated


class Date(Dated):
    """Something that happened, and when."""

    kind = "date"
    generated: ClassVar = {"when": "when", "event": "event", "order": "when"}
    reverse: ClassVar = {"event": "when"}
    illustrated: ClassVar = ("when", "event")
    colour = Colour("#2c6437", "#98d0a0")
    mark = "◦"

    id: Id = entry_id("date")
    event: Text = Field(description="What happened, as a short noun phrase or sentence.")

    @property
    def title(self) -> str:
        """What happened."""
        return self.event

    @property
    def gist(self) -> str:
        """When it happened."""
        return self.when.text
