"""Whatever stands in a field, a side or a template of a stranger's package, reading it ends."""

import pytest
from worst_inputs import assert_ends_soon

CARDS = """
from studygen.anki.card_renderer import render, side_fault
from studygen.anki.notetypes import CardTemplate, Field, NoteType
from studygen.problems import StudygenError

def card(front, *, cloze=False):
    template = CardTemplate("Card", 1, front, "{{FrontSide}}" + front)
    return NoteType("t", "T", 1, (Field("F", 1),), (template,), "", cloze=cloze)

def shown(kind, *fields):
    try:
        render(kind, fields, (), 0)
    except StudygenError as error:
        assert len(str(error)) < 500, error
"""


@pytest.mark.thorough
def test_words_of_html() -> None:
    assert_ends_soon("from studygen.anki.reading.terminal_text import words", "words(text)")
    assert_ends_soon("from studygen.anki.html_text import to_text", "to_text(text, without=['note'])")


@pytest.mark.thorough
def test_fields_of_cards() -> None:
    filters = "{{F}}{{text:F}}{{hint:F}}{{type:F}}"
    assert_ends_soon(CARDS, f"shown(card('{filters}'), text)")
    assert_ends_soon(CARDS, "shown(card('{{#F}}{{^F}}x{{/F}}{{/F}}{{text:F}}' * 99), ' ' + text)")


@pytest.mark.thorough
def test_clozes() -> None:
    assert_ends_soon(CARDS, "shown(card('{{cloze:F}}', cloze=True), '{{c1::x}}{{c1::' + text)")
    # A blank within blanks is escaped again and again, each time to six times its length.
    nested = "text = '{{c1::<' * 10 + '&' * 1000 + '}}' * 10"
    assert_ends_soon(CARDS, f"{nested}; shown(card('{{{{cloze:F}}}}', cloze=True), text); break")


@pytest.mark.thorough
def test_sides_of_templates() -> None:
    assert_ends_soon(CARDS, "side_fault(text, ['F'], is_front=True); shown(card('{{F}}' + text), 'x')")
    assert_ends_soon(CARDS, "shown(card('{{F}}' + '{{FrontSide}}' * 5000), text)")


def test_names_and_gists_of_notes() -> None:
    assert_ends_soon(
        f"{CARDS}\nfrom studygen.anki.reading.package import PackageNote",
        "note = PackageNote('g', card('{{F}}', cloze=True), 0, (text,), (), ()); note.label, note.gist",
    )
