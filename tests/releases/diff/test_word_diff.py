"""Changes of texts are told word by word, in pieces that can be read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studygen.releases.diff.word_diff import Piece, Work, compare, line_diff, shortened

MARKS = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}


def marked(pieces: tuple[Piece, ...]) -> str:
    return "".join(MARKS[kind].format(text) for kind, text in pieces)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("a b", "a b", "a b"),
        ("", "", ""),
        ("", "a", "{+a+}"),
        ("a b", "", "[-a b-]"),
        ("a b", "a b c", "a b{+ c+}"),
        ("The cat sat on mats.", "The dog sat at mats.", "The [-cat-]{+dog+} sat [-on-]{+at+} mats."),
        ("the old cat", "the young dog", "the [-old cat-]{+young dog+}"),
        ("people of the city", "inhabitants of towns", "[-people of the city-]{+inhabitants of towns+}"),
        ("abcd of efgh", "wxyz of stuv", "[-abcd of efgh-]{+wxyz of stuv+}"),
        ("we an all", "X X X", "[-we an all-]{+X X X+}"),
        ("don’t stop", "do stop", "[-don’t-]{+do+} stop"),
        ("one\ntwo", "one\nthree", "one\n[-two-]{+three+}"),
        ("<em>both</em> b", "both b", "[-<em>-]both[-</em>-] b"),
        ("猫坐", "犬坐", "[-猫坐-]{+犬坐+}"),
    ],
)  # fmt: skip
def test_what_went_stands_before_what_came(old: str, new: str, told: str) -> None:
    assert marked(compare(old, new)) == told


@given(
    st.text("ab ,\n", max_size=30),
    st.text("ab ,\n", max_size=30),
)
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert "".join(text for kind, text in pieces if kind != "new") == old
    assert "".join(text for kind, text in pieces if kind != "old") == new
    assert all(text for _, text in pieces)


def test_long_stretches_that_stayed_are_cut_down_to_what_is_around_a_change() -> None:
    words = " ".join(f"word{number}" for number in range(100))
    (start, *_, end) = shortened(compare(f"{words} cat {words}", f"{words} dog {words}"))
    assert start.text.startswith("… ")
    assert start.text.endswith(" word99 ")
    assert end.text.startswith(" word0 ")
    assert end.text.endswith(" …")
    assert len(start.text) < 70
    (_, _, between, *_) = shortened(compare(f"cat {words} cat", f"dog {words} dog"))
    assert re.fullmatch(r" word0 [^…]*\w … \w[^…]* word99 ", between.text)


def test_texts_of_absurd_length_are_not_compared_word_by_word() -> None:
    old, new = "a b " * 5000, "b a c " * 5000
    assert [piece.kind for piece in compare(old, new)] == ["old", "new", "same"]
    assert line_diff("a\n" * 5000, "b\n" * 5000, Work()) == ()


def test_code_is_compared_line_by_line() -> None:
    assert line_diff("a\nb\n-- c", "a\nb", Work()) == ("@@ -1,3 +1,2 @@", " a", " b", "--- c")
    assert line_diff("a", "a", Work()) == ()


def test_texts_that_would_take_days_are_told_apart_as_wholes() -> None:
    """A word that both have a thousand times, each time between others, is the worst for difflib."""
    old = "".join(f"x{number}, " for number in range(900))
    new = "".join(f"y{number}, " for number in range(900))
    assert len(compare(old, new, Work())) == 3  # but for the comma and the space at the end
    assert len(compare("one two three", "one 2 three", Work())) == 4
    used_up = Work()
    used_up.left = 0
    assert compare("one two three", "one 2 three", used_up) == compare("one two three", "one 2 three", Work())
    assert line_diff("a\n, \n" * 400, "b\n, \n" * 400, Work()) == ()
