"""A release dates what changed, and is refused where learners could not take it over."""

from dataclasses import replace
from pathlib import Path

import pytest
from lock_files import sealed
from small_project import NAMESPACE, OTHER_NAMESPACE, replaced, write_project

from studygen.anki.notetypes import Shape, Slot
from studygen.problems import FaultyFilesError, StudygenError
from studygen.project.project import Project, load
from studygen.releases.dates import refuse_past
from studygen.releases.lock import Lock, LockedType
from studygen.releases.lock_file import updated_lock
from studygen.releases.planner import USUAL, ReleaseOptions, plan, plan_release


def release(root: Path, time: int) -> None:
    """Release all decks, as at a time, without writing them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", str(time))
        loaded = load(root)
        planned = plan_release(loaded.publication, str(time), loaded.notes, USUAL, members(loaded))
        with updated_lock(loaded.lock_file, loaded.lock, planned.lock):
            pass  # no decks


def draft(root: Path, time: int, select: str = "", options: ReleaseOptions = USUAL) -> None:
    """Make a draft of what a search finds, as at a time, without writing decks."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", str(time))
        loaded = load(root)
        decks = None if select else [deck.name for deck in loaded.decks]
        planned = plan(loaded.publication, loaded.select(select), options, decks, members(loaded))
        with updated_lock(loaded.lock_file, loaded.lock, planned.lock):
            pass  # no decks


def members(loaded: Project) -> dict[str, set[str]]:
    return {deck.name: {note.origin for note in loaded.select(deck.spec.where)} for deck in loaded.decks}


def test_the_file_says_readably_what_must_not_change(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    release(root, 1000)
    lines = (root / "studygen.lock").read_text(encoding="utf-8").splitlines()
    term = load(root).note_types["term"]
    assert f"field term 00 {term.fields[0].id} Name" in lines
    assert f"card term 02 {term.templates[2].id} Extra" in lines
    assert any(line.startswith(f"note-type term standard {term.id} 0 ") for line in lines)
    assert {
        "format 1",
        f"namespace {NAMESPACE}",
        "deck theft Mats::Theft",
        "in dog all theft",
    } <= set(lines)


def test_a_deck_of_ones_own_choice_touches_the_lines_of_its_notes_only(tmp_path: Path) -> None:
    file = tmp_path / "studygen.lock"
    draft(write_project(tmp_path), 1000)
    first = file.read_text(encoding="utf-8").splitlines()
    dogs = replaced("source/figures.yaml", "something from", "the mat from")
    write_project(tmp_path, {**dogs, **replaced("source/terms.yaml", "What the cat", "What a cat")})
    draft(tmp_path, 2000, "tag:person::dog")
    second = file.read_text(encoding="utf-8").splitlines()
    assert [line.split()[:2] for line in second if line not in first] == [
        ["draft", "dog"],
        ["whole", "draft"],
    ]
    draft(tmp_path, 3000)
    third = file.read_text(encoding="utf-8").splitlines()
    assert [line.split()[:2] for line in third if line not in second] == [
        ["draft", "mat"],
        ["whole", "draft"],
    ]


def test_a_deck_of_ones_own_choice_calls_nothing_gone(tmp_path: Path) -> None:
    release(write_project(tmp_path), 1000)
    write_project(tmp_path, {"source/dates.yaml": None})
    draft(tmp_path, 2000, "tag:person::dog")
    assert not load(tmp_path).lock.notes["theft"].is_gone


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (replaced("source/terms.yaml", "What the cat", "What a cat"), ["1 note changed: mat"]),
        ({"source/dates.yaml": None}, ["1 note gone: theft"]),
        (
            {"templates/cards/cards.css": ".card {color: red}"},
            ["6 note types changed: argument, cloze"],
        ),
        (
            replaced(
                "source/terms.yaml", "- id: owner\n      ask: Who owned", "- id: whose\n      ask: Who had"
            ),
            ["1 note gone: mat/owner", "1 note new: mat/whose"],
        ),
    ],
)
def test_locked_refuses_what_would_change_the_lock_and_says_what(
    tmp_path: Path, changes: dict[str, str | None], expected: list[str]
) -> None:
    draft(write_project(tmp_path), 1000)
    draft(tmp_path, 2000, options=ReleaseOptions(locked=True))
    write_project(tmp_path, changes)
    before = (tmp_path / "studygen.lock").read_bytes()
    with pytest.raises(FaultyFilesError, match=r"studygen.lock: --locked: .*not up to date") as caught:
        draft(tmp_path, 2000, options=ReleaseOptions(locked=True))
    for line in expected:
        assert f"\n  {line}" in str(caught.value)
    assert "namespace" not in str(caught.value)
    assert str(caught.value).endswith(" [stale-lock]")
    assert (tmp_path / "studygen.lock").read_bytes() == before


def test_locked_refuses_to_start_a_lock(tmp_path: Path) -> None:
    with pytest.raises(FaultyFilesError) as caught:
        draft(write_project(tmp_path), 1000, options=ReleaseOptions(locked=True))
    assert str(caught.value).splitlines()[1:3] == [
        f"  the namespace is {NAMESPACE!r}",
        "  6 notes new: belonging, dog, mat, mat/blanks, mat/owner, theft",
    ]
    assert not (tmp_path / "studygen.lock").exists()


def test_a_lock_that_is_dated_in_the_future_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "studygen.lock"
    release(write_project(tmp_path), 1000)
    text = file.read_text(encoding="utf-8").replace(" 1000", " 4000000000")
    file.write_text(sealed(text), encoding="utf-8")
    with pytest.raises(FaultyFilesError, match=r"more: dated 2096-10-02 .* yet to come.*\[future-lock\]"):
        release(tmp_path, 2000)


@pytest.mark.parametrize("digits", [12, 19])
def test_a_date_that_no_calendar_has_is_refused_as_well(tmp_path: Path, digits: int) -> None:
    file = tmp_path / "studygen.lock"
    release(write_project(tmp_path), 1000)
    text = file.read_text(encoding="utf-8").replace(" 1000", f" {'9' * digits}")
    file.write_text(sealed(text), encoding="utf-8")
    with pytest.raises(FaultyFilesError, match=rf"dated {'9' * digits}, which is yet to come"):
        release(tmp_path, 2000)


@pytest.mark.parametrize("moment", ["9" * 5000, "²", "0", "-1", "soon", ""])
def test_a_time_of_release_that_is_none_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    loaded = load(write_project(tmp_path))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
    with pytest.raises(StudygenError, match=r"^SOURCE_DATE_EPOCH is .{0,60}; it is a past time"):
        plan(loaded.publication, loaded.notes, USUAL)


def test_a_release_before_the_last_change_of_what_changes_again_is_refused(tmp_path: Path) -> None:
    release(write_project(tmp_path), 10_000)
    release(tmp_path, 5000)  # which changes nothing, and dates nothing
    write_project(tmp_path, replaced("source/terms.yaml", "What the cat", "What a cat"))
    with pytest.raises(StudygenError, match=r"EPOCH is 5000 \(1970-01-01 01:23 UTC\), but mat changed later"):
        release(tmp_path, 5000)
    release(tmp_path, 9990)  # clocks differ a little
    assert load(tmp_path).lock.notes["mat"].mod == 10_001


def test_a_release_before_the_last_change_of_a_note_type_is_refused_as_well() -> None:
    was = LockedType("a", 900, Shape(7, False, 0, (Slot("Id", 11),), (Slot("Card", 21),)))
    before = Lock(note_types={"term": was})
    refuse_past(before, before, 100)
    with pytest.raises(StudygenError, match=r"EPOCH is 100 .* the note type term changed later \(900, 1970"):
        refuse_past(before, Lock(note_types={"term": replace(was, hash="b", mod=901)}), 100)


def test_another_namespace_is_refused(tmp_path: Path) -> None:
    release(write_project(tmp_path), 1000)
    write_project(tmp_path, {"studygen.yaml": f"name: Mats\nnamespace: {OTHER_NAMESPACE}\n"})
    with pytest.raises(
        FaultyFilesError,
        match=rf"yaml:2:12: the namespace was '{NAMESPACE}' .*\[changed-namespace\]",
    ):
        load(tmp_path)


def test_whoever_comes_second_with_another_lock_is_stopped(tmp_path: Path) -> None:
    release(write_project(tmp_path), 1000)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", "3000")
        write_project(tmp_path, replaced("source/terms.yaml", "What the cat", "What lions"))
        slow = load(tmp_path)
        planned = plan(slow.publication, slow.notes, USUAL)
        for _ in range(2):  # the same again is no harm
            with updated_lock(slow.lock_file, slow.lock, planned.lock):
                pass
        write_project(tmp_path, replaced("source/terms.yaml", "What the cat", "What a cat"))
        release(tmp_path, 4000)
        stopped = pytest.raises(StudygenError, match=r"studygen.lock was written meanwhile")
        with stopped, updated_lock(slow.lock_file, slow.lock, planned.lock):
            pytest.fail("decks would be written")
    assert load(tmp_path).lock.notes["mat"].mod == 4000
