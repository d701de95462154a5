"""Packages as other people make them: what Anki takes, is shown, whatever this program can draw of it."""

from collections.abc import Sequence
from pathlib import Path

import genanki
import pytest
from anki_tools import ImportCounts, import_package, open_collection
from command_line import run
from media_files import mp3, png
from package_files import with_json

from studygen.anki.reading.apkg_reader import read_package
from studygen.releases.diff.package_diff import compare


def packed(
    folder: Path,
    front: str,
    fields: Sequence[str],
    *,
    name: str = "x.apkg",
    media: Sequence[str] = (),
    also: Sequence[genanki.Model] = (),
) -> Path:
    """Make a package with genanki of one note with the fields A and B, and notes of further types."""
    folder.mkdir(exist_ok=True)
    (folder / "cat.mp3").write_bytes(mp3())
    (folder / "cat.png").write_bytes(png())
    model = genanki.Model(
        1607392319,
        "Others",
        fields=[{"name": "A"}, {"name": "B"}],
        templates=[{"name": "Card 1", "qfmt": front, "afmt": "{{FrontSide}}<hr>{{B}}"}],
    )
    deck = genanki.Deck(2059400110, "Others")
    deck.add_note(genanki.Note(model=model, fields=list(fields), guid="one"))
    for each in also:
        deck.add_model(each)
    package = genanki.Package(deck)
    package.media_files = [str(folder / each) for each in media]
    package.write_to_file(folder / name)
    return folder / name


def test_a_file_that_is_listed_twice_is_one(tmp_path: Path) -> None:
    path = packed(tmp_path, "{{A}}", ["a [sound:cat.mp3]", "b"], media=["cat.mp3", "cat.png", "cat.mp3"])
    with open_collection(tmp_path / "learner.anki2") as col:
        assert import_package(col, path) == ImportCounts(new=1)
    assert [medium.name for medium in read_package(path).media] == ["cat.mp3", "cat.png"]
    told = run("inspect", path)
    assert told.exit_code == 0
    assert told.stdout.count("cat.mp3  (") == 1


@pytest.mark.parametrize(
    ("front", "fields"),
    [
        ("{{A}}", ["[latex]\\frac{a}{b}[/latex]", "A half"]),
        ("{{A}}", ["[$]x^2[/$]", "A half"]),
        ("{{furigana:A}}{{tts de_DE:A}}", ["日本[にほん]", "Japan"]),
        ("{{tts en_US voices=Apple:A}}", ["spoken words", "Japan"]),
        ("{{edit:A}}", ["edited by an add-on", "Japan"]),
        ("{{Nothing}}", ["no such field", "Japan"]),
    ],
)
def test_of_a_card_that_cannot_be_drawn_the_fields_are_shown(
    tmp_path: Path, front: str, fields: list[str]
) -> None:
    path = packed(tmp_path, front, fields)
    told = run("inspect", path)
    assert told.exit_code == 0
    assert "cannot be shown: " in told.stdout
    lines = [line.strip() for line in told.stdout.splitlines()]
    assert "fields" in lines
    assert any(line.startswith("A:") and fields[0][-6:] in line for line in lines)
    assert f"B:  {fields[1]}" in lines


def test_where_all_cards_are_drawn_the_fields_are_not_shown_again(tmp_path: Path) -> None:
    assert "    fields\n" not in run("inspect", packed(tmp_path, "{{A}}", ["a", "b"])).stdout


def test_a_note_type_that_is_sorted_by_no_field_of_its_own_is_read_as_anki_does(tmp_path: Path) -> None:
    path = packed(tmp_path, "{{A}}", ["a", "b"])
    with_json(path, "models", lambda models: {key: each | {"sortf": 9} for key, each in models.items()})
    with open_collection(tmp_path / "learner.anki2") as col:
        assert import_package(col, path) == ImportCounts(new=1)
    assert {each.type.sort_field for each in read_package(path).note_types} == {0}


def test_of_note_types_without_notes_a_comparison_says_nothing(tmp_path: Path) -> None:
    unused = genanki.Model(
        77, "Unused", fields=[{"name": "F"}], templates=[{"name": "C", "qfmt": "{{F}}", "afmt": "{{F}}"}]
    )
    other = genanki.Model(
        77, "Unused", fields=[{"name": "G"}], templates=[{"name": "C", "qfmt": "{{G}}", "afmt": "{{G}}"}]
    )
    old = read_package(packed(tmp_path, "{{A}}", ["a", "b"], name="old.apkg", also=[unused]))
    for index, also in enumerate(([], [other])):
        new = read_package(packed(tmp_path, "{{A}}", ["a", "b"], name=f"new{index}.apkg", also=also))
        difference = compare(old, new)
        assert (difference.types_added, difference.types_removed, difference.types_changed) == ((), (), ())
    assert len(old.note_types) >= 2
