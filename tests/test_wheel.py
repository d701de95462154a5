"""Whoever installs the wheel can build the shipped essay at once."""

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from anki_tools import ImportCounts, import_package, open_collection
from repository import ROOT

from studygen.commands import check
from studygen.knowledge.coverage import coverage, share
from studygen.project import project
from studygen.releases import planner


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_carries_decks_source_and_templates(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("decks", "source", "templates"):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file():
                assert f"studygen/_data/{file.relative_to(ROOT).as_posix()}" in names
    assert {"studygen/_data/studygen.yaml", "studygen/_data/studygen.lock", "studygen/py.typed"} <= names
    assert not [name for name in names if "test" in name or "__pycache__" in name]


def test_an_installed_studygen_makes_the_essay_s_project_and_leaves_itself_alone(
    wheel: Path, tmp_path: Path
) -> None:
    place = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(place)  # what pip does with a pure wheel
    before = {file: file.read_bytes() for file in place.rglob("*") if file.is_file()}
    for words, folder in ((["demo"], tmp_path), (["deck", "-o", "x.apkg"], tmp_path / "studygen-demo")):
        result = subprocess.run(
            [sys.executable, "-m", "studygen", *words],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stderr
    assert {file: file.read_bytes() for file in place.rglob("*") if file.is_file()} == before
    with open_collection(tmp_path / "learner.anki2") as col:
        counts = import_package(col, tmp_path / "studygen-demo" / "x.apkg")
    assert counts == ImportCounts(new=len(project.load(ROOT).notes))


def test_what_ships_is_without_fault_and_its_lock_is_up_to_date() -> None:
    assert check.check(ROOT)[0] == ()
    shipped = project.load(ROOT)
    published, locked = shipped.publication, planner.ReleaseOptions(locked=True)
    planned = planner.plan(published, shipped.notes, locked, published.decks)
    assert (planned.lock, planned.remarks) == (shipped.lock, ())


def test_the_text_is_the_essay_byte_for_byte() -> None:
    digest = hashlib.sha256((ROOT / "source/essay.txt").read_bytes()).hexdigest()
    assert digest == "6afb5ff00d1ac95c987c123d73761f75f0865b81ea091e9639fddf8010585165"


def test_every_paragraph_is_served_and_every_kind_is_there() -> None:
    entries = [(source, entry) for source, entry in project.load(ROOT).knowledge.entries()]
    assert len(entries) >= 45
    assert {entry.kind for _, entry in entries} == {"term", "figure", "date", "argument"}
    (source,) = {id(source): source for source, _ in entries}.values()
    of_entries = {citation.paragraph for _, entry in entries for citation in source.cite(entry.passages)}
    assert of_entries == set(range(1, 12))
    cited, all_ = share(coverage(source))
    assert cited >= 0.95 * all_


def test_an_instructor_finds_decks_for_a_course_and_a_core_that_is_a_choice() -> None:
    shipped = project.load(ROOT)
    assert len(shipped.decks) >= 8
    assert 0.2 < len(shipped.select("tag:importance::core")) / len(shipped.notes) < 0.4
    for lecture in ("paragraph::01", "person::stalin", "topic::economy", "kind::argument"):
        assert len(shipped.select(f"tag:{lecture}")) >= 8
