"""A passage is found where the text has it, word for word, and only there."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studygen.knowledge.text.document import Document, passage_fault

TEXT = """It was part of it.  “Don’t,”
said the cat. Art is long.

The second paragraph is short. Part two, part three."""


@pytest.fixture
def document() -> Document:
    return Document(TEXT)


@pytest.mark.parametrize(
    "passage", ["art of it", "Art is lon", "it was part", "long. The second", "Don't, said", "", "[…]"]
)
def test_what_is_not_there_word_for_word_is_not_found(document: Document, passage: str) -> None:
    assert document.locate(passage) == ()


@pytest.mark.parametrize(
    ("passage", "paragraph", "sentence", "words"),
    [
        ("It was part of it", 1, 1, "It was part of it"),
        ('of it. "Don\'t," said', 1, 1, "of it. “Don’t,” said"),
        ("  said the\n cat ", 1, 2, "said the cat"),
        ("Art is long", 1, 3, "Art is long"),
        ("second", 2, 1, "second"),
        ("The second paragraph […] two, part three", 2, 1, "The second paragraph […] two, part three"),
        ("It was part [...] Art is long.", 1, 1, "It was part […] Art is long."),
    ],
)
def test_a_passage_knows_its_place_and_the_words_of_the_text(
    document: Document, passage: str, paragraph: int, sentence: int, words: str
) -> None:
    (found,) = document.locate(passage)
    assert (found.paragraph, found.words) == (paragraph, words)
    assert document.sentence(found) == document.sentences[paragraph - 1][sentence - 1]
    assert found.locator == f"¶{paragraph}"
    assert document.text[found.start] == words[0]
    assert document.text[found.end - 1] == words[-1]


def test_an_omission_does_not_reach_into_another_paragraph(document: Document) -> None:
    assert document.locate("It was part […] The second paragraph") == ()
    assert document.locate("Art is long […] It was part") == ()


def test_every_place_is_found(document: Document) -> None:
    assert [found.paragraph for found in document.locate("it")] == [1]
    assert len(document.locate("part")) == 2


def test_without_blank_lines_each_line_is_a_paragraph() -> None:
    assert len(Document("one\ntwo\nthree\n").paragraphs) == 3
    assert len(Document("one\ntwo\n\nthree\n").paragraphs) == 2


def test_the_pieces_of_an_omission_have_three_words_each() -> None:
    assert passage_fault("one two […] three four five")
    assert passage_fault("one two three […] four five six") is None
    assert passage_fault("short") is None


def test_the_nearest_place_is_named(document: Document) -> None:
    found = document.nearest("The second paragraf is short")
    assert found is not None
    assert (found.paragraph, found.words) == (2, "The second paragraph is short")
    assert document.nearest("nothing like this anywhere") is None


SOME_WORDS = st.lists(st.sampled_from(("the", "of", "cat", "mat", "dog", "sat", "on", "war")), max_size=12)


@given(st.lists(SOME_WORDS.filter(bool), min_size=1, max_size=5), SOME_WORDS)
def test_the_nearest_place_is_the_first_that_shares_most(
    paragraphs: list[list[str]], wanted: list[str]
) -> None:
    text = "\n\n".join(map(" ".join, paragraphs))
    words = list(re.finditer(r"\w+", text))
    said = [word[0] for word in words]
    size = min(len(wanted), len(said))
    shared = [(Counter(said[at : at + size]) & Counter(wanted)).total() for at in range(len(said) - size + 1)]
    found = Document(text).nearest(" ".join(wanted))
    if not wanted or max(shared) * 2 < size:
        assert found is None
    else:
        assert found is not None
        first = shared.index(max(shared))
        assert found.start == words[first].start()
        # What runs over the end of a paragraph is shown up to there.
        assert " ".join(said[first : first + size]).startswith(found.words)
