"""A lock that is lost is rebuilt from what was published, and the next release is as if it had never been."""

import os
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection, ExportAnkiPackageOptions
from anki_tools import ImportCounts, import_package, note_of, open_collection, query
from command_line import run
from learner import APRIL, JULY, JUNE, MAY, release, scheduling, studied
from package_files import exported, rezipped, with_json, with_sql
from repository import ROOT
from small_project import FILES, NAMESPACE, OTHER_NAMESPACE, replaced, write_project

from studygen.anki import identities
from studygen.commands.deck import write_deck
from studygen.commands.deck_selection import specified_deck
from studygen.commands.lock import rebuild_lock
from studygen.knowledge.text import cloze
from studygen.problems import FaultyFilesError, StudygenError
from studygen.project import project
from studygen.releases.lock_recovery import recover
from studygen.releases.planner import USUAL, plan_release

ALL = {"decks/all.yaml": "deck: Mats\n"}  # with nothing to print, which takes time
MAT, DOG, THEFT, BELONGING = (f"source/{name}.yaml" for name in ("terms", "figures", "dates", "arguments"))
TOMCAT = replaced(MAT, "What the cat sat", "What the tomcat sat")


def write(root: Path, *changes: dict[str, str | None]) -> Path:
    """Write the small project with changes."""
    together: dict[str, str | None] = dict(ALL)
    for change in changes:
        together |= change
    return write_project(root, together)


def published(root: Path, moment: int, monkeypatch: pytest.MonkeyPatch, folder: str) -> list[Path]:
    """Release what there is, and keep the packages as learners have them."""
    release(root, moment, monkeypatch)
    kept = root / folder
    kept.mkdir()
    return [file.rename(kept / file.name) for file in sorted((root / "build").glob("*.apkg"))]


def recovered(root: Path, *files: Path) -> str:
    """Lose the lock, and return what one says that is rebuilt from packages."""
    (root / "studygen.lock").unlink(missing_ok=True)
    words = [word for file in files for word in ("--from", str(file))]
    result = run("lock", "--project", root, *words)
    assert result.exit_code == 0, result.stderr
    return lock_of(root)


def lock_of(root: Path) -> str:
    """Return what a lock says, apart from what releases were called, which no package tells."""
    lines = (root / "studygen.lock").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(("release ", "whole release ")))


# What comes back


def test_the_lock_is_the_one_that_was_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = published(write(tmp_path), APRIL, monkeypatch, "april")
    before = lock_of(tmp_path)
    bytes_before = {file.name: file.read_bytes() for file in packages}
    assert recovered(tmp_path, *packages) == before
    again = published(tmp_path, MAY, monkeypatch, "may")
    assert {file.name: file.read_bytes() for file in again} == bytes_before
    assert lock_of(tmp_path) == before


def test_the_shipped_lock_comes_back_from_all_shipped_decks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(JULY))
    essay = project.load(ROOT)
    selections = [specified_deck(essay, deck.name) for deck in essay.decks]
    members = {each.stem: {note.origin for note in each.notes} for each in selections}
    lock = plan_release(essay.publication, "1.0", essay.notes, USUAL, members).lock
    files = []
    for selection in selections:
        files.append(tmp_path / f"{selection.stem}.apkg")
        write_deck(essay, selection, lock, files[-1], lambda *_: None)
    found = recover(essay.publication, essay.knowledge, files).lock
    assert found == replace(lock, releases={}, drafts={}, draft_types={})


def test_several_decks_together_bring_back_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {
        "decks/all.yaml": None,
        "decks/cats.yaml": 'deck: Cats\nwhere: "tag:topic::mats"\n',
        "decks/dogs.yaml": 'deck: Dogs\nwhere: "-tag:topic::mats"\n',
    }
    packages = published(write(tmp_path, parts), APRIL, monkeypatch, "april")
    before = lock_of(tmp_path)
    assert recovered(tmp_path, *packages) == before
    assert recovered(tmp_path, *reversed(packages)) == before


@pytest.mark.parametrize("legacy", [True, False])
def test_a_package_that_anki_has_exported_since_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, legacy: bool
) -> None:
    alone = {"decks/theft.yaml": None}
    (package,) = published(write(tmp_path, alone), APRIL, monkeypatch, "april")
    before = lock_of(tmp_path)
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, package)
        studied(col)
        out = tmp_path / "exported.apkg"
        options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=legacy)
        col.export_anki_package(out_path=str(out), options=options, limit=None)
    after = recovered(tmp_path, out)
    # Anki dates note types anew when it makes them; notes keep their dates.
    undated = re.compile(r"^(note-type .*) \d+$", re.MULTILINE)
    assert undated.sub(r"\1", after) == undated.sub(r"\1", before)


def test_the_next_release_updates_what_changed_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = {"decks/theft.yaml": None}
    (package,) = published(write(tmp_path, alone), APRIL, monkeypatch, "april")
    with open_collection(tmp_path / "learner.anki2") as col:
        assert import_package(col, package) == ImportCounts(new=6)
        before = studied(col)
        note = note_of(col, "dog")
        note.tags = [*note.tags, "my-own"]
        col.update_note(note)
        assert col.db
        col.db.execute("update notes set mod = ?", APRIL)  # as if there were seconds between the two
        recovered(tmp_path, package)
        (changed,) = published(write(tmp_path, alone, TOMCAT), MAY, monkeypatch, "may")
        assert import_package(col, changed) == ImportCounts(updated=1, duplicate=5)
        assert scheduling(col) == before
        assert "my-own" in col.get_note(note.id).tags
        assert any("tomcat" in str(row) for row in query(col, "select flds from notes"))


def test_of_several_releases_the_later_date_counts_in_whatever_order_they_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    april = published(write(tmp_path), APRIL, monkeypatch, "april")
    may = published(write(tmp_path, TOMCAT), MAY, monkeypatch, "may")
    before = lock_of(tmp_path)
    assert recovered(tmp_path, *april, *may) == before
    assert recovered(tmp_path, *may, *april) == before
    assert {was.mod for was in project.load(tmp_path).lock.notes.values()} == {APRIL, MAY}


def test_what_differs_at_one_date_counts_as_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    april = published(write(tmp_path), APRIL, monkeypatch, "april")
    (tmp_path / "studygen.lock").unlink()
    without_a_lock = published(write(tmp_path, TOMCAT), APRIL, monkeypatch, "april-again")
    (tmp_path / "studygen.lock").unlink()
    words = [word for file in (*april, *without_a_lock) for word in ("--from", str(file))]
    assert "1 note differs between packages of one date" in run("lock", "-p", tmp_path, *words).stderr
    release(tmp_path, MAY, monkeypatch)
    dates = {origin: was.mod for origin, was in project.load(tmp_path).lock.notes.items()}
    assert {origin for origin, mod in dates.items() if mod == MAY} == {"mat"}


# Renamed, gone and new

STORY = """\
    - id: story
      ask: What happened to the mat, according to A. Pet?
      steps:
        - {id: sitting, text: The cat sat on it., passages: [The cat sat on the mat]}
        - {id: taking, text: The dog took it., passages: [the dog took the mat]}
  unlike: [dog]
"""
TERMS = FILES[MAT] + STORY
RENAMED = (
    TERMS.replace("- term: mat\n", "- term: rug\n  was: [mat]\n")
    .replace("    - id: owner\n", "    - id: whose\n      was: [owner]\n")
    .replace("    - id: blanks\n", "    - id: gaps\n      was: [blanks]\n")
    .replace("    - id: story\n", "    - id: tale\n      was: [story]\n")
    .replace("{id: sitting,", "{id: resting, was: [sitting],")
)


@pytest.mark.parametrize("releases", [1, 2])
def test_renamed_notes_are_those_that_learners_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, releases: int
) -> None:
    april = published(write(tmp_path, {MAT: TERMS}), APRIL, monkeypatch, "april")
    may = published(write(tmp_path, {MAT: RENAMED}), MAY, monkeypatch, "may")
    before = lock_of(tmp_path)
    assert "note mat/story/sitting cloze" in before
    assert recovered(tmp_path, *[april, may][-releases:][0], *may) == before


def test_a_renaming_after_the_package_is_known_by_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    april = published(write(tmp_path, {MAT: TERMS}), APRIL, monkeypatch, "april")
    before = lock_of(tmp_path)
    write(tmp_path, {MAT: RENAMED})
    assert recovered(tmp_path, *april) == before
    release(tmp_path, MAY, monkeypatch)
    assert project.load(tmp_path).lock.notes["mat"].id == "rug"


def test_a_question_that_moved_to_another_entry_is_known_by_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    april = published(write(tmp_path, {MAT: TERMS}), APRIL, monkeypatch, "april")
    before = lock_of(tmp_path)
    story = STORY.replace("  unlike: [dog]\n", "").replace(
        "id: story\n", "id: tale\n      was: [mat/story]\n"
    )
    moved = {MAT: TERMS.replace(STORY, "  unlike: [dog]\n"), DOG: f"{FILES[DOG]}  questions:\n{story}"}
    write(tmp_path, moved)
    # Of what says something else now, no package tells what of it are places: so it counts as changed.
    unhashed = re.compile(r"^(note mat/story/\S+ cloze|whole note \d+) \S+", re.MULTILINE)
    assert unhashed.sub(r"\1", recovered(tmp_path, *april)) == unhashed.sub(r"\1", before)
    may = published(tmp_path, MAY, monkeypatch, "may")
    after = lock_of(tmp_path)
    assert "now dog/tale/taking" in after
    assert recovered(tmp_path, *may) == after


def test_what_was_removed_is_gone_and_what_is_in_no_package_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = RENAMED.replace("    - id: whose\n      was: [owner]\n", "    - id: owner\n")
    packages = published(write(tmp_path, {MAT: renamed}), APRIL, monkeypatch, "april")
    removed = renamed.replace(renamed[renamed.index("    - id: owner") : renamed.index("    - id: gaps")], "")
    added = FILES[DOG] + FILES[DOG].replace(": dog\n", ": hound\n", 1).replace("name: the dog", "name: Rex")
    write(tmp_path, {MAT: removed, DOG: added})
    (tmp_path / "studygen.lock").unlink()
    result = run("lock", "-p", tmp_path, *[word for file in packages for word in ("--from", file)])
    assert re.search(r"9 notes, 6 note types; 1 note is gone: rug/owner\n", result.stderr)
    assert "1 note of the project is in none of them and counts as new: hound" in result.stderr
    assert "list the old id under `was`" in result.stderr
    line = next(line for line in lock_of(tmp_path).splitlines() if line.startswith("note mat/owner "))
    assert line.endswith(" now rug/owner gone")


def test_a_removed_note_whose_first_id_nothing_tells_is_left_out_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = replaced(DOG, "- figure: dog", "- figure: hound\n  was: [dog]")
    seeing = replaced(MAT, "see: [dog]", "see: [hound]")
    april = published(write(tmp_path), APRIL, monkeypatch, "april")
    may = published(write(tmp_path, renamed, seeing), MAY, monkeypatch, "may")
    write(tmp_path, {DOG: None, **replaced(MAT, "  see: [dog]\n", "")})
    (tmp_path / "studygen.lock").unlink()
    result = run("lock", "-p", tmp_path, "--from", may[0])
    assert result.exit_code == 0
    assert "1 note is left out, since nothing tells the id that it had first: hound" in result.stderr
    assert "add the package of an earlier release" in result.stderr
    assert " now hound gone" in recovered(tmp_path, *april, *may)


def test_a_renaming_that_was_does_not_tell_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (_, *_) = published(write(tmp_path), APRIL, monkeypatch, "april")
    renamed = replaced(DOG, "- figure: dog", "- figure: hound\n  was: [dog]")
    seeing = replaced(MAT, "see: [dog]", "see: [hound]")
    may = published(write(tmp_path, renamed, seeing), MAY, monkeypatch, "may")
    write(tmp_path, replaced(DOG, "- figure: dog", "- figure: hound"), seeing)
    (tmp_path / "studygen.lock").unlink()
    with pytest.raises(FaultyFilesError, match=r"figures\.yaml:1:11: 'hound' was published .* `was`"):
        rebuild_lock(project.load(tmp_path), may[:1])


# Blanks

SENTENCE = '"What lies there for the {{who::cat::animal}} is a {{where::mat}}."'


def numbers(text: str) -> dict[str, int]:
    """Return the numbers of the blanks in the lines of a lock."""
    lines = [line.split() for line in text.splitlines() if line.startswith("blank ")]
    return {name: int(number) for _, _, name, number, _ in lines}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (SENTENCE, {"who": 1, "where": 2}),
        ('"What lies there for the {{where::cat::animal}} is a {{who::mat}}."', {"where": 1, "who": 2}),
        ('"{{where::Mat}} lies what, {{who::cat}} or {{x::dog}}."', {"who": 1, "?2": 2}),
        ('"What lies there for the {{who::lion::animal}} is a {{where::mat}}."', {"who": 1, "where": 2}),
        ('"There the {{who::cat}} sat."', {"who": 1, "?2": 2}),
        ('"There was nothing for {{anyone::lions}}."', {"?1": 1, "?2": 2}),
    ],
)
def test_blanks_keep_their_numbers_and_no_number_is_given_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sentence: str, expected: dict[str, int]
) -> None:
    packages = published(write(tmp_path), APRIL, monkeypatch, "april")
    write(tmp_path, replaced(MAT, SENTENCE, sentence))
    assert numbers(recovered(tmp_path, *packages)) == expected
    (note,) = [note for note in project.load(tmp_path).notes if note.id == "mat/blanks"]
    for card in note.cards:
        number = expected.get(card.name, card.ordinal + 1)
        assert number == card.ordinal + 1
        assert card.name in expected or number > 2


def test_a_blank_of_an_older_release_that_is_back_gets_its_number_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    april = published(write(tmp_path), APRIL, monkeypatch, "april")
    only = replaced(MAT, SENTENCE, '"A {{where::mat}} lies there."')
    may = published(write(tmp_path, only), MAY, monkeypatch, "may")
    assert numbers(recovered(write(tmp_path), *april, *may)) == {"who": 1, "where": 2}
    assert numbers(recovered(write(tmp_path), *may)) == {"where": 2}


def test_of_two_numbers_of_a_blank_the_later_counts_and_the_other_is_not_given_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    april = published(write(tmp_path), APRIL, monkeypatch, "april")
    (tmp_path / "studygen.lock").unlink()
    only = replaced(MAT, SENTENCE, '"A {{where::mat}} lies there."')
    may = published(write(tmp_path, only), MAY, monkeypatch, "may")
    assert numbers(recovered(write(tmp_path), *april, *may)) == {"where": 1, "?2": 2}


def test_blanks_that_cannot_be_told_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = published(write(tmp_path), APRIL, monkeypatch, "april")
    write(tmp_path, replaced(MAT, SENTENCE, '"On the {{where::mat}} was {{anyone::a lion}}."'))
    (tmp_path / "studygen.lock").unlink()
    said = run("lock", "-p", tmp_path, "--from", packages[0]).stderr
    assert "mat/blanks (anyone)" in said
    assert "?1" in lock_of(tmp_path)
    # As is said: its name is written there.
    file = tmp_path / "studygen.lock"
    file.write_text(lock_of(tmp_path).replace("?1 1", "anyone 1"), encoding="utf-8")
    assert run("lock", "-p", tmp_path, "--merged").exit_code == 0
    assert not any("gone" in line for line in release(tmp_path, MAY, monkeypatch))
    assert numbers(lock_of(tmp_path)) == {"anyone": 1, "where": 2}


@pytest.mark.parametrize(
    ("before", "after", "names", "expected"),
    [
        ("{{c3::a}} {{c1::b::hint}}", "{{c1::c}} {{c2::b}}", {1: "x", 2: "y"}, {"x": 3, "y": 1}),
        ("{{c1::a}} {{c1::a}} {{c2::b}}", "{{c1::b}}{{c2::a}}{{c2::a}}", {1: "y", 2: "x"}, {"x": 1, "y": 2}),
        ("{{c1::a}} and {{c2::a}}", "{{c1::a}} or {{c2::a}}", {1: "x", 2: "y"}, {"x": 1, "y": 2}),
        ("{{c1::a}} {{c2::b}}", "{{c1::c}} {{c1::d}}", {1: "x"}, {}),
        ("no blank", "{{c1::c}}", {1: "x"}, {}),
    ],
)
def test_which_number_a_blank_had(
    before: str, after: str, names: dict[int, str], expected: dict[str, int]
) -> None:
    assert cloze.recognised(before, after, names) == expected


# Decks


def test_a_deck_that_is_called_otherwise_now_is_known_by_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = published(write(tmp_path), APRIL, monkeypatch, "april")
    before = lock_of(tmp_path)
    write(tmp_path, {"decks/all.yaml": "deck: Rugs\n"})
    assert recovered(tmp_path, *packages) == before
    assert any("'Mats' is called 'Rugs' now" in line for line in release(tmp_path, MAY, monkeypatch))


# The command


def test_a_lock_that_is_fine_is_not_replaced_unless_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = published(write(tmp_path), APRIL, monkeypatch, "april")
    published(write(tmp_path, TOMCAT), MAY, monkeypatch, "may")
    file = tmp_path / "studygen.lock"
    before = file.read_bytes()
    words = [word for file in packages for word in ("--from", file)]
    result = run("lock", "-p", tmp_path, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "studygen.lock can be read" in result.stderr
    assert "--replace" in result.stderr
    assert file.read_bytes() == before
    assert run("lock", "-p", tmp_path, *words, "--replace").exit_code == 0
    assert file.read_bytes() != before
    assert (tmp_path / "studygen.lock.old").read_bytes() == before


def test_a_damaged_lock_is_replaced_and_kept_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = published(write(tmp_path), APRIL, monkeypatch, "april")
    before = lock_of(tmp_path)
    for damaged in (b"", before.encode()[: len(before) // 2], b"\xff\xfe", b"nonsense\n"):
        (tmp_path / "studygen.lock").write_bytes(damaged)
        with pytest.raises(FaultyFilesError, match="studygen lock --from"):
            project.load(tmp_path)
        result = run("lock", "-p", tmp_path, "--from", packages[0], "--from", packages[1])
        assert result.exit_code == 0, result.stderr
        assert "studygen.lock.old" in result.stderr
        assert lock_of(tmp_path) == before
        assert (tmp_path / "studygen.lock.old").read_bytes() == damaged


def test_the_command_wants_a_package(tmp_path: Path) -> None:
    result = run("lock", "-p", write(tmp_path))
    assert result.exit_code == 2
    assert "--from" in result.stderr


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The packages of a release, whose lock is lost."""
    made = published(write(tmp_path), APRIL, monkeypatch, "april")
    (tmp_path / "studygen.lock").unlink()
    return made


def refusal(root: Path, *files: Path) -> str:
    """Return why packages are refused, which leaves no lock behind."""
    with pytest.raises(StudygenError) as caught:
        rebuild_lock(project.load(root), files)
    assert [file.name for file in root.glob("studygen.lock*")] == []
    assert str(files[-1]) in str(caught.value) or str(root) in str(caught.value)
    return str(caught.value)


def test_packages_of_others_are_refused(tmp_path: Path, packages: list[Path]) -> None:
    foreign = exported(tmp_path / "anki", legacy=False)
    assert "is of another project" in refusal(tmp_path, foreign)
    assert "is of another project" in refusal(tmp_path, packages[0], foreign)
    write(tmp_path, {"studygen.yaml": f"name: Mats\nnamespace: {OTHER_NAMESPACE}\n"})
    assert f"the namespace {OTHER_NAMESPACE!r}" in refusal(tmp_path, packages[0])


def test_a_note_of_others_among_ours_is_refused(tmp_path: Path, packages: list[Path]) -> None:
    def other(col: Collection) -> None:
        import_package(col, packages[0])

    mixed = exported(tmp_path / "anki", legacy=True, change=other)
    said = refusal(tmp_path, mixed)
    assert "3 of its notes are not of this project: " in said
    assert said.endswith("; take the package as it was published")
    with_sql(mixed, "update notes set flds = char(27) || '[2J' || flds")
    assert "\x1b" not in refusal(tmp_path, mixed)


def test_ids_that_were_made_to_do_harm_take_no_time_and_no_traceback(
    tmp_path: Path, packages: list[Path]
) -> None:
    write(tmp_path, {MAT: FILES[MAT].replace("- term: mat\n", "- term: mat\n  was: [rug, carpet, tile]\n")})
    loaded = project.load(tmp_path)
    for full_id in ("mat/vs", "vs/vs", "/".join(["mat"] * 60)):
        sql = f"update notes set flds = replace(flds, 'belonging', '{full_id}')"  # noqa: S608  # a test's own
        file = packages[0].with_name("x.apkg")
        file.write_bytes(packages[0].read_bytes())
        with suppress(StudygenError):
            recover(loaded.publication, loaded.knowledge, [with_sql(file, sql)])


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("update notes set mod = mod + 1000000000", ": dated 2057-12-"),
        ("update notes set mod = 0", ": dated 0, which is not in the past"),
        ("update notes set mod = -5", ": dated -5, which is not in the past"),
        ("update notes set flds = replace(flds, 'belonging', 'x y')", "'x y' is no id"),
        ("update notes set flds = replace(flds, 'belonging', 'a/b/c/d')", "'a/b/c/d' is no id"),
        ("update notes set guid = guid || 'x'", "is of another project: its notes and note types are not"),
        ("delete from notes", "there are no notes in it"),
    ],
)
def test_packages_that_were_made_to_do_harm_are_refused(
    tmp_path: Path, packages: list[Path], statement: str, expected: str
) -> None:
    assert expected in refusal(tmp_path, with_sql(packages[0], statement))


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [("mod", -1, "Mats Term: dated"), ("mod", 1 << 40, "Mats Term: dated"), ("id", None, "has no id")],
)
def test_note_types_that_were_made_to_do_harm_are_refused(
    tmp_path: Path, packages: list[Path], key: str, value: int | None, expected: str
) -> None:
    number = str(identities.number(NAMESPACE, "note type", "term"))

    def change(models: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
        model = models[number]
        if key == "mod":
            return models | {number: model | {"mod": value}}
        fields = model["flds"]
        assert isinstance(fields, list)
        return models | {number: model | {"flds": [field | {"id": value} for field in fields]}}

    with_json(packages[0], "models", change)
    assert expected in refusal(tmp_path, packages[0])


def test_what_is_no_package_is_refused(tmp_path: Path, packages: list[Path]) -> None:
    assert "no Anki package" in refusal(tmp_path, rezipped(tmp_path / "x.apkg", {"a": b""}))
    assert "cannot read" in refusal(tmp_path, packages[0], tmp_path / "nothing.apkg")


def test_a_sentence_without_blanks_has_none(tmp_path: Path, packages: list[Path]) -> None:
    with_sql(packages[0], "update notes set flds = replace(flds, '{{c', '')")
    assert "\nblank " not in recovered(tmp_path, packages[0])


def test_a_lock_that_was_written_meanwhile_is_left(
    tmp_path: Path, packages: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = project.load(tmp_path)
    release(tmp_path, JUNE, monkeypatch)
    with pytest.raises(StudygenError, match=r"studygen\.lock can be read"):
        rebuild_lock(loaded, packages)
    assert os.listdir(tmp_path).count("studygen.lock") == 1  # noqa: PTH208  # names are what counts
