"""What is sound is looked at although something else has faults."""

from pathlib import Path

import pytest
from small_project import FILES, replaced, write_project

from studygen.commands.check import check

TERMS = FILES["source/terms.yaml"]
LEAK = TERMS.replace("meaning: What the cat sat on.", "meaning: A mat that the cat sat on.")
ANSWER_LEAK = "warning: the meaning holds “mat” of the term; say it in other words [answer-leak]"
UNFOUND = replaced("source/dates.yaml", "In 1917 the dog took", "In 1918 the dog took")


def said(root: Path, where: str = "") -> list[str]:
    """Return what is found, without its places."""
    problems, _ = check(root, where)
    return [str(problem).partition(": ")[2] for problem in problems]


def test_an_error_hides_no_warning_of_another_entry(tmp_path: Path) -> None:
    found = said(write_project(tmp_path, {"source/terms.yaml": LEAK, **UNFOUND}))
    assert any(each.endswith("[unfound-passage]") for each in found)
    assert ANSWER_LEAK in found


@pytest.mark.parametrize("where", ["tag:topic::mats", "tag:person::dog"])
def test_a_search_chooses_among_what_is_sound(tmp_path: Path, where: str) -> None:
    found = said(write_project(tmp_path, {"source/terms.yaml": LEAK, **UNFOUND}), where)
    assert (ANSWER_LEAK in found) == (where == "tag:topic::mats")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("source/figures.yaml", 'passages: ["the dog took the mat"]', 'passages: ["the dog took a mat"]'),
        ("source/figures.yaml", "- figure: dog", "- figuer: dog"),  # `see` of the term leads to it
        ("source/figures.yaml", "  who: The one", "  what: The one"),
        ("source/dates.yaml", "  event: The dog", "  evnt: The dog"),
        ("source/arguments.yaml", "text: Dogs have", "txt: Dogs have"),
    ],
)
def test_what_follows_from_a_fault_alone_is_not_told(tmp_path: Path, file: str, old: str, new: str) -> None:
    sound = set(said(write_project(tmp_path / "sound", {"source/terms.yaml": LEAK})))
    assert ANSWER_LEAK in sound
    found = said(write_project(tmp_path / "faulty", {"source/terms.yaml": LEAK, **replaced(file, old, new)}))
    warnings = {each for each in found if each.startswith("warning: ")}
    assert ANSWER_LEAK in warnings
    assert warnings <= sound


def test_templates_with_faults_are_told_alone(tmp_path: Path) -> None:
    changes = {"source/terms.yaml": LEAK, "templates/cards/term/questions.yaml": "ask: [\n", **UNFOUND}
    assert ANSWER_LEAK not in said(write_project(tmp_path, changes))
