"""The project that a command works on."""

from pathlib import Path
from typing import TYPE_CHECKING

from studygen.cli.output import say_problems

if TYPE_CHECKING:
    from studygen.project.project import Project


def load_project(folder: Path | None) -> "Project":
    """Read a project and tell its warnings; a project with errors is not worked on."""
    from studygen.project.project import load

    project = load(project_folder(folder))
    say_problems(project.warnings)
    return project


def project_folder(folder: Path | None) -> Path:
    """Find the project to work on."""
    from studygen.project.folders import find

    return find(folder)
