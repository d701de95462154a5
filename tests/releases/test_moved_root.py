"""What becomes of learners' tags when those of the project get another root."""

from pathlib import Path

import pytest
from anki_tools import ImportCounts, import_package, open_collection
from learner import APRIL, JUNE, MAY, draft, release, scheduling, studied
from small_project import NAMESPACE, write_project

from studygen.commands.lock import rebuild_lock
from studygen.problems import FaultyFilesError
from studygen.project import project

NAMED = f"namespace: {NAMESPACE}\n"
DECKS: dict[str, str | None] = {"decks/all.yaml": "deck: Mats\n", "decks/theft.yaml": None}


def write(root: Path, name: str = "Mats", tag_root: str = "") -> None:
    written = f"tag-root: {tag_root}\n" if tag_root else ""
    write_project(root, {**DECKS, "studygen.yaml": f"name: {name}\n{NAMED}{written}"})


def locked(root: Path) -> list[str]:
    """Return the lines of the lock that tell what notes and their tags are."""
    lines = (root / "studygen.lock").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith(("note ", "tag-root "))]


def said(remarks: list[str]) -> list[str]:
    return [line for line in remarks if "stand below" in line]


def test_a_draft_may_have_another_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    draft(tmp_path, APRIL, monkeypatch)
    write(tmp_path, "Rugs")
    assert not said(draft(tmp_path, MAY, monkeypatch))
    assert not [line for line in locked(tmp_path) if line.startswith("tag-root")]
    release(tmp_path, JUNE, monkeypatch)
    assert "tag-root rugs" in locked(tmp_path)


def test_another_name_does_not_change_every_tag_by_accident(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    release(tmp_path, APRIL, monkeypatch)
    before = locked(tmp_path)
    assert "tag-root mats" in before
    write(tmp_path, "Rugs")
    with pytest.raises(FaultyFilesError) as caught:
        release(tmp_path, MAY, monkeypatch)
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"{tmp_path}/studygen.yaml:1:7: all tags stood below 'mats' in Anki at ")
    assert str(problem).endswith(
        "to keep the root, write `tag-root: mats`; to change it, write `tag-root: rugs` [changed-tag-root]"
    )
    write(tmp_path, "Rugs", "mats")
    assert not said(release(tmp_path, MAY, monkeypatch))
    assert locked(tmp_path) == before


def test_another_root_reaches_learners_and_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    release(tmp_path, APRIL, monkeypatch)
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, tmp_path / "build/all.apkg")
        studied(col)
        col.tags.bulk_add(col.find_notes("Id:dog"), "my-own")
        # who wrote that after the release keeps what they have
        col.db.execute("update notes set mod = ?", APRIL)  # type: ignore[union-attr]  # it is open
        before = scheduling(col)
        assert len(col.find_notes("tag:mats::person::dog")) == 1
    write(tmp_path, "Mats", "rugs")
    (remark,) = said(draft(tmp_path, MAY, monkeypatch))
    assert said(release(tmp_path, MAY, monkeypatch)) == [remark]
    assert remark.startswith(
        "All tags stand below 'rugs' in Anki now, and stood below 'mats' at the latest re"
    )
    assert "tag-root rugs" in locked(tmp_path)
    notes = len(project.load(tmp_path).notes)
    with open_collection(tmp_path / "learner.anki2") as col:
        assert import_package(col, tmp_path / "build/all.apkg") == ImportCounts(updated=notes)
        assert scheduling(col) == before
        assert not col.find_notes("tag:mats or tag:my-own")
        assert len(col.find_notes("tag:rugs")) == notes
    assert not said(release(tmp_path, MAY + 9, monkeypatch))


def test_a_recovered_lock_knows_the_root_of_what_was_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    release(tmp_path, APRIL, monkeypatch)
    before = locked(tmp_path)
    (tmp_path / "studygen.lock").unlink()
    write(tmp_path, "Mats", "rugs")
    rebuild_lock(project.load(tmp_path), [tmp_path / "build/all.apkg"])
    assert locked(tmp_path) == before
