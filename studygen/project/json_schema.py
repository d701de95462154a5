"""JSON Schemas of a project's files, for editors."""

from typing import Any, Literal

from pydantic import TypeAdapter

from studygen.knowledge.kinds import AnyEntry
from studygen.knowledge.source import Source
from studygen.project.settings import DeckSpec, ProjectSpec

_SHAPES: dict[str, Any] = {
    "entries": list[AnyEntry],
    "source": Source,
    "deck": DeckSpec,
    "project": ProjectSpec,
}


def json_schema(kind: Literal["entries", "source", "deck", "project"]) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | TypeAdapter(
        _SHAPES[kind]
    ).json_schema()
