"""Figures."""

from typing import ClassVar

from pydantic import Field

from studygen.knowledge.base import Id, Name, Part, Several, Text
from studygen.knowledge.kinds.entry import Colour, entry_id
from studygen.knowledge.kinds.traits import Portrayed


class Figure(Portrayed):
    """A person, group, institution or country."""

    kind = "figure"
    generated: ClassVar = {"who": "who", "name": "name"}
    reverse: ClassVar = {"name": "who"}
    illustrated: ClassVar = ("who", "name")
    colour = Colour("#1f5289", "#93bfee")
    mark = "•"

    id: Id = entry_id("figure")
    name: Name = Field(description="The usual name.")
    aliases: Several[Name] = Field((), description="Other names of the same figure.")
    who: Text = Field(description="Who or what it is in this text.")
    stances: Several[Part] = Field((), description="What the figure holds, each with its passages.")
    facts: Several[Part] = Field((), description="What is said of the figure, each with its passages.")

    @property
    def gist(self) -> str:
        """Who or what it is."""
        return self.who
