"""A renaming reaches all files, keeps what learners have, and leaves everything else as it was written."""

import re
import shutil
from pathlib import Path

import pytest
from anki_tools import import_package, open_collection
from command_line import contents, run
from learner import APRIL, JUNE, release, scheduling, studied
from repository import ROOT
from small_project import FILES, NAMESPACE, write_project

from studygen.project import project
from studygen.releases.lock import Lock

STORY = """\
    - id: story
      ask: What happened to the mat, according to A. Pet?
      steps:
        - {id: sitting, text: The cat sat on it., passages: [The cat sat on the mat]}
        - {id: taking, text: The dog took it., passages: [the dog took the mat]}
"""
REFERRING = """\
# Entries that name others in every way.
- term: basket  # what dogs have
  name: basket
  meaning: What dogs have.
  voice: cat
  passages: ["dogs have baskets"]
  unlike: [ mat ]  # both lie on the floor
  apart:
    dog:  # as if anyone took the one for the other
      answer: One lies in the other.
      passages: ["dogs have baskets"]

- date: later
  when: {text: "later", precision: relative}
  event: The cat objects.
  voice: fact
  passages: ["the cat objected"]
  after:
  - theft   # in 1917

- argument: objection
  claim: Dogs have baskets
  premises: [{text: The cat says so., passages: ["the cat objected that dogs have baskets"]}]
  conclusion: The dog needs no mat.
  voice: cat
  passages: ["the cat objected that dogs have baskets"]
  relations: {objects-to: ["belonging"]}
"""
CHANGES: dict[str, str | None] = {
    "source/terms.yaml": FILES["source/terms.yaml"] + STORY,
    "source/more.yaml": REFERRING,
    "decks/all.yaml": "deck: Mats\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project that was released, with entries that name others in every way."""
    published(write_project(tmp_path, CHANGES))
    return tmp_path


def published(root: Path) -> None:
    """Write the lock of a release of a project."""
    before = project.load(root)
    lock = Lock(namespace=NAMESPACE, notes=before.lock.notes).released(before.notes, 1000)
    (root / "studygen.lock").write_text(lock.text(), encoding="utf-8")


def renamed(root: Path, old: str, new: str, *more: str) -> list[str]:
    """Rename something, and return what is said that was changed."""
    result = run("rename", old, new, "--project", root, *more)
    assert result.exit_code == 0, result.stderr
    return [line.replace(f"{root}/", "") for line in result.stdout.splitlines()]


def refusal(root: Path, old: str, new: str) -> str:
    """Return why something is not renamed; nothing was written then."""
    before = contents(root)
    result = run("rename", old, new, "--project", root)
    assert (result.exit_code, result.stdout) == (2, "")
    assert contents(root) == before
    return result.stderr.removeprefix("studygen: ").replace(f"{root}/", "").strip()


def change(root: Path, name: str, *pairs: tuple[str, str]) -> None:
    """Change stretches of a file, as by hand."""
    text = (root / name).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    (root / name).write_text(text, encoding="utf-8")


def origins(root: Path) -> dict[str, str]:
    """Return the ids by which Anki knows the notes of a project that has no faults, by their ids now."""
    loaded = project.load(root)
    assert (loaded.warnings, loaded.losses) == ((), ())
    return {note.id: note.origin for note in loaded.notes}


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        (
            "mat",
            "carpet",
            [
                "source/more.yaml:7:13: mat → carpet",
                "source/terms.yaml:1:9: mat → carpet",
                "source/terms.yaml:2:3: was: [mat]",
            ],
        ),
        (
            "dog",
            "hound",
            [
                "source/figures.yaml:1:11: dog → hound",
                "source/figures.yaml:2:3: was: [dog]",
                "source/more.yaml:9:5: dog → hound",
                "source/terms.yaml:8:9: dog → hound",
            ],
        ),
        (
            "theft",
            "taking",
            [
                "source/dates.yaml:1:9: theft → taking",
                "source/dates.yaml:2:3: was: [theft]",
                "source/more.yaml:19:5: theft → taking",
            ],
        ),
        (
            "belonging",
            "mats-for-dogs",
            [
                "source/arguments.yaml:1:13: belonging → mats-for-dogs",
                "source/arguments.yaml:2:3: was: [belonging]",
                "source/more.yaml:27:28: belonging → mats-for-dogs",
            ],
        ),
        (
            "mat/owner",
            "mat/whose",
            ["source/terms.yaml:11:11: owner → whose", "source/terms.yaml:12:7: was: [owner]"],
        ),
        (
            "mat/story/taking",
            "mat/story/theft",
            ["source/terms.yaml:23:16: taking → theft", "source/terms.yaml:23:23: was: [taking]"],
        ),
    ],
)
def test_a_renaming_reaches_all_that_names_the_thing_and_nothing_else(
    root: Path, old: str, new: str, changed: list[str]
) -> None:
    before, notes = contents(root), origins(root)
    assert renamed(root, old, new, "--dry-run") == changed
    assert contents(root) == before
    assert renamed(root, old, new) == changed
    assert set(origins(root).values()) == set(notes.values())
    for name, data in contents(root).items():
        kept = re.sub(rf"\n? *,? was: \[{old.rpartition('/')[2]}\]", "", data.decode())
        was = before[name].decode()
        assert len(kept.splitlines()) == len(was.splitlines())
        assert re.findall("#.*", kept) == re.findall("#.*", was)
        assert (data == before[name]) == (not any(line.startswith(f"{name}:") for line in changed))


def test_learners_keep_their_schedule(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "studygen.lock").unlink()
    release(root, APRIL, monkeypatch)
    with open_collection(tmp_path_factory.mktemp("anki") / "learner.anki2") as col:
        import_package(col, root / "build/all.apkg")
        before, notes = studied(col), col.note_count()
        for old, new in (
            ("mat", "carpet"),
            ("carpet/owner", "carpet/whose"),
            ("carpet/story/taking", "carpet/story/theft"),
            ("dog", "hound"),
        ):
            renamed(root, old, new)
        assert run("check", "--project", root).exit_code == 0
        release(root, JUNE, monkeypatch)
        assert import_package(col, root / "build/all.apkg").new == 0
        assert (scheduling(col), col.note_count()) == (before, notes)
        assert len(col.find_notes("Id:carpet/whose OR Id:carpet/story/theft OR Id:dog/vs/*")) == 2
        assert len(col.find_notes("Id:basket/vs/hound OR Id:basket/vs/carpet")) == 2


def test_what_no_release_has_had_is_renamed_without_a_trace(root: Path) -> None:
    (root / "studygen.lock").unlink()
    renamed(root, "mat", "carpet")
    renamed(root, "carpet/owner", "carpet/whose")
    assert not [name for name, data in contents(root).items() if b"was:" in data]
    assert origins(root)["carpet/whose"] == "carpet/whose"


def test_of_several_renamings_those_count_that_were_released(root: Path) -> None:
    renamed(root, "mat", "rug")
    renamed(root, "rug", "carpet")
    assert "- term: carpet\n  was: [mat]\n" in (root / "source/terms.yaml").read_text(encoding="utf-8")
    published(root)
    renamed(root, "carpet", "floor")
    assert "- term: floor\n  was: [mat, carpet]\n" in (root / "source/terms.yaml").read_text(encoding="utf-8")
    renamed(root, "floor", "carpet")
    assert "- term: carpet\n  was: [mat]\n" in (root / "source/terms.yaml").read_text(encoding="utf-8")
    assert renamed(root, "carpet", "mat")[1:] == [
        "source/terms.yaml:1:9: carpet → mat",
        "source/terms.yaml:2:1: `was` is dropped",
    ]
    assert origins(root)["mat/owner"] == "mat/owner"
    assert [name for name, data in contents(root).items() if b"was:" in data] == []


def test_what_was_renamed_by_hand_is_completed(root: Path) -> None:
    before = origins(root)
    change(root, "source/terms.yaml", ("- term: mat", "- term: carpet"))
    assert run("check", "--project", root).exit_code == 1
    assert renamed(root, "mat", "carpet") == [
        "source/more.yaml:7:13: mat → carpet",
        "source/terms.yaml:2:3: was: [mat]",
    ]
    change(root, "source/terms.yaml", ("- id: owner", "- id: whose"), ("{id: sitting", "{id: resting"))
    renamed(root, "mat/owner", "carpet/whose")  # the entry by the id that learners have
    renamed(root, "carpet/story/sitting", "mat/story/resting")
    assert set(origins(root).values()) == set(before.values())
    assert renamed(root, "mat", "carpet") == []


def test_a_first_id_that_was_forgotten_is_put_first(root: Path) -> None:
    renamed(root, "mat", "rug")
    published(root)
    change(root, "source/terms.yaml", ("- term: rug\n  was: [mat]\n", "- term: carpet\n"), ("see:", "see:"))
    renamed(root, "rug", "carpet")
    assert "- term: carpet\n  was: [mat, rug]\n" in (root / "source/terms.yaml").read_text(encoding="utf-8")
    assert origins(root)["carpet"] == "mat"


def test_a_question_that_moved_is_known_by_the_entry_that_it_was_of(root: Path) -> None:
    renamed(root, "mat", "carpet")
    published(root)
    before = origins(root)
    terms = (root / "source/terms.yaml").read_text(encoding="utf-8")
    question = terms[terms.index("    - id: owner") : terms.index("    - id: blanks")]
    assert "move it there in the file" in refusal(root, "carpet/owner", "dog/owner")
    change(root, "source/terms.yaml", (question, ""))
    change(root, "source/figures.yaml", ("  tags:", f"  questions:\n{question}  tags:"))
    assert renamed(root, "carpet/owner", "dog/owner") == ["source/figures.yaml:12:7: was: [mat/owner]"]
    assert set(origins(root).values()) == set(before.values())
    published(root)
    renamed(root, "dog/owner", "dog/whose")
    assert "was: [mat/owner, owner]" in (root / "source/figures.yaml").read_text(encoding="utf-8")
    assert origins(root)["dog/whose"] == "mat/owner"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("mat", "dog", "'dog' is there already (source/figures.yaml:1:11); choose another id"),
        (
            "mat/owner",
            "mat/blanks",
            "'mat/blanks' is there already (source/terms.yaml:16:11); choose another id",
        ),
        ("mta", "carpet", "there is no 'mta', nor 'carpet'; did you mean mat?"),
        (
            "mat",
            "My Mat",
            "'My Mat' cannot be an id: an id is lower-case words joined by hyphens, such as mat;",
        ),
        (
            "mat",
            "mat/carpet",
            "write both ids in full: 'mat' and 'mat/carpet' are of different kinds of things",
        ),
        ("basket/vs/mat", "basket/vs/rug", "'basket/vs/mat' is called after its two entries; rename these"),
        ("mat/owner", "mat/vs", "'mat/vs' is called after its two entries; rename these"),
        ("mat", "mat", "'mat' is what it is called"),
        (
            "mat/story/taking",
            "mat/other/taking",
            "'mat/story/taking' is not where 'mat/other/taking' would be;",
        ),
    ],
)
def test_what_cannot_be_renamed_is_refused(root: Path, old: str, new: str, expected: str) -> None:
    assert refusal(root, old, new).startswith(expected)


def test_an_id_by_which_learners_have_something_else_is_refused(root: Path) -> None:
    (root / "source/dates.yaml").unlink()
    (root / "source/more.yaml").unlink()
    expected = "'theft' was published as something of its own, which learners have with its schedule; choose"
    assert refusal(root, "mat", "theft").startswith(expected)
    renamed(root, "mat", "carpet")
    assert refusal(root, "dog", "mat").startswith("'mat' was published as something of its own,")
    assert "there is no 'mat', nor 'rug': it is 'carpet' now" in refusal(root, "mat", "rug")


def test_files_that_cannot_be_read_are_told_first(root: Path) -> None:
    (root / "source/figures.yaml").write_text("- figure: [", encoding="utf-8")
    result = run("rename", "mat", "carpet", "--project", root)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "figures.yaml:2:1: this is not YAML" in result.stderr


def test_a_mark_of_the_order_of_bytes_and_line_ends_stay(root: Path) -> None:
    file = root / "source/terms.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    renamed(root, "mat", "carpet")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf- term: carpet\r\n  was: [mat]\r\n  name: mat\r\n")


@pytest.mark.thorough
def test_whatever_the_essay_has_can_be_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("source", "decks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("studygen.yaml", "studygen.lock"):
        shutil.copy(ROOT / name, tmp_path)
    release(tmp_path, JUNE, monkeypatch)
    before = project.load(tmp_path)
    for _, entry in list(before.knowledge.entries())[::5]:
        renamed(tmp_path, entry.id, f"{entry.id}-too")
        for question in entry.questions:
            renamed(tmp_path, f"{entry.id}-too/{question.id}", f"{entry.id}-too/the-{question.id}")
    after = project.load(tmp_path)
    assert sorted(note.origin for note in after.notes) == sorted(note.origin for note in before.notes)
    assert len({note.id for note in after.notes} & {note.id for note in before.notes}) < len(after.notes)
