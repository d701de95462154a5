"""What every mapping of a YAML file is, and what its values are made of.

Everything here is immutable. "None of these" is an empty tuple. The type of a field says what stands in it: a
`Text`, a `Name`, a `Wording` or a `Remark` is light Markdown, `Words` are taken as they stand, an `Id` names
a thing, an `OtherId` another entry, and a `Passage` is quoted word for word from the text.
"""

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PrivateAttr,
    StringConstraints,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from studygen.knowledge.text.tags import tag_fault
from studygen.problems import Place
from studygen.wording import unprintable

FACT = "fact"  # the voice of dictionary-like entries, which nobody needs to be named for

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=200)]
OTHER = "another entry"  # marks the type of a field, or of its keys, as the id of one
OtherId = Annotated[Id, OTHER]
# Of a text: what stands on a card, or beside it. Nothing slow is done with what is longer.
MOST_CHARACTERS = 15_000
_Written = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_CHARACTERS)]


def _harmless(name: str) -> str:
    """Refuse what makes a name look like another one, or a terminal do something."""
    if found := unprintable(name):
        raise PydanticCustomError(
            "bad-value",
            "a name has no unprintable characters, and this one has {found}",
            {"found": repr(found)},
        )
    return name


@dataclass(frozen=True)
class Offered:
    """Marks the type of a field whose value nobody should think up, and makes one to take instead."""

    make: Callable[[], str]


@dataclass(frozen=True)
class OneOrSeveral:
    """Marks the type of a field as a list of which a single item may stand there by itself.

    With a comma in it, it is taken for a list that somebody forgot to write as one, unless `commas` may be.
    """

    commas: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read what is no list as a list of one."""
        return core_schema.no_info_before_validator_function(self._as_list, handler(source))

    def _as_list(self, value: Any) -> Any:
        is_one = isinstance(value, dict) or (isinstance(value, str) and (self.commas or "," not in value))
        return [value] if is_one else value

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Any:
        """Describe both forms, the single one first."""
        several = handler(schema)
        one = several["items"] if self.commas else {**several["items"], "pattern": "^[^,]*$"}
        return {"anyOf": [one, several]}


T = TypeVar("T")
Several = Annotated[tuple[T, ...], OneOrSeveral()]


@dataclass(frozen=True)
class OrInShort:
    """Marks the type of a field as a record for which the value of one of its keys may stand by itself.

    Only what has the form of the key `form`, if there is one, is enough: what is missing otherwise is told.
    """

    key: str
    form: str | None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a text as a record with that key."""
        return core_schema.no_info_before_validator_function(
            lambda value: {self.key: value} if isinstance(value, str) else value, handler(source)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Any:
        """Describe both forms."""
        record = handler(schema)
        if self.form is None:
            return record
        found = handler.resolve_ref_schema(record)["properties"][self.form]
        return {"anyOf": [*found.get("anyOf", [found])[:1], record]}


class Writing(Enum):
    """Marks the type of a field as a text of an editor, and tells what it has to do with its entry."""

    SAID = "what the entry says"
    ASKED = "how something is asked, and what is answered"
    ADDED = "what the editor adds to it"
    BESIDE = "what stands beside a picture"
    PLAIN = "what is taken as it stands, not as light Markdown"


Text = Annotated[_Written, Writing.SAID]
Name = Annotated[_Written, AfterValidator(_harmless), Writing.SAID]  # what something is called
Wording = Annotated[_Written, Writing.ASKED]
Remark = Annotated[_Written, Writing.ADDED]
Caption = Annotated[_Written, Writing.BESIDE]
Words = Annotated[_Written, Writing.PLAIN]
Passage = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_CHARACTERS)]
Passages = Annotated[tuple[Passage, ...], Field(min_length=1), OneOrSeveral(commas=True)]

# Renamed things keep what Anki knows them by.
Was = Annotated[
    Several[Id],
    Field(description="The ids that it had in earlier releases, the first one first."),
]

QUESTION_ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?$"
WasAsked = Annotated[
    Several[Annotated[str, StringConstraints(pattern=QUESTION_ID_PATTERN)]],
    Field(
        description="The ids that it had in earlier releases, the first one first; as rug/owner if it was a"
        " question of another entry, rug, then."
    ),
]

Path = tuple[str | int, ...]  # keys and indexes, from a record to something inside it


def _valid_tag(tag: str) -> str:
    if fault := tag_fault(tag):
        raise PydanticCustomError("bad-tag", "{fault}", {"fault": fault})
    return tag


TagName = Annotated[str, AfterValidator(_valid_tag)]


class Record(BaseModel):
    """A mapping of a YAML file. `place()` tells where it, or something inside it, was written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    _locate: Callable[[Path], Place] | None = PrivateAttr(None)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: Any) -> Any:
        """Take a key without a value, which editors put in, as one that is left out, if it may be."""
        if isinstance(data, dict) and None in data.values():
            optional = _optional_keys(cls)
            return {key: value for key, value in data.items() if value is not None or key not in optional}
        return data

    def locate_with(self, locate: Callable[[Path], Place]) -> None:
        """Remember how to find where this record's parts were written."""
        self._locate = locate

    def place(self, *path: str | int) -> Place:
        """Return where the part at `path`, a series of keys and indexes, was written."""
        if self._locate is None:
            raise LookupError("this record was not read from a file")
        return self._locate(path)


R = TypeVar("R", bound=Record)


class Part(Record):
    """A premise, stance, example, objection …: one statement with the passages it rests on."""

    text: Text = Field(description="The statement in plain words, as light Markdown.")
    voice: Id | None = Field(None, description="Who says it, where it is not the entry's own voice.")
    passages: Passages = Field(description="Where the text says it, word for word.")


@cache
def _optional_keys(shape: type[Record]) -> frozenset[str]:
    """Return the keys of the YAML that may be left out."""
    fields = shape.model_fields.items()
    return frozenset(field.alias or name for name, field in fields if not field.is_required())


def other_ids(record: Record) -> Iterator[tuple[Path, str]]:
    """Yield every id of another entry that a record names, with its path: to a value or to a key."""
    for key, called, is_id in _naming_keys(type(record)):
        if value := getattr(record, key):
            yield from _ids(value, (called,), is_id=is_id)


def without_ids(record: R, gone: Set[str]) -> R:
    """Return a record that names none of these other entries, nor says anything of them."""
    kept = {
        key: _without(value, gone, is_id=is_id)
        for key, _, is_id in _naming_keys(type(record))
        if (value := getattr(record, key))
    }
    return record.model_copy(update=kept)


def _without(value: object, gone: Set[str], *, is_id: bool) -> object:
    match value:
        case Record():
            return without_ids(value, gone)
        case tuple():
            kept = (each for each in value if not (is_id and each in gone))
            return tuple(_without(each, gone, is_id=is_id) for each in kept)
        case dict():
            left = {
                key: inner
                for key, inner in value.items()
                if not (is_id and key in gone and isinstance(inner, Record))
            }
            return {key: _without(inner, gone, is_id=is_id) for key, inner in left.items()}
    return value


def types_in(field: FieldInfo) -> tuple[Any, ...]:
    """Return whatever the type of a key is made of."""
    return (*field.metadata, *_types(field.annotation))


@cache
def _naming_keys(shape: type[Record]) -> tuple[tuple[str, str, bool], ...]:
    """Return the keys that ids of other entries may stand under, in Python and in YAML; if they are some."""
    return tuple(
        (key, field.alias or key, OTHER in types_in(field))
        for key, field in shape.model_fields.items()
        if _names_others(shape, key)
    )


@cache
def _names_others(shape: type[Record], key: str) -> bool:
    """Tell whether ids of other entries may stand under a key, however deep."""
    found = types_in(shape.model_fields[key])
    inner = (each for each in found if isinstance(each, type) and issubclass(each, Record))
    return OTHER in found or any(_names_others(each, key) for each in inner for key in each.model_fields)


def _ids(value: object, path: Path, *, is_id: bool) -> Iterator[tuple[Path, str]]:
    """Yield the ids in the value of a key, or, where records stand at them, its keys."""
    match value:
        case str() if is_id:
            yield path, value
        case Record():
            yield from (((*path, *inside), found) for inside, found in other_ids(value))
        case tuple():
            for index, inner in enumerate(value):
                yield from _ids(inner, (*path, index), is_id=is_id)
        case dict():
            for key, inner in value.items():
                if is_id and isinstance(inner, Record):
                    yield (*path, key), key
                yield from _ids(inner, (*path, key), is_id=is_id)


def _types(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _types(inner)


def first_id(now: str, was: tuple[str, ...]) -> str:
    """Return the id that something had first, from which what Anki knows it by follows."""
    return was[0] if was else now


def numbered(path: Path, passages: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """Yield each passage with its path."""
    for index, passage in enumerate(passages):
        yield (*path, index), passage
