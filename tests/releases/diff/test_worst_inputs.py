"""Whatever stands in a field of two packages, telling them apart ends."""

import pytest
from worst_inputs import assert_ends_soon

IMPORTS = "from studygen.releases.diff.word_diff import Work, compare, line_diff"


@pytest.mark.thorough
def test_words() -> None:
    assert_ends_soon(IMPORTS, "compare(text, 'x ' + text + 'y')")
    assert_ends_soon(IMPORTS, "compare(text[:3000], 'x' + text[-2000:] * 2 + 'y', Work())")


def test_lines() -> None:
    assert_ends_soon(IMPORTS, "line_diff(text, 'x' + text, Work())")


@pytest.mark.thorough
def test_markdown() -> None:
    assert_ends_soon("from studygen.releases.diff.as_markdown import escaped", "escaped(text)")
