"""Packages for tests of what reads them: made by the real Anki, and changed where it hurts."""

import json
import sqlite3
import sys
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from anki.collection import Collection, ExportAnkiPackageOptions
from anki_tools import open_collection

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PICTURE = b"\x89PNG and so on"


def exported(folder: Path, *, legacy: bool, change: Callable[[Collection], None] | None = None) -> Path:
    """Export a small collection from Anki: three notes of two types in two decks, and a picture."""
    folder.mkdir(parents=True, exist_ok=True)
    picture = folder / "a cat é.png"
    picture.write_bytes(PICTURE)
    with open_collection(folder / "collection.anki2") as col:
        if not col.note_count():
            _fill(col, col.media.add_file(str(picture)))
        if change:
            change(col)
        path = folder / f"{'old' if legacy else 'new'}.apkg"
        options = ExportAnkiPackageOptions(
            with_scheduling=True, with_media=True, with_deck_configs=True, legacy=legacy
        )
        col.export_anki_package(out_path=str(path), options=options, limit=None)
    return path


def _fill(col: Collection, picture: str) -> None:
    deck = col.decks.id("Animals::Cats")
    assert deck
    above = col.decks.by_name("Animals")
    assert above
    above["desc"] = "All <b>kinds</b>"
    col.decks.save(above)
    two_ways = "Basic (and reversed card)"
    for name, values, tags in (
        (two_ways, {"Front": f'cat <img src="{picture}">', "Back": "<b>miaow</b>"}, "a::b c"),
        (two_ways, {"Front": "1 &lt; 2", "Back": "first<br>second"}, ""),
        ("Cloze", {"Text": "{{c1::Paws}} have {{c3::claws::sharp}}.", "Back Extra": "<i>most</i>"}, "c"),
    ):  # fmt: skip
        note_type = col.models.by_name(name)
        assert note_type
        note = col.new_note(note_type)
        for key, value in values.items():
            note[key] = value
        note.tags = tags.split()
        col.add_note(note, deck)


def members(path: Path) -> dict[str, bytes]:
    """Return what is in an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rezipped(path: Path, contents: Mapping[str, bytes]) -> Path:
    """Write an archive anew."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


def with_sql(path: Path, *statements: str) -> Path:
    """Change the database of a package in place."""
    contents = members(path)
    name = next(
        key for key in ("collection.anki21b", "collection.anki21", "collection.anki2") if key in contents
    )
    is_compressed = name.endswith("b")
    database = path.with_suffix(".db")
    database.write_bytes(zstd.decompress(contents[name]) if is_compressed else contents[name])
    with closing(sqlite3.connect(database)) as connection:
        connection.create_collation("unicase", lambda a, b: (a > b) - (a < b))
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    content = database.read_bytes()
    contents[name] = zstd.compress(content) if is_compressed else content
    return rezipped(path, contents)


def with_json(path: Path, column: str, change: Callable[[Any], Any]) -> Path:
    """Change the JSON in a column of an older package in place."""
    contents = members(path)
    name = "collection.anki21" if "collection.anki21" in contents else "collection.anki2"
    database = path.with_suffix(".db")
    database.write_bytes(contents[name])
    with closing(sqlite3.connect(database)) as connection:
        (text,) = connection.execute(f"select {column} from col").fetchone()  # noqa: S608  # a test's own
        changed = change(json.loads(text))
        text = changed if isinstance(changed, str) else json.dumps(changed)
        connection.execute(f"update col set {column} = ?", (text,))  # noqa: S608  # as above
        connection.commit()
    return rezipped(path, contents | {name: database.read_bytes()})
