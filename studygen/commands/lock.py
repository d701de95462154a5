"""Rebuilding a lock file that is lost or damaged, and merging those of two branches."""

from collections.abc import Sequence
from pathlib import Path

from studygen.project.folders import LOCK_FILE
from studygen.project.project import Project
from studygen.releases.lock_file import merge_lock, refuse_sound, replace_lock
from studygen.releases.lock_recovery import recover


def take_both_sides(root: Path) -> tuple[str, ...]:
    """Make one lock of a file in a project's folder that has the lines of two branches.

    Returns:
        What there is to say about it.

    Raises:
        FaultyFilesError: it has not all lines of both, or they cannot be one.
        StudygenError: there is none.
    """
    return merge_lock(root / LOCK_FILE)


def rebuild_lock(project: Project, files: Sequence[Path], *, replacing: bool = False) -> tuple[str, ...]:
    """Write a project's lock anew from packages that were published.

    Args:
        project: whose lock is lost.
        files: packages of its releases.
        replacing: whether a lock that can be read is replaced.

    Returns:
        What there is to say about it.

    Raises:
        FaultyFilesError: the project renames a note that learners have, and does not say so.
        StudygenError: there is a lock that can be read, or a package is not one of this project's.
    """
    if not replacing:
        refuse_sound(project.lock_file)
    recovery = recover(project.publication, project.knowledge, files)
    aside = replace_lock(project.lock_file, recovery.lock, though_sound=replacing)
    moved = [f"The one that was there is {aside} now."] if aside else []
    return (*recovery.report, *moved)
