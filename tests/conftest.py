"""The shipped essay, once as a project and once in Anki, for all tests that only look at it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import thoroughness
from anki.collection import Collection
from anki_tools import ImportCounts, import_package, open_collection
from browser_tools import browser as browser  # a fixture for all tests
from learner import JUNE
from repository import ROOT

from studygen.checks.explanations import explanations
from studygen.commands.deck import deck_of, write_deck
from studygen.problems import Problem
from studygen.project import project
from studygen.project.project import Project


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what tests can be told: see `thoroughness.py`, `test_update_matrix.py` and `test_rules.py`."""
    everything = "run all tests, in older versions of Anki, too, as in CI, but draw other examples each time"
    parser.addoption("--all", action="store_true", help=everything)
    rewrite = "write anew what is compared with files: tables of docs/, and what rules say of their cases"
    parser.addoption("--rewrite", action="store_true", help=rewrite)


def pytest_configure(config: pytest.Config) -> None:
    thoroughness.choose(config)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    thoroughness.leave_out_thorough(config, items)
    thoroughness.begin_with_long(items)


def pytest_report_header() -> str:
    return "trying all there is" if thoroughness.is_thorough() else "trying what is quick; --all tries more"


@pytest.fixture(scope="session", autouse=True)
def _every_fault_is_explained() -> Iterator[None]:
    """Whatever any test makes the program tell, `check --explain` knows."""
    known, original = explanations().keys(), Problem.__post_init__

    def checked(problem: Problem) -> None:
        original(problem)
        assert problem.rule in known, f"[{problem.rule}] has no explanation"

    Problem.__post_init__ = checked  # type: ignore[method-assign]  # for the time of the tests
    yield
    Problem.__post_init__ = original  # type: ignore[method-assign]


@pytest.fixture(scope="module")
def essay() -> Project:
    """The shipped project."""
    return project.load(ROOT)


@pytest.fixture(scope="module")
def whole_essay(essay: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """A fresh collection into which the whole essay was imported."""
    folder = tmp_path_factory.mktemp("whole")
    deck = deck_of(essay, "", "Whole::Essay", "", "text", 0)
    lock = essay.lock.released(deck.notes, JUNE)  # the committed lock is left as it is
    write_deck(essay, deck, lock, folder / "whole.apkg", lambda *_: None)
    with open_collection(folder / "learner.anki2") as col:
        assert import_package(col, folder / "whole.apkg") == ImportCounts(new=len(essay.notes))
        yield col


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, of which none may be left."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder
