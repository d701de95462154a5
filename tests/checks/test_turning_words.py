"""What says “not” and “perhaps” is known of several languages, and nothing is said of any other."""

from pathlib import Path

import pytest
from rule_cases import found

from studygen.checks.turning_words import TURNING_WORDS

# In each, a negation and a hedge stand between the marks, and beyond the brackets three words at least.
SENTENCES = {
    "da": ("Katten lå <ikke> på den måtte.", "Den gamle hund <måske> så en kat."),
    "de": ("Die Katze lag <nicht> auf der Matte.", "Der Hund kam <vielleicht> zu spät nach Hause."),
    "en": ("The cat is <not> on the mat.", "The dog came <perhaps> too late for it."),
    "es": ("El gato negro <no> estaba en casa.", "El perro llegó <quizá> tarde a casa."),
    "fr": ("Le chat n’était <jamais> sur le tapis.", "Le chien arriva <peut-être> trop tard hier."),
    "it": ("Il gatto nero <non> era in casa.", "Il cane arrivò <forse> troppo tardi ieri."),
    "nl": ("De kat lag <niet> op de mat.", "De hond kwam <misschien> te laat thuis."),
    "no": ("Katten lå jo <ikke> på den matta.", "Den gamle hunden <kanskje> så en katt."),
    "pt": ("O gato preto <não> estava em casa.", "O cão chegou <talvez> tarde a casa."),
    "ru": ("Кот с улицы <не> лежал на коврике.", "Старый пёс пришёл <возможно> слишком поздно домой."),
    "sv": ("Den katten låg <inte> på den mattan.", "Den gamla hunden <kanske> såg en katt."),
}
ENTRY = """\
- term: x
  name: x
  meaning: y
  voice: author
  passages: ["{}"]
"""


def rules(root: Path, text: str, passage: str, language: str) -> set[str]:
    """Return the names of the rules that find something."""
    return {problem.rule for problem in found(root, f"{text}\n---\n{ENTRY.format(passage)}", language)}


@pytest.mark.parametrize(
    ("language", "sentence"), [(code, each) for code, pair in SENTENCES.items() for each in pair]
)
def test_an_omission_does_not_turn_a_sentence(tmp_path: Path, language: str, sentence: str) -> None:
    text = sentence.replace("<", "").replace(">", "")
    before, _, rest = sentence.partition("<")
    quoted = f"{before}[…]{rest.partition('>')[2]}"
    assert "dropped-not" in rules(tmp_path / "dropped", text, quoted, language)
    assert "dropped-not" not in rules(tmp_path / "whole", text, text, language)


@pytest.mark.parametrize(
    ("language", "text", "passage", "told"),
    [
        ("de", "Die Kirche änderte ihre Uhr nicht. Sie blieb.", "Die Kirche änderte ihre Uhr", True),
        ("de", "Er kam, doch sie wollte nicht. So blieb es.", "Er kam", False),
        ("de", "Das ist nicht die Freiheit der Bürger.", "die Freiheit der Bürger", True),
        ("fr", "Ce n’était pas un cadeau pour le chat.", "un cadeau pour le chat", True),
        ("es", "No era un regalo para el gato.", "era un regalo para el gato", True),
        ("ru", "Это был не подарок для кота.", "подарок для кота", True),
        ("hu", "Ez nem a macska szőnyege volt.", "a macska szőnyege volt", False),
    ],
)
def test_a_passage_does_not_stop_short_of_a_negation(
    tmp_path: Path, language: str, text: str, passage: str, told: bool
) -> None:
    assert ("clipped-not" in rules(tmp_path, text, passage, language)) == told


def test_of_a_language_that_is_not_known_nothing_is_said(tmp_path: Path) -> None:
    assert "fi" not in TURNING_WORDS
    assert "dropped-not" not in rules(
        tmp_path, "Se musta kissa ei ole matolla nyt.", "Se musta kissa […] ole matolla nyt", "fi"
    )


def test_every_language_has_its_sentences() -> None:
    assert set(SENTENCES) == set(TURNING_WORDS)
