"""What differs between two packages, as JSON for programs: everything, as it is."""

import json
from typing import Any

from studygen.anki.reading.package import Package, PackageNote
from studygen.releases.diff import import_effects
from studygen.releases.diff.note_type_diff import TypeChange
from studygen.releases.diff.package_diff import Difference, FieldChange, NoteChange
from studygen.wording import printable_json


def to_json(difference: Difference) -> str:
    """Return what differs as a JSON object."""
    told = {
        "old": _package(difference.old),
        "new": _package(difference.new),
        "unchanged": difference.unchanged,
        "added": [_note(note) for note in difference.added],
        "removed": [_note(note) for note in difference.removed],
        "changed": [_change(change) for change in difference.changed],
        "note_types": {
            "added": [note_type.name for note_type in difference.types_added],
            "removed": [note_type.name for note_type in difference.types_removed],
            "changed": [_type_change(change) for change in difference.types_changed],
        },
        "decks": {
            "renamed": [{"old": old, "new": new} for old, new in difference.decks_renamed],
            "described": [_field(description) for description in difference.decks_described],
        },
        "media": difference.media,
        "warnings": import_effects.warnings(difference),
    }
    return printable_json(json.dumps(told, indent=2, ensure_ascii=False))


def _package(package: Package) -> dict[str, Any]:
    return {"file": package.name, "notes": len(package.notes), "cards": package.cards}


def _identity(note: PackageNote) -> dict[str, Any]:
    return {"name": note.label, "guid": note.guid, "note_type": note.type.name, "mod": note.mod}


def _note(note: PackageNote) -> dict[str, Any]:
    return _identity(note) | {"tags": note.tags, "fields": note.named}


def _change(change: NoteChange) -> dict[str, Any]:
    return _identity(change.note) | {
        "old_mod": change.was.mod,
        "old_note_type": change.was.type.name,
        "fields": [_field(field) for field in change.fields],
        "tags": {"added": change.tags_added, "removed": change.tags_removed},
        "cards": {"added": change.cards_added, "removed": change.cards_removed},
        "moved": [{"old": old, "new": new} for old, new in change.moves],
    }


def _field(field: FieldChange) -> dict[str, Any]:
    return {
        "name": field.name,
        "old": field.old,
        "new": field.new,
        "only_markup": field.only_markup,
        "words": [{"kind": piece.kind, "text": piece.text} for piece in field.pieces],
    }


def _type_change(change: TypeChange) -> dict[str, Any]:
    return {
        "name": change.now.type.name,
        "id": change.now.type.id,
        "parts": [{"what": part.what, "old": part.old, "new": part.new} for part in change.parts],
    }
