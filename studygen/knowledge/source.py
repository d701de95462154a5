"""`source.yaml`: a text, who speaks in it, and the tags that entries about it may bear."""

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from studygen.knowledge.base import FACT, Id, Name, Record, TagName, Text


class Voice(Record):
    """Somebody who speaks in the text."""

    name: Name = Field(description="How cards name the speaker: DMSG; Trotsky, as DMSG report him.")
    about: Text | None = Field(None, description="A sentence about who that is, as far as the text tells.")


class Source(Record):
    """`source.yaml`: a text, who speaks in it, and the tags that entries about it may bear."""

    title: Name = Field(description="The title of the text.")
    author: Name = Field(description="Who wrote it.")
    text: Text = Field(description="The text's file, beside this one.")
    language_tag: str = Field(
        "en",
        alias="language",
        pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-[0-9]{3})?$",
        description="The text's language, as in ISO 639, if need be with its script or country: en, zh-Hant.",
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

    @property
    def language(self) -> str:
        """The language itself, whatever the script and the country: en."""
        return self.language_tag.partition("-")[0]

    @field_validator("voices")
    @classmethod
    def _fact_is_built_in(cls, value: dict[str, Voice]) -> dict[str, Voice]:
        if FACT in value:
            raise PydanticCustomError("repeated-id", "the voice 'fact' is built in; give this one another id")
        return value
