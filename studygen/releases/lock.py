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
    note ORIGIN TYPE HASH MOD CARDS SAID [now ID] [gone]
    note-type TYPE KIND ID SORT-FIELD HASH MOD
    whole SECTION COUNT HASH

CARDS are the places of a note's cards, SAID is a digest of its words, by which it is known if it comes back
under another id, and WORDS a hash of what a blank hides. The last lines tell whether all others are there.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import quote

from studygen.anki.notetypes import NoteType, Shape
from studygen.cards.note import Note
from studygen.knowledge.text import cloze
from studygen.releases import lock_sections
from studygen.releases.likeness import digest_of_words

FORMAT = "1"
_HEADER = (
    "# What notes and note types were when they last changed, in seconds since 1970. Commit; do not edit.\n"
)
_JSON = json.JSONEncoder(ensure_ascii=False)
NONE = "-"  # instead of a list or a hash
UNSETTLED = "-"  # instead of a hash: no note has it, so that the next build dates this one anew
UNNAMED = "?"  # before the number of a blank whose name nothing tells; no blank is called so


@dataclass(frozen=True, slots=True)
class LockedNote:
    """What a note was (a hash of it), and when it last changed, in seconds since 1970."""

    type: str  # the key of its note type, which it must keep
    hash: str
    mod: int
    id: str  # its full id at its latest release
    is_gone: bool = False
    cards: tuple[int, ...] = ()  # their places, or numbers of blanks less one, at its latest release
    said: str = ""  # a digest of its words: see `likeness.py`


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
            digest = hash_of_note(note.type, note.fields, note.tags)
            was = locked.get(note.origin)
            mod = _dated(was, digest, time)
            if was and was.id != note.id:  # which learners get as well, though the hash leaves it out
                mod = max(mod, was.mod + 1, time)
            cards = tuple(sorted(card.ordinal for card in note.cards))
            is_same = was is not None and was.hash == digest
            said = was.said if was and is_same else digest_of_words(note.id, note.named)
            locked[note.origin] = LockedNote(note.type.key, digest, mod, note.id, cards=cards, said=said)
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


def hash_of_note(note_type: NoteType, fields: Iterable[str], tags: Iterable[str]) -> str:
    """Return a hash of all that a learner gets of a note, apart from its id, by which it is known if renamed.

    Fields name media by a hash of their content.
    """
    return _hash([note_type.id, note_type.said(fields), sorted(tags)])


def hash_of_note_type(note_type: NoteType) -> str:
    """Return a hash of all that a learner gets of a note type."""
    fields = [(field.name, field.id) for field in note_type.fields]
    templates = [
        (template.name, template.id, template.front, template.back) for template in note_type.templates
    ]
    return _hash([note_type.id, note_type.name, fields, templates, note_type.css, note_type.sort_field])


def _blanks(note: Note, known: Mapping[str, LockedBlank]) -> dict[str, LockedBlank]:
    """Return the blanks that a sentence has or had. No number is forgotten, so that none is given again."""
    hidden = cloze.hidden_in(cloze.sentence_of(note.fields))
    now = {
        card.name: LockedBlank(card.ordinal + 1, hidden.get(card.ordinal + 1, NONE)) for card in note.cards
    }
    taken = {blank.number for blank in now.values()}
    kept = {
        name if name not in now else f"{UNNAMED}{blank.number}": blank
        for name, blank in known.items()
        if blank.number not in taken
    }
    return kept | now


def _note_line(origin: str, was: LockedNote) -> str:
    words = ["note", origin, was.type, was.hash, str(was.mod)]
    words += [",".join(map(str, was.cards)) or NONE, was.said or NONE]
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
    return blake2b(_JSON.encode(content).encode(), digest_size=12).hexdigest()
