"""The fields of notes as learners meet them in Anki's editor and browser."""

from pathlib import Path

import pytest
from anki.collection import Collection
from anki_tools import import_package, open_collection
from learner import APRIL, built
from small_project import replaced, write_project

from studygen.project.project import Project


def test_the_editor_begins_with_what_a_learner_may_want_to_edit(essay: Project) -> None:
    for note_type in essay.note_types.values():
        first = note_type.fields[0]
        assert note_type.sort_field == 0
        assert not first.is_folded
        assert note_type.fields[-1].name == "Id"
    assert all(note.fields[0] for note in essay.notes)


def test_the_editor_says_what_each_field_is_for_and_folds_those_that_few_notes_fill(essay: Project) -> None:
    filled: dict[str, list[bool]] = {}
    for note in essay.notes:
        for field, value in zip(note.type.fields, note.fields, strict=True):
            filled.setdefault(field.name, []).append(bool(value))
    for field in {field.name: field for each in essay.note_types.values() for field in each.fields}.values():
        assert field.description, field.name
        assert field.is_folded or sum(filled[field.name]) > len(filled[field.name]) / 50, field.name


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Collection:
    """A collection with the small project's notes."""
    root = write_project(tmp_path, replaced("source/source.yaml", "title: The Mat", "title: On Quilts"))
    package = built(root, APRIL, monkeypatch) / "all.apkg"
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, package)
        yield col


def test_a_word_that_all_notes_have_for_programs_or_readers_finds_none(learner: Collection) -> None:
    assert len(learner.find_notes("Source:*Quilts*")) == len(learner.find_notes("Language:en")) == 6
    assert learner.find_notes("Quilts") == []
    assert len(learner.find_notes("belonging")) == 0
    assert len(learner.find_notes("Id:belonging")) == 1
