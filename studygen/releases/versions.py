"""What releases are called: 1.0, 1.1 and so on, or whatever a project likes."""

import re
from collections.abc import Collection

from studygen.problems import StudygenError
from studygen.wording import listed

FIRST = "1.0"
_VERSION = re.compile(r"(?=.{1,40}$)[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*")  # as part of a file's name
_LAST_NUMBER = re.compile(r"[0-9]+(?=[^0-9]*$)")


def next_version(latest: str | None) -> str:
    """Return what the release after the latest is called: 1.1 after 1.0, 2026-10 after 2026-09."""
    if latest is None:
        return FIRST
    if not _LAST_NUMBER.search(latest):
        return f"{latest}.1"
    return _LAST_NUMBER.sub(lambda found: str(int(found[0]) + 1).zfill(len(found[0])), latest)


def new_version(asked: str | None, known: Collection[str], latest: str | None) -> str:
    """Return what a release is to be called: as is asked, or like the latest one with the next number.

    Raises:
        StudygenError: it cannot be called so, or another one is.
    """
    taken = {version.casefold() for version in known}  # some systems fold the names of files
    if asked is None:
        version = next_version(latest)
        while version.casefold() in taken:
            version = next_version(version)
        return version
    if not _VERSION.fullmatch(asked):
        raise StudygenError(
            f"{asked[:60]!r} is no version; write letters and digits with . or - between them,"
            f" such as {next_version(latest)}"
        )
    if asked.casefold() in taken:
        raise StudygenError(
            f"there is a release {asked} already ({listed(list(known))}); give this one another version,"
            f" such as {new_version(None, known, latest)}"
        )
    return asked
