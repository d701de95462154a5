"""Arguments."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from studygen.knowledge.base import Id, OneOrSeveral, Part, Text
from studygen.knowledge.kinds.entry import Colour, entry_id
from studygen.knowledge.kinds.traits import Arguing


class Argument(Arguing):
    """A claim with the reasons given for it."""

    kind = "argument"
    generated: ClassVar = {
        "reasons": "premises",
        "conclusion": "conclusion",
        "example": "example",
        "concession": "concession",
        "objection": "objection",
        "reply": "reply",
    }
    colour = Colour("#6d2f74", "#d9a6e0")
    mark = "→"

    id: Id = entry_id("argument")
    claim: Text = Field(description="What is argued for, as one short sentence without a full stop.")
    premises: Annotated[tuple[Part, ...], Field(min_length=1), OneOrSeveral()] = Field(
        description="The reasons, each a sentence of its own with its passages."
    )
    conclusion: Text = Field(description="What is concluded from the premises, as a full sentence.")
    example: Part | None = Field(None, description="The example that is to show it.")
    concession: Part | None = Field(None, description="What is granted to the other side.")
    objection: Part | None = Field(None, description="What somebody says against it.")
    reply: Part | None = Field(None, description="What is answered to the objection.")

    @property
    def title(self) -> str:
        """What is argued for."""
        return self.claim

    @property
    def gist(self) -> str:
        """What is concluded."""
        return self.conclusion

    @model_validator(mode="after")
    def _replies_answer_something(self) -> Self:
        if self.reply and not self.objection:
            raise PydanticCustomError("missing-key", "`objection` is missing: a reply answers one")
        return self
