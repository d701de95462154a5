"""Whatever stands in a stranger's files, commands on them end with a message, and change no other files."""

from pathlib import Path

import pytest
from attacks import outcome
from command_line import contents, run
from hostile_packages import package as sound_package
from hypothesis import HealthCheck, given
from small_project import FILES, write_project
from strategies import locks, packages, projects, searches
from thoroughness import examples

pytestmark = pytest.mark.thorough

# The folder is that of all examples of a test.
_ONE_FOLDER = {"suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}
_COMMANDS = (
    ("check",),
    ("tags",),
    ("coverage",),
    ("deck", "--output", "out.apkg"),
    ("rename", "mat", "carpet"),
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project, in which commands are run."""
    (tmp_path / "beside").write_text("x", encoding="utf-8")
    folder = write_project(tmp_path / "project")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def lock(project: Path) -> str:
    """A lock of the small project."""
    assert run("build", "all").exit_code == 0
    return (project / "studygen.lock").read_text(encoding="utf-8")


@examples(25, 300, **_ONE_FOLDER)
@given(changes=projects())
def test_any_project(project: Path, changes: dict[str, str | None]) -> None:
    (project / "studygen.lock").unlink(missing_ok=True)
    write_project(project, changes)
    for words in _COMMANDS:
        done = outcome(*words)
        assert not done.fault, (changes, done)
        if done.code == 1:
            assert any(name in done.said for name in FILES), done
    write_project(project)
    assert {path.name for path in project.parent.iterdir()} == {"beside", "project"}


@examples(40, 400, **_ONE_FOLDER)
@given(search=searches)
def test_any_search(project: Path, search: str) -> None:
    for words in (("tags", "--where", search), ("deck", "--where", search, "--output", "out.apkg")):
        done = outcome(*words)
        assert not done.fault, done
    (project / "studygen.lock").unlink(missing_ok=True)


def test_any_lock(project: Path, lock: str) -> None:
    @examples(25, 150)
    @given(text=locks(lock))
    def try_it(text: str) -> None:
        (project / "studygen.lock").write_text(text, encoding="utf-8", newline="")
        for words in (("check",), ("lock", "--merged"), ("build", "all", "--locked"), ("build", "all")):
            done = outcome(*words)
            assert not done.fault, (text, done)

    try_it()


@examples(60, 800, **_ONE_FOLDER)
@given(data=packages())
def test_any_package(tmp_path: Path, temporary: Path, data: bytes) -> None:
    package, other = tmp_path / "a.apkg", tmp_path / "b.apkg"
    package.write_bytes(data)
    other.write_bytes(sound_package())
    before = contents(tmp_path)
    for words in (("inspect", package), ("inspect", package, "--format", "json"), ("diff", other, package)):
        done = outcome(*words)
        assert not done.fault, done
    assert contents(tmp_path) == before
    assert list(temporary.iterdir()) == []
