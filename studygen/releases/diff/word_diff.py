"""What became of a text, word by word, as few and as large pieces as a reader can take in."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import Match, SequenceMatcher, unified_diff
from typing import Literal, NamedTuple

Kind = Literal["same", "old", "new"]

_TOKEN = re.compile(r"\s+|\w+(?:['’]\w+)*|<[^<>\s]{1,20}>|[^\w\s]")
_MOST_WORK = 4_000_000  # pairs of words; beyond that, comparing takes seconds and tells nobody anything
_MOST_LINES = 1_000
_LITTLE_WORK, _WORK_BY_BYTE = 100_000, 200
_AROUND = 60  # characters shown of a long stretch that stayed the same, on either side of a change


class Work:
    """How many pairs of equal words may still be looked at; texts could be made to take days."""

    def __init__(self, size: int = 0, least: int = _LITTLE_WORK) -> None:
        self.left = least + size * _WORK_BY_BYTE


class _TooMuchWorkError(Exception):
    """There is no work left."""


class _Matcher(SequenceMatcher[str]):
    """Compares words as long as there is work left."""

    def __init__(self, before: Sequence[str], after: Sequence[str], work: Work) -> None:
        super().__init__(None, before, after, autojunk=False)
        self.before = before
        self.often = Counter(after)
        self.work = work

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """Return the longest stretch that is the same.

        Raises:
            _TooMuchWorkError: to find it would take too much.
        """
        self.work.left -= sum(self.often[word] + 1 for word in self.before[alo:ahi])
        if self.work.left < 0:
            raise _TooMuchWorkError
        return super().find_longest_match(alo, ahi, blo, bhi)


class Piece(NamedTuple):
    """A stretch of a text: it stayed, it went, or it came."""

    kind: Kind
    text: str


def compare(old: str, new: str, work: Work | None = None) -> tuple[Piece, ...]:
    """Return the pieces of both texts in order; what went stands before what came in its place.

    Where they are too long, or `work` is used up, they are told apart as wholes.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    middle = _middle(before[start : len(before) - end], after[start : len(after) - end], work or Work())
    pieces = [("".join(before[:start]),) * 2, *middle, ("".join(before[len(before) - end :]),) * 2]
    return tuple(_pieces(_readable(pieces)))


def shortened(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces with what stayed the same cut down to the words around the changes."""
    last = len(pieces) - 1
    return tuple(
        Piece("same", _cut(piece.text, head=at > 0, tail=at < last)) if piece.kind == "same" else piece
        for at, piece in enumerate(pieces)
    )


def line_diff(old: str, new: str, work: Work) -> tuple[str, ...]:
    """Return the lines of code that went (-) and came (+), with those around them; nothing if too long."""
    before, after = old.splitlines(), new.splitlines()
    if before == after or max(len(before), len(after)) > _MOST_LINES:
        return ()
    try:
        _Matcher(before, after, work).get_opcodes()
    except _TooMuchWorkError:
        return ()
    _, _, *lines = unified_diff(before, after, n=2, lineterm="")  # the first two would name files
    return tuple(lines)


def _shared(before: Sequence[str], after: Sequence[str]) -> int:
    """Return how many words at the beginning are the same."""
    count = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        count += 1
    return count


_Pair = tuple[str, str]  # what was and what is; the same twice if it stayed


def _middle(before: Sequence[str], after: Sequence[str], work: Work) -> Iterator[_Pair]:
    try:
        if len(before) * len(after) > _MOST_WORK:
            raise _TooMuchWorkError
        changes = _Matcher(before, after, work).get_opcodes()
    except _TooMuchWorkError:
        yield "".join(before), "".join(after)
        return
    for _, start, end, new_start, new_end in changes:
        yield "".join(before[start:end]), "".join(after[new_start:new_end])


def _readable(pairs: Iterable[_Pair]) -> list[_Pair]:
    """Join changes between which there is too little to help a reader."""
    left = [pair for pair in pairs if pair != ("", "")]
    at = 1
    while at < len(left) - 1:
        before, (stayed, same), after = left[at - 1 : at + 2]
        if stayed == same and _is_little(before, stayed, after):
            left[at - 1 : at + 2] = [(before[0] + stayed + after[0], before[1] + same + after[1])]
            at = max(1, at - 1)
        else:
            at += 1
    return left


def _is_little(before: _Pair, stayed: str, after: _Pair) -> bool:
    """Tell whether no more stayed than changed on either side of it, as `of` between other words."""
    if not stayed.strip():
        return True
    # Where something only came, or only went, nothing that stayed is told as if it had not.
    if not (before[0] or after[0]) or not (before[1] or after[1]):
        return False
    return len(stayed) <= min(max(map(len, before)), max(map(len, after)))


def _pieces(pairs: Iterable[_Pair]) -> Iterator[Piece]:
    for old, new in pairs:
        if old == new:
            yield Piece("same", old)
            continue
        if old:
            yield Piece("old", old)
        if new:
            yield Piece("new", new)


def _cut(text: str, *, head: bool, tail: bool) -> str:
    """Return the head and the tail of a long text, each if it is next to a change."""
    if len(text) <= _AROUND * (head + tail) + 20:
        return text
    first = text[:_AROUND].rpartition(" ")[0] if head else ""
    last = text[-_AROUND:].partition(" ")[2] if tail else ""
    return f"{first} … {last}" if head and tail else f"{first} …" if head else f"… {last}"
