"""Anki packages: a table for each note type, with the fields as columns."""

from pathlib import Path

from studygen.anki.reading.apkg_reader import read_media, read_package
from studygen.lists.card_list import CardList, CardTable, Row

_NOT_THEIRS = frozenset(("leech", "marked"))  # tags that learning leaves


def read_apkg(path: Path) -> CardList:
    """Read the notes of a package or a whole collection.

    Raises:
        StudygenError: it cannot be read.
    """
    package = read_package(path)
    rows: dict[int, list[Row]] = {}
    for note in package.notes:
        tags = tuple(tag for tag in note.tags if tag.lower() not in _NOT_THEIRS)
        deck = note.cards[0].deck if note.cards else ""
        rows.setdefault(note.type.id, []).append(Row(note.fields, tags, deck.rpartition("::")[2]))
    tables = tuple(
        CardTable(tuple(field.name for field in each.type.fields), tuple(rows[each.type.id]), is_html=True)
        for each in package.used_note_types
    )
    names = {medium.name for medium in package.media if medium.digest}
    return CardList(tables, lambda name: read_media(path, name) if name in names else None)
