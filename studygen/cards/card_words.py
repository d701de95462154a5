"""The words that cards have around what entries say, in the language of the text.

A language is a file of templates/cards/words/, called like its code; what it leaves out is said in English. A
project's own file need have only those words that it has otherwise.
"""

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from studygen.knowledge.base import Record, Words
from studygen.knowledge.kinds.traits import Relation

ENGLISH = "en"
_IN_BRACES = {
    "step": ("{number}", "{count}"),
    "member": ("{count}",),
    "part": ("{speaker}",),
    "passages": ("{count}",),
}


class CardWords(Record):
    """The words of a language, each of which a file may leave out."""

    kinds: dict[str, Words] = Field(
        default_factory=dict, description="What stands above a card, by the folder of its note type."
    )
    step: Words = Field("", description="Which step of how many is asked for.")
    member: Words = Field("", description="Of how many things one is asked for.")
    hint: Words = Field("", description="What unfolds on the question.")
    type: Words = Field("", description="What is to be done with the box on the question.")
    answer: Words = Field("", description="What screen readers call the answer.")
    aliases: Words = Field("", description="What stands before other names.")
    fields: dict[str, Words] = Field(
        default_factory=dict, description="What stands above further fields, by the field's name."
    )
    after: Words = Field("", description="What stands beside earlier events.")
    before: Words = Field("", description="What stands beside later events.")
    relations: dict[Relation, Words] = Field(
        default_factory=dict, description="How an argument bears on another."
    )
    part: Words = Field("", description="Whose argument it is that somebody objects or replies to.")
    passages: Words = Field("", description="What unfolds further passages.")
    note: Words = Field("", description="What stands above the editor's note.")
    unlike: Words = Field("", description="What stands before what it is easily taken for.")
    see: Words = Field("", description="What stands before what to read next.")
    tags: Words = Field("", description="What unfolds the tags.")

    @field_validator(*_IN_BRACES)
    @classmethod
    def _says_where(cls, value: str, info: ValidationInfo) -> str:
        for mark in _IN_BRACES[info.field_name or ""]:
            if mark not in value:
                raise PydanticCustomError("bad-value", "write {mark} where it is to stand", {"mark": mark})
        return value


def files_for(language: str) -> tuple[str, ...]:
    """Return the names of the files that have words for a language, each before those that go before it."""
    whole, primary = (f"words/{code}.yaml" for code in (language, language.partition("-")[0]))
    return tuple(dict.fromkeys((f"words/{ENGLISH}.yaml", primary, whole)))


def over(words: CardWords, others: CardWords) -> CardWords:
    """Return words, and instead of them those that others have."""
    merged = {}
    for key in others.model_fields_set:
        value = getattr(others, key)
        merged[key] = getattr(words, key) | value if isinstance(value, dict) else value
    return words.model_copy(update=merged)


def filled(text: str, **values: object) -> str:
    """Return words with values in the place of the names in braces."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
