"""Anki packages (.apkg): the one module that knows their format, and genanki.

genanki makes the tables, the deck and the note types. The rows are written here, because genanki gives every
note the same `mod` and takes more than twice the time.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing
from io import BytesIO
from itertools import islice, repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from studygen.anki.notetypes import NoteType
from studygen.files import replace_file
from studygen.problems import StudygenError

_SEPARATOR = "\x1f"  # stands between the fields of a note in the database
_MOST_CLOZES = 500  # Anki takes no higher numbers
_CHUNK = 1000  # notes

Content = bytes | Path | Callable[[], bytes]  # of a file; what is read later is read once, when it is written

# Anki computes sfld (the sort field without its HTML; here as it is) and csum (here 0) anew when it imports.
_INSERT_NOTE = "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
_INSERT_CARD = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"
_Values = tuple[str | int, ...]


class Deck(NamedTuple):
    """A deck that cards go to; a name with `::` puts it into others, which Anki makes.

    Anki shows the description as HTML: whoever has plain text escapes it first. An import finds the learner's
    deck by its name, not by its id, and leaves cards that are already somewhere else where they are.
    """

    name: str
    id: int
    description: str = ""


class NoteRow(NamedTuple):
    """A note as it is written; `cards` are the places of its templates, or its cloze numbers less one."""

    guid: str
    note_type: NoteType
    mod: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[int, ...]
    positions: tuple[int, ...] = ()  # of the cards among new ones; the place of the row if left out
    deck: Deck | None = None  # if it is another than that of the package


class PackageSummary(NamedTuple):
    """What a package holds."""

    notes: int
    cards: int


def write_package(
    path: Path,
    deck: Deck,
    rows: Iterable[NoteRow],
    note_type_mods: Mapping[int, int],
    media: Mapping[str, Content] = {},
    progress: Callable[[int], None] | None = None,
) -> PackageSummary:
    """Write one package whose new cards Anki shows by their positions, in each of its decks.

    `note_type_mods` tells each note type's `mod` by its id; types without a note are left out. `media` holds
    each file by its name in Anki. `progress` is told now and then how many notes are written.
    """
    try:
        workplace = TemporaryDirectory(prefix="studygen-")
    except OSError as error:
        raise StudygenError(
            f"cannot make a temporary folder: {error}; set TMPDIR to a folder to use"
        ) from error
    with workplace as folder:
        database = Path(folder, "collection.anki2")
        try:
            summary = _write_database(database, deck, rows, note_type_mods, progress)
        except sqlite3.OperationalError as error:
            way_out = "free some space there, or set TMPDIR to another folder"
            raise StudygenError(f"cannot write temporary files in {folder}: {error}; {way_out}") from error
        _write_archive(path, database, media)
    return summary


def _write_database(
    database: Path,
    deck: Deck,
    rows: Iterable[NoteRow],
    note_type_mods: Mapping[int, int],
    progress: Callable[[int], None] | None,
) -> PackageSummary:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        execute = connection.execute
        # A database that is thrown away after any failure need not survive one.
        execute("PRAGMA journal_mode = OFF")
        execute("PRAGMA synchronous = OFF")
        execute("PRAGMA page_size = 16384")  # larger pages, fewer of them: 6 % of the time
        _genanki().Package([]).write_to_db(connection.cursor(), 0, iter(()))
        execute("BEGIN")
        indexes = execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'").fetchall()
        for name, _ in indexes:  # an index is made faster than it is kept up
            execute(f"DROP INDEX {name}")
        note_types: dict[int, NoteType] = {}
        notes_written = cards_written = 0
        decks: dict[int, Deck] = {}
        for notes, cards in _batches(rows, deck, note_types, decks):
            connection.executemany(_INSERT_NOTE, notes)
            connection.executemany(_INSERT_CARD, cards)
            notes_written += len(notes)
            cards_written += len(cards)
            if progress:
                progress(notes_written)
        for _, statement in indexes:
            execute(statement)
        home = next(iter(decks), deck.id)
        models = {key: _model(note_types[key], note_type_mods[key], home) for key in sorted(note_types)}
        made = json.loads(execute("SELECT decks FROM col").fetchone()[0])
        made |= {str(key): _deck(decks[key]) for key in sorted(decks)}
        execute("UPDATE col SET models = ?, decks = ?", (json.dumps(models), json.dumps(made)))
        execute("COMMIT")
        counts = "SELECT (SELECT count(*) FROM notes), (SELECT count(*) FROM cards)"
        found = PackageSummary(*execute(counts).fetchone())
    if found != (notes_written, cards_written):
        raise StudygenError(f"only {found.notes} of {notes_written} notes were written; try again")
    return found


def _batches(
    rows: Iterable[NoteRow], usual: Deck, note_types: dict[int, NoteType], decks: dict[int, Deck]
) -> Iterator[tuple[list[_Values], list[_Values]]]:
    """Yield what goes into the tables of notes and cards, and collect note types and decks that are met."""
    remaining = iter(rows)
    guids: set[str] = set()
    tag_texts: dict[tuple[str, ...], str] = {}  # many notes share few sets of tags
    note_id = card_id = place = 0
    while chunk := list(islice(remaining, _CHUNK)):
        notes: list[_Values] = []
        cards: list[_Values] = []
        for row in chunk:
            guid, note_type, mod, fields, tags, ordinals, positions, deck = row
            deck = deck or usual
            decks.setdefault(deck.id, deck)
            place += 1
            joined = _SEPARATOR.join(fields)
            _check(row, joined)
            if guid in guids:
                raise StudygenError(
                    f"note {guid}: two notes have this guid, and Anki would update only one of them"
                )
            guids.add(guid)
            known = note_types.setdefault(note_type.id, note_type)
            if known is not note_type and known != note_type:
                raise StudygenError(
                    f"note types {known.name} and {note_type.name} have the same id {known.id}"
                )
            if (tag_text := tag_texts.get(tags)) is None:
                tag_text = tag_texts[tags] = _tag_text(row)
            # To Anki, ids are times of creation in milliseconds, which must not lie in the future. Other
            # packages may hold the same ones: an import finds free ids for notes whose guid is new.
            before = mod * 1000 - 1
            note_id = max(note_id, before) + 1
            card_id = max(card_id, before)
            notes.append((note_id, guid, note_type.id, mod, tag_text, joined, fields[note_type.sort_field]))
            for ordinal, due in zip(ordinals, positions or repeat(place, len(ordinals)), strict=True):
                card_id += 1
                cards.append((card_id, note_id, deck.id, ordinal, mod, due))
        yield notes, cards


def _check(row: NoteRow, joined: str) -> None:
    """Refuse what Anki would refuse the whole package for, or take in silence and get wrong."""
    guid, note_type, _, fields, _, cards, *_ = row
    if len(fields) != len(note_type.fields):
        raise StudygenError(
            f"note {guid}: {len(fields)} fields; {note_type.name} has {len(note_type.fields)}"
        )
    if joined.count(_SEPARATOR) != len(fields) - 1:
        names = [
            field.name for field, text in zip(note_type.fields, fields, strict=True) if _SEPARATOR in text
        ]
        raise StudygenError(f"note {guid}: take the control character U+001F out of {', '.join(names)}")
    if not cards:
        raise StudygenError(f"note {guid}: no cards; Anki keeps no note without one")
    most = _MOST_CLOZES if note_type.cloze else len(note_type.templates)
    if max(cards) >= most or len(set(cards)) != len(cards):
        raise StudygenError(
            f"note {guid}: cards {cards}; {note_type.name} makes each of 0 to {most - 1} once"
        )


def _tag_text(row: NoteRow) -> str:
    """Write tags as Anki stores them."""
    tags = sorted(set(row.tags))
    for tag in tags:
        if tag.split() != [tag]:
            raise StudygenError(
                f"note {row.guid}: tag {tag!r} is empty or has white space, at which Anki splits"
            )
    return f" {' '.join(tags)} " if tags else ""


def _genanki() -> Any:
    import genanki  # which takes a while, as asyncio comes with it: sheets need not wait for that

    return genanki


def _model(note_type: NoteType, mod: int, deck_id: int) -> dict[str, Any]:
    # "Liberation Sans", genanki's font for Anki's editor, is on few computers; Arial is Anki's own.
    fields = [
        {
            "name": field.name,
            "id": field.id,
            "font": "Arial",
            "description": field.description,
            "collapsed": field.is_folded,
            "excludeFromSearch": not field.is_searched,
        }
        for field in note_type.fields
    ]
    templates = [
        {"name": template.name, "id": template.id, "qfmt": template.front, "afmt": template.back}
        for template in note_type.templates
    ]
    shapes = _genanki().Model
    kind = shapes.CLOZE if note_type.cloze else shapes.FRONT_BACK
    model = shapes(
        note_type.id,
        note_type.name,
        fields,
        templates,
        note_type.css,
        kind,
        sort_field_index=note_type.sort_field,
    )
    # Which fields a front requires, Anki finds out for itself; genanki is wrong about filters and clozes.
    model._req = []
    made: dict[str, Any] = model.to_json(mod, deck_id)
    return made


def _deck(deck: Deck) -> dict[str, Any]:
    made: dict[str, Any] = _genanki().Deck(deck.id, deck.name, deck.description).to_json()
    # genanki's decks come with some study done, which would count on a learner's 163rd day.
    days = ("lrnToday", "newToday", "revToday", "timeToday")
    return made | {"extendRev": 0} | {day: [0, 0] for day in days}


def _write_archive(path: Path, database: Path, media: Mapping[str, Content]) -> None:
    names = sorted(media)
    index = json.dumps({str(number): name for number, name in enumerate(names)})
    members: dict[str, Content] = {"collection.anki2": database, "media": index.encode()}
    members |= {str(number): media[name] for number, name in enumerate(names)}
    with replace_file(path) as file:
        with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            for name, content in members.items():
                # Opened by name, a member gets the archive's level and no date, its first possible one.
                with _opened(content) as source, archive.open(name, "w") as member:
                    shutil.copyfileobj(source, member, 1 << 20)
            for info in archive.infolist():
                info.create_system = 3  # else it tells whether Windows wrote it
        with ZipFile(file) as archive:
            sizes = {info.filename: info.file_size for info in archive.infolist()}
        if list(sizes) != list(members) or sizes["collection.anki2"] != database.stat().st_size:
            raise StudygenError(f"cannot write {path}: read again, it is not what was written; try again")


def _opened(content: Content) -> AbstractContextManager[BinaryIO]:
    if callable(content):
        content = content()
    if isinstance(content, bytes):
        return BytesIO(content)
    try:
        return content.open("rb")
    except OSError as error:
        raise StudygenError(f"cannot read {content}: {error.strerror}") from error
