"""Terms."""

from typing import ClassVar

from pydantic import Field

from studygen.knowledge.base import Id, Name, Several, Text
from studygen.knowledge.kinds.entry import Colour, entry_id
from studygen.knowledge.kinds.traits import Defined


class Term(Defined):
    """A word or name and what it means in the text."""

    kind = "term"
    generated: ClassVar = {"meaning": "meaning", "name": "name"}
    reverse: ClassVar = {"name": "meaning"}
    illustrated: ClassVar = ("meaning", "name")
    colour = Colour("#8a3521", "#eaa48f")
    mark = "–"

    id: Id = entry_id("term")
    name: Name = Field(description="The term itself.")
    aliases: Several[Name] = Field((), description="Other names of the same thing.")
    meaning: Text = Field(description="What it means in this text.")

    @property
    def gist(self) -> str:
        """What it means."""
        return self.meaning
