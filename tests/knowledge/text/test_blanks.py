"""Blanks are what an author sees in a sentence, and Anki reads them so."""

import pytest
from blanks_as_meant import AS_MEANT

from studygen.knowledge.text import cloze
from studygen.knowledge.text.blanks import answer, asked, blank_fault, blanks, to_html


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
    assert blank_fault(sentence)


@pytest.mark.parametrize("sentence", ["{{a::x}}", "{{a::x::h}} {{b-2::y}} {{a::z}}", "a {b} {{a::c}}"])
def test_sound_blanks_are_no_fault(sentence: str) -> None:
    assert blank_fault(sentence) is None


def test_a_sentence_of_more_blanks_than_anybody_studies_is_a_fault() -> None:
    blanks = [f"{{{{b{number}::x}}}}" for number in range(101)]
    assert blank_fault(" ".join(blanks[:100])) is None
    assert blank_fault(" ".join(blanks)) == (
        "it has 101 blanks, and 100 are the most; make several sentences of it"
    )


def test_blanks_of_one_name_open_together() -> None:
    sentence = "{{a::one::number}} and {{b::two}} and {{a::three}}"
    assert asked(sentence, "a") == "[number] and two and […]"
    assert answer(sentence, "a") == "one … three"


@pytest.mark.parametrize("sentence", ["*a {{x::b* c}}", "{{x::*a}} b*", "{{x::$a}} b$", "$a {{x::b$ c}}"])
def test_bold_or_a_formula_across_the_edge_of_a_blank_is_a_fault(sentence: str) -> None:
    assert "crosses the edge of the blank 'x'" in (blank_fault(sentence) or "")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("{{a::std::variant::type}}", "write \\:: for the sign itself"),
        ("{{a::one {{b::two}} three}}", "has another one in it"),
        ("{{a::if (x) { y }}", "braces in it do not match"),
        ("{{A::x}}", "the name in lower case"),
    ],
)
def test_what_is_misread_is_told_by_its_name(sentence: str, said: str) -> None:
    assert said in (blank_fault(sentence) or "")


@pytest.mark.parametrize(("sentence", "hidden", "hint", "field"), AS_MEANT)
def test_a_blank_hides_what_it_seems_to_hide(
    sentence: str, hidden: str, hint: str | None, field: str
) -> None:
    assert blank_fault(sentence) is None
    (blank,) = blanks(sentence)
    assert (blank.hidden, blank.hint) == (hidden, hint)
    assert cloze.to_anki(to_html(sentence), {"y": 1}) == field


def test_what_is_hidden_in_a_formula_is_one_on_its_own() -> None:
    sentence = r"$\frac{1}{ {{x::\sqrt{x}}} }$ end."
    assert asked(sentence, "x") == r"$\frac{1}{ […] }$ end."
    assert answer(sentence, "x") == r"$\sqrt{x}$"
