"""What a project says of itself: source.yaml, studygen.yaml and the files of decks/."""

import re
from typing import Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from studygen.records import FACT, Id, Record, TagName, Text
from studygen.sheet_options import Options, Paper, SheetKind


class Voice(Record):
    """Somebody who speaks in the text."""

    name: Text = Field(description="How cards name the speaker: DMSG; Trotsky, as DMSG report him.")
    about: Text | None = Field(None, description="A sentence about who that is, as far as the text tells.")


class Source(Record):
    """`source.yaml`: a text, who speaks in it, and the tags that entries about it may bear."""

    title: Text = Field(description="The title of the text.")
    author: Text = Field(description="Who wrote it.")
    text: Text = Field(description="The text's file, beside this one.")
    language: str = Field(
        "en", pattern=r"^[a-z]{2,3}$", description="The text's language, as in ISO 639: en."
    )
    voices: dict[Id, Voice] = Field(description="Who speaks: id to name. `fact` is built in.")
    tags: dict[TagName, Text] = Field(
        default_factory=dict, description="The tag vocabulary: tag to a sentence."
    )
    loaded: tuple[Text, ...] = Field(
        (), description="The author's invective, which cards use inside quotation marks only."
    )
    uncited: dict[str, Text] = Field(
        default_factory=dict, description="Sentences that no entry need cite, as paragraph.sentence: why."
    )

    @field_validator("voices")
    @classmethod
    def _fact_is_built_in(cls, value: dict[str, Voice]) -> dict[str, Voice]:
        if FACT in value:
            raise PydanticCustomError("repeated-id", "the voice 'fact' is built in; give this one another id")
        return value


Order = Literal["text", "kind", "shuffled"]

_DECK_NAME = re.compile(r"[^:\x00-\x1f]{1,80}(::[^:\x00-\x1f]{1,80})*")
DECK_NAME_RULE = "it is one or more names of at most 80 characters joined by '::', such as History::Economy"


def is_deck_name(name: str) -> bool:
    """Tell whether Anki can have a deck of this name, and keep it as it is."""
    return bool(_DECK_NAME.fullmatch(name)) and all(part == part.strip() for part in name.split("::"))


class DeckSpec(Record):
    """A file of decks/: which notes make a deck, and which sheets go with it."""

    deck: Text = Field(description="The deck's name in Anki; `::` makes a deck below another.")
    description: Text = Field("", description="What the deck is about, shown in Anki.")
    where: str = Field("", description="An Anki search over tags and note types; all notes if left out.")
    order: Order = Field("text", description="How new cards come: as in the text, by kind, or shuffled.")
    seed: int = Field(0, description="What `order: shuffled`, `sample` and the quiz are drawn from.")
    sample: int | None = Field(None, ge=1, description="How many notes are drawn at random; all if left out.")
    limit: int | None = Field(
        None, ge=1, description="How many notes are taken, the first in their order; all if left out."
    )
    sheets: tuple[SheetKind, ...] = Field((), description="The sheets to print.")
    title: Text | None = Field(None, description="The title of the sheets; the deck's name if left out.")
    paper: Paper | None = Field(None, description="The paper of the sheets; the project's if left out.")
    options: Options = Field(default_factory=Options, description="What kinds of sheets are told.")
    page: bool = Field(
        False, description="Whether to make a page (.html) on which the cards can be chosen and studied."
    )

    @field_validator("deck")
    @classmethod
    def _deck_can_be_named_so(cls, value: str) -> str:
        if not is_deck_name(value):
            raise PydanticCustomError(
                "bad-deck-name", "this cannot be a deck's name: {rule}", {"rule": DECK_NAME_RULE}
            )
        return value


class ProjectSpec(Record):
    """`studygen.yaml`: what makes a folder a project."""

    name: Text = Field(description="The project's name; its note types are named after it.")
    namespace: Text = Field(
        description="A random word or UUID, drawn once, never changed: learners' scheduling hangs on it."
    )
    paper: Paper = Field("a4", description="The paper that sheets are printed on.")
