"""What kinds of entries can have in common; whatever shows or checks entries asks for these, not for a kind.

A kind that is `Named` is matched with what it is in the quiz, and blank in the worksheet; if it is `Defined`,
rules hold its meaning against its name. One that is `Portrayed` is in the who's who, one that is `Dated` on
the timeline, and one that is `Arguing` on the map of the arguments.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from studygen.knowledge.base import Name, OrInShort, OtherId, Part, Several
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.questions import must_be_one_line
from studygen.knowledge.when import When

Relation = Literal[
    "supports", "objects-to", "answers", "explains", "contrasts-with", "illustrates", "follows-from"
]


class Named(Entry):
    """Something that has a name, and of which is told what it is."""

    name: Name = Field(description="What it is called.")
    aliases: Several[Name] = Field((), description="Other names of the same.")
    typed: bool = Field(False, description="Whether the name, where it is asked for, is to be typed.")

    @property
    def title(self) -> str:
        """The name."""
        return self.name

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then the others."""
        return (self.name, *self.aliases)

    @property
    def stated(self) -> str:
        """What it is."""
        return self.gist

    @model_validator(mode="after")
    def _can_be_typed(self) -> Self:
        if self.typed:
            must_be_one_line("name", self.name)
        return self


class Defined(Named):
    """A word with a meaning, which others need to understand what is said."""


class Portrayed(Named):
    """Somebody or something of which is told what it holds and what it did."""

    stances: Several[Part] = Field((), description="What it holds, each with its passages.")
    facts: Several[Part] = Field((), description="What is said of it, each with its passages.")


class Dated(Entry):
    """Something that has its place in time."""

    when: Annotated[When, OrInShort("text", "sort")] = Field(description="When it happened.")
    before: Several[OtherId] = Field((), description="Ids of dates that come later.")
    after: Several[OtherId] = Field((), description="Ids of dates that come earlier.")

    @model_validator(mode="after")
    def _order_is_known(self) -> Self:
        if ("order" in (self.cards or ()) or "order" in self.ask) and not (self.before or self.after):
            raise PydanticCustomError(
                "missing-key", "`after` or `before` is missing: the card 'order' asks which came first"
            )
        return self

    @model_validator(mode="after")
    def _relative_to_something(self) -> Self:
        if self.when.precision == "relative" and not (self.before or self.after):
            raise PydanticCustomError(
                "missing-key",
                "`after` or `before` is missing: a relative date names a date it can be placed by",
            )
        return self


class Arguing(Entry):
    """Something that is argued for, and bears on other such things."""

    relations: dict[Relation, Several[OtherId]] = Field(
        default_factory=dict, description="How it bears on other arguments: relation to ids."
    )
