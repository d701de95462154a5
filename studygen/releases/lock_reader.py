"""Reading a lock file, and telling whether all of its lines are there."""

from dataclasses import replace
from pathlib import Path

from studygen.problems import FaultyFilesError, Place, Problem
from studygen.releases import lock_sections
from studygen.releases.lock import FORMAT, Lock
from studygen.releases.lock_lines import LineReader

WAY_OUT = (
    "take the file back from your version control, or rebuild it from the last packages that you published:"
    " studygen lock --from OLD.apkg"
)
_MERGED = "`studygen lock --merged`"
BOTH_SIDES = (
    "have the lines of both sides in it (git show ONE:./studygen.lock OTHER:./studygen.lock > studygen.lock)"
    f" and run {_MERGED}"
)


def parse(text: str, file: Path) -> Lock:
    """Read a lock file's text.

    Raises:
        FaultyFilesError: a line is not one of a lock's, or lines are missing.
    """
    reader = LineReader()
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if message := line_fault(line, reader):
            problems.append(Problem(Place(file, number, 1), message, "damaged-lock"))
    if not text.endswith("\n") and text:
        message = "the file is cut off in this line"
        problems.append(Problem(Place(file, text.count("\n") + 1, 1), message, "damaged-lock"))
    types, missing = reader.note_types()
    if problems:  # what is missing are the damaged lines
        problems[0] = replace(problems[0], message=_with_way_out(problems[0].message))
        raise FaultyFilesError(tuple(problems))
    if fault := _loss(reader, missing):
        raise FaultyFilesError((Problem(Place(file, 1, 1), fault, "damaged-lock"),))
    members = {file: frozenset(origins) for file, origins in reader.members.items()}
    return Lock(
        reader.notes,
        types,
        reader.blanks,
        reader.decks,
        reader.namespace,
        members,
        reader.releases,
        reader.drafts,
        reader.draft_types,
        reader.tag_root,
    )


def line_fault(line: str, reader: LineReader) -> str | None:
    """Have a line read, and tell what is wrong with it; None if nothing is."""
    if line.startswith(lock_sections.CONFLICT):
        return f"a merge conflict was left here; run {_MERGED}, which takes the lines of both sides"
    if not line.strip() or line.startswith("#"):
        return None
    if line.startswith("format ") and line != f"format {FORMAT}":
        return "this lock was written by another version of studygen; use that one, or a newer one"
    match reader.take(line):
        case None:
            return f"{line!r} is no line of a lock"
        case False:
            return f"{line!r} repeats another line; if branches were merged, run {_MERGED}"
    return None


def _with_way_out(message: str) -> str:
    return message if _MERGED in message or "another version" in message else f"{message}; {WAY_OUT}"


def _loss(reader: LineReader, missing: list[str]) -> str | None:
    """Tell what is missing in a lock whose lines are lines of one; None if it is whole."""
    if not reader.has_format:
        return f"the line `format {FORMAT}` is missing here; {WAY_OUT}"
    if not reader.has_namespace:
        return f"the line `namespace` is missing here; {WAY_OUT}"
    if fault := lock_sections.fault(reader.lines, reader.whole):
        return f"{fault}; if branches were merged, {BOTH_SIDES}; else {WAY_OUT}"
    return f"{missing[0]} is missing here; {WAY_OUT}" if missing else None
