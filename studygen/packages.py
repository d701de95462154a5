"""Anki packages of any origin as values, in each of the three containers that there have been.

    collection.anki2     the first; beside a newer one it is a dummy that asks older programs to update
    collection.anki21    the same tables, note types and decks as JSON
    collection.anki21b   compressed by zstd; note types and decks in tables of their own, as protobuf

A .colpkg (a whole collection) is the same. `meta` says which of them counts.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from studygen import package_schemas, readable, wire
from studygen.archives import Archive, name_fault, open_archive
from studygen.databases import Database, open_database
from studygen.notetypes import NoteType
from studygen.package_schemas import DatedNoteType, PackageDeck
from studygen.problems import StudygenError

_SEPARATOR = "\x1f"  # stands between the fields of a note
_CONTAINERS = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
_NEWEST = 3
_MB = 1 << 20
_MOST_MISSING = 1_000_000  # fields, which take memory as well
_MOST_DATABASE, _MOST_MAP, _MOST_FILE, _MOST_MEDIA = 1024 * _MB, 32 * _MB, 2048 * _MB, 16384 * _MB
_LONGEST_LINE = 70  # characters
_IN_GIST = 2  # fields
_CLOZE = re.compile(r"\{\{c[0-9,]+::((?:(?!\{\{|\}\}|::).)*)(?:::(?:(?!\{\{|\}\}).)*)?\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class PackageCard:
    """A card: of which template, or of which cloze less one, and the deck it belongs to."""

    ordinal: int
    deck: str


@dataclass(frozen=True, slots=True)
class PackageNote:
    """A note, with its fields as HTML in the order of the note type's."""

    guid: str
    type: NoteType
    mod: int  # when it last changed, in seconds since 1970
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[PackageCard, ...]

    @property
    def label(self) -> str:
        """What a person knows it by: its Id, or the words of its first field that has any."""
        own = self.named.get("Id", "").strip()
        return own or next(self._words(), self.guid)

    @property
    def gist(self) -> str:
        """The words of the first fields that say more than the label does."""
        return " – ".join(islice((words for words in self._words() if words != self.label), _IN_GIST))

    @property
    def named(self) -> dict[str, str]:
        """The fields by name."""
        return dict(zip((field.name for field in self.type.fields), self.fields, strict=True))

    def _words(self) -> Iterator[str]:
        """Yield the words of each field that has any, cut to a line."""
        for field in self.fields:
            plain = _CLOZE.sub(r"\1", field) if self.type.cloze else field
            if words := " ".join(readable.words(plain).split()):
                yield words if len(words) <= _LONGEST_LINE else f"{words[:_LONGEST_LINE].rstrip()}…"

    def card_name(self, ordinal: int) -> str:
        """Return what a card is called: as its template; of a cloze, with its number."""
        templates = self.type.templates
        if self.type.cloze:
            return f"{templates[0].name} {ordinal + 1}"
        return templates[ordinal].name if ordinal in range(len(templates)) else f"card {ordinal + 1}"


@dataclass(frozen=True, slots=True)
class PackageMedium:
    """A media file: its name in Anki, its size in bytes, and the SHA-256 of what is in it."""

    name: str
    size: int
    digest: str  # empty if the file is only listed


@dataclass(frozen=True)
class Package:
    """What a package holds, in the order in which it holds it."""

    name: str  # of its file, or what else it is called
    container: str  # the name of the collection in it
    note_types: tuple[DatedNoteType, ...]
    decks: tuple[PackageDeck, ...]
    notes: tuple[PackageNote, ...]
    media: tuple[PackageMedium, ...]
    elsewhere: frozenset[str] = frozenset()  # guids of notes that its project has in other decks

    @cached_property
    def cards_in(self) -> Counter[str]:
        """How many cards are in each deck itself."""
        return Counter(card.deck for note in self.notes for card in note.cards)

    @property
    def filled_decks(self) -> tuple[PackageDeck, ...]:
        """The decks that have cards; Anki adds those above them, and one for everything else."""
        return tuple(deck for deck in self.decks if self.cards_in[deck.name])

    @property
    def cards(self) -> int:
        """How many cards there are."""
        return self.cards_in.total()


def read_package(path: Path) -> Package:
    """Read a package; nothing in it is run, and nothing of it is written but a temporary database.

    Raises:
        StudygenError: it cannot be read, is damaged, or is made to do harm.
    """
    with open_archive(path) as archive:
        version = _version(archive)
        container = _CONTAINERS[version]
        is_compressed = version == _NEWEST
        media = tuple(_media(archive, is_compressed=is_compressed))
        with temporary_folder() as folder:
            file = Path(folder, "collection.anki2")
            with file.open("wb") as target:
                for piece in archive.pieces(container, _MOST_DATABASE, zstd=is_compressed):
                    target.write(piece)
            try:
                with open_database(file) as database:
                    note_types = package_schemas.note_types(database)
                    decks = package_schemas.decks(database)
                    notes = tuple(_notes(database, note_types, decks))
            except StudygenError as error:
                raise StudygenError(f"{path} cannot be read: {error}") from error
    return Package(str(path), container, tuple(note_types.values()), tuple(decks.values()), notes, media)


def temporary_folder() -> TemporaryDirectory[str]:
    """Return a folder that is gone when it is left.

    Raises:
        StudygenError: there is no place for one.
    """
    try:
        return TemporaryDirectory(prefix="studygen-")
    except OSError as error:
        raise StudygenError(
            f"cannot make a temporary folder: {error}; set TMPDIR to a folder to use"
        ) from error


def _version(archive: Archive) -> int:
    """Return which container counts, by the rule of Anki's importer."""
    if "meta" not in archive:
        known = [version for version in (2, 1, 3) if _CONTAINERS[version] in archive]
        if not known:
            raise StudygenError(f"{archive.path} is no Anki package: there is no collection in it")
        return known[0]
    try:
        version = wire.number(wire.message(archive.read("meta", _MB)), 1)
    except StudygenError as error:
        raise StudygenError(f"{archive.path} is damaged: its 'meta' cannot be read: {error}") from error
    if version > _NEWEST:
        raise StudygenError(
            f"{archive.path} has a container of version {version}, and studygen knows them up to {_NEWEST};"
            " export it anew with “Support older Anki versions”"
        )
    if version not in _CONTAINERS:
        raise StudygenError(f"{archive.path} is damaged: its container has the version {version}")
    return version


def _media(archive: Archive, *, is_compressed: bool) -> Iterator[PackageMedium]:
    """Yield the media files, sorted by name; those that are listed only, without a digest."""
    if "media" not in archive:
        return
    listed = archive.read("media", _MOST_MAP, zstd=is_compressed)
    try:
        names = package_schemas.media_names(listed, is_message=is_compressed)
    except StudygenError as error:
        raise StudygenError(f"{archive.path} is damaged: its list of media: {error}") from error
    left = _MOST_MEDIA
    seen: set[str] = set()
    for name, member in sorted((name, member) for member, name in names.items()):
        if fault := name_fault(name):
            raise StudygenError(f"{archive.path} is refused: the media file {name[:60]!r} in it: {fault}")
        if name in seen:
            raise StudygenError(f"{archive.path} is refused: the media file {name[:60]!r} is in it twice")
        seen.add(name)
        if member not in archive:
            yield PackageMedium(name, 0, "")
            continue
        digest, size = sha256(), 0
        for piece in archive.pieces(member, min(_MOST_FILE, left), zstd=is_compressed):
            digest.update(piece)
            size += len(piece)
        left -= size
        yield PackageMedium(name, size, digest.hexdigest())


def _notes(
    database: Database, note_types: Mapping[int, DatedNoteType], decks: Mapping[int, PackageDeck]
) -> Iterator[PackageNote]:
    """Yield the notes in the order of their ids, which is that of their creation."""
    cards = _cards(database, decks)
    missing = 0
    columns = {"id": int, "guid": str, "mid": int, "mod": int, "tags": str, "flds": str}
    for number, guid, type_id, mod, tags, fields in database.rows("notes", columns):
        if type_id not in note_types:
            raise StudygenError(f"the note {guid!r} is of a note type that is not in it")
        note_type = note_types[type_id].type
        missing += max(0, len(note_type.fields) - fields.count(_SEPARATOR) - 1)
        if missing > _MOST_MISSING:
            raise StudygenError(f"its notes lack more than {_MOST_MISSING:,} fields")
        values = _fitted(fields.split(_SEPARATOR), len(note_type.fields))
        ordered = tuple(sorted(cards.get(number, ())))
        yield PackageNote(guid, note_type, mod, values, tuple(sorted(set(tags.split()))), ordered)


def _cards(database: Database, decks: Mapping[int, PackageDeck]) -> dict[int, list[PackageCard]]:
    """Return the cards by the id of their note; one in a filtered deck belongs to that it came from."""
    cards: dict[int, list[PackageCard]] = {}
    columns = {"id": int, "nid": int, "did": int, "ord": int, "odid": int}
    for _, note, deck, ordinal, home in database.rows("cards", columns):
        known = decks.get(home or deck)
        cards.setdefault(note, []).append(PackageCard(ordinal, known.name if known else ""))
    return cards


def _fitted(fields: list[str], wanted: int) -> tuple[str, ...]:
    """Return as many fields as the note type has, as Anki does: what is too much is joined to the last."""
    last = "; ".join(fields[wanted - 1 :])
    return (
        (*fields[: wanted - 1], last) if len(fields) >= wanted else (*fields, *[""] * (wanted - len(fields)))
    )
