"""What `check --fix` changes: faults whose remedy nobody need think about, in a project's YAML files."""

import codecs
import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path

from studygen.files import exclusive_access, replace_files
from studygen.knowledge.kinds import KIND_NAMES, keys_in_order, kind_of
from studygen.knowledge.knowledge_base import YAML
from studygen.knowledge.yaml import fixes
from studygen.problems import Problem

# Whose `fix` is always meant: an id's letters, a key's name, quotes, and characters of a quotation.
_SAFE = frozenset(("bad-value", "curly-quotes", "unfound-passage", "unknown-key"))


def proposed_changes(root: Path, problems: Sequence[Problem]) -> dict[Path, tuple[str, str]]:
    """Return the files in which something can be mended safely, each as it is and as it would be.

    Args:
        root: the project's folder.
        problems: what was found in it.
    """
    found = {}
    for file in sorted({problem.place.file for problem in problems}):
        if file.suffix in YAML and file.is_file() and file.resolve().is_relative_to(root.resolve()):
            text = _read(file)
            changed = _mended(text, [problem for problem in problems if problem.place.file == file])
            if changed and changed != text:
                found[file] = (text, changed)
    return found


def as_diff(changes: Mapping[Path, tuple[str, str]]) -> str:
    """Return changes as people and programs read them, with three lines around each."""
    lines: list[str] = []
    for file, (before, after) in changes.items():
        lines += difflib.unified_diff(
            before.splitlines(), after.splitlines(), str(file), str(file), lineterm=""
        )
    return "\n".join(lines)


def carry_out(root: Path, changes: Mapping[Path, tuple[str, str]]) -> None:
    """Write what was proposed, all of it or nothing.

    Raises:
        StudygenError: a file cannot be written.
    """
    with exclusive_access(root):
        replace_files({file: _encoded(file, after) for file, (_, after) in changes.items()})


def _mended(text: str, problems: Sequence[Problem]) -> str:
    """Return a file's text without those of its faults that can be mended safely; "" if that is not sure."""
    rules = {problem.rule for problem in problems}
    if rules & {"bad-yaml", "alias"}:
        return fixes.with_quotes(text)
    if "unknown-kind" in rules:
        text = fixes.with_kinds_first(text, _with_kind_first)
    written = {
        (problem.place.line, problem.place.column): problem.fix
        for problem in problems
        if problem.fix and problem.rule in _SAFE
    }
    return fixes.with_values(text, written)


def _with_kind_first(keys: Sequence[str]) -> Sequence[str] | None:
    """Return the keys of an entry whose first is not its kind in order; None if nothing is to be done."""
    kinds = [key for key in keys if key in KIND_NAMES]
    kind = kind_of(kinds[0]) if len(kinds) == 1 and keys[0] != kinds[0] else None
    if kind is None:
        return None
    order = keys_in_order(kind)
    return sorted(keys, key=lambda key: order.index(key) if key in order else len(order))


def _read(file: Path) -> str:
    return file.read_bytes().decode("utf-8-sig", "replace")


def _encoded(file: Path, text: str) -> bytes:
    mark = codecs.BOM_UTF8 if file.read_bytes().startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode()
