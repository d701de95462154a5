"""Blanks have names, and a name keeps its number."""

import pytest

from studygen.knowledge.text import cloze


@pytest.mark.parametrize(
    "sentence",
    [
        "no blank",
        "{{a}}",
        "{{a::}}",
        "{{A::x}}",
        "{{a::x",
        "x}} {{a::b}}",
        "{{a::{{b::x}}}}",
        "{{c 1::x}}",
        "{{a:: }}",
    ],
)
def test_blanks_that_anki_would_not_make_cards_of_are_faults(sentence: str) -> None:
    assert cloze.cloze_fault(sentence)


@pytest.mark.parametrize("sentence", ["{{a::x}}", "{{a::x::h}} {{b-2::y}} {{a::z}}", "a {b} {{a::c}}"])
def test_sound_blanks_are_no_fault(sentence: str) -> None:
    assert cloze.cloze_fault(sentence) is None


def test_a_known_name_keeps_its_number_and_a_new_one_gets_one_never_used() -> None:
    sentence = "{{new::x}} {{old::y}} {{newer::z}}"
    assert cloze.numbered(sentence, {"old": 2, "gone": 3}) == {"new": 4, "old": 2, "newer": 5}


def test_blanks_of_one_name_open_together() -> None:
    sentence = "{{a::one::number}} and {{b::two}} and {{a::three}}"
    assert (
        cloze.to_anki(sentence, {"a": 1, "b": 2}) == "{{c1::one::number}} and {{c2::two}} and {{c1::three}}"
    )
    assert cloze.asked(sentence, "a") == "[number] and two and […]"
    assert cloze.answer(sentence, "a") == "one … three"


def test_bold_across_the_edge_of_a_blank_is_a_fault() -> None:
    assert cloze.html_fault("<em>a {{x::b</em> c}}")
    assert cloze.html_fault("{{x::a<br>b}}") is None
    assert cloze.html_fault("<em>{{x::b}}</em> {{y::<em>c</em>}}") is None
