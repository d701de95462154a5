"""JSON Schemas of a project's files, for editors: what these let pass, `check` reads, and conversely.

Pydantic describes values as Python has them. What stands in a file is YAML, where `1962` is a number to an
editor and a text to whoever wrote it as one, and where a key may be left without a value.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import TypeAdapter

from studygen.knowledge.kinds import KINDS, AnyEntry, keys_in_order
from studygen.knowledge.source import Source
from studygen.project.settings import DeckSpec, ProjectSpec

Schema = dict[str, Any]
SchemaKind = Literal["entries", "source", "deck", "project"]

_SHAPES: dict[str, Any] = {
    "entries": list[AnyEntry],
    "source": Source,
    "deck": DeckSpec,
    "project": ProjectSpec,
}
_MOST_YEARS = 9999
_NULL: Schema = {"type": "null"}
# Of a text, which numbers may stand for it: none has the form of an id or of a year but whole ones.
_SCALARS = ["string", "number", "boolean"]
_YES_OR_NO = "^([Tt]rue|[Ff]alse|[Yy]es|[Nn]o|[Oo]n|[Oo]ff)$"


def json_schema(kind: SchemaKind) -> Schema:
    """Return the JSON Schema of a kind of file."""
    described = TypeAdapter(_SHAPES[kind]).json_schema()
    as_written: Schema = _as_yaml(described)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | as_written


def _as_yaml(schema: Any) -> Any:
    """Return a schema, or a part of one, by which YAML can be judged."""
    if isinstance(schema, list):
        return [_as_yaml(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _as_yaml(value) for key, value in schema.items() if not _says_nothing(key, value)}
    if isinstance(properties := made.get("properties"), dict):
        required = made.get("required", ())
        made["properties"] = {
            key: value if key in required else _or_empty(value) for key, value in _in_order(made, properties)
        }
    return made | _scalar(made)


def _says_nothing(key: str, value: Any) -> bool:
    """Tell whether it is a default that editors would write out, to no effect."""
    return key == "default" and (value is None or value in ("", [], {}))


def _in_order(schema: Mapping[str, Any], properties: Schema) -> Iterator[tuple[str, Any]]:
    kinds = {each.__name__: each for each in KINDS}
    shape = kinds.get(str(schema.get("title")))
    yield from ((key, properties[key]) for key in (keys_in_order(shape) if shape else properties))


def _or_empty(schema: Any) -> Schema:
    """Let a key that may be left out have no value, which is the same."""
    forms = schema.get("anyOf", ())
    if _NULL in forms:
        return dict(schema)
    if forms:
        return {**schema, "anyOf": [*forms, _NULL]}
    apart = {key: schema[key] for key in ("default", "description", "title") if key in schema}
    return {**apart, "anyOf": [{key: value for key, value in schema.items() if key not in apart}, _NULL]}


def _scalar(schema: Mapping[str, Any]) -> Schema:
    """Return what is different of a text, or of true and false, where it is written in YAML."""
    if schema.get("type") == "boolean":
        return {"type": ["boolean", "string"], "pattern": _YES_OR_NO}
    if schema.get("type") != "string" or "enum" in schema or "const" in schema:
        return {}
    pattern = schema.get("pattern")
    if pattern is None:
        return {"type": _SCALARS}
    if r"\d{1,4}" in pattern:
        return {"type": ["string", "integer"], "minimum": 0, "maximum": _MOST_YEARS}
    return {"type": ["string", "integer"], "minimum": 0} if pattern.startswith("^[a-z0-9]") else {}
