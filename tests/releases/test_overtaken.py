"""A build that another one comes in between leaves no decks that the lock does not know."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from learner import APRIL, MAY, draft, quiet, release
from packed import contents
from small_project import replaced, write_project

from studygen.commands import build
from studygen.problems import StudygenError
from studygen.project import project
from studygen.releases import lock_file

TOMCAT = replaced("source/terms.yaml", "What the cat sat", "What the tomcat sat")
LIONS = replaced("source/terms.yaml", "What the cat sat", "What lions sat")


class Overtaker:
    """Builds something else as soon as somebody begins to write decks."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.thread = threading.Thread(target=self.build, daemon=True)

    def build(self) -> None:
        write_project(self.root, {"decks/all.yaml": "deck: Mats\n", **LIONS})
        build.build_all(project.load(self.root), (), None, quiet)

    def begin(self, what: str, _done: int, _all: int) -> None:
        """Come in between, once, and give it the time."""
        if what.startswith("writing") and not self.thread.ident:
            self.thread.start()
            self.thread.join(1)


def overtaken(root: Path, monkeypatch: pytest.MonkeyPatch) -> Overtaker:
    """Build, with somebody else coming in between."""
    release(write_project(root, {"decks/all.yaml": "deck: Mats\n"}), APRIL, monkeypatch)
    write_project(root, {"decks/all.yaml": "deck: Mats\n", **TOMCAT})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MAY))
    other = Overtaker(root)
    try:
        build.build_all(project.load(root), (), None, other.begin)
    finally:
        other.thread.join()
    return other


def test_a_build_waits_until_the_decks_of_another_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overtaken(tmp_path, monkeypatch)
    packed = contents(tmp_path / "build/all.apkg").notes.values()
    assert any("What lions sat" in note.fields for note in packed)
    lock = (tmp_path / "studygen.lock").read_bytes()
    draft(tmp_path, MAY, monkeypatch)
    assert (tmp_path / "studygen.lock").read_bytes() == lock


def test_where_nothing_can_wait_whoever_was_overtaken_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def no_access(_folder: Path) -> Iterator[None]:
        yield  # as on Windows

    monkeypatch.setattr(lock_file, "exclusive_access", no_access)
    with pytest.raises(StudygenError, match=r"studygen.lock was written meanwhile.* build once more"):
        overtaken(tmp_path, monkeypatch)
