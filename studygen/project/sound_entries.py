"""Entries that can be looked at for themselves, where others have faults."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from studygen.knowledge.base import without_ids
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.text_fields import texts
from studygen.problems import Problem


def sound_entries(knowledge: Knowledge, problems: Iterable[Problem]) -> Knowledge:
    """Return what is known less the entries with errors, and less what leads to these in others."""
    faulty = _entries_with_errors(knowledge, problems)
    sound = {entry.id for _, entry in knowledge.entries() if entry.id not in faulty}
    sources = [
        replace(
            source,
            entries=tuple(_leading_to(entry, sound) for entry in source.entries if entry.id in sound),
        )
        for source in knowledge.sources
    ]
    return replace(knowledge, sources=tuple(sources))


def _leading_to(entry: Entry, sound: set[str]) -> Entry:
    gone = entry.referenced - sound
    return without_ids(entry, gone) if gone else entry


def _entries_with_errors(knowledge: Knowledge, problems: Iterable[Problem]) -> set[str]:
    """Return the ids of the entries in whose lines an error was found."""
    lines: dict[Path, list[tuple[int, int, str]]] = {}
    for _, entry in knowledge.entries():
        place = entry.place(entry.kind)
        lines.setdefault(place.file, []).append((place.line, _last_line(entry), entry.id))
    faulty = set()
    for problem in problems:
        entries = lines.get(problem.place.file, ())
        above = bisect_right(entries, problem.place.line, key=lambda each: each[0])
        if above and problem.severity == "error":
            _, last, entry_id = entries[above - 1]
            if problem.place.line <= last:  # else it is in an entry that could not be read at all
                faulty.add(entry_id)
    return faulty


def _last_line(entry: Entry) -> int:
    """Return the last line in which something of an entry begins that another entry does not have."""
    said = (path for path, *_ in texts(entry))
    paths = (*said, *(path for path, _ in (*entry.quoted, *entry.tagged, *entry.references)))
    return max(entry.place(*path).line for path in paths)
