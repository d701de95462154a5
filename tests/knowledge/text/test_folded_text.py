"""What the index of a text finds is what a plain search finds that tries every stretch of the text."""

import random
from collections.abc import Iterator

import pytest

from studygen.knowledge.text.document import Document
from studygen.knowledge.text.folded_text import Span, fold

WORDS = (
    "art",
    "part",
    "of",
    "it",
    "1917",
    "x2",
    "é",
    "_",
    "a_b",
    "“art”",
    "don’t",
    "‘it’",
    "…",
    "½",
    "中",
    "it.",
)
SPACES = (" ", " ", " ", "  ", "\n", "\t", " \n ", "\u00a0", "", "\n\n", "\n \n\n")


@pytest.mark.parametrize("seed", range(30))
def test_a_passage_is_found_wherever_the_text_has_its_words(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  # the same texts every time
    words = draw.sample(WORDS, draw.randint(2, len(WORDS)))
    text = "".join(draw.choice(words) + draw.choice(SPACES) for _ in range(30))
    document = Document(text)
    for _ in range(20):
        at = draw.randrange(len(text))
        passage = text[at : at + draw.randint(1, 20)].replace("“", draw.choice('“"'))
        found = [Span(each.start, each.end) for each in document.locate(passage)]
        assert found == list(_places(document, passage)), (text, passage)


def test_what_follows_an_omission_does_not_begin_before_it() -> None:
    document = Document("one two three four five six. three four.")
    assert not list(document.locate("one two three four […] three four five six"))
    assert list(document.locate("one two three […] four five six"))


def _places(document: Document, passage: str) -> Iterator[Span]:
    wanted = fold(passage)
    text = document.text
    for paragraph in document.paragraphs:
        for start in range(paragraph.start, paragraph.end):
            for end in range(start + 1, paragraph.end + 1):
                is_whole = not (_parts_a_word(text, start) or _parts_a_word(text, end))
                is_bare = text[start:end].strip() == text[start:end]
                if wanted and is_whole and is_bare and fold(text[start:end]) == wanted:
                    yield Span(start, end)


def _parts_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
