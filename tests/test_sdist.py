"""Whoever has nothing but the sdist can build the wheel from it, use that, and run the tests."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from repository import ROOT

pytestmark = pytest.mark.long


def run(*words: str, cwd: Path, **environment: str) -> str:
    """Run Python and return what it says on standard output."""
    result = subprocess.run(
        [sys.executable, *words],
        cwd=cwd,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, built from this checkout and unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    run("-m", "hatchling", "build", "-t", "sdist", "-d", str(folder), cwd=ROOT)
    (made,) = folder.glob("*.tar.gz")
    run("-m", "tarfile", "--extract", str(made), str(folder), cwd=folder)
    return folder / made.name.removesuffix(".tar.gz")


def test_it_has_what_belongs_to_it_and_nothing_else(unpacked: Path) -> None:
    top = {file.name for file in unpacked.iterdir()}
    folders = {"decks", "docs", "source", "studygen", "templates", "tests"}
    files = {"LICENSE", "README.md", "requirements-test.txt", "requirements.txt", "run.py", "studygen.lock"}
    assert folders | files <= top
    assert {name for name in top if name.startswith(".")} <= {".gitignore"}  # hatchling's doing
    assert not {"benchmarks", "build", "dist"} & top
    assert not [*unpacked.rglob("__pycache__"), *unpacked.rglob("*.png")]


def test_the_wheel_built_from_it_builds_the_essay_that_it_ships_with(unpacked: Path, tmp_path: Path) -> None:
    run("-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path), cwd=unpacked)
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")  # what pip does with a pure wheel
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for words in (("demo", "essay"), ("build", "stalin", "--project", "essay", "--output", "made")):
        run("-m", "studygen", *words, cwd=elsewhere, PYTHONPATH=str(tmp_path / "installed"))
    assert {"stalin.apkg", "stalin-quiz.pdf"} <= {file.name for file in (elsewhere / "made").iterdir()}


@pytest.mark.thorough
def test_tests_run_from_it(unpacked: Path) -> None:
    few = ("tests/test_dependencies.py", "tests/test_files.py", "tests/knowledge/text/test_document.py")
    words = ("-m", "pytest", "-q", "-p", "no:cacheprovider", *few)
    said = run(*words, cwd=unpacked, PYTHONPATH=str(unpacked))
    assert " passed" in said
    assert "failed" not in said
