"""The lock file: what every note and note type was when it last changed, and since when.

Anki takes a note from a package when its `mod`, in seconds, is newer than the learner's. So what did not
change must keep its `mod`, lest the learner's own edits and tags be overwritten; and what changed must get a
true, recent time, since Anki stamps updated notes with the time of the import.

The file has one line for each thing, sorted, so that git shows and merges it well. A note goes by its origin,
the id that it was first published under; its line stays when it is gone, so that its id is never free again.

    blank ORIGIN NAME NUMBER WORDS
    card TYPE PLACE ID NAME
    deck FILE NAME
    field TYPE PLACE ID NAME
    format 1
    in ORIGIN FILE...
    namespace NAMESPACE
    note ORIGIN TYPE HASH MOD CARDS [now ID] [gone]
    note-type TYPE KIND ID SORT-FIELD HASH MOD
    whole SECTION COUNT HASH

CARDS are the places of a note's cards, and WORDS a hash of what a blank hides. The last lines tell whether
all others are there.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

from studygen.anki.notetypes import NoteType, Shape, Slot
from studygen.cards.note import Note
from studygen.knowledge.text import cloze
from studygen.problems import FaultyFilesError, Place, Problem
from studygen.releases import lock_sections

FORMAT = "1"
_HEADER = (
    "# What notes and note types were when they last changed, in seconds since 1970. Commit; do not edit.\n"
)
_MOST_DIGITS = 19  # of Anki's numbers, which have 64 bits
_KINDS = {"standard": False, "cloze": True}
UNNAMED = "?"  # before the number of a blank whose name nothing tells; no blank is called so
WAY_OUT = (
    "take the file back from your version control, or rebuild it from the last packages that you published:"
    " studygen lock --from OLD.apkg"
)
MERGED = "`studygen lock --merged`, which takes the lines of both sides and checks them"
BY_HAND = f"put the lines of both sides into it, as `git checkout --merge` does, and run {MERGED}"


@dataclass(frozen=True, slots=True)
class LockedNote:
    """What a note was (a hash of it), and when it last changed, in seconds since 1970."""

    type: str  # the key of its note type, which it must keep
    hash: str
    mod: int
    id: str  # its full id at its latest release
    is_gone: bool = False
    cards: tuple[int, ...] = ()  # their places, or numbers of blanks less one, at its latest release


class LockedBlank(NamedTuple):
    """The number of a blank, and a hash of what it hid when it was last there."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class LockedType:
    """What a note type was, what of it must stay, and when it last changed, in seconds since 1970."""

    hash: str
    mod: int
    shape: Shape


@dataclass(frozen=True)
class Lock:
    """Notes by origin, note types by key, blanks by origin and name, and decks by file.

    `members` are the origins of the notes that each deck had when it was last built.
    """

    notes: Mapping[str, LockedNote] = field(default_factory=dict)
    note_types: Mapping[str, LockedType] = field(default_factory=dict)
    blanks: Mapping[str, Mapping[str, LockedBlank]] = field(default_factory=dict)
    decks: Mapping[str, str] = field(default_factory=dict)
    namespace: str = ""
    members: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def released(self, notes: Iterable[Note], time: int) -> "Lock":
        """Return the lock after a release of these notes at `time`: only what changed gets a new date."""
        notes = tuple(notes)
        locked = dict(self.notes)
        blanks = dict(self.blanks)
        for note in notes:
            digest = hash_of_note(note.type.id, note.fields, note.tags)
            was = locked.get(note.origin)
            mod = _dated(was, digest, time)
            if was and was.id != note.id:  # which learners get as well, though the hash leaves it out
                mod = max(mod, was.mod + 1, time)
            cards = tuple(sorted(card.ordinal for card in note.cards))
            locked[note.origin] = LockedNote(note.type.key, digest, mod, note.id, cards=cards)
            if note.has_named_blanks:
                blanks[note.origin] = _blanks(note, blanks.get(note.origin, {}))
        types = dict(self.note_types)
        for key, note_type in {note.type.key: note.type for note in notes}.items():
            digest = hash_of_note_type(note_type)
            types[key] = LockedType(digest, _dated(types.get(key), digest, time), note_type.shape)
        return replace(self, notes=locked, note_types=types, blanks=blanks)

    def given(self) -> Mapping[str, Mapping[str, cloze.Given]]:
        """Return the numbers that blanks have had, by the origins of their notes and by their names."""
        return {
            origin: {
                name: cloze.Given(blank.number, blank.words, blank.number - 1 in self.cards(origin))
                for name, blank in blanks.items()
            }
            for origin, blanks in self.blanks.items()
        }

    def cards(self, origin: str) -> tuple[int, ...]:
        """Return the places of the cards that a note had at its latest release."""
        was = self.notes.get(origin)
        return was.cards if was else ()

    def without(self, origins: Set[str]) -> "Lock":
        """Return the lock with these notes marked as gone."""
        notes = {
            origin: replace(was, is_gone=True) if origin in origins else was
            for origin, was in self.notes.items()
        }
        left = {file: members - origins for file, members in self.members.items()}
        return replace(self, notes=notes, members={file: kept for file, kept in left.items() if kept})

    def text(self) -> str:
        """Return the lock as the text of its file."""
        lines = [f"format {FORMAT}", f"namespace {_one_line(self.namespace)}"]
        lines += [_note_line(origin, was) for origin, was in self.notes.items()]
        for key, was in self.note_types.items():
            lines += _note_type_lines(key, was)
        lines += [f"deck {_one_word(file)} {_one_line(name)}" for file, name in self.decks.items()]
        lines += self._lines_of_members()
        lines += [
            f"blank {origin} {name} {blank.number} {blank.words}"
            for origin, blanks in self.blanks.items()
            for name, blank in blanks.items()
        ]
        lines += lock_sections.whole_lines(lines)
        return _HEADER + "".join(f"{line}\n" for line in sorted(lines))

    def _lines_of_members(self) -> Iterator[str]:
        """Yield a line for each note, so that a note that moves is a line that changes."""
        files: dict[str, list[str]] = {}
        for file in sorted(self.members):
            word = _one_word(file)
            for origin in self.members[file]:
                files.setdefault(origin, []).append(word)
        yield from (f"in {origin} {' '.join(held)}" for origin, held in files.items())


def hash_of_note(note_type: int, fields: Iterable[str], tags: Iterable[str]) -> str:
    """Return a hash of all that a learner gets of a note, apart from its id, by which it is known if renamed.

    Fields name media by a hash of their content.
    """
    _, *said = fields
    return _hash([note_type, said, sorted(tags)])


def hash_of_note_type(note_type: NoteType) -> str:
    """Return a hash of all that a learner gets of a note type."""
    fields = [(field.name, field.id) for field in note_type.fields]
    templates = [
        (template.name, template.id, template.front, template.back) for template in note_type.templates
    ]
    return _hash([note_type.id, note_type.name, fields, templates, note_type.css, note_type.sort_field])


def parse(text: str, file: Path) -> Lock:
    """Read a lock file's text.

    Raises:
        FaultyFilesError: a line is not one of a lock's.
    """
    reader = _Reader()
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if message := _line_fault(line, reader):
            problems.append(Problem(Place(file, number, 1), message, "damaged-lock"))
    if not text.endswith("\n") and text:
        message = f"the file is cut off in this line; {WAY_OUT}"
        problems.append(Problem(Place(file, text.count("\n") + 1, 1), message, "damaged-lock"))
    types, missing = reader.note_types()
    if not problems and (fault := _loss(reader, missing)):  # else it is the damaged lines that are missing
        problems.append(Problem(Place(file, 1, 1), fault, "damaged-lock"))
    if problems:
        raise FaultyFilesError(tuple(problems))
    members = {file: frozenset(origins) for file, origins in reader.members.items()}
    return Lock(reader.notes, types, reader.blanks, reader.decks, reader.namespace, members)


def _line_fault(line: str, reader: "_Reader") -> str | None:
    """Have a line read, and tell what is wrong with it; None if nothing is."""
    if line.startswith(lock_sections.CONFLICT):
        return f"a merge conflict was left here; leave the file as it is, and run {MERGED}"
    if not line.strip() or line.startswith("#"):
        return None
    if line.startswith("format ") and line != f"format {FORMAT}":
        return "this lock was written by another version of studygen; use that one, or a newer one"
    return reader.read(line)


def _loss(reader: "_Reader", missing: list[str]) -> str | None:
    """Tell what is missing in a lock whose lines are lines of one; None if it is whole."""
    if not reader.has_format:
        return f"the line `format {FORMAT}` is missing here; {WAY_OUT}"
    if not reader.has_namespace:
        return f"the line `namespace` is missing here; {WAY_OUT}"
    if fault := lock_sections.fault(reader.lines, reader.whole):
        return f"{fault}; if branches were merged, {BY_HAND}; else {WAY_OUT}"
    return f"{missing[0]} is missing here; {WAY_OUT}" if missing else None


class _Reader:
    """Takes a lock's lines, in any order."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.whole: dict[str, tuple[int, str]] = {}
        self.has_format = False
        self.has_namespace = False
        self.notes: dict[str, LockedNote] = {}
        self.blanks: dict[str, dict[str, LockedBlank]] = {}
        self.decks: dict[str, str] = {}
        self.members: dict[str, set[str]] = {}
        self.namespace = ""
        self._advised = False
        self._types: dict[str, list[str]] = {}
        self._slots: dict[tuple[str, str], dict[int, Slot]] = {}

    def read(self, line: str) -> str | None:
        """Take a line, and tell what is wrong with it; None if nothing is."""
        taken = self._take(line)
        if taken is None:
            advice = "" if self._advised else f"; {WAY_OUT}"  # once for all damaged lines
            self._advised = True
            return f"{line!r} is no line of a lock{advice}"
        if not taken:
            return f"{line!r} repeats another line; if branches were merged, run {MERGED}; else {WAY_OUT}"
        self.lines.append(line)
        return None

    def note_types(self) -> tuple[dict[str, LockedType], list[str]]:
        """Return the note types, put together, and what of them is missing."""
        found: dict[str, LockedType] = {}
        missing = []
        for key, (kind, number, sort, digest, mod) in self._types.items():
            fields, cards = self._all_slots("field", key), self._all_slots("card", key)
            if fields and cards and int(sort) < len(fields):
                shape = Shape(int(number), _KINDS[kind], int(sort), fields, cards)
                found[key] = LockedType(digest, int(mod), shape)
            else:
                missing.append(f"a field or card of the note type {key!r}")
        # These lines come last: where they are missing, the file was cut off.
        used = {was.type for was in self.notes.values()}
        missing += [f"the note type {key!r}, of which there are notes," for key in sorted(used - {*found})]
        return found, missing

    def _all_slots(self, thing: str, key: str) -> tuple[Slot, ...]:
        slots = self._slots.get((thing, key), {})
        return tuple(slots[at] for at in sorted(slots)) if set(slots) == set(range(len(slots))) else ()

    def _take_note(
        self, origin: str, key: str, digest: str, mod: int, cards: str, more: list[str]
    ) -> bool | None:
        is_gone = more[-1:] == ["gone"]
        match more[:-1] if is_gone else more:
            case []:
                now = origin
            case ["now", now]:
                pass
            case _:
                return None
        was = LockedNote(key, digest, mod, now, is_gone, tuple(map(int, cards.split(","))))
        return self.notes.setdefault(origin, was) is was

    def _take(self, line: str) -> bool | None:
        """Take a line; return whether it is the first of its kind, None if it is no line of a lock."""
        what, _, rest = line.partition(" ")
        words = rest.split(" ")
        match (what, *words):
            case ("note", origin, key, digest, mod, cards, *more) if all(
                map(_is_number, (mod, *cards.split(",")))
            ):
                return self._take_note(origin, key, digest, int(mod), cards, more)
            case ("note-type", key, kind, number, sort, digest, mod) if kind in _KINDS and all(
                map(_is_number, (number, sort, mod))
            ):
                said = [kind, number, sort, digest, mod]
                return self._types.setdefault(key, said) is said
            case ("field" | "card", key, at, number, _, *_) if _is_number(at) and _is_number(number):
                slot = Slot(unquote(rest.split(" ", 3)[3]), int(number))
                return self._slots.setdefault((what, key), {}).setdefault(int(at), slot) is slot
            case ("blank", origin, name, number, digest) if _is_number(number):
                return self._take_blank(origin, name, LockedBlank(int(number), digest))
            case ("deck", name, _, *_):
                title = unquote(rest.split(" ", 1)[1])
                return self.decks.setdefault(unquote(name), title) is title
            case ("in", origin, _, *_):
                is_first = all(origin not in held for held in self.members.values())
                for file in words[1:]:
                    self.members.setdefault(unquote(file), set()).add(origin)
                return is_first
        return self._take_frame(what, rest)

    def _take_frame(self, what: str, rest: str) -> bool | None:
        """Take one of the lines that every lock has."""
        match (what, *rest.split(" ")):
            case ("namespace", _, *_):
                is_first = not self.has_namespace
                self.has_namespace = True
                self.namespace = unquote(rest)
                return is_first
            case ("whole", section, count, digest) if _is_number(count):
                expected = (int(count), digest)
                return self.whole.setdefault(section, expected) is expected
            case ("format", _):
                is_first = not self.has_format
                self.has_format = True
                return is_first
        return None

    def _take_blank(self, origin: str, name: str, blank: LockedBlank) -> bool:
        taken = self.blanks.setdefault(origin, {})
        is_free = name not in taken and blank.number not in {each.number for each in taken.values()}
        taken.setdefault(name, blank)
        return is_free


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= _MOST_DIGITS


def _blanks(note: Note, known: Mapping[str, LockedBlank]) -> dict[str, LockedBlank]:
    """Return the blanks that a sentence has or had. No number is forgotten, so that none is given again."""
    hidden = cloze.hidden_in(cloze.sentence_of(note.fields))
    now = {card.name: LockedBlank(card.ordinal + 1, hidden[card.ordinal + 1]) for card in note.cards}
    taken = {blank.number for blank in now.values()}
    kept = {
        name if name not in now else f"{UNNAMED}{blank.number}": blank
        for name, blank in known.items()
        if blank.number not in taken
    }
    return kept | now


def _note_line(origin: str, was: LockedNote) -> str:
    words = ["note", origin, was.type, was.hash, str(was.mod), ",".join(map(str, was.cards))]
    words += ["now", was.id] if was.id != origin else []
    return " ".join([*words, "gone"] if was.is_gone else words)


def _note_type_lines(key: str, was: LockedType) -> list[str]:
    shape = was.shape
    kind = "cloze" if shape.cloze else "standard"
    slots = [("field", at, slot) for at, slot in enumerate(shape.fields)]
    slots += [("card", at, slot) for at, slot in enumerate(shape.cards)]
    return [
        f"note-type {key} {kind} {shape.id} {shape.sort_field} {was.hash} {was.mod}",
        *(f"{thing} {key} {at:02} {slot.id} {_one_line(slot.name)}" for thing, at, slot in slots),
    ]


def _one_line(text: str) -> str:
    """Write a text so that it stays on its line; `unquote` reads it back."""
    return re.sub(r"%|[^\S ]|^ | $", lambda match: quote(match[0]), text)


def _one_word(text: str) -> str:
    return re.sub(r"[%\s]", lambda match: quote(match[0]), text)


def _dated(was: LockedNote | LockedType | None, digest: str, time: int) -> int:
    if was is None:
        return time
    return was.mod if was.hash == digest else max(was.mod + 1, time)


def _hash(content: object) -> str:
    return blake2b(json.dumps(content, ensure_ascii=False).encode(), digest_size=12).hexdigest()
