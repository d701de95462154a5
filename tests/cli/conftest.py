"""A small project to work in."""

from pathlib import Path

import pytest
from small_project import write_project


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project, and the working folder in it."""
    monkeypatch.chdir(write_project(tmp_path / "small"))
    return tmp_path / "small"
