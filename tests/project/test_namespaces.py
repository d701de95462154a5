"""Nobody gets the namespace of somebody else, and whoever needs one is given it."""

import re
import shutil
from pathlib import Path

import pytest
from repository import ROOT
from small_project import NAMESPACE, OTHER_NAMESPACE, write_project

from studygen.problems import FaultyFilesError
from studygen.project import namespaces, project

DRAWN = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
ESSAYS = "2a5073c0-75d3-4d2d-8bdf-b0c067f5c37b"
NAMED = f"name: Mats\nnamespace: {NAMESPACE}\n"


def faults(root: Path, settings: str) -> list[str]:
    """Return what is said of the small project with other settings."""
    return refusal(write_project(root, {"studygen.yaml": settings}))


def refusal(root: Path) -> list[str]:
    """Return what a project is refused for."""
    try:
        project.load(root)
    except FaultyFilesError as error:
        return [str(problem).removeprefix(f"{root}/") for problem in error.problems]
    return []


@pytest.mark.parametrize(
    "others",
    [
        "mats",
        "a-random-word",
        "6f0d3b0e-5a52-4d7e-9a58-1d7c4bb1d9f5",
        "00000000-0000-4000-8000-000000000000",
        "12345678-1234-4123-8123-123456789abc",
        "deadbeef-dead-4bad-8bad-deadbeefdead",
        "c232ab00-9414-11ec-b3c8-9f6bdeced846",  # of the time and the machine it was made on
        NAMESPACE.upper(),
    ],
)
def test_what_others_may_have_is_refused_with_one_to_take(tmp_path: Path, others: str) -> None:
    (fault,) = faults(tmp_path, f"name: Mats\nnamespace: {others}\n")
    assert fault.startswith(
        f"studygen.yaml:2:12: others may have {others!r} as well, and whoever learns from both"
    )
    (drawn,) = re.findall(rf"just now: `(namespace: {DRAWN})` \[bad-namespace\]$", fault)
    assert faults(tmp_path, f"name: Mats\n{drawn}\n") == []
    assert faults(tmp_path, NAMED) == []


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("name: Mats\n", r"studygen.yaml:1:1: `namespace` is missing: A random UUID, .*; take this one, .*"),
        ("name: Mats\nnamespace:\n", r"studygen.yaml:2:11: `namespace` has no value; take this one, .*"),
        (
            'name: Mats\nnamespace: ""\n',
            r"studygen.yaml:2:12: others may have '' as well, .*; take this one, .*",
        ),
        (
            "name: Mats\nnamespace: …\n",
            r"studygen.yaml:2:12: others may have '…' as well, .*; take this one, .*",
        ),
    ],
)
def test_where_there_is_none_there_is_one_to_take(tmp_path: Path, settings: str, expected: str) -> None:
    (fault,) = faults(tmp_path, settings)
    assert re.fullmatch(rf"{expected} just now: `namespace: {DRAWN}` \[[a-z-]+\]", fault)
    assert faults(tmp_path, settings) != [fault], "it is another one each time"


def test_a_missing_name_is_told_beside_it(tmp_path: Path) -> None:
    assert len(faults(tmp_path, "paper: a4\n")) == 2


def test_none_is_drawn_that_would_be_refused() -> None:
    drawn = {namespaces.draw() for _ in range(1000)}
    assert len(drawn) == 1000
    for each in drawn:
        assert re.fullmatch(DRAWN, each)


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    """A copy of the shipped essay's project."""
    for name in ("source", "decks"):
        shutil.copytree(ROOT / name, tmp_path / "essay" / name)
    for name in ("studygen.yaml", "studygen.lock"):
        shutil.copy(ROOT / name, tmp_path / "essay" / name)
    return tmp_path / "essay"


def change(file: Path, old: str, new: str) -> None:
    """Change a stretch of a file, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_whole_copy_of_the_essay_is_the_essay(essay: Path) -> None:
    assert refusal(essay) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [("studygen.yaml", "name: Blanquism", "name: Mine"), ("source/essay.txt", "\n", "!\n")],
)
def test_a_project_made_of_a_copy_of_the_essay_gets_a_namespace_of_its_own(
    essay: Path, file: str, old: str, new: str
) -> None:
    change(essay / file, old, new)
    (fault,) = refusal(essay)
    assert fault.startswith(
        "studygen.yaml:5:12: this is the namespace of the essay that studygen ships with (Blanquism)"
    )
    assert fault.endswith(", and delete studygen.lock, which is of the essay as well [copied-namespace]")
    (drawn,) = re.findall(rf"`namespace: ({DRAWN})`", fault)
    change(essay / "studygen.yaml", ESSAYS, drawn)
    (fault,) = refusal(essay)
    assert fault.startswith("studygen.lock: this is the lock of the essay that studygen ships with")
    (essay / "studygen.lock").unlink()
    assert refusal(essay) == []


def test_the_namespace_of_the_essay_is_refused_elsewhere(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, f"name: Mats\nnamespace: {ESSAYS}\n")
    assert re.search(rf"`namespace: {DRAWN}` \[copied-namespace\]$", fault)
    assert faults(tmp_path, NAMED.replace(NAMESPACE, OTHER_NAMESPACE)) == []
