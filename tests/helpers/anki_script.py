"""A learner in a process of their own: told as JSON what happens, they tell as JSON what Anki made of it.

Two versions of Anki's backend cannot live in one process. This file needs nothing but the `anki` package, of
any version from 2.1.66 on, so that an interpreter can run it that finds that one version and nothing else:

    PYTHONPATH=.anki/cpython-311/24.11 python -S tests/helpers/anki_script.py < scenarios.json > told.json

A scenario is two lists of steps: how it starts, and what comes then. Each step has what to `do`, the time
`at` which it is done, and what the function of that name below takes; what that one returns is told.

Anki has no clock but the computer's: whatever it dates with the present is dated anew after each step.
"""

import json
import shutil
import sys
import tempfile
import time
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from anki.collection import Collection  # first, for others cannot be imported before it

try:
    from anki.collection import ImportAnkiPackageRequest
except ImportError:  # 2.1.66 has no options
    ImportAnkiPackageRequest = None  # type: ignore[assignment,misc]

SYNCED = 7  # an update sequence number; what is changed afterwards has -1
REMEMBERED = "type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags, data"
AGAIN, GOOD, EASY = 1, 3, 4


def import_package(col: Collection, package: str, options: dict[str, Any]) -> object:
    """Import a package with the options that Anki's dialog has set at first, apart from those given.

    Tell what became of the notes, or what Anki says instead.
    """
    try:
        if ImportAnkiPackageRequest is None:
            if options:
                return "no such choice"
            log = col.import_anki_package(package).log  # type: ignore[arg-type]  # 2.1.66 takes the path alone
        else:
            request = ImportAnkiPackageRequest(package_path=package)
            for name, value in options.items():
                setattr(request.options, name, value)
            log = col.import_anki_package(request).log
    except Exception as error:  # noqa: BLE001  # whatever a backend of any version raises is the outcome
        return str(error)
    return {kind: len(getattr(log, kind)) for kind in ("new", "updated", "duplicate", "conflicting")}


def study(col: Collection) -> None:
    """Review, reschedule, flag, suspend and bury cards, and write a note; then it is all synchronized."""
    number = col.decks.id_for_name("Mats")
    assert number
    col.decks.select(number)
    for ease in (GOOD, AGAIN, EASY, GOOD, GOOD):
        card = col.sched.getCard()
        assert card
        col.sched.answerCard(card, ease)  # type: ignore[arg-type]  # a number that has a type of its own
    cards = sorted(col.find_cards(""))
    for index, card_id in enumerate(cards):
        if index % 3 == 0:
            col.sched.set_due_date([card_id], str(index + 3))
        if index % 4 == 1:
            col.set_user_flag_for_cards(index % 7 + 1, [card_id])
    col.sched.suspend_cards(cards[2::5])
    col.sched.bury_cards(cards[4::5])
    basic = col.models.by_name("Basic")
    assert basic
    note = col.new_note(basic)
    note.fields = ["Is this mine?", "It is."]
    note.tags = ["mine"]
    col.add_note(note, number)
    edit(col, "belonging", "Note", "My own words.")
    tag(col, "belonging", "mine")
    assert col.db
    for table in ("notes", "cards", "revlog", "notetypes"):
        col.db.execute(f"update {table} set usn = ?", SYNCED)  # noqa: S608  # names from the line above
    _synchronize(col)


def edit(col: Collection, note: str, field: str, text: str) -> None:
    """Write something else into a field of a note."""
    found = col.get_note(col.find_notes(f"Id:{note}")[0])
    found[field] = text
    col.update_note(found)


def tag(col: Collection, note: str, tag: str) -> None:
    """Give a note a tag."""
    found = col.get_note(col.find_notes(f"Id:{note}")[0])
    found.add_tag(tag)
    col.update_note(found)


def rename_deck(col: Collection, old: str, new: str) -> None:
    """Give a deck another name."""
    number = col.decks.id_for_name(old)
    assert number
    col.decks.rename(number, new)


def add_field(col: Collection, note_type: str, name: str) -> None:
    """Add a field to a note type, which makes the next sync a full one; then it is synchronized."""
    kind = col.models.by_name(note_type)
    assert kind
    col.models.add_field(kind, col.models.new_field(name))
    col.models.update_dict(kind)
    _synchronize(col)


def remove_field(col: Collection, note_type: str, name: str) -> None:
    """Take a field away from a note type, which makes the next sync a full one; then it is synchronized."""
    kind = col.models.by_name(note_type)
    assert kind
    (field,) = [field for field in kind["flds"] if field["name"] == name]
    col.models.remove_field(kind, field)
    col.models.update_dict(kind)
    _synchronize(col)


def add_card(col: Collection, note_type: str, name: str) -> None:
    """Add a card to a note type, which makes the next sync a full one; then it is synchronized."""
    kind = col.models.by_name(note_type)
    assert kind
    template = col.models.new_template(name)
    template["qfmt"], template["afmt"] = "{{Name}}?", "{{Meaning}}"
    col.models.add_template(kind, template)
    col.models.update_dict(kind)
    _synchronize(col)


def write_css(col: Collection, note_type: str, css: str) -> None:
    """Write other styles for a note type."""
    kind = col.models.by_name(note_type)
    assert kind
    kind["css"] = css
    col.models.update_dict(kind)


def choose_options(col: Collection, deck: str, new_a_day: int) -> None:
    """Give a deck options of its own, with so many new cards a day."""
    number = col.decks.id_for_name(deck)
    assert number
    options = col.decks.add_config("mine")
    options["new"]["perDay"] = new_a_day
    col.decks.update_config(options)
    chosen = col.decks.get(number)
    assert chosen
    col.decks.set_config_id_for_deck_dict(chosen, options["id"])


def move(col: Collection, note: str, deck: str) -> None:
    """Move the cards of a note to a deck."""
    number = col.decks.id(deck)
    assert number
    col.set_deck(col.find_cards(f"Id:{note}"), number)


def delete(col: Collection, note: str) -> None:
    """Delete a note."""
    col.remove_notes(col.find_notes(f"Id:{note}"))


def _synchronize(col: Collection) -> None:
    assert col.db
    col.db.execute("update col set ls = scm")


def look(col: Collection) -> dict[str, Any]:
    """Tell everything that a learner has."""
    assert col.db
    types = {each["id"]: each for each in col.models.all()}
    notes = {}
    for number, guid, mid, mod, usn, tags, fields in col.db.execute(
        "select id, guid, mid, mod, usn, tags, flds from notes"
    ):
        names = [field["name"] for field in types[mid]["flds"]]
        notes[guid] = {
            "id": number,
            "type": mid,
            "mod": mod,
            "usn": usn,
            "tags": tags.split(),
            "fields": dict(zip(names, fields.split("\x1f"), strict=True)),
        }
    guids = {note["id"]: guid for guid, note in notes.items()}
    cards = {}
    for number, note, deck, usn, *remembered in col.db.execute(
        f"select id, nid, did, usn, {REMEMBERED} from cards"  # noqa: S608  # names from above
    ):
        card = col.get_card(number)
        cards[str(number)] = {
            "note": guids[note],
            "deck": col.decks.name(deck),
            "name": card.template()["name"],
            "ord": card.ord,
            "usn": usn,
            "remembered": remembered,
        }
    empty = [number for each in col.get_empty_cards().notes for number in each.card_ids]
    return {
        "notes": notes,
        "cards": cards,
        "reviews": [list(row) for row in col.db.execute("select * from revlog order by id")],
        "types": {
            each["name"]: {
                "css": each["css"],
                "fronts": [template["qfmt"] for template in each["tmpls"]],
                "editor": [
                    [field["description"], field["collapsed"], field["excludeFromSearch"]]
                    for field in each["flds"]
                ],
            }
            for each in types.values()
        },
        "decks": {each["name"]: each["desc"] for each in col.decks.all()},
        "new a day": {
            each["name"]: col.decks.config_dict_for_deck_id(each["id"])["new"]["perDay"]
            for each in col.decks.all()
        },
        "media": sorted(file.name for file in Path(col.media.dir()).iterdir()),
        "empty": [str(number) for number in empty],
        "offered": offered(col),
        "full sync": bool(col.db.scalar("select scm > ls from col")),
    }


def offered(col: Collection) -> dict[str, int]:
    """Tell which options Anki's dialog would have set now that are not set at first."""
    if ImportAnkiPackageRequest is None:
        return {}
    options = col._backend.get_import_anki_package_presets()
    return {name.name: int(value) for name, value in options.ListFields()}


OF_NOTE_TYPES = (add_field, remove_field, add_card, write_css)
OF_DECKS = (rename_deck, choose_options, move)
STEPS = {
    each.__name__: each
    for each in (import_package, study, edit, tag, delete, look, *OF_DECKS, *OF_NOTE_TYPES)
}


def play(folder: Path, steps: list[dict[str, Any]]) -> list[object]:
    """Go through steps with the collection in a folder, and return what is told of each."""
    told = []
    started = int(time.time())
    for step in steps:
        details = {name: value for name, value in step.items() if name not in ("do", "at")}
        # Opened anew each time, for Anki keeps note types in memory, which an import and we change.
        col = Collection(str(folder / "collection.anki2"))
        told.append(STEPS[step["do"]](col, **details))
        assert col.db
        for statement in (
            "update notes set mod = ? where mod >= ?",
            "update notetypes set mtime_secs = ? where mtime_secs >= ?",
        ):
            col.db.execute(statement, step["at"], started)
        col.close()
    return told


def main() -> None:
    """Go through all scenarios; those that start alike have that done once."""
    # Anki prints what it finds worth knowing.
    with tempfile.TemporaryDirectory() as temporary, redirect_stdout(sys.stderr):
        starts: dict[str, tuple[Path, list[object]]] = {}
        told = []
        for number, (start, then) in enumerate(json.load(sys.stdin)):
            key = json.dumps(start)
            if key not in starts:
                begun = Path(temporary, f"start-{number}")
                begun.mkdir()
                starts[key] = begun, play(begun, start)
            begun, told_before = starts[key]
            folder = shutil.copytree(begun, Path(temporary, str(number)))
            told.append(told_before + play(folder, then))
            shutil.rmtree(folder)
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
