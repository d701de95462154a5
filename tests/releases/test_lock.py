"""The lock dates what changed and nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from media_files import png, write_media
from small_project import replaced, write_project

from studygen.anki.notetypes import Shape, Slot
from studygen.commands.plan_release import USUAL, Terms, keep, plan
from studygen.problems import FaultyFilesError, StudygenError
from studygen.project.project import load
from studygen.releases import lock
from studygen.releases.lock import Lock, LockedNote, LockedType


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
    "lines",
    [
        "in a b\nin a b",
        "note a term x 1\nnote a term x 2",
        "blank a x 1\nblank a y 1",
        "blank a x 1\nblank a x 2",
    ],
)
def test_a_line_that_repeats_another_is_damage(lines: str) -> None:
    with pytest.raises(FaultyFilesError, match=r"x.lock:2:1: .*\[damaged-lock\]"):
        lock.parse(lines, Path("x.lock"))


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "note mat", "note mat term abc soon", "nonsense"])
def test_a_damaged_lock_is_told(line: str) -> None:
    with pytest.raises(FaultyFilesError, match=r"x.lock:2:1: .*\[damaged-lock\]"):
        lock.parse(f"# header\n{line}\n", Path("x.lock"))


# What the file says


def test_the_file_says_readably_what_must_not_change(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    release(root, 1000)
    lines = (root / "studygen.lock").read_text(encoding="utf-8").splitlines()
    term = load(root).note_types["term"]
    assert f"field term 01 {term.fields[1].id} Name" in lines
    assert f"card term 02 {term.templates[2].id} Extra" in lines
    assert any(line.startswith(f"note-type term standard {term.id} 1 ") for line in lines)
    assert {
        "format 1",
        "namespace a-namespace-for-tests",
        "deck theft Mats::Theft",
        "in dog all theft",
    } <= set(lines)


@given(
    name=st.text(min_size=1).map(str.strip).filter(bool),
    stem=st.text(min_size=1),
    number=st.integers(0, 10**13),
    gone=st.booleans(),
)
def test_whatever_things_are_called_they_read_back(name: str, stem: str, number: int, gone: bool) -> None:
    shape = Shape(number, False, 0, (Slot(name, 1), Slot(f"{name} {name}", 2)), (Slot(name, number),))
    written = Lock(
        {"a": LockedNote("term", "x", number, "b", gone)},
        {"term": LockedType("x", number, shape)},
        {"a": {"who": 1}},
        {stem: name},
        name,
        {stem: frozenset({"a"}), f"{stem} {stem}": frozenset({"a", "b"})},
    )
    assert lock.parse(written.text(), Path("x.lock")) == written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("format 2\n", r"x.lock:1:1: this lock was written by another version of studygen"),
        ("note a term x 1\n", r"x.lock:1:1: the line `format 1` is missing"),
        (
            "format 1\nnote a term x 1\nnote a term x 2\n",
            r"x.lock:3:1: .* repeats another line; keep",
        ),
        (
            "format 1\nnote-type term standard 1 0 x 1\n",
            "a field or card of the note type 'term' is missing here; take .* studygen lock --from",
        ),
        ("", "the line `format 1` is missing"),
        (f"format 1\nnote a term x {'9' * 5000}\n", "is no line of a lock"),
        ("format 1\nformat 1\n", "x.lock:2:1: 'format 1' repeats another line"),
        ("format 1\nnote a term x 1", "x.lock:2:1: the file is cut off in this line"),
        ("format 1\nnote a term x 1\n", "the note type 'term', of which there are notes, is missing here"),
        ("format 1\n||||||| base\n", r"x.lock:2:1: a merge conflict was left here"),
    ],
)
def test_what_is_wrong_with_a_lock_is_told(text: str, expected: str) -> None:
    with pytest.raises(FaultyFilesError, match=expected):
        lock.parse(text, Path("x.lock"))


def test_of_many_damaged_lines_the_first_tells_the_way_out() -> None:
    with pytest.raises(FaultyFilesError) as raised:
        lock.parse("format 1\nnote a\nnote b\n", Path("x.lock"))
    assert ["--from" in problem.message for problem in raised.value.problems] == [True, False]


def test_a_new_file_under_the_same_name_counts_as_a_change(tmp_path: Path) -> None:
    image = "  image: {file: mat.png, alt: A mat, licence: CC0}\n"
    changes = replaced("source/terms.yaml", "  see: [dog]\n", f"  see: [dog]\n{image}")
    write_media(write_project(tmp_path, changes), mat__png=png())
    first = Lock().released(load(tmp_path).notes, 1000)
    write_media(tmp_path, mat__png=png(padding=10))
    second = first.released(load(tmp_path).notes, 2000)
    assert [origin for origin, was in second.notes.items() if was.mod == 2000] == ["mat"]


def test_decks_of_one_note_on_two_lines_are_those_of_both_sides_of_a_merge() -> None:
    read = lock.parse("format 1\nin a stalin\nin a lenin%20two stalin\nin b stalin\n", Path("x.lock"))
    assert read.members == {"stalin": {"a", "b"}, "lenin two": {"a"}}
    assert read.text().splitlines()[2:4] == ["in a lenin%20two stalin", "in b stalin"]


# Releases


def release(root: Path, time: int, select: str = "", terms: Terms = USUAL) -> None:
    """Release what a search finds, as at a time, without writing decks."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", str(time))
        loaded = load(root)
        decks = None if select else {deck.name: deck.spec.deck for deck in loaded.decks}
        members = {
            deck.name: {note.origin for note in loaded.select(deck.spec.where)} for deck in loaded.decks
        }
        keep(loaded, plan(loaded, loaded.select(select), terms, decks, members))


def test_a_deck_of_ones_own_choice_touches_the_lines_of_its_notes_only(tmp_path: Path) -> None:
    file = tmp_path / "studygen.lock"
    release(write_project(tmp_path), 1000)
    first = file.read_text(encoding="utf-8").splitlines()
    dogs = replaced("source/figures.yaml", "something from", "the mat from")
    write_project(tmp_path, {**dogs, **replaced("source/terms.yaml", "What the cat", "What a cat")})
    release(tmp_path, 2000, "tag:person::dog")
    second = file.read_text(encoding="utf-8").splitlines()
    assert [line.split()[:2] for line in second if line not in first] == [["note", "dog"]]
    release(tmp_path, 3000)
    third = file.read_text(encoding="utf-8").splitlines()
    assert [line.split()[:2] for line in third if line not in second] == [["note", "mat"]]


def test_a_deck_of_ones_own_choice_calls_nothing_gone(tmp_path: Path) -> None:
    release(write_project(tmp_path), 1000)
    write_project(tmp_path, {"source/dates.yaml": None})
    release(tmp_path, 2000, "tag:person::dog")
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
        ({"decks/all.yaml": "deck: Rugs\n"}, ["1 deck changed: all"]),
        (
            {"decks/theft.yaml": 'deck: Mats::Theft\nwhere: "tag:topic::mats"\n'},
            ["5 notes more or fewer in the deck theft: dog, mat, mat/blanks, mat/owner, theft"],
        ),
        ({"decks/all.yaml": None}, ["1 deck gone: all"]),
        (
            replaced("source/terms.yaml", "{{where::mat}}", "{{place::mat}}"),
            ["1 note changed: mat/blanks", "1 sentence with other blanks: mat/blanks"],
        ),
        (
            replaced("source/terms.yaml", "- id: owner", "- id: whose"),
            ["1 note gone: mat/owner", "1 note new: mat/whose"],
        ),
    ],
)
def test_locked_refuses_what_would_change_the_lock_and_says_what(
    tmp_path: Path, changes: dict[str, str | None], expected: list[str]
) -> None:
    release(write_project(tmp_path), 1000)
    release(tmp_path, 2000, terms=Terms(locked=True))
    write_project(tmp_path, changes)
    before = (tmp_path / "studygen.lock").read_bytes()
    with pytest.raises(FaultyFilesError, match=r"studygen.lock: --locked: .*not up to date") as caught:
        release(tmp_path, 2000, terms=Terms(locked=True))
    for line in expected:
        assert f"\n  {line}" in str(caught.value)
    assert (tmp_path / "studygen.lock").read_bytes() == before


def test_locked_refuses_to_start_a_lock(tmp_path: Path) -> None:
    with pytest.raises(FaultyFilesError, match="6 notes new: "):
        release(write_project(tmp_path), 1000, terms=Terms(locked=True))
    assert not (tmp_path / "studygen.lock").exists()


def test_a_lock_that_is_dated_in_the_future_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "studygen.lock"
    release(write_project(tmp_path), 1000)
    file.write_text(file.read_text(encoding="utf-8").replace(" 1000\n", " 4000000000\n"), encoding="utf-8")
    with pytest.raises(FaultyFilesError, match=r"more: dated 2096-10-02 .* yet to come.*\[future-lock\]"):
        release(tmp_path, 2000)


@pytest.mark.parametrize("digits", [12, 19])
def test_a_date_that_no_calendar_has_is_refused_as_well(tmp_path: Path, digits: int) -> None:
    file = tmp_path / "studygen.lock"
    release(write_project(tmp_path), 1000)
    text = file.read_text(encoding="utf-8").replace(" 1000\n", f" {'9' * digits}\n")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FaultyFilesError, match=rf"dated {'9' * digits}, which is yet to come"):
        release(tmp_path, 2000)


@pytest.mark.parametrize("moment", ["9" * 5000, "²", "0", "-1", "soon", ""])
def test_a_time_of_release_that_is_none_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    loaded = load(write_project(tmp_path))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
    with pytest.raises(StudygenError, match=r"^SOURCE_DATE_EPOCH is .{0,60}; it is a past time"):
        plan(loaded, loaded.notes, USUAL)


def test_a_release_before_the_last_change_of_what_changes_again_is_refused(tmp_path: Path) -> None:
    release(write_project(tmp_path), 10_000)
    release(tmp_path, 5000)  # which changes nothing, and dates nothing
    write_project(tmp_path, replaced("source/terms.yaml", "What the cat", "What a cat"))
    with pytest.raises(StudygenError, match=r"EPOCH is 5000 \(1970-01-01 01:23 UTC\), but mat changed later"):
        release(tmp_path, 5000)
    release(tmp_path, 9990)  # clocks differ a little
    assert load(tmp_path).lock.notes["mat"].mod == 10_001


def test_another_namespace_is_refused(tmp_path: Path) -> None:
    release(write_project(tmp_path), 1000)
    write_project(tmp_path, {"studygen.yaml": "name: Mats\nnamespace: another\n"})
    with pytest.raises(FaultyFilesError, match=r"yaml:2:12: the namespace was 'a-namespace-for-tests'"):
        load(tmp_path)


def test_whoever_comes_second_with_another_lock_is_stopped(tmp_path: Path) -> None:
    release(write_project(tmp_path), 1000)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", "3000")
        write_project(tmp_path, replaced("source/terms.yaml", "What the cat", "What lions"))
        slow = load(tmp_path)
        planned = plan(slow, slow.notes, USUAL)
        keep(slow, planned)
        keep(slow, planned)  # the same again is no harm
        write_project(tmp_path, replaced("source/terms.yaml", "What the cat", "What a cat"))
        release(tmp_path, 4000)
        with pytest.raises(StudygenError, match=r"studygen.lock was written meanwhile"):
            keep(slow, planned)
    assert load(tmp_path).lock.notes["mat"].mod == 4000
