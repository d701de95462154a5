"""What is in a package, read without Anki and without studygen."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile


class PackedNote(NamedTuple):
    """A note as a learner would have it."""

    type: int
    tags: tuple[str, ...]
    fields: str


class PackedType(NamedTuple):
    """What a note type looks like."""

    name: str
    css: str
    sides: tuple[str, ...]


class Contents(NamedTuple):
    """Notes and the places of their cards by guid, and note types by id."""

    notes: dict[str, PackedNote]
    cards: dict[str, set[int]]
    types: dict[int, PackedType]


def contents(package: Path) -> Contents:
    """Read a package."""
    with ZipFile(package) as archive:
        data = archive.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)
        notes = connection.execute("select guid, mid, tags, flds from notes").fetchall()
        places = connection.execute("select guid, ord from cards join notes on nid = notes.id").fetchall()
        ((models,),) = connection.execute("select models from col")
    cards: dict[str, set[int]] = {}
    for guid, place in places:
        cards.setdefault(guid, set()).add(place)
    return Contents(
        {guid: packed_note(mid, tags, fields) for guid, mid, tags, fields in notes},
        cards,
        {int(number): packed_type(model) for number, model in json.loads(models).items()},
    )


def packed_note(mid: int, tags: str, fields: str) -> PackedNote:
    """Return a note of the database of a package or of a learner."""
    return PackedNote(mid, tuple(sorted(tags.split())), fields)


def packed_type(model: Mapping[str, Any]) -> PackedType:
    """Return a note type as Anki has it."""
    sides = tuple(side for template in model["tmpls"] for side in (template["qfmt"], template["afmt"]))
    return PackedType(model["name"], model["css"], sides)
