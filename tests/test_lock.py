"""The lock dates what changed and nothing else."""

from pathlib import Path

import pytest
from small_project import replaced, write_project

from studygen import lock
from studygen.lock import Lock
from studygen.problems import FaultyFilesError
from studygen.project import load


def test_what_did_not_change_keeps_its_date(tmp_path: Path) -> None:
    notes = load(write_project(tmp_path)).notes
    first = Lock().released(notes, 1000)
    assert first.released(notes, 2000) == first


def test_only_what_changed_gets_a_new_date(tmp_path: Path) -> None:
    first = Lock().released(load(write_project(tmp_path)).notes, 1000)
    changed = load(write_project(tmp_path, replaced("source/terms.yaml", "What the cat", "What a cat")))
    second = first.released(changed.notes, 2000)
    assert {full_id for full_id in second.notes if second.notes[full_id].mod == 2000} == {"mat"}
    assert second.note_types == first.note_types


def test_a_changed_note_is_newer_even_when_the_clock_stood_still(tmp_path: Path) -> None:
    first = Lock().released(load(write_project(tmp_path)).notes, 1000)
    changed = load(write_project(tmp_path, replaced("source/terms.yaml", "What the cat", "What a cat")))
    assert first.released(changed.notes, 900).notes["mat"].mod == 1001


def test_a_new_style_dates_the_note_types_and_no_note(tmp_path: Path) -> None:
    first = Lock().released(load(write_project(tmp_path)).notes, 1000)
    changed = load(write_project(tmp_path, {"templates/cards/cards.css": ".card {color: red}"}))
    second = first.released(changed.notes, 2000)
    assert {was.mod for was in second.note_types.values()} == {2000}
    assert {was.mod for was in second.notes.values()} == {1000}


def test_the_file_reads_back_as_it_was_written(tmp_path: Path) -> None:
    written = Lock().released(load(write_project(tmp_path)).notes, 1000)
    assert lock.parse(written.text(), tmp_path) == written
    lines = written.text().splitlines()
    assert lines[1:] == sorted(lines[1:])


def test_a_blank_keeps_its_number_when_others_come_and_go(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    (root / "studygen.lock").write_text(Lock().released(load(root).notes, 1000).text(), encoding="utf-8")
    sentence = '"What lies there for the {{who::cat::animal}} is a {{where::mat}}."'
    changes = replaced("source/terms.yaml", sentence, '"{{what::Sitting}} on the {{where::mat}}."')
    write_project(root, changes)
    (note,) = [note for note in load(root).notes if note.id == "mat/blanks"]
    assert [(card.name, card.ordinal) for card in note.cards] == [("where", 1), ("what", 2)]
    assert "{{c3::Sitting}} on the {{c2::mat}}." in note.fields


def test_a_published_note_keeps_its_type(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    (root / "studygen.lock").write_text(Lock().released(load(root).notes, 1000).text(), encoding="utf-8")
    ask = "ask: Who owned the mat, according to A. Pet?\n      answer: The cat.\n"
    write_project(root, replaced("source/terms.yaml", ask, 'cloze: "The {{who::cat}} owned it."\n'))
    with pytest.raises(
        FaultyFilesError, match=r"'mat/owner' was published as .* 'question' and is 'cloze' now"
    ):
        load(root)


@pytest.mark.parametrize(
    "lines", ["note a term x 1\nnote a term x 2", "blank a x 1\nblank a y 1", "blank a x 1\nblank a x 2"]
)
def test_a_line_that_repeats_another_is_damage(lines: str) -> None:
    with pytest.raises(FaultyFilesError, match=r"x.lock:2:1: .*\[damaged-lock\]"):
        lock.parse(lines, Path("x.lock"))


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "note mat", "note mat term abc soon", "nonsense"])
def test_a_damaged_lock_is_told(line: str) -> None:
    with pytest.raises(FaultyFilesError, match=r"x.lock:2:1: .*\[damaged-lock\]"):
        lock.parse(f"# header\n{line}\n", Path("x.lock"))
