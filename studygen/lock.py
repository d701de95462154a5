"""The lock file: what every note and note type was when it last changed, and since when.

Anki takes a note from a package when its `mod`, in seconds, is newer than the learner's. So what did not
change must keep its `mod`, lest the learner's own edits and tags be overwritten; and what changed must get a
true, recent time, since Anki stamps updated notes with the time of the import.

The file has a line for each note, note type and blank, sorted, so that git shows and merges it well. Lines of
notes that no longer exist stay: an id that was published is never free again.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from studygen.notes import Note
from studygen.notetypes import NoteType
from studygen.problems import FaultyFilesError, Place, Problem

_HEADER = (
    "# What notes and note types were when they last changed, in seconds since 1970. Commit; do not edit.\n"
)
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")


@dataclass(frozen=True, slots=True)
class Locked:
    """What something was (a hash of it), and when it last changed, in seconds since 1970."""

    hash: str
    mod: int
    type: str = ""  # of a note: the key of its note type, which it must keep


@dataclass(frozen=True)
class Lock:
    """Locked notes by full id, note types by key, and the numbers of blanks by full id and name."""

    notes: Mapping[str, Locked] = field(default_factory=dict)
    note_types: Mapping[str, Locked] = field(default_factory=dict)
    blanks: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def released(self, notes: Iterable[Note], time: int) -> "Lock":
        """Return the lock after a release of these notes at `time`: only what changed gets a new date."""
        notes = tuple(notes)
        locked = dict(self.notes)
        blanks = {full_id: dict(numbers) for full_id, numbers in self.blanks.items()}
        for note in notes:
            locked[note.id] = _dated(locked.get(note.id), _note_hash(note), time, note.type.key)
            if note.type.cloze:
                blanks.setdefault(note.id, {}).update({card.name: card.ordinal + 1 for card in note.cards})
        types = dict(self.note_types)
        for key, note_type in {note.type.key: note.type for note in notes}.items():
            types[key] = _dated(types.get(key), _note_type_hash(note_type), time)
        return Lock(locked, types, blanks)

    def text(self) -> str:
        """Return the lock as the text of its file."""
        lines = [f"note {full_id} {was.type} {was.hash} {was.mod}" for full_id, was in self.notes.items()]
        lines += [f"note-type {key} {was.hash} {was.mod}" for key, was in self.note_types.items()]
        lines += [
            f"blank {full_id} {name} {number}"
            for full_id, numbers in self.blanks.items()
            for name, number in numbers.items()
        ]
        return _HEADER + "".join(f"{line}\n" for line in sorted(lines))


def parse(text: str, file: Path) -> Lock:
    """Read a lock file's text.

    Raises:
        FaultyFilesError: a line is not one of a lock's.
    """
    notes: dict[str, Locked] = {}
    types: dict[str, Locked] = {}
    blanks: dict[str, dict[str, int]] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), start=1):
        match line.split():
            case ["note", full_id, key, digest, mod] if mod.isdecimal() and full_id not in notes:
                notes[full_id] = Locked(digest, int(mod), key)
            case ["note-type", key, digest, mod] if mod.isdecimal() and key not in types:
                types[key] = Locked(digest, int(mod))
            case ["blank", full_id, name, value] if value.isdecimal() and _is_free(
                blanks, full_id, name, value
            ):
                blanks.setdefault(full_id, {})[name] = int(value)
            case [] | ["#", *_]:
                pass
            case _:
                problems.append(_line_problem(line, Place(file, number, 1)))
    if problems:
        raise FaultyFilesError(tuple(problems))
    return Lock(notes, types, blanks)


def _line_problem(line: str, place: Place) -> Problem:
    if line.startswith(_CONFLICT):
        message = (
            "a merge conflict was left here; keep the lines of both sides, of two with one id the later one"
        )
    else:
        message = (
            f"{line!r} is no line of a lock, or repeats one; take the file back from your version control"
        )
    return Problem(place, message, "damaged-lock")


def _is_free(blanks: Mapping[str, Mapping[str, int]], full_id: str, name: str, number: str) -> bool:
    taken = blanks.get(full_id, {})
    return name not in taken and int(number) not in taken.values()


def _dated(was: Locked | None, digest: str, time: int, note_type: str = "") -> Locked:
    if was is None:
        return Locked(digest, time, note_type)
    return was if was.hash == digest else Locked(digest, max(was.mod + 1, time), note_type)


def _note_hash(note: Note) -> str:
    # All that a learner gets of a note.
    return _hash([note.type.id, note.fields, sorted(note.tags)])


def _note_type_hash(note_type: NoteType) -> str:
    fields = [(field.name, field.id) for field in note_type.fields]
    templates = [
        (template.name, template.id, template.front, template.back) for template in note_type.templates
    ]
    return _hash([note_type.id, note_type.name, fields, templates, note_type.css, note_type.sort_field])


def _hash(content: object) -> str:
    return blake2b(json.dumps(content, ensure_ascii=False).encode(), digest_size=12).hexdigest()
