"""What a project says of itself: source.yaml, studygen.yaml and the files of decks/."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from studygen.anki.identities import DECK_NAME_RULE, is_deck_name
from studygen.cards.selection import Order
from studygen.documents.sheets.options import Paper
from studygen.documents.sheets.registry import Options, SheetKind
from studygen.knowledge.base import MOST_CHARACTERS, Name, Record, Several, Text, Words
from studygen.knowledge.text.tags import root_fault, root_from
from studygen.problems import Place
from studygen.project.namespaces import Namespace


class DeckSpec(Record):
    """A file of decks/: which notes make a deck, and which sheets go with it."""

    deck: Name = Field(description="The deck's name in Anki; `::` makes a deck below another.")
    description: Text = Field("", description="What the deck is about, shown in Anki.")
    where: str = Field(
        "",
        max_length=MOST_CHARACTERS,
        description="An Anki search over tags and note types; all notes if left out.",
    )
    complete: bool = Field(
        False,
        description="Whether the entries are added that questions name, and both of a pair, where the search"
        " leaves them out.",
    )
    first: Several[Words] = Field(
        (),
        description="Other files of decks/: what their decks have comes first, and lies in these in Anki.",
    )
    order: Order = Field("text", description="How new cards come: as in the text, by kind, or shuffled.")
    seed: int = Field(0, description="What `order: shuffled`, `sample` and the quiz are drawn from.")
    sample: int | None = Field(None, ge=1, description="How many notes are drawn at random; all if left out.")
    limit: int | None = Field(
        None, ge=1, description="How many notes are taken, the first in their order; all if left out."
    )
    sheets: Several[SheetKind] = Field((), description="The sheets to print.")
    title: Name | None = Field(None, description="The title of the sheets; the deck's name if left out.")
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

    name: Name = Field(description="The project's name; its note types are named after it.")
    namespace: Namespace = Field(
        description="A random UUID, drawn once, never changed: learners' scheduling hangs on it."
    )
    tag_root: str | None = Field(
        None,
        alias="tag-root",
        description="What all tags stand below in Anki, one word; drawn from the name if left out.",
    )
    paper: Paper = Field("a4", description="The paper that sheets are printed on.")
    help: str | None = Field(
        None,
        max_length=500,
        pattern=r"^https?://[^\s\"'<>]+$",
        description="The web address (https://…) of a page that tells learners what an update keeps.",
    )

    @field_validator("tag_root")
    @classmethod
    def _is_a_tag(cls, value: str) -> str:
        if fault := root_fault(value):
            raise PydanticCustomError("bad-tag", "{fault}", {"fault": fault})
        return value

    @property
    def root(self) -> str:
        """What all tags of the project stand below in Anki."""
        return self.tag_root or root_from(self.name)

    @property
    def root_place(self) -> Place:
        """Where the root is written, or what it is drawn from."""
        return self.place("name" if self.tag_root is None else "tag-root")


@dataclass(frozen=True)
class DeckFile:
    """A deck specification and the file that it was read from."""

    file: Path
    spec: DeckSpec

    @property
    def name(self) -> str:
        """What the files made of it are called."""
        return self.file.stem
