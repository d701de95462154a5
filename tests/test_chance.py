"""What a seed drew once, it draws always: decks and sheets that were given out stay as they are."""

from studygen.chance import lot, lot_for_decks, shuffled

NAMES = ("ada", "bela", "cleo", "dora", "emil")


def test_quizzes_are_drawn_as_ever() -> None:
    assert sorted(NAMES, key=lambda name: lot(7, name)) == ["bela", "cleo", "dora", "ada", "emil"]
    assert sorted(NAMES, key=lambda name: lot(8, name)) == ["emil", "cleo", "dora", "ada", "bela"]


def test_where_words_end_makes_a_difference() -> None:
    assert lot(7, "ab", "c") != lot(7, "a", "bc")


def test_decks_are_drawn_and_shuffled_as_ever() -> None:
    assert sorted(NAMES, key=lambda name: lot_for_decks(7, name)) == ["ada", "dora", "emil", "bela", "cleo"]
    assert shuffled(NAMES, 7) == ("emil", "ada", "dora", "bela", "cleo")
