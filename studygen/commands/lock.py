"""Rebuilding a lock file that is lost or damaged."""

from collections.abc import Sequence
from pathlib import Path

from studygen.problems import StudygenError
from studygen.project.project import Project
from studygen.releases.lock_file import refuse_sound, replace_lock
from studygen.releases.lock_recovery import recover


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
    if project.is_installed:
        raise StudygenError("the essay in an installed studygen is never written to; its lock came with it")
    if not replacing:
        refuse_sound(project.lock_file)
    recovery = recover(project.publication, project.knowledge, files)
    aside = replace_lock(project.lock_file, recovery.lock, though_sound=replacing)
    moved = [f"The one that was there is {aside} now."] if aside else []
    return (*recovery.report, *moved)
