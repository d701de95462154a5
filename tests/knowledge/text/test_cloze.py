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


def test_a_sentence_of_more_blanks_than_anybody_studies_is_a_fault() -> None:
    blanks = [f"{{{{b{number}::x}}}}" for number in range(101)]
    assert cloze.cloze_fault(" ".join(blanks[:100])) is None
    assert cloze.cloze_fault(" ".join(blanks)) == (
        "it has 101 blanks, and 100 are the most; make several sentences of it"
    )


def test_a_known_name_keeps_its_number_and_a_new_one_gets_one_never_used() -> None:
    sentence = "{{new::x}} {{old::y}} {{newer::z}}"
    given = {"old": cloze.Given(2, "other"), "gone": cloze.Given(3, "words", is_shown=False)}
    assert cloze.numbered(sentence, given) == {"new": 4, "old": 2, "newer": 5}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("{{a::x}} {{b::y}}", {"a": 1, "b": 2}),
        ("{{b::x}} {{a::y}}", {"b": 1, "a": 2}),  # exchanged
        ("{{c::y}} {{a::x}}", {"c": 2, "a": 1}),  # under another label
        ("{{a::new}} {{b::y}}", {"a": 1, "b": 2}),  # in other words
        ("{{a::new}} {{c::x}}", {"a": 4, "c": 1}),  # a label that went on to another
        ("{{a::x}} {{b::z}}", {"a": 1, "b": 2}),  # and not what was gone
        ("{{a::x}} {{b::y}} {{c::z}}", {"a": 1, "b": 2, "c": 3}),  # which is back
        ("{{a::x}} {{a::y}}", {"a": 1}),
    ],
)
def test_a_blank_is_known_by_what_it_hides_and_by_its_label(sentence: str, expected: dict[str, int]) -> None:
    x, y, z = cloze.hashes([("x", "x"), ("y", "y"), ("z", "z")]).values()
    given = {"a": cloze.Given(1, x), "b": cloze.Given(2, y), "gone": cloze.Given(3, z, is_shown=False)}
    assert cloze.numbered(sentence, given) == expected


def test_a_blank_is_known_by_the_hash_that_locks_of_earlier_releases_have() -> None:
    assert cloze.hashes([("a", "cat"), ("b", "Größe"), ("a", "“mat”")]) == {
        "a": "903aec452b50",
        "b": "617263220a67",
    }


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
