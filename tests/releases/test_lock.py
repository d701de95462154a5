"""The lock dates what changed and nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lock_files import sealed
from media_files import png, write_media
from small_project import replaced, write_project

from studygen.anki.notetypes import CardTemplate, Field, NoteType, Shape, Slot
from studygen.problems import FaultyFilesError, Place
from studygen.project.project import load
from studygen.releases import lock_reader
from studygen.releases.lock import (
    Draft,
    Lock,
    LockedBlank,
    LockedNote,
    LockedType,
    hash_of_note,
    hash_of_note_type,
)
from studygen.releases.lock_file import read_lock


def write_lock(root: Path) -> None:
    """Write the lock of a release of all that a project has."""
    loaded = load(root)
    lock = Lock(namespace=loaded.spec.namespace).released(loaded.notes, 1000)
    (root / "studygen.lock").write_text(lock.text(), encoding="utf-8")


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


def test_a_renamed_note_is_newer_even_when_the_clock_stood_still(tmp_path: Path) -> None:
    """Its hash leaves the id out, so that the date alone has Anki take the new one."""
    first = Lock().released(load(write_project(tmp_path)).notes, 1000)
    renamed = replaced("source/terms.yaml", "- id: owner\n", "- id: whose\n      was: [owner]\n")
    second = first.released(load(write_project(tmp_path, renamed)).notes, 990)
    assert (second.notes["mat/owner"].mod, second.notes["mat/owner"].id) == (1001, "mat/whose")


def test_a_new_style_dates_the_note_types_and_no_note(tmp_path: Path) -> None:
    first = Lock().released(load(write_project(tmp_path)).notes, 1000)
    changed = load(write_project(tmp_path, {"templates/cards/cards.css": ".card {color: red}"}))
    second = first.released(changed.notes, 2000)
    assert {was.mod for was in second.note_types.values()} == {2000}
    assert {was.mod for was in second.notes.values()} == {1000}


def test_the_file_reads_back_as_it_was_written(tmp_path: Path) -> None:
    written = Lock().released(load(write_project(tmp_path)).notes, 1000)
    assert lock_reader.parse(written.text(), tmp_path) == written
    lines = written.text().splitlines()
    assert lines[1:] == sorted(lines[1:])


def test_a_blank_keeps_its_number_when_others_come_and_go(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    write_lock(root)
    sentence = '"What lies there for the {{who::cat::animal}} is a {{where::mat}}."'
    changes = replaced("source/terms.yaml", sentence, '"{{what::Sitting}} on the {{where::mat}}."')
    write_project(root, changes)
    (note,) = [note for note in load(root).notes if note.id == "mat/blanks"]
    assert [(card.name, card.ordinal) for card in note.cards] == [("where", 1), ("what", 2)]
    assert "{{c3::Sitting}} on the {{c2::mat}}." in note.fields


def test_a_published_note_keeps_its_type(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    write_lock(root)
    ask = "ask: Who owned the mat, according to A. Pet?\n      answer: The cat.\n"
    write_project(root, replaced("source/terms.yaml", ask, 'cloze: "The {{who::cat}} owned it."\n'))
    with pytest.raises(
        FaultyFilesError, match=r"'mat/owner' was published as .* 'question' and is 'cloze' now"
    ):
        load(root)


@pytest.mark.parametrize(
    "lines",
    [
        "in a b\nin a c",
        "note a term x 1 0 -\nnote a term x 2 0 -",
        "blank a x 1 f\nblank a y 1 f",
        "blank a x 1 f\nblank a x 2 f",
        "whole note 1 f\nwhole note 1 f",
    ],
)
def test_a_line_that_repeats_another_is_damage(lines: str) -> None:
    with pytest.raises(FaultyFilesError, match=r"x.lock:2:1: .* repeats another line; .*\[damaged-lock\]"):
        lock_reader.parse(f"{lines}\n", Path("x.lock"))


@pytest.mark.parametrize(
    "line", ["<<<<<<< HEAD", "note mat", "note mat term abc soon 0 -", "note mat term abc 1 x -", "nonsense"]
)
def test_a_damaged_lock_is_told(line: str) -> None:
    with pytest.raises(FaultyFilesError, match=r"x.lock:2:1: .*\[damaged-lock\]"):
        lock_reader.parse(f"# header\n{line}\n", Path("x.lock"))


# What the file says

SHAPE = Shape(7, True, 1, (Slot("Id", 11), Slot("a  b ", 12)), (Slot("Card", 21),))


def test_a_lock_is_written_as_those_that_are_committed() -> None:
    """Another way of writing would make a change of every line, and of every note."""
    written = Lock(
        {
            "mat": LockedNote("term", "f", 1000, "rug", cards=(0, 1), said="AbCd"),
            "dog": LockedNote("term", "f", 2000, "dog", is_gone=True),
        },
        {"term": LockedType("e", 3000, SHAPE)},
        {"mat/gaps": {"who": LockedBlank(1, "d"), "?2": LockedBlank(2, "-")}},
        {"all": "100% of\tit"},
        "n",
        {"all": frozenset({"mat"}), "a b": frozenset({"mat"})},
        {"1.0": 1000, "1.1": 2000},
        {"ant": Draft("c", 4000)},
        {"term": Draft("b", 5000)},
        "essay",
    )
    assert written.text().splitlines()[1:] == [
        "blank mat/gaps ?2 2 -",
        "blank mat/gaps who 1 d",
        "card term 00 21 Card",
        "deck all 100%25 of%09it",
        "draft ant c 4000",
        "draft-type term b 5000",
        "field term 00 11 Id",
        "field term 01 12 a  b%20",
        "format 1",
        "in mat a%20b all",
        "namespace n",
        "note dog term f 2000 - - gone",
        "note mat term f 1000 0,1 AbCd now rug",
        "note-type term cloze 7 1 e 3000",
        "release 1.0 1000",
        "release 1.1 2000",
        "tag-root essay",
        "whole blank 2 e22c1177c4676434",
        "whole deck 1 dddb00795a813e8f",
        "whole draft 1 f159a35860e73d9f",
        "whole draft-type 1 b184e95327ab7683",
        "whole in 1 595c34d0ff1699b8",
        "whole note 2 5a94c4364fa59116",
        "whole note-type 4 a1adb67cde7401a2",
        "whole release 2 bae18c477b2994a5",
        "whole tag-root 1 cf54daf43bb072fb",
    ]


def test_a_note_and_a_note_type_have_the_hashes_that_they_have_always_had() -> None:
    """With others, every note would be dated anew, and what learners wrote into theirs would be lost."""
    note_type = NoteType(
        "term",
        "Mats Term",
        7,
        (Field("Name", 12), Field("Id", 11)),
        (CardTemplate("Card", 21, "{{Id}}", "«»"),),
        "b {}",
    )
    assert hash_of_note(note_type, ("猫 & cat", "its-id"), ("b", "a")) == "a746dea1560c289f4af5732d"
    assert hash_of_note_type(note_type) == "abf37774a7cdf77020609a30"


@given(
    name=st.text(min_size=1).map(str.strip).filter(bool),
    stem=st.text(min_size=1),
    number=st.integers(0, 10**13),
    gone=st.booleans(),
)
def test_whatever_things_are_called_they_read_back(name: str, stem: str, number: int, gone: bool) -> None:
    shape = Shape(number, False, 0, (Slot(name, 1), Slot(f"{name} {name}", 2)), (Slot(name, number),))
    written = Lock(
        {"a": LockedNote("term", "x", number, "b", gone, (0, 12))},
        {"term": LockedType("x", number, shape)},
        {"a": {"who": LockedBlank(1, "f")}},
        {stem: name},
        name,
        {stem: frozenset({"a"}), f"{stem} {stem}": frozenset({"a", "b"})},
        {"1.0": number},
        {"b": Draft("x", number)},
        {"term": Draft("x", number)},
    )
    assert lock_reader.parse(written.text(), Path("x.lock")) == written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("format 2\n", r"x.lock:1:1: this lock was written by another version of studygen"),
        ("note a term x 1 0 -\n", r"x.lock:1:1: the line `format 1` is missing"),
        (
            "format 1\nnote a term x 1 0 -\nnote a term x 2 0 -\n",
            r"x.lock:3:1: .* repeats another line; if branches were merged, run `studygen lock --merged`",
        ),
        (
            sealed("format 1\nnamespace n\nnote-type term standard 1 0 x 1\n"),
            "a field or card of the note type 'term' is missing here; take .* studygen lock --from",
        ),
        (
            sealed("format 1\nnamespace n\nnote-type t standard 1 1 x 1\nfield t 00 1 A\ncard t 00 1 B\n"),
            "a field or card of the note type 't' is missing here",
        ),
        (
            sealed("format 1\nnamespace n\nnote-type t standard 1 0 x 1\nfield t 00 1 A\n"),
            "a field or card of the note type 't' is missing here",
        ),
        (
            sealed("format 1\nnamespace n\nnote-type t standard 1 0 x 1\ncard t 00 1 B\n"),
            "a field or card of the note type 't' is missing here",
        ),
        ("", "the line `format 1` is missing"),
        ("format 1\n", "the line `namespace` is missing"),
        ("format 1\nnamespace n\n", "the line `whole blank` is missing"),
        (f"format 1\nnote a term x {'9' * 5000} 0 -\n", "is no line of a lock"),
        ("format 1\nformat 1\n", "x.lock:2:1: 'format 1' repeats another line"),
        ("format 1\nnote a term x 1 0 -", "x.lock:2:1: the file is cut off in this line"),
        (
            sealed("format 1\nnamespace n\nnote a term x 1 0 -\n"),
            "the note type 'term', of which there are notes, is missing here",
        ),
        (
            "format 1\n||||||| base\n",
            r"x.lock:2:1: a merge conflict was left here; run `studygen lock --merged`",
        ),
    ],
)
def test_what_is_wrong_with_a_lock_is_told(text: str, expected: str) -> None:
    with pytest.raises(FaultyFilesError, match=expected):
        lock_reader.parse(text, Path("x.lock"))


CONFLICT = "a merge conflict was left here; run `studygen lock --merged`, which takes the lines of both sides"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("format 2", "this lock was written by another version of studygen; use that one, or a newer one"),
        ("=======", CONFLICT),
        ("note mat", f"'note mat' is no line of a lock; {lock_reader.WAY_OUT}"),
    ],
)
def test_the_way_out_is_the_one_from_what_is_wrong(line: str, expected: str) -> None:
    """A lock that is rebuilt from packages knows less than one of a newer version or of two sides."""
    with pytest.raises(FaultyFilesError) as raised:
        lock_reader.parse(f"{line}\n", Path("x.lock"))
    assert raised.value.problems[0].message == expected


def test_a_lock_in_another_encoding_is_told_with_the_place_and_the_way_out(tmp_path: Path) -> None:
    file = tmp_path / "studygen.lock"
    file.write_bytes(b"format 1\nnote \xff\n")
    with pytest.raises(FaultyFilesError) as raised:
        read_lock(file)
    (problem,) = raised.value.problems
    assert (problem.place, problem.rule) == (Place(file, 2, 6), "damaged-lock")
    assert problem.message == f"byte 0xff is not UTF-8; {lock_reader.WAY_OUT}"


def test_of_many_damaged_lines_the_first_tells_the_way_out() -> None:
    with pytest.raises(FaultyFilesError) as raised:
        lock_reader.parse("format 1\nnote a\nnote b\n", Path("x.lock"))
    assert ["--from" in problem.message for problem in raised.value.problems] == [True, False]


def test_a_new_file_under_the_same_name_counts_as_a_change(tmp_path: Path) -> None:
    image = "  image: {file: mat.png, alt: A mat, licence: CC0}\n"
    changes = replaced("source/terms.yaml", "  see: [dog]\n", f"  see: [dog]\n{image}")
    write_media(write_project(tmp_path, changes), mat__png=png())
    first = Lock().released(load(tmp_path).notes, 1000)
    write_media(tmp_path, mat__png=png(padding=10))
    second = first.released(load(tmp_path).notes, 2000)
    assert [origin for origin, was in second.notes.items() if was.mod == 2000] == ["mat"]


# Whether it is whole


def test_a_line_that_is_lost_from_anywhere_is_told_with_the_way_out(tmp_path: Path) -> None:
    """Whichever it is, and also where two are exchanged for one another."""
    text = Lock(tag_root="mats").released(load(write_project(tmp_path)).notes, 1000).text()
    lines = text.splitlines(keepends=True)
    for at, line in enumerate(lines):
        if not line.startswith("#"):
            rest = "".join([*lines[:at], *lines[at + 1 :]])
            with pytest.raises(FaultyFilesError, match=r"x.lock:1:1: .* studygen lock --from") as caught:
                lock_reader.parse(rest, Path("x.lock"))
            assert "`studygen lock --merged`" in str(caught.value) or line.startswith(("format", "namespace"))


def test_numbers_of_blanks_that_were_exchanged_are_told(tmp_path: Path) -> None:
    text = Lock().released(load(write_project(tmp_path)).notes, 1000).text()
    exchanged = text.replace("blanks who 1", "blanks who 9").replace("blanks where 2", "blanks where 1")
    with pytest.raises(FaultyFilesError, match="the lines `blank` are not those that were written here"):
        lock_reader.parse(exchanged.replace("blanks who 9", "blanks who 2"), Path("x.lock"))


def test_how_many_lines_are_lost_is_told(tmp_path: Path) -> None:
    text = Lock().released(load(write_project(tmp_path)).notes, 1000).text()
    rest = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("note mat"))
    with pytest.raises(FaultyFilesError, match="there should be 6 lines `note` here, and there are 3; if"):
        lock_reader.parse(rest, Path("x.lock"))


def test_gone_may_be_taken_off_a_line_by_hand(tmp_path: Path) -> None:
    text = Lock().released(load(write_project(tmp_path)).notes, 1000).without({"mat"}).text()
    assert " gone\n" in text
    assert not lock_reader.parse(text.replace(" gone\n", "\n"), Path("x.lock")).notes["mat"].is_gone
