"""Words compare by their stems, in the text's language, and only if they carry meaning."""

import pytest
import snowballstemmer

from studygen.checks.languages import LANGUAGES
from studygen.checks.stems import content_stems, count, stems


def test_words_without_meaning_of_their_own_do_not_count() -> None:
    assert content_stems("What was it that they said about the 1930’s?", "en") == {"1930"}


def test_forms_of_a_word_are_one() -> None:
    assert content_stems("Promoting Stalin’s revolutions", "en") == content_stems(
        "promotes stalin revolution", "en"
    )


def test_a_hyphenated_word_is_one() -> None:
    assert count("the politically-selected non-workers, U.S. and Lenin’s") == 6


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_every_stemmer_is_one_that_there_is(code: str) -> None:
    assert LANGUAGES[code].stemmer in (None, *snowballstemmer.algorithms())


def test_other_languages_have_stems_of_their_own_and_unknown_ones_the_words_themselves() -> None:
    assert stems("Häuser", "de") == stems("Haus", "de")
    assert stems("Sanojen", "xx") == ["sanojen"]
