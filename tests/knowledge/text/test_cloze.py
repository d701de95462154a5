"""Blanks have names, and a name keeps its number."""

import pytest

from studygen.knowledge.text import cloze
from studygen.knowledge.text.blanks import marked


def test_a_known_name_keeps_its_number_and_a_new_one_gets_one_never_used() -> None:
    sentence = "{{new::x}} {{old::y}} {{newer::z}}"
    given = {"old": cloze.Given(2, "other"), "gone": cloze.Given(3, "words", is_shown=False)}
    assert cloze.numbered(marked(sentence), given) == {"new": 4, "old": 2, "newer": 5}


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
    assert cloze.numbered(marked(sentence), given) == expected


def test_a_blank_is_known_by_the_hash_that_locks_of_earlier_releases_have() -> None:
    assert cloze.hashes([("a", "cat"), ("b", "Größe"), ("a", "“mat”")]) == {
        "a": "903aec452b50",
        "b": "617263220a67",
    }


def test_blanks_of_one_name_are_one_card() -> None:
    sentence = marked("{{a::one::number}} and {{b::two}} and {{a::three}}")
    assert (
        cloze.to_anki(sentence, {"a": 1, "b": 2}) == "{{c1::one::number}} and {{c2::two}} and {{c1::three}}"
    )


@pytest.mark.parametrize("words", ["{x}", "a::b", ":a:", "}}", "{{", "{{c2::b}}", "f() { x }", "&lt;b&gt;"])
def test_anki_reads_what_a_blank_hides(words: str) -> None:
    assert cloze.numbers(cloze.hide(words)) == {1}
    assert cloze.hidden_in(cloze.hide(words)) == cloze.hashes([(1, words)])
