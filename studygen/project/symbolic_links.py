"""Symbolic links, which must not lead out of a project: whoever made it has no say about other files."""

import os
from collections.abc import Iterator
from pathlib import Path

from studygen.files import LINK_WAY_OUT, links_are_followed
from studygen.problems import Place, Problem, StudygenError
from studygen.project.folders import LOCK_FILE, PROJECT_FILE

_READ = ("source", "decks", "templates", "releases")  # folders all of whose files may be read


def odd_files(root: Path) -> Iterator[Problem]:
    """Find what would be read of a project and is no file of its own: links that lead out, pipes, devices."""
    if links_are_followed():
        return
    inside = root.resolve()
    for path in _paths(root):
        if path.is_symlink():
            target = path.resolve()
            if not target.is_relative_to(inside):
                message = f"this is a link that leads out of the project, to {target}; {LINK_WAY_OUT}"
                yield Problem(Place(path), message, "outward-link")
        elif not (path.is_file() or path.is_dir()):
            yield Problem(Place(path), "this is no regular file; remove it", "odd-file")


def _paths(root: Path) -> Iterator[Path]:
    yield from (path for name in (PROJECT_FILE, LOCK_FILE) if os.path.lexists(path := root / name))
    for name in _READ:
        yield from (path for path in (root / name,) if path.is_symlink())
        for folder, folders, files in os.walk(root / name):  # which enters no folders that are links
            yield from (Path(folder, each) for each in sorted((*folders, *files)))


def refuse_outward(root: Path, folder: Path) -> None:
    """Refuse to write into a folder that is one of the project's by its name, and lies elsewhere.

    Raises:
        StudygenError: it does.
    """
    named = Path(os.path.abspath(folder))  # noqa: PTH100  # as it is written, without following links
    within = named.is_relative_to(os.path.abspath(root))  # noqa: PTH100  # likewise
    if within and not links_are_followed() and not folder.resolve().is_relative_to(root.resolve()):
        raise StudygenError(f"{folder} is a link that leads out of the project; {LINK_WAY_OUT}")
