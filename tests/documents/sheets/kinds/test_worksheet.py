"""The worksheet: whole sentences of the text, blanks that give nothing away, and a key to all of it."""

import re
from dataclasses import replace

import pytest
from sheet_tools import compiled, sheet_input, term, text_of

from studygen.documents.sheets.blanks import Gap
from studygen.documents.sheets.kinds import worksheet
from studygen.documents.sheets.set_option import told
from studygen.documents.sheets.sheet import SheetInput
from studygen.problems import StudygenError

TEXT = """\
When the war was over, Avalon gave back all that Camelot had lost. Nobody in the land knew why that was so.

It is said that Avalon had never been a land, and that Avalon had no king of its own.
"""
CITED = {"Avalon": "Avalon had never been a land", "Camelot": "all that Camelot had lost"}


def given(*choices: str) -> SheetInput:
    entries = [
        term(name.lower(), name, "x").model_copy(update={"passages": (passage,)})
        for name, passage in (
            ("Avalon", "Avalon had never been a land"),
            ("Camelot", "all that Camelot had lost"),
        )
    ]
    return replace(sheet_input(entries, text=TEXT), options=told("worksheet", choices))


def exercises(*choices: str) -> tuple[worksheet.Exercise, ...]:
    made: tuple[worksheet.Exercise, ...] = worksheet.content(given(*choices)).values["worksheet"]["exercises"]
    return made


def test_the_sentences_that_entries_rest_on_come_whole_and_in_the_order_of_the_text() -> None:
    first, second = exercises()
    assert (first.paragraph, second.paragraph) == (1, 2)
    rebuilt = "".join(
        first.sentence.hidden[piece.number].words if isinstance(piece, Gap) else piece
        for piece in first.sentence.pieces
    )
    assert rebuilt == TEXT.partition(" Nobody")[0]


def test_a_name_is_blank_wherever_its_sentence_has_it() -> None:
    second = exercises()[1].sentence
    shown = "".join(piece for piece in second.pieces if isinstance(piece, str))
    assert "Avalon" not in shown
    assert sum(isinstance(piece, Gap) for piece in second.pieces) == 2
    assert len(second.hidden) == 1


def test_blanks_are_numbered_through_and_the_key_has_the_word_of_each() -> None:
    sheet, key = compiled("worksheet", given())
    assert sheet.warnings == key.warnings == ()
    answers = text_of(key)
    hidden = {number: one.words for each in exercises() for number, one in each.sentence.hidden.items()}
    assert list(hidden) == [1, 2, 3]
    for number, words in hidden.items():
        assert re.search(rf"\b{number} {words}\b", answers)
    text = text_of(sheet)
    assert "3 blanks in 2 sentences" in text
    assert text.count("Avalon") == text.count("Camelot") == 1  # in the list of words
    assert "some more than once" in text


def test_the_list_of_words_can_be_left_out() -> None:
    assert "Avalon" not in text_of(compiled("worksheet", given("bank=false"))[0])


def test_passages_and_blanks_are_limited() -> None:
    (one,) = exercises("passages=1", "blanks=1")
    assert len(one.sentence.hidden) == 1


def test_a_text_without_names_has_nothing_to_fill_in() -> None:
    entry = term("t", "Hyperborea", "x").model_copy(update={"passages": ("Nobody in the land knew why",)})
    with pytest.raises(StudygenError, match="nothing to fill in"):
        worksheet.content(sheet_input([entry], text=TEXT))
