"""The tags as a tree to read in a terminal."""

from collections.abc import Iterable, Sequence

from studygen.tags import SEPARATOR

_INDENT = "  "
_LEAST = 20  # columns for a meaning, below which a terminal is too narrow to cut it

Row = tuple[str, int, str]  # tag, the number of notes that bear it or one below, what it means


def lines(rows: Sequence[Row], width: int | None = None, *, full_names: bool = False) -> list[str]:
    """Return a line for each tag: indented, by its last part, with counts and meanings below each other.

    Args:
        rows: each tag after the one that it is below.
        width: at which meanings are cut off with a dash of dots; never if None.
        full_names: gives whole tags instead, which need no tree around them.
    """
    names = [tag if full_names else _name(tag) for tag, _, _ in rows]
    longest = max(map(len, names), default=0)
    digits = max((len(str(count)) for _, count, _ in rows), default=0)
    return [
        _cut(f"{name:<{longest}}  {count:>{digits}}  {meaning}".rstrip(), width, longest + digits + 4)
        for name, (_, count, meaning) in zip(names, rows, strict=True)
    ]


def flat(rows: Iterable[Row]) -> list[str]:
    """Return the tags as searches take them."""
    return [tag for tag, _, _ in rows]


def _name(tag: str) -> str:
    *above, last = tag.split(SEPARATOR)
    return f"{_INDENT * len(above)}{last}"


def _cut(line: str, width: int | None, before: int) -> str:
    """Shorten a line at the end of a word, if a meaning starts early enough to leave something of it."""
    if width is None or len(line) <= width or width - before < _LEAST:
        return line
    kept = line[: width - 1]
    return f"{kept.rpartition(' ')[0] if line[width - 1] != ' ' else kept}…".replace(" …", "…")
