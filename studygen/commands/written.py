"""What is written: where it goes, how far it is, and what there is to say about each file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studygen import bundled
from studygen.project.project import Project

Progress = Callable[[str, int, int], None]  # what is being made, how much of it is done, how much it is


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was made, what it holds or what became of it, and what there is to say about it."""

    path: Path
    holds: str
    warnings: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.path}  {self.holds}"


def build_folder(project: Project) -> Path:
    """Return where a project's output goes if nothing else is said: never into an installed package."""
    return Path("build") if project.root == bundled.folder() else project.root / "build"
