"""The lock file: what learners have of every note and note type, and since when; and what drafts were like.

Anki takes a note from a package when its `mod`, in seconds, is newer than the learner's. So what did not
change must keep its `mod`, lest the learner's own edits and tags be overwritten; and what changed must get a
true, recent time, since Anki stamps updated notes with the time of the import.

What no release has had is a draft: it may become anything, and only its date is remembered.

The file has one line for each thing, sorted, so that git shows and merges it well. A note goes by its origin,
the id that it was first published under; its line stays when it is gone, so that its id is never free again.

    blank ORIGIN NAME NUMBER WORDS
    card TYPE PLACE ID NAME
    deck FILE NAME
    draft ORIGIN HASH MOD
    draft-type TYPE HASH MOD
    field TYPE PLACE ID NAME
    format 1
    in ORIGIN FILE...
    namespace NAMESPACE
    note ORIGIN TYPE HASH MOD CARDS SAID [now ID] [gone]
    note-type TYPE KIND ID SORT-FIELD HASH MOD
    release VERSION TIME
    tag-root ROOT
    whole SECTION COUNT HASH

HASH of a note is one of what it says and, behind a point, one of where in the text its passages stand: for
that alone, it is not dated anew. CARDS are the places of its cards, SAID is a digest of its words, by which
it is known if it comes back under another id, and WORDS a hash of what a blank hides. The last lines tell
whether all others are there.
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
from studygen.cards.places import places, without_places
from studygen.knowledge.derived_tags import is_place
from studygen.knowledge.text import cloze
from studygen.knowledge.text.tags import rooted
from studygen.releases import lock_sections
from studygen.releases.likeness import digest_of_words

FORMAT = "1"
_HEADER = (
    "# What learners have, and what drafts were like; times in seconds since 1970. Commit; do not edit.\n"
)
_JSON = json.JSONEncoder(ensure_ascii=False)
NONE = "-"  # instead of a list or a hash
UNSETTLED = "-"  # instead of a hash: no note has it, so that the next build dates this one anew
_PLACE_DIGITS = 8
UNNAMED = "?"  # before the number of a blank whose name nothing tells; no blank is called so


@dataclass(frozen=True, slots=True)
class LockedNote:
    """What learners have of a note (a hash of it), and when it last changed, in seconds since 1970."""

    type: str  # the key of its note type, which it must keep
    hash: str
    mod: int
    id: str  # its full id at its latest release
    is_gone: bool = False
    cards: tuple[int, ...] = ()  # their places, or numbers of blanks less one, at its latest release
    said: str = ""  # a digest of its words: see `likeness.py`
    place: str = NONE  # a hash of where in the text its passages stood, which its own hash leaves out


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


@dataclass(frozen=True, slots=True)
class Draft:
    """A hash of what the last draft of something had that is not what learners have, and since when."""

    hash: str
    mod: int


@dataclass(frozen=True)
class Lock:
    """What learners have: notes by origin, note types by key, blanks by origin and name, and decks by file.

    `members` are the origins of the notes that each deck had at the latest release, and `releases` the times
    of all releases by version; tags stood below `tag_root` then. `drafts` and `draft_types` are what is new
    or changed since.
    """

    notes: Mapping[str, LockedNote] = field(default_factory=dict)
    note_types: Mapping[str, LockedType] = field(default_factory=dict)
    blanks: Mapping[str, Mapping[str, LockedBlank]] = field(default_factory=dict)
    decks: Mapping[str, str] = field(default_factory=dict)
    namespace: str = ""
    members: Mapping[str, frozenset[str]] = field(default_factory=dict)
    releases: Mapping[str, int] = field(default_factory=dict)
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    draft_types: Mapping[str, Draft] = field(default_factory=dict)
    tag_root: str = ""

    @property
    def latest(self) -> str | None:
        """The version of the latest release; None if there was none."""
        return max(self.releases, key=lambda version: self.releases[version], default=None)

    def is_published(self, origin: str) -> bool:
        """Tell whether a release has had a note, so that learners have it."""
        return origin in self.notes

    def mod(self, origin: str) -> int:
        """Return when a note that was built last changed."""
        draft = self.drafts.get(origin)
        return draft.mod if draft else self.notes[origin].mod

    def type_mod(self, key: str) -> int:
        """Return when a note type that was built last changed."""
        draft = self.draft_types.get(key)
        return draft.mod if draft else self.note_types[key].mod

    def drafted(self, notes: Iterable[Note], time: int) -> "Lock":
        """Return the lock after a draft of these notes at `time`: what learners have stays as it is.

        What is as it was released has the date that it had then, whatever it was in between.
        """
        notes = tuple(notes)
        drafts, draft_types = dict(self.drafts), dict(self.draft_types)
        for note in notes:
            digest = digest_of(note)
            was, draft = self.notes.get(note.origin), drafts.pop(note.origin, None)
            if not was or (was.hash, was.id) != (digest, note.id):
                drafts[note.origin] = _drafted(was, draft, _hash([note.id, digest]), time)
        for key, note_type in _types_of(notes).items():
            digest = hash_of_note_type(note_type)
            known, draft = self.note_types.get(key), draft_types.pop(key, None)
            if not known or known.hash != digest:
                draft_types[key] = _drafted(known, draft, digest, time)
        return replace(self, drafts=drafts, draft_types=draft_types)

    def released(self, notes: Iterable[Note], time: int, *, renumber: bool = False) -> "Lock":
        """Return the lock after a release of these notes at `time`: only what changed gets a new date.

        What only stands in another place in the text has changed if it is to `renumber`.
        That is the time of the release and not of a draft: up to 24.11, Anki takes only what is newer than a
        learner's last import.
        """
        notes = tuple(notes)
        locked, drafts, blanks = dict(self.notes), dict(self.drafts), dict(self.blanks)
        for note in notes:
            digest = digest_of(note)
            was, draft = locked.get(note.origin), drafts.pop(note.origin, None)
            is_same = was and (was.hash, was.id) == (digest, note.id)
            is_same = is_same and not (renumber and is_moved(note, was))
            place = was.place if was and is_same else place_of(note)
            mod = was.mod if was and is_same else _later(time, was, draft)
            cards = tuple(sorted(card.ordinal for card in note.cards))
            said = was.said if was and was.hash == digest else digest_of_words(note.id, note.named)
            locked[note.origin] = LockedNote(
                note.type.key, digest, mod, note.id, cards=cards, said=said, place=place
            )
            if note.has_named_blanks:
                blanks[note.origin] = _blanks(note, blanks.get(note.origin, {}))
        types, draft_types = dict(self.note_types), dict(self.draft_types)
        for key, note_type in _types_of(notes).items():
            digest = hash_of_note_type(note_type)
            known, draft = types.get(key), draft_types.pop(key, None)
            mod = known.mod if known and known.hash == digest else _later(time, known, draft)
            types[key] = LockedType(digest, mod, note_type.shape)
        return replace(
            self, notes=locked, note_types=types, blanks=blanks, drafts=drafts, draft_types=draft_types
        )

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

    def without_drafts(self, origins: Set[str]) -> "Lock":
        """Return the lock without the drafts of these notes, which are as if they had never been."""
        return replace(self, drafts={each: was for each, was in self.drafts.items() if each not in origins})

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
        lines += [f"tag-root {self.tag_root}"] if self.tag_root else []
        lines += [f"release {version} {time}" for version, time in self.releases.items()]
        lines += [f"draft {origin} {was.hash} {was.mod}" for origin, was in self.drafts.items()]
        lines += [f"draft-type {key} {was.hash} {was.mod}" for key, was in self.draft_types.items()]
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


def digest_of(note: Note) -> str:
    """Return a hash of all that a learner gets of a note, apart from its id and from where passages stand."""
    said = without_places(note.placed or note.fields)
    return hash_of_note(
        note.type, said, (rooted(note.tag_root, tag) for tag in note.tags if not is_place(tag))
    )


def place_of(note: Note) -> str:
    """Return a hash of where in the text a note's passages stand, as its fields and tags say it."""
    return hash_of_places((places(text) for text in note.placed), note.tags)


def hash_of_places(found: Iterable[tuple[str, ...]], tags: Iterable[str]) -> str:
    """Return a hash of the places in each field of a note, and among its tags."""
    return _hash([[*filter(None, found)], sorted(filter(is_place, tags))])[:_PLACE_DIGITS]


def is_moved(note: Note, was: LockedNote | None) -> bool:
    """Tell whether a note's passages stand elsewhere than those that learners have say."""
    return was is not None and was.place not in (NONE, place_of(note))


def hash_of_note(note_type: NoteType, fields: Iterable[str], tags: Iterable[str]) -> str:
    """Return a hash of all that a learner gets of a note, apart from its id, by which it is known if renamed.

    Fields name media by a hash of their content.
    """
    return _hash([note_type.id, note_type.said(fields), sorted(tags)])


def hash_of_note_type(note_type: NoteType) -> str:
    """Return a hash of all that a learner gets of a note type."""
    fields = [
        (field.name, field.id, field.description, field.is_folded, field.is_searched)
        for field in note_type.fields
    ]
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
    digest = was.hash if was.place == NONE else f"{was.hash}.{was.place}"
    words = ["note", origin, was.type, digest, str(was.mod)]
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


def _types_of(notes: Iterable[Note]) -> dict[str, NoteType]:
    return {note.type.key: note.type for note in notes}


def _drafted(was: LockedNote | LockedType | None, draft: Draft | None, digest: str, time: int) -> Draft:
    """Return what becomes of the draft of something; the same draft keeps its date."""
    if draft and draft.hash == digest and not (was and was.mod >= draft.mod):
        return draft
    return Draft(digest, _later(time, was, draft))


def _later(time: int, *known: LockedNote | LockedType | Draft | None) -> int:
    """Return a time that is later than whatever is known."""
    return max(time, *(each.mod + 1 for each in known if each), 0)


def _hash(content: object) -> str:
    return blake2b(_JSON.encode(content).encode(), digest_size=12).hexdigest()
