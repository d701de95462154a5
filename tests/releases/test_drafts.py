"""Drafts become anything; what was released is guarded, and dated anew only if it says something else."""

from pathlib import Path

import pytest
from anki_tools import ImportCounts, import_package, note_of, open_collection
from command_line import run
from learner import APRIL, JULY, JUNE, MAY, draft, release, scheduling, studied
from packed import contents
from small_project import FILES, NAMESPACE, OTHER_NAMESPACE, TEXT, replaced, write_project

from studygen.problems import FaultyFilesError
from studygen.project import project

TERMS, DATES = "source/terms.yaml", "source/dates.yaml"
TOMCAT = replaced(TERMS, "What the cat sat", "What the tomcat sat")
LION = replaced(TERMS, "What the cat sat", "What the lion sat")
ASKED = "Who owned the mat, according to A. Pet?"
BASKET = """\
- term: basket
  name: basket
  meaning: What dogs have.
  voice: cat
  passages: ["dogs have baskets"]
"""
HEADING = {"source/text.txt": f"The Mat\n\n{TEXT}"}


def write(root: Path, *changes: dict[str, str | None]) -> Path:
    """Write the small project, with changes, and nothing to print, which takes time."""
    together: dict[str, str | None] = {"decks/all.yaml": "deck: Mats\n", "decks/theft.yaml": None}
    for change in changes:
        together |= change
    return write_project(root, together)


def dates(root: Path) -> dict[str, int]:
    """Return when each note was changed, as the lock and so the package has it."""
    loaded = project.load(root)
    return {note.id: loaded.lock.mod(note.origin) for note in loaded.notes}


@pytest.mark.parametrize(
    "change",
    [
        {DATES: FILES[DATES].replace("date: theft", "date: robbery")},
        {DATES: None},
        replaced(TERMS, f"ask: {ASKED}\n      answer: The cat.", 'cloze: "{{who::It}} is."'),
        replaced(TERMS, "{{who::cat::animal}}", "{{whom::tomcat}}"),
        replaced("studygen.yaml", "name: Mats", "name: Rugs"),
        {"decks/all.yaml": "deck: Rugs\n"},
    ],
    ids=["renamed", "gone", "another kind", "another blank", "another name", "another deck"],
)  # fmt: skip
def test_a_draft_becomes_anything_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, str | None]
) -> None:
    assert len(draft(write(tmp_path), APRIL, monkeypatch)) == 1
    assert draft(write(tmp_path, change), MAY, monkeypatch) == []
    assert release(tmp_path, JUNE, monkeypatch) == []
    assert not project.load(tmp_path).lock.drafts


def test_a_note_that_is_as_it_was_released_has_its_date_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    before = (tmp_path / "studygen.lock").read_bytes()
    package = (tmp_path / "build/all.apkg").read_bytes()
    draft(write(tmp_path, TOMCAT), MAY, monkeypatch)
    assert dates(tmp_path)["mat"] == MAY
    draft(tmp_path, JUNE, monkeypatch)
    assert dates(tmp_path)["mat"] == MAY  # the same draft
    draft(write(tmp_path, LION), JUNE, monkeypatch)
    assert dates(tmp_path)["mat"] == JUNE
    draft(write(tmp_path), JULY, monkeypatch)
    assert (tmp_path / "studygen.lock").read_bytes() == before
    assert (tmp_path / "build/all.apkg").read_bytes() == package


def test_a_release_dates_what_changed_with_its_own_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    draft(write(tmp_path, TOMCAT), MAY, monkeypatch)
    release(tmp_path, JUNE, monkeypatch)
    assert {note for note, mod in dates(tmp_path).items() if mod != APRIL} == {"mat"}
    assert dates(tmp_path)["mat"] == JUNE


def test_every_build_ends_with_what_it_means_for_learners(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(tmp_path))
    said = run("build").stderr.splitlines()[:-1]
    assert said[-2].startswith("studygen.lock is new: it remembers what changed when")
    assert said[-1] == "A draft: 6 notes, none released yet."
    assert run("release").stderr.splitlines()[-2] == "Released 1.0: 6 notes."
    write(tmp_path, TOMCAT, {DATES: None, "source/more.yaml": BASKET})
    assert run("build").stderr.splitlines()[-2] == "A draft: 1 changed, 1 new, 1 gone, 4 untouched since 1.0."
    assert run("deck").stderr.splitlines()[-1] == "A draft: 1 changed, 1 new, 4 untouched since 1.0."
    said = run("release").stderr.splitlines()[:-1]
    assert said[-1] == "Released 1.1: 1 changed, 1 new, 1 gone, 4 untouched since 1.0."


# The place in the text


def test_a_heading_that_moves_every_paragraph_dates_nothing_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And whoever gets a note anew, for whatever it says, gets the right numbers with it."""
    release(write(tmp_path), APRIL, monkeypatch)
    before = dates(tmp_path)
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, tmp_path / "build/all.apkg")
        studied(col)
        (remark,) = draft(write(tmp_path, HEADING), MAY, monkeypatch)
        assert remark.startswith("6 notes are the same but for the numbers of paragraphs (¶), which learners")
        assert dates(tmp_path) == before
        release(write(tmp_path, HEADING, TOMCAT), MAY, monkeypatch)
        packed = contents(tmp_path / "build/all.apkg").notes.values()
        assert not [note for note in packed if "mats::paragraph::01" in note.tags or "¶1<" in note.fields]
        assert import_package(col, tmp_path / "build/all.apkg") == ImportCounts(updated=1, duplicate=5)
        assert note_of(col, "mat")["Locator"] == "¶2"
        assert note_of(col, "theft")["Locator"] == "¶2"  # which is ¶3 by now


def test_new_numbers_of_paragraphs_are_sent_if_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(tmp_path))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(APRIL))
    assert run("release").exit_code == 0
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, tmp_path / "build/all.apkg")
        before = studied(col)
        write(tmp_path, HEADING)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MAY))
        assert run("release", "--renumber").exit_code == 0
        assert import_package(col, tmp_path / "build/all.apkg") == ImportCounts(updated=6)
        assert note_of(col, "theft")["Locator"] == "¶3"
        assert scheduling(col) == before
    assert "the numbers of paragraphs" not in run("build").stderr


def test_a_release_of_nothing_new_is_refused_unless_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    monkeypatch.chdir(tmp_path)
    result = run("release")
    assert (result.exit_code, result.stderr.count("nothing is new since 1.0")) == (2, 1)
    assert run("release", "--anyway").exit_code == 0
    assert [*project.load(tmp_path).lock.releases] == ["1.0", "1.1"]


@pytest.mark.parametrize("version", ["1.0", "../1", "", "-1", "1.0 ", "v" * 50])
def test_a_version_is_new_and_part_of_the_name_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    before = (tmp_path / "studygen.lock").read_bytes()
    monkeypatch.chdir(write(tmp_path, TOMCAT))
    result = run("release", "--", version)
    assert result.exit_code == 2
    assert "such as 1.1" in result.stderr
    assert (tmp_path / "studygen.lock").read_bytes() == before


def test_errors_stop_a_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, replaced(TERMS, "The cat sat on the mat.", "The cat lay on the mat."))
    monkeypatch.chdir(tmp_path)
    assert run("release").exit_code == 1
    assert not (tmp_path / "studygen.lock").exists()


def test_a_namespace_may_change_as_long_as_nothing_is_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replaced("studygen.yaml", NAMESPACE, OTHER_NAMESPACE)
    draft(write(tmp_path), APRIL, monkeypatch)
    assert draft(write(tmp_path, other), MAY, monkeypatch) == []
    release(tmp_path, JUNE, monkeypatch)
    with pytest.raises(FaultyFilesError, match="changed-namespace"):
        project.load(write(tmp_path))


# What is kept of a release


def test_learners_are_told_what_is_new_word_by_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    first = (tmp_path / "releases/1.0.md").read_text(encoding="utf-8")
    assert first == "# Mats 1.0\n\nThe first release: 6 notes, 12 cards, in these decks:\n\n* Mats\n"
    release(write(tmp_path, TOMCAT, HEADING, {DATES: None, "source/more.yaml": BASKET}), MAY, monkeypatch)
    said = (tmp_path / "releases/1.1.md").read_text(encoding="utf-8")
    new, changed, gone, how = said.partition("## New")[2].split("\n## ")
    assert new.count("*") == 1
    assert "basket – What dogs have." in new
    assert changed.count("\n*") == 1
    assert "Meaning: What the <del>cat</del><ins>tomcat</ins> sat on." in changed
    assert "Id:theft" in gone
    assert "Update notes: If newer" in how


def test_the_latest_release_is_compared_with_the_project_as_it_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(tmp_path))
    result = run("diff")
    assert (result.exit_code, "there is no release" in result.stderr) == (2, True)
    release(tmp_path, APRIL, monkeypatch)
    assert "6 notes: 6 unchanged" in run("diff").stdout
    write(tmp_path, TOMCAT)
    before = (tmp_path / "studygen.lock").read_bytes()
    assert "Meaning: What the [-cat-]{+tomcat+} sat on." in run("diff").stdout
    assert (tmp_path / "studygen.lock").read_bytes() == before
    (tmp_path / "releases/1.0.json").write_text("{}", encoding="utf-8")
    result = run("diff")
    assert (result.exit_code, result.stderr.count("[damaged-record]")) == (1, 1)
    (tmp_path / "releases/1.0.json").unlink()
    result = run("diff")
    assert (result.exit_code, "studygen diff OLD.apkg" in result.stderr) == (2, True)


def test_a_lock_that_is_lost_after_a_release_is_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    (tmp_path / "studygen.lock").unlink()
    with pytest.raises(FaultyFilesError, match=r"missing.*1\.0\.json.*studygen lock --from.*\[lost-lock\]"):
        draft(tmp_path, MAY, monkeypatch)
    assert not (tmp_path / "studygen.lock").exists()
