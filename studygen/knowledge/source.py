"""`source.yaml`: a text, who speaks in it, and the tags that entries about it may bear."""

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from studygen.knowledge.base import FACT, Id, Name, OrInShort, Record, SeveralNames, TagName, Text
from studygen.knowledge.text import language_names
from studygen.wording import nearest


class Voice(Record):
    """Somebody who speaks in the text."""

    name: Name = Field(description="How cards name the speaker: Ada Lee; Newton, as Lee reports him.")
    about: Text | None = Field(None, description="A sentence about who that is, as far as the text tells.")


class Source(Record):
    """`source.yaml`: a text, who speaks in it, and the tags that entries about it may bear."""

    title: Name = Field(description="The title of the text.")
    author: Name = Field(description="Who wrote it.")
    text: Text = Field(description="The text's file, beside this one.")
    language_tag: Annotated[str, BeforeValidator(language_names.language_tag)] = Field(
        "en",
        alias="language",
        pattern=language_names.LANGUAGE_TAG,
        json_schema_extra={"pattern": language_names.WRITTEN},
        description="The text's language, as in ISO 639, if need be with its script or country: en, zh-Hant.",
    )
    voices: dict[Id, Annotated[Voice, OrInShort("name", "name")]] = Field(
        description="Who speaks: id to name. `fact` is built in."
    )
    voice: Id | None = Field(None, description="Who says what entries do not say of whom it is.")
    tags: dict[TagName, Text] = Field(
        default_factory=dict, description="The tag vocabulary: tag to a sentence."
    )
    loaded: SeveralNames = Field(
        (), description="The author's invective, which cards use inside quotation marks only."
    )
    uncited: dict[str, Text] = Field(
        default_factory=dict, description="Sentences that no entry need cite, as paragraph.sentence: why."
    )

    @property
    def language(self) -> str:
        """The language itself, whatever the script and the country: en."""
        return self.language_tag.partition("-")[0]

    @model_validator(mode="after")
    def _voice_of_all_is_known(self) -> Self:
        if self.voice and self.voice not in (FACT, *self.voices):
            raise PydanticCustomError(
                "unknown-voice",
                "`voice` is {voice}, who is not in `voices`{hint}",
                {"voice": repr(self.voice), "hint": nearest(self.voice, [*self.voices, FACT])},
            )
        return self

    @field_validator("voices")
    @classmethod
    def _fact_is_built_in(cls, value: dict[str, Voice]) -> dict[str, Voice]:
        if FACT in value:
            raise PydanticCustomError("repeated-id", "the voice 'fact' is built in; give this one another id")
        return value
