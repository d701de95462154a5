"""`source.yaml`: a text, who speaks in it, and the tags that entries about it may bear."""

import re
from typing import Annotated, Any, Self

from pydantic import (
    BeforeValidator,
    Field,
    StringConstraints,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from studygen.knowledge.base import FACT, Id, Name, OrInShort, Record, Several, TagName, Text
from studygen.knowledge.text import language_names
from studygen.wording import nearest

OFF, ALL = "off", "all"
_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?) ?%|([01]?\.\d+|0|1)")
_WRITTEN_SHARES = [
    {"enum": [OFF, ALL]},
    {"type": "string", "pattern": r"^(100|\d{1,2}(\.\d+)?) ?%$"},
    {"type": "number", "minimum": 0, "maximum": 1},
]


def _share(written: str) -> float | None:
    """Return the share of all that was written, from 0 to 1; None if it is none."""
    if written in (OFF, ALL):
        return float(written == ALL)
    found = _SHARE.fullmatch(written)
    share = (float(found[1]) / 100 if found[1] else float(found[2])) if found else 2.0
    return share if share <= 1 else None


def _share_of_sentences(value: Any) -> Any:
    if isinstance(value, str) and _share(value.strip()) is None:
        message = "{value} is no share of the sentences; write `off`, a share such as 85 %, or `all`"
        raise PydanticCustomError("bad-value", message, {"value": repr(value)})
    return value.strip() if isinstance(value, str) else value


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
        description="The text's language: its code in ISO 639, if need be with its script or country (en,"
        " zh-Hant), or its name (german).",
    )
    voices: dict[Id, Annotated[Voice, OrInShort("name", "name")]] = Field(
        description="Who speaks: id to name. `fact` is built in; {} if there is nobody else."
    )
    voice: Id | None = Field(None, description="Who says what entries do not say of whom it is.")
    tags: dict[TagName, Text] = Field(
        default_factory=dict, description="The tag vocabulary: tag to a sentence."
    )
    loaded: Several[Name] = Field(
        (), description="The author's invective, which cards use inside quotation marks only."
    )
    coverage: Annotated[
        str, BeforeValidator(_share_of_sentences), WithJsonSchema({"anyOf": _WRITTEN_SHARES})
    ] = Field(
        OFF,
        description="How many of the sentences entries have to cite: off, a share such as 85 %, or all.",
    )
    uncited: dict[Annotated[str, StringConstraints(min_length=1)], Text] = Field(
        default_factory=dict,
        description="Sentences that no entry need cite, by their first words: why. Of several in a row, the"
        " first words of the first, …, and those of the last.",
    )

    @property
    def wanted_share(self) -> float:
        """How many of the sentences are to be cited, from 0 to 1."""
        return _share(self.coverage) or 0.0

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
