"""The shortest stretch of a text with a word in it that stands there once."""

import pytest

from studygen.knowledge.text.document import Document
from studygen.knowledge.text.unique_passage import unique_passage

TEXT = "The cat sat on the mat. The cat sat on the mat again. It’s “mine”, said the cat; it was not."


@pytest.mark.parametrize(
    ("text", "word", "passage"),
    [
        (TEXT, "again", "sat on the mat again."),
        (TEXT, "mat", "cat sat on the mat."),
        (TEXT, "it's", "It’s “mine”, said the cat;"),
        (TEXT, "Cat", "The cat sat on the mat."),
        (TEXT, "at", None),
        (TEXT, "the dog", None),
        (TEXT, "", None),
        ("물은 차다. 얼음은 더 차다.", "물", "물은 차다."),
        ("猫は座布団の上に座っていた。", "座布団", "猫は座布団の上に座っていた。"),
        (
            "猫は敷物に座った。それは猫の敷物で、他の誰のものでもなかった。",
            "誰",
            "他の誰のものでもなかった。",
        ),
    ],
)
def test_the_passage_with_a_word(text: str, word: str, passage: str | None) -> None:
    document = Document(text)
    found = unique_passage(document, word)
    assert found == passage
    assert found is None or len(document.locate(found)) == 1
