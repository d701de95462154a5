"""The tags as a tree to read in a terminal."""

from collections import Counter
from collections.abc import Iterable, Sequence

from studygen.anki.search_terms import tag_term
from studygen.knowledge.text.tags import SEPARATOR, ancestors, in_order
from studygen.project.project import Project
from studygen.project.search import find_notes, read_search

_INDENT = _GAP = "  "
_LEAST = 12  # columns

Row = tuple[str, int, str]  # tag, the number of notes that bear it or one below, what it means


def lines(rows: Sequence[Row], width: int | None = None, *, full_names: bool = False) -> list[str]:
    """Return a line for each tag: indented, by its last part, with counts and meanings below each other.

    Args:
        rows: each tag after the one that it is below.
        width: at which meanings are cut off with an ellipsis; never if None.
        full_names: gives whole tags instead, which need no tree around them.
    """
    names = [tag if full_names else _name(tag) for tag, _, _ in rows]
    longest = max(map(len, names), default=0)
    digits = max((len(str(count)) for _, count, _ in rows), default=0)
    room = None if width is None else width - longest - digits - 2 * len(_GAP)
    return [
        f"{name:<{longest}}{_GAP}{count:>{digits}}{_GAP}{_cut(meaning, room)}".rstrip()
        for name, (_, count, meaning) in zip(names, rows, strict=True)
    ]


def flat(rows: Iterable[Row]) -> list[str]:
    """Return the tags as searches take them."""
    return [tag_term(tag).removeprefix("tag:") for tag, _, _ in rows]


def _name(tag: str) -> str:
    *above, last = tag.split(SEPARATOR)
    return f"{_INDENT * len(above)}{last}"


def _cut(meaning: str, room: int | None) -> str:
    """Shorten a meaning behind a word; leave it out where hardly a word has room."""
    if room is None or len(meaning) <= room:
        return meaning
    if room < _LEAST:
        return ""
    kept = meaning[:room].rpartition(" ")[0] or meaning[: room - 1]
    return f"{kept.rstrip(' ,;:')}…"


def tag_table(project: Project, where: str) -> list[tuple[str, int, str]]:
    """Return each tag, and each tag above one, with the number of notes under it and what it means.

    Raises:
        StudygenError: nothing matches.
    """
    counts = Counter(
        tag
        for note in (find_notes(project, read_search(project, where)) if where.strip() else project.notes)
        for tag in {above for tag in note.tags for above in ancestors(tag)}
    )
    meanings = {tag: text for source in project.knowledge.sources for tag, text in source.spec.tags.items()}
    return [(tag, counts[tag], meanings.get(tag, "")) for tag in in_order(counts)]
