"""Locks of two branches become one that has what learners of either have."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from anki_tools import import_package, open_collection
from command_line import run
from learner import APRIL, JULY, JUNE, MAY, draft, release, scheduling, studied
from lock_files import sealed
from small_project import NAMESPACE, OTHER_NAMESPACE, replaced, write_project

from studygen.anki.notetypes import Shape, Slot
from studygen.problems import FaultyFilesError, Place
from studygen.project import project
from studygen.releases import lock_merge, lock_reader
from studygen.releases.lock import Lock, LockedNote, LockedType

TERMS, DATES = "source/terms.yaml", "source/dates.yaml"
SENTENCE = '"What lies there for the {{who::cat::animal}} is a {{where::mat}}."'
FISHED = '"What {{how::lies}} there for the {{who::cat::animal}} is a {{where::mat}}."'
DOGGED = '"What lies {{place::there}} for the {{who::cat::animal}} is a {{where::mat}}."'
BOTH = '"What {{how::lies}} {{place::there}} for the {{who::cat::animal}} is a {{where::mat}}."'
ALL = {"decks/all.yaml": "deck: Mats\n"}  # with nothing to print, which takes time
TOMCAT = replaced(TERMS, "What the cat sat", "What the tomcat sat")


def added(*ids: str) -> dict[str, str | None]:
    """Return terms, each of a file of its own."""
    return {
        f"source/{name}.yaml": f"- term: {name}\n  name: {name}\n  meaning: A {name}.\n  voice: author\n"
        f'  passages: ["The cat sat on the mat."]\n'
        for name in ids
    }


class Branches:
    """A project, of which two branches release something after the same beginning."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.monkeypatch = root, monkeypatch
        write_project(root, ALL)
        release(root, APRIL, monkeypatch)
        self.base = self.lock

    @property
    def lock(self) -> str:
        return (self.root / "studygen.lock").read_text(encoding="utf-8")

    @lock.setter
    def lock(self, text: str) -> None:
        (self.root / "studygen.lock").write_text(text, encoding="utf-8")

    def branch(self, moment: int, *changes: dict[str, str | None]) -> str:
        """Release a branch, and return its lock; its packages are kept under the moment."""
        self.lock = self.base
        for name in ("ant", "bee", "cow"):
            (self.root / f"source/{name}.yaml").unlink(missing_ok=True)
        self.write(*changes)
        release(self.root, moment, self.monkeypatch)
        (self.root / "build/all.apkg").rename(self.root / f"{moment}.apkg")
        return self.lock

    def write(self, *changes: dict[str, str | None]) -> None:
        files: dict[str, str | None] = dict(ALL)
        for change in changes:
            files |= change
        write_project(self.root, files)

    def merge(self, ours: str, theirs: str, *, style: str = "merge", base: str | None = None) -> str:
        """Have git merge two locks, and put what it makes of them into the project."""
        files = {"ours": ours, "base": base or self.base, "theirs": theirs}
        for name, text in files.items():
            (self.root / name).write_text(text, encoding="utf-8")
        options = ["--diff3"] if style == "diff3" else []
        git = shutil.which("git")
        assert git
        made = subprocess.run(  # git, of files of this test's own
            [git, "merge-file", "-p", *options, *files],
            cwd=self.root, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert 0 <= made.returncode < 128
        self.lock = made.stdout
        return made.stdout

    def merged(self) -> str:
        """Have studygen take both sides, and return what it says."""
        result = run("lock", "--merged", "-p", self.root)
        assert result.exit_code == 0, result.stderr
        lock_reader.parse(self.lock, Path("x.lock"))
        return result.stderr


@pytest.fixture
def branches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Branches:
    """A project with a first release."""
    return Branches(tmp_path, monkeypatch)


def dates(lock: str) -> dict[str, int]:
    return {origin: was.mod for origin, was in lock_reader.parse(lock, Path("x.lock")).notes.items()}


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_notes_of_both_sides_keep_their_dates(branches: Branches, style: str) -> None:
    ours = branches.branch(MAY, added("ant"))
    theirs = branches.branch(JUNE, added("bee", "cow"), TOMCAT)
    branches.merge(ours, theirs, style=style)
    with pytest.raises(
        FaultyFilesError, match=r"a merge conflict was left here; run `studygen lock --merged`"
    ):
        project.load(branches.root)
    branches.merged()
    assert dates(branches.lock) == dates(theirs) | {"ant": MAY}
    branches.write(added("ant", "bee", "cow"), TOMCAT)
    before = branches.lock
    draft(branches.root, JULY, branches.monkeypatch)
    assert branches.lock == before


def test_one_side_that_changed_is_no_conflict(branches: Branches) -> None:
    theirs = branches.branch(JUNE, added("bee"))
    branches.merge(branches.base, theirs)
    assert branches.lock == theirs
    assert "nothing to merge" in branches.merged()
    assert branches.lock == theirs


def test_both_files_one_after_the_other_will_do(branches: Branches) -> None:
    ours, theirs = branches.branch(MAY, added("ant")), branches.branch(JUNE, added("bee"))
    branches.lock = ours + theirs
    branches.merged()
    assert dates(branches.lock) == dates(theirs) | {"ant": MAY}


def test_the_later_date_counts_for_what_both_have_changed(branches: Branches) -> None:
    lions = replaced(TERMS, "What the cat sat", "What lions sat")
    ours, theirs = branches.branch(JUNE, TOMCAT), branches.branch(MAY, lions)
    branches.merge(ours, theirs)
    branches.merged()
    assert dates(branches.lock) == dates(ours)


def test_what_differs_at_one_date_counts_as_changed(branches: Branches) -> None:
    lions = replaced(TERMS, "What the cat sat", "What lions sat")
    ours, theirs = branches.branch(MAY, TOMCAT), branches.branch(MAY, lions)
    branches.merge(ours, theirs)
    said = branches.merged()
    assert "1 note differs between both sides at one date, and will count as changed: mat\n" in said
    branches.write(TOMCAT)
    release(branches.root, JUNE, branches.monkeypatch)
    assert dates(branches.lock)["mat"] == JUNE


def test_two_blanks_with_one_number_become_two(branches: Branches) -> None:
    ours = branches.branch(MAY, replaced(TERMS, SENTENCE, FISHED))
    theirs = branches.branch(JUNE, replaced(TERMS, SENTENCE, DOGGED))
    with open_collection(branches.root / "learner.anki2") as col:
        import_package(col, branches.root / f"{MAY}.apkg")
        before = studied(col)
        branches.merge(ours, theirs)
        said = branches.merged()
        assert "in mat/blanks: 'how' keeps the number 3, and 'place' becomes 4" in said
        branches.write(replaced(TERMS, SENTENCE, BOTH))
        assert not release(branches.root, JULY, branches.monkeypatch)
        assert import_package(col, branches.root / "build/all.apkg").new == 0
        after = scheduling(col)
        assert {number: after[number] for number in before} == before
        (note,) = (col.get_note(number) for number in col.find_notes("Id:mat/blanks"))
        assert "{{c3::lies}} {{c4::there}}" in note["Text"]
        assert len(after) == len(before) + 1


def test_a_blank_that_one_side_calls_otherwise_is_one(branches: Branches) -> None:
    whom, whose = SENTENCE.replace("who", "whom"), SENTENCE.replace("who", "whose")
    ours = branches.branch(MAY, replaced(TERMS, SENTENCE, whom))
    theirs = branches.branch(JUNE, replaced(TERMS, SENTENCE, whose))
    branches.merge(ours, theirs)
    assert "becomes" not in branches.merged()
    assert "blank mat/blanks whom 1" in branches.lock
    branches.write(replaced(TERMS, SENTENCE, whose))
    assert release(branches.root, JULY, branches.monkeypatch) == []
    assert "blank mat/blanks whose 1" in branches.lock


def test_one_name_with_two_numbers_keeps_the_first_and_no_number_is_free(branches: Branches) -> None:
    both = SENTENCE.replace("What lies there", "What {{how::lies}} {{place::there}}")
    ours = branches.branch(MAY, replaced(TERMS, SENTENCE, both))
    theirs = branches.branch(JUNE, replaced(TERMS, SENTENCE, DOGGED))
    branches.merge(ours, theirs)
    branches.merged()
    blanks = lock_reader.parse(branches.lock, Path("x.lock")).blanks["mat/blanks"]
    assert {name: blank.number for name, blank in blanks.items()} == {
        "who": 1,
        "where": 2,
        "how": 3,
        "place": 4,
    }


def test_a_note_that_is_gone_on_one_side_and_changed_on_the_other_is_there(branches: Branches) -> None:
    ours = branches.branch(MAY, {DATES: None})
    robbed = replaced(DATES, "The dog takes", "The dog steals")
    theirs = branches.branch(JUNE, robbed)
    branches.merge(ours, theirs)
    branches.merged()
    branches.write(robbed)
    release(branches.root, JULY, branches.monkeypatch)
    assert dates(branches.lock)["theft"] == JUNE


def one_note(mod: int, is_gone: bool, digest: str = "f") -> str:
    """Return a lock of a single note, and so one without decks and blanks."""
    shape = Shape(7, False, 0, (Slot("Id", 11),), (Slot("Card", 21),))
    note = LockedNote("term", digest, mod, "mat", is_gone, (0,))
    return Lock({"mat": note}, {"term": LockedType("e", 1000, shape)}, namespace="n").text()


@pytest.mark.parametrize(
    ("ours", "theirs", "is_gone"),
    [
        ((1000, True), (1000, False), False),
        ((1000, False), (1000, True), False),
        ((2000, True), (1000, False), True),
        ((1000, False), (2000, True), True),
        ((2000, False), (1000, True), False),
    ],
)
def test_a_note_is_gone_if_its_later_side_says_so_and_at_one_date_if_both_do(
    ours: tuple[int, bool], theirs: tuple[int, bool], is_gone: bool
) -> None:
    """One that is there is dated as it was; one that is gone for good lets no other note have its id."""
    merged = lock_merge.merge(one_note(*ours) + one_note(*theirs), Path("x.lock")).lock.notes["mat"]
    assert (merged.mod, merged.is_gone) == (max(ours[0], theirs[0]), is_gone)


def test_new_styles_on_both_sides_reach_the_learners_of_either(branches: Branches) -> None:
    css = [{"templates/cards/cards.css": f".card {{color: {colour}}}"} for colour in ("teal", "navy")]
    ours, theirs = branches.branch(MAY, css[0]), branches.branch(MAY, css[1])
    branches.merge(ours, theirs)
    branches.merged()
    branches.write(css[1])
    release(branches.root, JUNE, branches.monkeypatch)
    assert {was.mod for was in project.load(branches.root).lock.note_types.values()} == {JUNE}


def test_drafts_of_both_sides_are_dated_by_the_next_build(branches: Branches) -> None:
    def drafted(moment: int, change: dict[str, str | None]) -> str:
        branches.lock = branches.base
        branches.write(change)
        draft(branches.root, moment, branches.monkeypatch)
        return branches.lock

    lions = replaced(TERMS, "What the cat sat", "What lions sat")
    for theirs_at, expected in ((MAY, JULY), (JUNE, JUNE)):
        branches.merge(drafted(MAY, TOMCAT), drafted(theirs_at, lions))
        branches.merged()
        draft(branches.root, JULY, branches.monkeypatch)
        loaded = project.load(branches.root)
        assert loaded.lock.mod("mat") == expected
        assert loaded.lock.notes["mat"].mod == APRIL


def test_two_releases_of_one_version_are_told(branches: Branches) -> None:
    branches.merge(branches.branch(MAY, added("ant")), branches.branch(JUNE, added("bee")))
    assert "Both sides have a release 1.1; give the learners of either of them the next" in branches.merged()
    branches.write(added("ant", "bee"))
    release(branches.root, JULY, branches.monkeypatch)
    assert project.load(branches.root).lock.releases == {"1.0": APRIL, "1.1": JUNE, "1.2": JULY}


# What is refused


def refused(branches: Branches) -> str:
    """Return why two sides cannot be taken, which leaves the file as it was."""
    before = branches.lock
    result = run("lock", "--merged", "-p", branches.root)
    assert result.exit_code in (1, 2), result.stderr
    assert branches.lock == before
    return result.stderr


@pytest.mark.parametrize(
    ("lost", "expected"),
    [
        ("note theft", "one side had 7 lines `note`, and there are 6 here"),
        ("blank mat/blanks who", "one side had 2 lines `blank`, and there is 1 here"),
        ("field term 05", "`note-type`"),
    ],
)
def test_lines_that_were_lost_by_hand_are_told(branches: Branches, lost: str, expected: str) -> None:
    ours, theirs = branches.branch(MAY, added("ant")), branches.branch(JUNE, TOMCAT)
    text = branches.merge(ours, theirs)
    kept = [
        line for line in text.splitlines(keepends=True) if not line.startswith((lost, "<<<", "===", ">>>"))
    ]
    branches.lock = "".join(kept)
    said = refused(branches)
    assert expected in said
    assert "git show ONE:./studygen.lock OTHER:./studygen.lock > studygen.lock" in said


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("note theft", "nothing theft", r"studygen.lock:\d+:1: 'nothing theft"),
        (f"namespace {NAMESPACE}", f"namespace {OTHER_NAMESPACE}", "different namespaces"),
        (
            " Meaning\n",
            " Sense\n",
            "note type 'term', and learners cannot have both; take the file of",
        ),
        ("format 1", "format 2", "another version of studygen"),
        ("note-type term standard", "note-type term cloze", "note type 'term'"),
    ],
)
def test_sides_that_are_no_two_of_one_project_are_refused(
    branches: Branches, old: str, new: str, expected: str
) -> None:
    assert old in branches.base
    branches.lock += branches.base.replace(old, new)
    assert re.search(expected, refused(branches))


def test_every_line_of_both_sides_that_is_none_is_told_with_its_place() -> None:
    text = f"<<<<<<< ours\n{one_note(1000, False)}nonsense\n=======\n{one_note(2000, False)}no word\n"
    with pytest.raises(FaultyFilesError) as caught:
        lock_merge.merge(f"{text}>>>>>>> theirs\n", Path("x.lock"))
    lines = text.splitlines()
    assert [(each.place, each.message) for each in caught.value.problems] == [
        (Place(Path("x.lock"), lines.index(line) + 1, 1), f"{line!r} is no line of a lock")
        for line in ("nonsense", "no word")
    ]


@pytest.mark.parametrize("text", ["", "format 1\n", "format 1\nnamespace n\n"])
def test_what_is_no_lock_is_refused(branches: Branches, text: str) -> None:
    branches.lock = text
    assert "this is no lock" in refused(branches)


@pytest.mark.parametrize(
    ("lost", "expected"),
    [
        ("blank mat/blanks who", "the blank of number 1 of 'mat/blanks'"),
        ("note mat/blanks", "'mat/blanks', of"),
    ],
)
def test_what_other_lines_tell_of_is_missed_whatever_is_counted(
    branches: Branches, lost: str, expected: str
) -> None:
    lines = branches.base.splitlines(keepends=True)
    branches.lock = sealed("".join(line for line in lines if not line.startswith(lost))) + "<<<<<<<\n"
    assert f"{expected}" in refused(branches)


def test_without_a_lock_there_is_nothing_to_merge(tmp_path: Path) -> None:
    write_project(tmp_path, ALL)
    result = run("lock", "--merged", "-p", tmp_path)
    assert result.exit_code == 2
    assert "studygen.lock" in result.stderr


def test_either_packages_or_both_sides(tmp_path: Path) -> None:
    write_project(tmp_path, ALL)
    for words in ((), ("--merged", "--from", "x.apkg")):
        result = run("lock", "-p", tmp_path, *words)
        assert result.exit_code == 2
        assert "--from" in result.stderr
        assert "--merged" in result.stderr
