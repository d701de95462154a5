"""A project to look at and to change: a copy of the essay's, as it ships with studygen."""

import os
from pathlib import Path

from studygen import bundled
from studygen.files import write_bytes
from studygen.problems import StudygenError
from studygen.project.folders import LOCK_FILE, PROJECT_FILE

_FOLDERS = ("source", "decks")
_IGNORED_BY_GIT = b"/build/\n"


def make_demo(folder: Path) -> int:
    """Copy the shipped project into a folder, and return of how many files it consists.

    Its templates are not copied: a project has those only that it changes.

    Raises:
        StudygenError: something is in the folder already, or it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StudygenError(f"{folder} is there already; name a new folder, as in `studygen demo my-demo`")
    shipped = bundled.folder()
    files = [PROJECT_FILE, LOCK_FILE, *(name for part in _FOLDERS for name in _files_below(shipped, part))]
    for name in files:
        _write(folder / name, (shipped / name).read_bytes())
    _write(folder / ".gitignore", _IGNORED_BY_GIT)
    return len(files) + 1


def _files_below(root: Path, part: str) -> list[str]:
    """Return the files of a folder, but for those that systems and editors put into any folder."""
    found = (
        Path(folder, name)
        for folder, _, names in os.walk(root / part)
        for name in names
        if name[0] not in ".~"
    )
    return sorted(file.relative_to(root).as_posix() for file in found)


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StudygenError(f"cannot make {file.parent}: {error.strerror}") from error
    write_bytes(file, content)
