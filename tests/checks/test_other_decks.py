"""What rules find in decks of other languages and subjects, in which nothing is wrong."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from rule_cases import found

from studygen.checks.card_texts import prose
from studygen.checks.stems import content_stems, words

# Words, each with what it means, as glossaries and lists of words have them.
DECKS = {
    "ko": {
        "학생": "student",
        "학교": "school building",
        "사람": "person",
        "물": "water",
        "불": "fire",
        "-감": "sense of",
        "감": "persimmon",
    },
    "zh": {"学生": "student", "学校": "school building", "人": "person", "水": "water", "火": "fire"},
    "ja": {"がくせい": "student", "がっこう": "school building", "ひと": "person", "みず": "water"},
    "ru": {"яд": "poison", "ум": "mind", "он": "he", "дом": "house", "да": "yes"},
    "ar": {"يد": "hand", "دم": "blood", "أب": "father", "أم": "mother"},
    "hi": {"पानी": "water", "पान": "betel leaf", "दिन": "day", "दान": "gift"},
    "th": {"น้ำ": "water", "ไฟ": "fire", "คน": "person", "บ้าน": "house"},
    "de": {"anfangen": "to begin", "anfangs": "at first", "Haus": "house", "Tag": "day", "Weg": "way"},
    "en": {
        "call option": "The right, not the obligation, to buy a share at a fixed price.",
        "put option": "The right, not the obligation, to sell a share at a fixed price.",
        "$S(t)$": "The price of the share at the time.",
        "$X$": "The price that was agreed on.",
        r"$\frac{u}{v}$": "A ratio of two numbers.",
        "`>>>`": "The prompt of the interpreter.",
        "`...`": "The prompt of a line that goes on.",
        "C++": "A language with classes.",
        "C#": "A language of Microsoft.",
        "if": "Begins a choice.",
        "is": "Compares what two names stand for.",
    },
}


def deck(of: Iterable[tuple[str, str]]) -> str:
    """Return a case of rules: a text with a paragraph for each word, and terms about it."""
    said = [(name, meaning, f"{number}) {name} : {meaning}") for number, (name, meaning) in enumerate(of)]
    text = "\n\n".join(sentence for *_, sentence in said)
    entries = "\n".join(
        f"- term: word-{number}\n  name: '{name}'\n  meaning: '{meaning}'\n  voice: fact\n"
        f"  passages: ['{sentence}']"
        for number, (name, meaning, sentence) in enumerate(said)
    )
    return f"{text}\n---\n{entries}\n"


@pytest.mark.parametrize("language", DECKS)
def test_words_of_any_script_and_symbols_are_told_apart(tmp_path: Path, language: str) -> None:
    rules = ("near-duplicate", "orphan-entry", "unsupported-answer")
    problems = found(tmp_path, deck(DECKS[language].items()), language)
    assert [str(problem) for problem in problems if problem.rule in rules] == []


@pytest.mark.parametrize("language", DECKS)
def test_the_same_word_asked_twice_is_told_in_any_script(tmp_path: Path, language: str) -> None:
    words_of = list(DECKS[language].items())
    twice = [*words_of, words_of[0]]
    hits = [hit for hit in found(tmp_path, deck(twice), language) if hit.rule == "near-duplicate"]
    assert hits
    assert {hit.severity for hit in hits} == {"warning"}


def test_marks_are_part_of_their_words_and_unspaced_text_is_compared_in_pairs() -> None:
    assert words("हिन्दी भाषा") == ["हिन्दी", "भाषा"]
    assert content_stems("学校很大", "zh") == {"学校", "校很", "很大"}
    assert content_stems("물 on", "ko") == {"물"}


def test_formulas_and_code_are_no_words() -> None:
    assert prose(r"The ratio $\left(\frac{u}{v}\right)$ of `x << 2`") == "The ratio of"
