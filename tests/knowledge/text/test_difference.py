"""What tells a passage from what the text has: characters by their names, or words, and what to quote."""

import pytest

from studygen.knowledge.text.difference import difference_of_characters, difference_of_words
from studygen.knowledge.text.document import Document

TEXT = """Noon was when the sun stood highest over the market place. Nobody minded it at all.

Un cafe\u0301 noir — «le meilleur» — attend. The con\u00addition of the ﬁrst state was inter-
national. Пётр сказал: «нет». In １９１７ it ended … at last.
"""


@pytest.mark.parametrize(
    ("passage", "words", "told"),
    [
        ("Un café noir", "Un cafe\u0301 noir", "the text has e (U+0301 COMBINING ACUTE ACCENT), and this é"),
        (
            'noir — "le meilleur"',
            "noir — «le meilleur»",
            "« (U+00AB LEFT-POINTING DOUBLE ANGLE QUOTATION MARK)",
        ),
        (
            "Un cafe\u0301 noir - «le",
            "Un cafe\u0301 noir — «le",
            "— (U+2014 EM DASH), and this - (U+002D HYPHEN-MINUS)",
        ),
        ("The condition of", "The con\u00addition of", "(U+00AD SOFT HYPHEN), and this nothing"),
        ("of the first state", "of the ﬁrst state", "ﬁ (U+FB01 LATIN SMALL LIGATURE FI), and this f i"),
        ("was international", "was inter- national", "and this nothing"),
        ("Nоbоdy minded", "Nobody minded", "the text has o, and this о (U+043E CYRILLIC SMALL LETTER O)"),
        ("nobody minded", "Nobody minded", "the text has N, and this n"),
        ("In 1917 it", "In １９１７ it", "(U+FF11 FULLWIDTH DIGIT ONE)"),
        ("it ended... at", "it ended … at", "… (U+2026 HORIZONTAL ELLIPSIS)"),
    ],
)
def test_characters_that_differ_are_named(passage: str, words: str, told: str) -> None:
    document = Document(TEXT)
    assert not document.locate(passage)
    found = difference_of_characters(document, passage)
    assert found
    assert found.words == words
    assert told in found.told
    assert found.is_mechanical
    assert document.locate(found.words)


@pytest.mark.parametrize(
    ("passage", "marked", "words"),
    [
        (
            "stood highest above the market",
            "stood highest ‹over› the market",
            "stood highest over the market",
        ),
        ("when the moon stood highest", "when the ‹sun› stood", "when the sun stood highest"),
        ("midday was when the sun stood", "‹Noon› was when", "Noon was when the sun stood"),
        ("over the market square", "over the market ‹place›.", "over the market place"),
        ("Noon was the sun stood highest", "Noon was ‹when› the sun", "Noon was when the sun stood highest"),
        (
            "stood very highest over the market",
            "stood highest over the market",
            "stood highest over the market",
        ),
    ],
)
def test_words_that_differ_are_marked_in_the_whole_sentence(passage: str, marked: str, words: str) -> None:
    document = Document(TEXT)
    found = difference_of_words(document, passage)
    assert found
    locator, difference = found
    assert locator == "¶1"
    assert marked in difference.sentence
    assert difference.sentence.startswith(("Noon", "‹Noon›"))
    assert difference.sentence.endswith("place." if "‹place›" not in marked else "‹place›.")
    assert difference.words == words
    assert document.locate(words)


def test_of_what_is_like_nothing_there_is_no_place() -> None:
    assert difference_of_characters(Document(TEXT), "quite another sentence") is None
    assert difference_of_words(Document(TEXT), "quite another sentence altogether") is None
