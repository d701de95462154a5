"""A paragraph is cut at the edges of what is cited, and nothing of it is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studygen.knowledge.text.folded_text import Span
from studygen.knowledge.text.stretches import stretches

PARAGRAPH = Span(10, 50)


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ([], [(10, 50, "")]),
        ([(10, 50, "a")], [(10, 50, "a")]),
        ([(20, 30, "a")], [(10, 20, ""), (20, 30, "a"), (30, 50, "")]),
        ([(10, 30, "b"), (20, 50, "a")], [(10, 20, "b"), (20, 30, "ba"), (30, 50, "a")]),
        ([(10, 20, "a"), (20, 50, "b")], [(10, 20, "a"), (20, 50, "b")]),
        ([(20, 30, "a"), (20, 30, "a")], [(10, 20, ""), (20, 30, "aa"), (30, 50, "")]),
    ],
)
def test_each_stretch_has_those_that_cite_it(
    cited: list[tuple[int, int, str]], expected: list[tuple[int, int, str]]
) -> None:
    found = stretches(PARAGRAPH, [(Span(start, end), by) for start, end, by in cited])
    assert [(span.start, span.end, "".join(by)) for span, by in found] == expected


SPANS = st.tuples(st.integers(10, 49), st.integers(1, 40)).map(
    lambda pair: Span(pair[0], min(50, pair[0] + pair[1]))
)


@given(st.lists(SPANS, max_size=8))
def test_the_stretches_are_the_paragraph_and_each_is_cited_whole_or_not_at_all(spans: list[Span]) -> None:
    found = list(stretches(PARAGRAPH, list(zip(spans, range(8), strict=False))))
    assert found[0][0].start == PARAGRAPH.start
    assert found[-1][0].end == PARAGRAPH.end
    assert all(one.end == other.start for (one, _), (other, _) in pairwise(found))
    for stretch, by in found:
        for index, span in enumerate(spans):
            shared = min(stretch.end, span.end) - max(stretch.start, span.start)
            assert (stretch.end - stretch.start if index in by else 0) == max(0, shared)
