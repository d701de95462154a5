"""What learners would lose is told exactly, and nothing else is."""

import re
from pathlib import Path

import pytest
from repository import ROOT
from small_project import FILES, NAMESPACE, replaced, write_project

from studygen.project import project
from studygen.releases import losses
from studygen.releases.lock import Lock
from studygen.releases.planner import ReleaseOptions, plan

TERMS, FIGURES = "source/terms.yaml", "source/figures.yaml"
SENTENCE = '"What lies there for the {{who::cat::animal}} is a {{where::mat}}."'
NOTE_TYPE = "templates/cards/term/note-type.yaml"

BASKET = """\
- term: basket
  name: basket
  meaning: What dogs have.
  voice: cat
  passages: ["dogs have baskets"]
"""
BASKETS = """\
    - id: baskets
      ask: Who has baskets, according to the cat?
      answer: Dogs.
      passages: ["dogs have baskets"]
"""


def released(root: Path) -> project.Project:
    """Write the small project with a lock of a release of it, and load it."""
    loaded = project.load(write_project(root))
    decks = {"all": frozenset(note.origin for note in loaded.notes)}
    lock = Lock(namespace=NAMESPACE, decks={"all": "Mats"}, members=decks)
    (root / "studygen.lock").write_text(lock.released(loaded.notes, 1000).text(), encoding="utf-8")
    return project.load(root)


def remarks(root: Path, *changes: dict[str, str | None]) -> tuple[str, ...]:
    """Return what is said of a release with changes."""
    for change in changes:
        write_project(root, change)
    loaded = project.load(root)
    options = ReleaseOptions(allow_notetype_change=True)
    return plan(loaded.publication, loaded.notes, options, ["all"]).remarks


def test_only_new_notes_of_its_type_may_be_the_one_that_is_gone(tmp_path: Path) -> None:
    released(tmp_path)
    terms = FILES[TERMS].replace("- id: owner\n      ask: Who owned", "- id: whose\n      ask: Who had")
    terms = terms.replace("    - id: blanks\n", f"{BASKETS}    - id: blanks\n") + BASKET
    write_project(tmp_path, {TERMS: terms})
    loaded = project.load(tmp_path)
    assert losses.new_ones(loaded.notes, loaded.lock, ["mat/owner"]) == ["mat/whose", "mat/baskets"]
    assert losses.new_ones(loaded.notes, loaded.lock, ["mat"]) == ["basket"]
    assert losses.new_ones(loaded.notes, loaded.lock, ["theft"]) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "What lies there for the {{whom::tomcat}} is a {{where::mat}}.",
            "what learners have as 'who' is gone, and 'whom' is new;",
        ),
        (
            "There is {{nothing::nothing}} for {{anyone::lions}}.",
            "what learners have as 'who', 'where' are gone, and 'nothing', 'anyone' are new;",
        ),
    ],
)
def test_blanks_that_are_gone_and_new_are_told_by_their_labels(
    tmp_path: Path, sentence: str, expected: str
) -> None:
    released(tmp_path)
    write_project(tmp_path, replaced(TERMS, SENTENCE, f'"{sentence}"'))
    (problem,) = project.load(tmp_path).losses
    assert problem.message.startswith(f"of 'mat/blanks', {expected}")
    assert (problem.place.line, problem.rule) == (16, "lost-reviews")


def test_several_cards_that_are_gone_are_told_in_one_remark(tmp_path: Path) -> None:
    released(tmp_path)
    terms = FILES[TERMS].replace("  see: [dog]\n", "  see: [dog]\n  cards: [meaning]\n")
    (remark,) = remarks(tmp_path, {TERMS: terms.replace("{{who::cat::animal}}", "cat")})
    assert remark == (
        "2 cards are gone from notes that stay: mat (Name), mat/blanks (who). Whoever has them keeps them,"
        " empty, until Tools → Empty Cards takes them away with the reviews; what comes back in a later"
        " release is the same card again."
    )


def test_a_card_that_is_gone_with_its_note_type_is_told_as_a_change_of_that(tmp_path: Path) -> None:
    released(tmp_path)
    shipped = (ROOT / NOTE_TYPE).read_text(encoding="utf-8")
    (remark,) = remarks(tmp_path, {NOTE_TYPE: re.sub(r"  - \{name: Name, .*\n", "", shipped)})
    assert remark.startswith("The note type 'Mats Term' has changed: the card 'Name' is gone. ")
