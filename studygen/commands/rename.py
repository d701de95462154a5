"""Renaming entries, questions and steps in all files of a project, so that learners keep what they have."""

import codecs
from pathlib import Path

from studygen.checks.rules.repeated_id import repeated_id
from studygen.files import exclusive_access, replace_files
from studygen.knowledge.yaml.editor import Change, YamlEditor
from studygen.problems import FaultyFilesError
from studygen.project.folders import LOCK_FILE
from studygen.project.reading import FileReader, read_decks, read_knowledge
from studygen.project.renaming import renaming
from studygen.project.symbolic_links import odd_files
from studygen.releases.lock_file import read_lock


def rename(root: Path, old: str, new: str, *, dry_run: bool = False) -> tuple[Change, ...]:
    """Give an entry, a question or a step another id, or tell of one that was given by hand.

    Args:
        root: the project's folder.
        old: the full id that it has or had.
        new: the full id that it gets or has.
        dry_run: whether to write nothing.

    Returns:
        What was changed, by file and line.

    Raises:
        FaultyFilesError: a file cannot be read.
        StudygenError: there is no such thing, it cannot be called so, or a file cannot be written.
    """
    if odd := tuple(odd_files(root)):
        raise FaultyFilesError(odd)
    with exclusive_access(root):
        reader = FileReader()
        knowledge = read_knowledge(root / "source", reader)
        decks = tuple(read_decks(root / "decks", reader))
        reader.problems += repeated_id(knowledge)
        reader.stop_at_errors()
        records = [*(deck.spec for deck in decks), *(source.spec for source in knowledge.sources)]
        edits = renaming(knowledge, records, read_lock(root / LOCK_FILE), old, new)
        editors: dict[Path, YamlEditor] = {}
        for edit in edits:
            file = edit.place.file
            editors.setdefault(file, YamlEditor(_text_of(file), file))
            edit.carry_out(editors[file])
        results = {file: editor.result() for file, editor in sorted(editors.items())}
        if not dry_run:
            replace_files({file: _encoded(text, file) for file, (text, _) in results.items()})
    return tuple(change for _, changes in results.values() for change in changes)


def _text_of(file: Path) -> str:
    """Return the text of a file that was read before, with the line ends that it has."""
    return file.read_bytes().decode("utf-8-sig")


def _encoded(text: str, file: Path) -> bytes:
    """Return what is to be in a file; its mark of the order of bytes stays, if it has one."""
    mark = codecs.BOM_UTF8 if file.read_bytes().startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode()
