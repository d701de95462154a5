"""Studygen as its user runs it, within the process of the tests, and what that leaves in folders."""

from pathlib import Path

from typer.testing import CliRunner, Result

from studygen.cli.app import app


def run(*words: object) -> Result:
    """Run studygen in this process."""
    return CliRunner().invoke(app, [str(word) for word in words])


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def made(folder: Path) -> set[str]:
    """Return the names of the files in a folder."""
    return {file.name for file in folder.iterdir()} if folder.exists() else set()
