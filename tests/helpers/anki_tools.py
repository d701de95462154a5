"""The real Anki, for tests of what it makes of a package.

    with open_collection(tmp_path / "learner.anki2") as col:
        assert import_package(col, package) == ImportCounts(new=3)
        (card,) = cards(col, "note:Term")
        question, answer = rendered(card)

Anki keeps note types in a cache that an import does not clear: reopen the collection to look at them again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import anki.collection  # first, for anki.cards cannot be imported before it
from anki.cards import Card
from anki.collection import Collection
from anki.notes import Note


class ImportCounts(NamedTuple):
    """What Anki says that an import did with the notes of a package."""

    new: int = 0
    updated: int = 0
    duplicate: int = 0  # known already, and not newer
    conflicting: int = 0  # of a note type that has changed its fields or templates


@contextmanager
def open_collection(path: Path) -> Iterator[Collection]:
    """Open the collection of a learner, a new one if there is none yet, and close it afterwards."""
    col = Collection(str(path))
    try:
        yield col
    finally:
        col.close()


def import_package(
    col: Collection, path: Path, *, with_scheduling: bool = False, **chosen: bool | int
) -> ImportCounts:
    """Import a package with the options that Anki's dialog has set by default, apart from those chosen."""
    options = anki.collection.ImportAnkiPackageOptions(with_scheduling=with_scheduling, **chosen)
    request = anki.collection.ImportAnkiPackageRequest(package_path=str(path), options=options)
    log = col.import_anki_package(request).log
    return ImportCounts(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))


def query(col: Collection, sql: str) -> list[list[Any]]:
    """Return the rows that a query of the collection's database finds."""
    assert col.db
    return [list(row) for row in col.db.all(sql)]


def note_type(col: Collection, name: str) -> dict[str, Any]:
    """Return a note type as Anki has it."""
    found = col.models.by_name(name)
    assert found, f"{name} is not in the collection"
    return found


def cards(col: Collection, search: str = "") -> list[Card]:
    """Find cards, in the order in which new ones are studied."""
    found = [col.get_card(card_id) for card_id in col.find_cards(search)]
    return sorted(found, key=lambda card: (card.due, card.ord))


def full_ids(col: Collection) -> dict[int, str]:
    """Return what the field Id of each note of ours says, by the note's number."""
    return {number: col.get_note(number)["Id"] for number in col.find_notes("Id:_*")}


def note_of(col: Collection, full_id: str) -> Note:
    """Return the note with a full id."""
    (number,) = col.find_notes(f'"Id:{full_id}"')
    return col.get_note(number)


def rendered(card: Card) -> tuple[str, str]:
    """Return the HTML of question and answer, without the note type's css."""
    output = card.render_output()
    return output.question_text, output.answer_text
