"""A paragraph in stretches, each of which the same citations cover from end to end."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from studygen.knowledge.text.folded_text import Span

T = TypeVar("T")


def stretches(paragraph: Span, cited: Sequence[tuple[Span, T]]) -> Iterator[tuple[Span, list[T]]]:
    """Cut a paragraph wherever what is cited begins or ends.

    Args:
        paragraph: what is cut.
        cited: spans of it, each with what cites it.

    Yields:
        Each stretch, from left to right, with all that cite it, in the order in which they were given.
    """
    edges = {paragraph.start, paragraph.end, *(at for span, _ in cited for at in (span.start, span.end))}
    cuts = sorted(edges)
    citing: list[list[T]] = [[] for _ in cuts]
    for span, by in cited:
        for index in range(bisect_left(cuts, span.start), bisect_left(cuts, span.end)):
            citing[index].append(by)
    for (start, end), by_whom in zip(pairwise(cuts), citing, strict=False):  # nothing begins at the last cut
        yield Span(start, end), by_whom
