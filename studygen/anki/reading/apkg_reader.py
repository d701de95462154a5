"""Reading Anki packages, in each of the three containers that there have been.

    collection.anki2     the first; beside a newer one it is a dummy that asks older programs to update
    collection.anki21    the same tables, note types and decks as JSON
    collection.anki21b   compressed by zstd; note types and decks in tables of their own, as protobuf

A .colpkg (a whole collection) is the same. `meta` says which of them counts.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from studygen.anki.reading import collection_schema, protobuf
from studygen.anki.reading.collection_schema import DatedNoteType, PackageDeck
from studygen.anki.reading.package import Package, PackageCard, PackageMedium, PackageNote
from studygen.anki.reading.sqlite_reader import Database, open_database
from studygen.anki.reading.zip_reader import Archive, names_fault, open_archive
from studygen.problems import StudygenError

_SEPARATOR = "\x1f"  # stands between the fields of a note
_CONTAINERS = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
_NEWEST = 3
_MB = 1 << 20
_MOST_MISSING = 1_000_000  # fields, which take memory as well
_MOST_CHARACTERS, _MOST_BY_BYTE = 2_000_000, 200  # of all notes, or for each byte of a larger package
_MOST_DATABASE, _MOST_MAP, _MOST_FILE, _MOST_MEDIA = 1024 * _MB, 32 * _MB, 2048 * _MB, 16384 * _MB


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
                    note_types = collection_schema.note_types(database)
                    decks = collection_schema.decks(database)
                    notes = tuple(_notes(database, note_types, decks, path.stat().st_size))
            except StudygenError as error:
                raise StudygenError(f"{path} cannot be read: {error}") from error
    return Package(
        name=str(path),
        container=container,
        note_types=tuple(note_types.values()),
        decks=tuple(decks.values()),
        notes=notes,
        media=media,
        size=path.stat().st_size,
    )


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
        version = protobuf.number(protobuf.message(archive.read("meta", _MB)), 1)
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
    """Yield the media files, sorted by name; those that are listed only, without a digest.

    One that is listed twice, as packages often do, is one, unless the two differ.
    """
    if "media" not in archive:
        return
    names = _media_names(archive, is_compressed=is_compressed)
    left = _MOST_MEDIA
    known: set[PackageMedium] = set()
    for name, member in sorted((name, member) for member, name in names.items()):
        if member not in archive:
            yield PackageMedium(name, 0, "")
            continue
        digest, size = sha256(), 0
        for piece in archive.pieces(member, min(_MOST_FILE, left), zstd=is_compressed):
            digest.update(piece)
            size += len(piece)
        left -= size
        medium = PackageMedium(name, size, digest.hexdigest())
        if medium not in known:
            known.add(medium)
            yield medium


def _media_names(archive: Archive, *, is_compressed: bool) -> dict[str, str]:
    """Return what media files are called, by the members that hold them."""
    listed = archive.read("media", _MOST_MAP, zstd=is_compressed)
    try:
        names = collection_schema.media_names(listed, is_message=is_compressed)
    except StudygenError as error:
        raise StudygenError(f"{archive.path} is damaged: its list of media: {error}") from error
    if fault := names_fault("the media file", names.values()):
        raise StudygenError(f"{archive.path} is refused: {fault}")
    return names


def read_media(path: Path, name: str) -> bytes | None:
    """Return what a media file of a package holds; None if the package has none of this name.

    Raises:
        StudygenError: the package cannot be read, or is damaged.
    """
    with open_archive(path) as archive:
        is_compressed = _version(archive) == _NEWEST
        if "media" not in archive:
            return None
        names = _media_names(archive, is_compressed=is_compressed)
        member = next((each for each, called in names.items() if called == name and each in archive), "")
        return archive.read(member, _MOST_FILE, zstd=is_compressed) if member in archive else None


def _notes(
    database: Database,
    note_types: Mapping[int, DatedNoteType],
    decks: Mapping[int, PackageDeck],
    size: int,
) -> Iterator[PackageNote]:
    """Yield the notes in the order of their ids, which is that of their creation."""
    cards = _cards(database, decks)
    missing = 0
    most = left = max(_MOST_CHARACTERS, size * _MOST_BY_BYTE)
    columns = {"id": int, "guid": str, "mid": int, "mod": int, "tags": str, "flds": str}
    for number, guid, type_id, mod, tags, fields in database.rows("notes", columns):
        if type_id not in note_types:
            raise StudygenError(f"the note {guid!r} is of a note type that is not in it")
        note_type = note_types[type_id].type
        left -= len(fields) + len(tags)
        if left < 0:
            raise StudygenError(
                f"its notes hold more than {most:,} characters, which is too much for a file of its size"
            )
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
