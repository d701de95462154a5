"""What keeps a file from being YAML, in words for whoever has never heard of its grammar."""

import re
from pathlib import Path
from typing import Any, cast

import yaml

from studygen.knowledge.yaml.scalars import double_quoted
from studygen.problems import Place, Problem

_KEY_VALUE = re.compile(r"^(\s*(?:- +)*)([\w-]+):(\s+)(\S.*?)\s*$")
_NO_SPACE = re.compile(r"^\s*(?:- +)*([\w-]+):(\S.*)$")
_NO_DASH_SPACE = re.compile(r"^\s*-([\w-]+):")
_OPEN_QUOTE = re.compile(r"""^(\s*(?:- +)*(?:[\w-]+:\s+)?\[?\s*)(["])(?:[^"\\]|\\.)*$""")
_INNER_QUOTE = re.compile(r"""(?<=\w\s)"\w+[^"]*"(?=\s*\w)|(?<=\w)"\w+"(?=\s*\w)""")
_QUOTED_MORE = re.compile(r"""^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\[[^\]]*\]|\{+[^}]*\}+)\s*(?=[^\s#,])""")


def syntax_problem(error: yaml.MarkedYAMLError, lines: list[str], file: Path) -> Problem:
    """Say why a file cannot be read, where that is, and what would be right."""
    mark = cast("Any", error.problem_mark or error.context_mark)
    row, column = (mark.line, mark.column) if mark else (0, 0)
    here = lines[row] if row < len(lines) else ""
    place = Place(file, row + 1, column + 1)
    said = error.problem or "this cannot be read"
    context = cast("Any", error.context_mark)
    if "\t" in here[: column + 1] and re.search("any token|not allowed|tab character", said):
        return Problem(place, "YAML does not allow a tab here; indent with spaces", "tab")
    if "undefined alias" in said or "scanning an alias" in (error.context or ""):
        quoted = double_quoted(here[here.find("*") :].strip())
        message = f"a value that starts with * is an alias to YAML; put it in quotes: {quoted}"
        return Problem(place, message, "alias")
    if "expected a single document" in (error.context or ""):
        return Problem(place, "a second document starts here; use one file for each", "bad-yaml")
    start = context.line if context else row
    told = (
        _quote_left_open(lines, start, row, file)
        or _quote_within_quotes(here, row, file)
        or _missing_space(lines, row, file)
        or _missing_space(lines, start, file)
        or _text_behind_quotes(lines, row, file)
        or _second_colon(here, row, said, file)
        or _no_colon(lines, start, said, file)
        or _indentation(lines, row, file)
    )
    if told:
        return told
    if "cannot start any token" in said:
        sign, value = here[column : column + 1], double_quoted(here[column:].rstrip())
        message = f"a value cannot start with {sign!r} in YAML; put it in quotes: {value}"
        return Problem(place, message, "bad-yaml")
    said = f"{said} {error.context}" if error.context else said
    if context is not None and context.line != row:
        said += f", which starts on line {context.line + 1}"
    said += "; align what belongs together, and put a text that starts with a quote or bracket in quotes"
    return Problem(place, f"this is not YAML: {said}", "bad-yaml")


def _quote_left_open(lines: list[str], start: int, row: int, file: Path) -> Problem | None:
    """Tell of a quote that is not closed in its line, where it is opened."""
    for at in range(start, min(row + 1, len(lines))):
        if found := _OPEN_QUOTE.match(lines[at]):
            message = (
                f"the text in quotes that begins here does not end in its line; close it with {found[2]}, and"
                r" write \" for a quote within it"
            )
            return Problem(Place(file, at + 1, found.start(2) + 1), message, "bad-yaml")
    return None


def _quote_within_quotes(line: str, row: int, file: Path) -> Problem | None:
    """Tell of quotes in a text that is in the same ones."""
    if found := _INNER_QUOTE.search(line):
        message = (
            r"a quote within a text in quotes ends it; write \" for it, or put the text in single ones: "
            f"'…{line[found.start() : found.end()]}…'"
        )
        return Problem(Place(file, row + 1, found.start() + 1), message, "bad-yaml")
    return None


def _no_colon(lines: list[str], row: int, said: str, file: Path) -> Problem | None:
    """Tell of a line that is neither a key with its value nor an item of a list."""
    if "expected ':'" not in said or row >= len(lines):
        return None
    line = lines[row]
    first, _, rest = line.strip().removeprefix("- ").partition(" ")
    message = f"there is no colon behind the key; write `{first}: {rest}`, if that is one"
    return Problem(Place(file, row + 1, len(line) - len(line.lstrip()) + 1), message, "bad-yaml")


def _missing_space(lines: list[str], row: int, file: Path) -> Problem | None:
    """Tell of a key or a dash without the space behind it, or of a line that has no colon."""
    for at in (row, row - 1):
        line = lines[at] if 0 <= at < len(lines) else ""
        if found := _NO_DASH_SPACE.match(line):
            message = f"there is no space behind the dash; write `- {found[1]}: …`"
            return Problem(Place(file, at + 1, line.index("-") + 1), message, "bad-yaml")
        if (found := _NO_SPACE.match(line)) and not found[2].startswith((":", "/")):
            message = f"there is no space behind the colon; write `{found[1]}: {found[2]}`"
            return Problem(Place(file, at + 1, found.start(2) + 1), message, "bad-yaml")
    return None


def _text_behind_quotes(lines: list[str], row: int, file: Path) -> Problem | None:
    """Tell of a value of which only the beginning is in quotes or brackets."""
    for at in (row, row - 1):
        found = _KEY_VALUE.match(lines[at]) if 0 <= at < len(lines) else None
        value = found[4] if found else ""
        if found and _QUOTED_MORE.match(value):
            column = found.start(4) + 1
            message = (
                f"a text that starts with {value[0]} and goes on behind its end goes into quotes as a whole:"
                f" {double_quoted(value)}"
            )
            return Problem(Place(file, at + 1, column), message, "bad-yaml")
    return None


def _second_colon(line: str, row: int, said: str, file: Path) -> Problem | None:
    """Tell of a text that has a colon and a space in it."""
    found = _KEY_VALUE.match(line) if "mapping values are not allowed" in said else None
    if found is None or ": " not in f"{found[4]} ":
        return None
    message = (
        f"a text that has ': ' in it would be a key with a value; put it in quotes: {found[2]}:"
        f" {double_quoted(found[4])}"
    )
    return Problem(Place(file, row + 1, found.start(4) + 1), message, "bad-yaml")


def _indentation(lines: list[str], row: int, file: Path) -> Problem | None:
    """Tell of a key that stands neither below those before it nor deeper as a list or mapping would."""
    line = lines[row] if row < len(lines) else ""
    before = next(
        (each for each in reversed(lines[:row]) if each.strip() and not each.lstrip().startswith("#")), ""
    )
    ours, theirs = (
        _KEY_VALUE.match(f"{line} …" if line.rstrip().endswith(":") else line),
        _KEY_VALUE.match(before),
    )
    if ours is None or theirs is None or "-" in ours[1] or ours.start(2) == theirs.start(2):
        return None
    message = (
        f"`{ours[2]}` begins in column {ours.start(2) + 1}, and `{theirs[2]}` above in {theirs.start(2) + 1};"
        " the keys of an entry begin in the same one"
    )
    return Problem(Place(file, row + 1, ours.start(2) + 1), message, "bad-yaml")
