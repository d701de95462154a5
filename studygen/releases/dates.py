"""The dates of releases, which Anki compares: when this one is, and which cannot be."""

import os
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from studygen.problems import FaultyFilesError, Place, Problem, StudygenError
from studygen.releases.lock import Draft, Lock, LockedNote, LockedType
from studygen.wording import listed

_LAST_MOMENT = 250_000_000_000  # in the year 9892; calendars end soon after
_SLACK = 60  # seconds by which the clocks of those who work on a project may differ


def release_time() -> int:
    """Return the time of this release in seconds since 1970: SOURCE_DATE_EPOCH, or now.

    Raises:
        StudygenError: SOURCE_DATE_EPOCH is not a time in the past.
    """
    now = int(time.time())
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        return now
    if not re.fullmatch(r"[0-9]{1,12}", given) or not 0 < int(given) <= now:
        # Anki would keep a note of the future as it is until that time has come.
        raise StudygenError(
            f"SOURCE_DATE_EPOCH is {given[:40]!r}; it is a past time in seconds since 1970, such as {now}"
        )
    return int(given)


def day(moment: int) -> str:
    """Return a time as people write it; in seconds if that is no time of theirs."""
    if not 0 < moment < _LAST_MOMENT:
        return str(moment)
    return f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d %H:%M} UTC"


def is_past(moment: int) -> bool:
    """Tell whether something can have been released then, as clocks go."""
    return 0 < moment <= int(time.time()) + _SLACK


def refuse_future(before: Lock, file: Path) -> None:
    """Refuse a lock by which something was released at a time that is yet to come.

    Raises:
        FaultyFilesError: this is one.
    """
    now = int(time.time())
    ahead = {name: was.mod for name, was in _dated_things(before) if was.mod > now + _SLACK}
    if ahead:
        message = (
            f"{listed(ahead)}: dated {day(max(ahead.values()))}, which is yet to come, so that Anki would"
            " take no correction until then. Set the clock of this computer right; if it is right, take the"
            " file back from your version control, as it was before"
        )
        raise FaultyFilesError((Problem(Place(file), message, "future-lock"),))


def refuse_past(before: Lock, after: Lock, moment: int) -> None:
    """Refuse a release before the last change of something that changes again.

    Raises:
        StudygenError: there is something of the kind.
    """
    was = dict(_dated_things(before))
    overtaken = {
        name: was[name].mod
        for name, now in _dated_things(after)
        if name in was and now.mod != was[name].mod and moment + _SLACK < was[name].mod
    }
    if overtaken:
        newest = max(overtaken.values())
        raise StudygenError(
            f"SOURCE_DATE_EPOCH is {moment} ({day(moment)}), but {listed(overtaken)} changed later"
            f" ({newest}, {day(newest)}) and again now; Anki takes only what is newer: give a later time,"
            " or leave it out"
        )


def _dated_things(lock: Lock) -> Iterator[tuple[str, LockedNote | LockedType | Draft]]:
    yield from lock.notes.items()
    yield from ((f"the draft of {origin}", was) for origin, was in lock.drafts.items())
    yield from ((f"the note type {key}", was) for key, was in lock.note_types.items())
    yield from ((f"the draft of the note type {key}", was) for key, was in lock.draft_types.items())
