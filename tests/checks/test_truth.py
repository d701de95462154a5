"""The rules about truth find most of what is false, and little fault with what is true.

`truth.txt` has what each of them makes of each text of `truth/`, to be read by people; this writes it anew:

    python3 run.py test tests/checks/test_truth.py --rewrite
"""

import re
from pathlib import Path

import pytest
from repository import ROOT
from truth_measure import RULES, Measured, measure, refused, texts, without_negations

from studygen.checks.names_and_numbers import NUMBER_WORDS
from studygen.checks.speakers import SPEAKING
from studygen.checks.turning_words import TURNING_WORDS

# Of a hundred false cards, how many are found at least; of a hundred true texts, how many are wrongly.
LEAST = {"flipped-not": 60, "invented-words": 85, "other-speaker": 80, "uncited-name-or-number": 75}
MOST_WRONG = 2
STATEMENTS = 132  # on the true cards of all texts
FILE = Path(__file__).parent / "truth.txt"


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, Measured]]:
    return {rule: {name: measure(name, rule) for name in texts()} for rule in LEAST}


@pytest.mark.parametrize("rule", LEAST)
def test_a_rule_finds_what_is_false_and_little_else(
    measured: dict[str, dict[str, Measured]], rule: str
) -> None:
    made = measured[rule].values()
    false, missed = sum(each.false for each in made), sum(len(each.missed) for each in made)
    assert (false - missed) / false >= LEAST[rule] / 100
    assert sum(len(each.found_in_true) for each in made) <= STATEMENTS * MOST_WRONG / 100


def test_what_is_found_is_as_it_was(
    measured: dict[str, dict[str, Measured]], request: pytest.FixtureRequest
) -> None:
    said = "\n".join(
        line
        for rule, of_texts in measured.items()
        for name, each in of_texts.items()
        for line in (
            _summary(rule, name, each),
            *(f"    missed: {' '.join(new.split())}" for new in each.missed),
            *(f"    wrongly: {message}" for message in each.found_in_true),
        )
    )
    if request.config.getoption("rewrite"):
        FILE.write_text(f"{said}\n", encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == f"{said}\n", "if this is right, write it anew with --rewrite"


@pytest.mark.parametrize("name", texts())
def test_no_quotation_leaves_out_a_negation(name: str) -> None:
    passages = list(without_negations(name))
    assert len(passages) > 5
    assert [passage for passage in passages if not refused(name, passage)] == []


def _summary(rule: str, name: str, made: Measured) -> str:
    found = made.false - len(made.missed)
    return f"{rule} {name}: {found} of {made.false} found, {len(made.found_in_true)} wrongly"


def test_the_docs_say_which_languages_are_known() -> None:
    text = (ROOT / "docs/checking.md").read_text(encoding="utf-8")
    head, *rows = (
        [cell.strip() for cell in line.split("|")[2:-1]]
        for line in text.splitlines()
        if re.match(r"\| (\||“not”|words|number)", line)
    )
    known = [{code for code, mark in zip(head, row, strict=True) if mark} for row in rows]
    assert known == [set(TURNING_WORDS), set(TURNING_WORDS), set(SPEAKING), set(NUMBER_WORDS)]


def test_the_rules_about_truth_are_rules() -> None:
    assert set(LEAST) < set(RULES)
