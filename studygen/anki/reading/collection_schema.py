"""Note types, decks and media lists as Anki stores them: in JSON, and in protobuf since 2022."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from studygen.anki.notetypes import CardTemplate, Field, NoteType
from studygen.anki.reading import protobuf
from studygen.anki.reading.sqlite_reader import Database
from studygen.problems import StudygenError

_JSON_SCHEMA, _NEWEST_SCHEMA = 11, 18
_CLOZE = 1  # the kind of a note type
_MOST_FIELDS = 1000
_MOST_FILES = 250_000
_ABOVE = "\x1f"  # stands in names of decks where people write ::

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DatedNoteType:
    """A note type and when it last changed, in seconds since 1970; ids of parts are 0 if it has none."""

    type: NoteType
    mod: int


@dataclass(frozen=True, slots=True)
class PackageDeck:
    """A deck; the description is HTML, or Markdown in decks that ask for it."""

    id: int
    name: str
    description: str


def note_types(database: Database) -> dict[int, DatedNoteType]:
    """Return the note types by their ids, which Anki knows them by.

    Raises:
        StudygenError: they are not as Anki writes them.
    """
    if _is_json(database):
        found = [_json_note_type(model) for model in _objects(database, "models")]
    else:
        found = _message_note_types(database)
    for each in found:
        if not each.type.fields or not each.type.templates:
            raise StudygenError(f"the note type {each.type.name!r} has no fields or no cards")
        if max(len(each.type.fields), len(each.type.templates)) > _MOST_FIELDS:
            raise StudygenError(
                f"the note type {each.type.name!r} has more than {_MOST_FIELDS} fields or cards"
            )
    return {each.type.id: _sorted(each) for each in sorted(found, key=lambda each: each.type.name)}


def _sorted(dated: DatedNoteType) -> DatedNoteType:
    """Return a note type with a field to sort by: the first, as in Anki, where it has no such field."""
    if dated.type.sort_field in range(len(dated.type.fields)):
        return dated
    return replace(dated, type=replace(dated.type, sort_field=0))


def decks(database: Database) -> dict[int, PackageDeck]:
    """Return the decks by their ids, in the order of their names.

    Raises:
        StudygenError: they are not as Anki writes them.
    """
    if _is_json(database):
        found = [
            PackageDeck(
                _value(deck, "id", int), _value(deck, "name", str), _optional(deck, "desc", str, default="")
            )
            for deck in _objects(database, "decks")
        ]
    else:
        rows = database.rows("decks", {"id": int, "name": str, "kind": bytes})
        found = [PackageDeck(number, name, _description(kind)) for number, name, kind in rows]
    found = [PackageDeck(deck.id, deck.name.replace(_ABOVE, "::"), deck.description) for deck in found]
    return {deck.id: deck for deck in sorted(found, key=lambda deck: (deck.name, deck.id))}


def media_names(listed: bytes, *, is_message: bool) -> dict[str, str]:
    """Return the names of media files by those of the members that hold them, which are numbers.

    Raises:
        StudygenError: it is no such list.
    """
    if not is_message:
        names = _parsed(listed)
        if not isinstance(names, dict) or len(names) > _MOST_FILES:
            raise StudygenError(f"it is no JSON object, or has more than {_MOST_FILES:,} files")
        return {member: _value(names, member, str) for member in names}
    listed_entries = protobuf.message(listed).get(1, ())
    if len(listed_entries) > _MOST_FILES:
        raise StudygenError(f"it has more than {_MOST_FILES:,} files")
    entries = [protobuf.message(_bytes(entry)) for entry in listed_entries]
    # Its number is the place in the list, unless an older program gave it another.
    return {
        str(protobuf.number(entry, 255) if 255 in entry else place): protobuf.text(entry, 1)
        for place, entry in enumerate(entries)
    }


def _is_json(database: Database) -> bool:
    schemas = [schema for (schema,) in database.rows("col", {"ver": int})]
    if schemas == [_JSON_SCHEMA]:
        return True
    if schemas != [_NEWEST_SCHEMA]:
        said = " and ".join(map(str, schemas[:3])) or "none"
        raise StudygenError(
            f"its database has the schema {said}; studygen knows {_JSON_SCHEMA} and {_NEWEST_SCHEMA}"
        )
    return False


# JSON


def _objects(database: Database, column: str) -> list[dict[str, Any]]:
    ((text,),) = database.rows("col", {column: str})
    parsed = _parsed(text)
    if not isinstance(parsed, dict) or not all(isinstance(value, dict) for value in parsed.values()):
        raise StudygenError(f"its {column} are no JSON objects")
    return list(parsed.values())


def _json_note_type(model: Mapping[str, Any]) -> DatedNoteType:
    name = _value(model, "name", str)
    fields = [
        Field(
            _value(field, "name", str),
            _optional(field, "id", int, default=0),
            _optional(field, "description", str, default=""),
            field.get("collapsed") is True,
            field.get("excludeFromSearch") is not True,
        )
        for field in _parts(model, "flds")
    ]
    templates = [
        CardTemplate(
            _value(template, "name", str),
            _optional(template, "id", int, default=0),
            _value(template, "qfmt", str),
            _value(template, "afmt", str),
        )
        for template in _parts(model, "tmpls")
    ]
    made = NoteType(
        key=name,
        name=name,
        id=_number(model),
        fields=tuple(fields),
        templates=tuple(templates),
        css=_optional(model, "css", str, default=""),
        sort_field=_optional(model, "sortf", int, default=0),
        cloze=_optional(model, "type", int, default=0) == _CLOZE,
    )
    return DatedNoteType(made, _value(model, "mod", int))


def _number(model: Mapping[str, Any]) -> int:
    """Return a note type's id, which old tools write as text."""
    text = model.get("id")
    if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 20:
        return int(text)
    return _value(model, "id", int)


def _parts(model: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """Return fields or templates in their order."""
    parts = _value(model, key, list)
    if not all(isinstance(part, dict) for part in parts):
        raise StudygenError(f"{key!r} of a note type is no list of objects")
    places = [_optional(part, "ord", int, default=place) for place, part in enumerate(parts)]
    return [part for _, part in sorted(zip(places, parts, strict=True), key=lambda pair: pair[0])]


def _parsed(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise StudygenError(f"it is no JSON that can be read: {error}") from error


def _value(record: Mapping[str, Any], key: str, kind: type[T]) -> T:
    value = record.get(key)
    if type(value) is not kind or (isinstance(value, int) and not -(1 << 63) <= value < 1 << 63):
        raise StudygenError(f"{key[:40]!r} is {str(value)[:40]!r}, which is none of Anki's values")
    if isinstance(value, str):
        # Half of a character, which JSON can write and nothing can print.
        return value.encode(errors="replace").decode()  # type: ignore[return-value]  # T is str here
    return value


def _optional(record: Mapping[str, Any], key: str, kind: type[T], *, default: T) -> T:
    return default if record.get(key) is None else _value(record, key, kind)


# Protobuf


def _message_note_types(database: Database) -> list[DatedNoteType]:
    fields = _by_note_type(database, "fields")
    templates = _by_note_type(database, "templates")
    columns = {"id": int, "name": str, "mtime_secs": int, "config": bytes}
    found = []
    for number, name, mod, config in database.rows("notetypes", columns):
        told = protobuf.message(config)
        made = NoteType(
            key=name,
            name=name,
            id=number,
            fields=tuple(
                Field(
                    name,
                    protobuf.number(given, 9),
                    protobuf.text(given, 5),
                    bool(protobuf.number(given, 7)),
                    not protobuf.number(given, 8),
                )
                for name, given in fields.get(number, ())
            ),
            templates=tuple(
                CardTemplate(
                    name, protobuf.number(given, 8), protobuf.text(given, 1), protobuf.text(given, 2)
                )
                for name, given in templates.get(number, ())
            ),
            css=protobuf.text(told, 3),
            sort_field=protobuf.number(told, 2),
            cloze=protobuf.number(told, 1) == _CLOZE,
        )
        found.append(DatedNoteType(made, mod))
    return found


def _by_note_type(database: Database, table: str) -> dict[int, list[tuple[str, protobuf.Message]]]:
    """Return names and settings of fields or templates in their order, by the ids of their note types."""
    rows = database.rows(table, {"ntid": int, "ord": int, "name": str, "config": bytes})
    found: dict[int, list[tuple[str, protobuf.Message]]] = {}
    for number, _, name, config in sorted(rows, key=lambda row: row[:2]):
        found.setdefault(number, []).append((name, protobuf.message(config)))
    return found


def _description(kind: bytes) -> str:
    """Return the description of an ordinary deck; a filtered one has none."""
    return protobuf.text(protobuf.message(protobuf.content(protobuf.message(kind), 1)), 4)


def _bytes(value: int | bytes) -> bytes:
    if isinstance(value, int):
        raise StudygenError("it has a number where an entry belongs")
    return value
