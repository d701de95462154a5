"""What is written: where it goes, how far it is, and what there is to say about each file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studygen.problems import StudygenError
from studygen.project.project import Project
from studygen.project.symbolic_links import refuse_outward

Progress = Callable[[str, int, int], None]  # what is being made, how much of it is done, how much it is


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was made, what it holds or what became of it, and what there is to say about it."""

    path: Path
    holds: str
    warnings: tuple[str, ...] = ()


def build_folder(project: Project) -> Path:
    """Return where a project's output goes if nothing else is said."""
    return project.root / "build"


def output_file(project: Project, path: Path | None, usual: str) -> Path:
    """Return the file to write: `path`, or else the one of the usual name in the build folder.

    Raises:
        StudygenError: it would be taken for something else, or lies among the files of the project.
    """
    path, ending = path or build_folder(project) / usual, Path(usual).suffix
    if path.suffix.lower() != ending and not path.is_dir():
        raise StudygenError(f"{path} is not the name of such a file; call it {path.name}{ending}")
    inside = [project.root / part for part in ("source", "decks", "templates")]
    if any(path.resolve().is_relative_to(folder.resolve()) for folder in inside):
        raise StudygenError(f"{path} lies among the project's own files; choose another place")
    refuse_outward(project.root, path.parent)
    return path


def output_folder(project: Project, folder: Path | None) -> Path:
    """Return the folder to write into: `folder`, or else the build folder.

    Raises:
        StudygenError: it lies among the files of the project, or outside of it by way of a link.
    """
    folder = folder or build_folder(project)
    output_file(project, folder / "any.html", "any.html")
    return folder
