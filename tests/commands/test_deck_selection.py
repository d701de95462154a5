"""A deck can be completed, and begin with others; what would not work out is told."""

from pathlib import Path

import pytest
from small_project import replaced, write_project

from studygen.commands.check import check
from studygen.commands.deck_selection import Selection, specified_deck
from studygen.project.project import Project, load

CORE = 'deck: Mats::Core\nwhere: "tag:topic::property"\n'
REST = "deck: Mats::Rest\nfirst: [core]\n"


def selected(root: Path, name: str, changes: dict[str, str | None]) -> Selection:
    """Return what a deck of the small project selects, with changes."""
    return specified_deck(load(write_project(root, changes)), name)


def ids(selection: Selection) -> list[str]:
    """Return the ids of its notes."""
    return [note.id for note in selection.notes]


def told(root: Path, changes: dict[str, str | None]) -> list[str]:
    """Return what `check` says of the small project's decks, with changes."""
    problems, _ = check(write_project(root, changes))
    return [str(problem).removeprefix(f"{root}/") for problem in problems]


def test_what_a_deck_needs_is_added_in_its_place_with_what_that_needs(tmp_path: Path) -> None:
    changes = replaced("source/arguments.yaml", "Mats are for dogs", "A mat is for dogs")
    changes["decks/theft.yaml"] = 'deck: Mats::Theft\nwhere: "note:*Argument"\n'
    assert ids(selected(tmp_path, "theft", changes)) == ["belonging"]
    complete = selected(
        tmp_path, "theft", changes | {"decks/theft.yaml": f"{changes['decks/theft.yaml']}complete: true\n"}
    )
    assert ids(complete) == ["mat", "dog", "belonging"]


def test_a_pair_needs_both(tmp_path: Path) -> None:
    changes = replaced("source/figures.yaml", "  tags:", "  unlike: [mat]\n  tags:")
    theft = 'deck: Mats::Theft\nwhere: "tag:topic::property::theft"\n'
    assert told(tmp_path, changes | {"decks/theft.yaml": theft}) == [
        (
            "decks/theft.yaml:2:8: warning: 1 note of this deck names what it has no card for: mat (in"
            " dog/vs/mat); `complete: true` adds it [incomplete-deck]"
        )
    ]
    assert told(tmp_path, changes | {"decks/theft.yaml": f"{theft}complete: true\n"}) == []


def test_a_sample_lacks_what_chance_leaves_out(tmp_path: Path) -> None:
    assert told(tmp_path, {"decks/theft.yaml": "deck: Mats::Theft\nsample: 1\n"}) == []


def test_a_deck_begins_with_what_lies_in_others(tmp_path: Path) -> None:
    rest = selected(tmp_path, "rest", {"decks/core.yaml": CORE, "decks/rest.yaml": REST})
    core, last = rest.in_decks
    assert (core.name, last.name) == ("Mats::Core", "Mats::Rest")
    assert ids(core) == ids(specified_deck(load(tmp_path), "core"))
    assert ids(rest) == ids(core) + ids(last)
    assert sorted(ids(rest)) == sorted(note.id for note in load(tmp_path).notes)


def test_of_a_deck_that_begins_with_another_the_first_are_taken(tmp_path: Path) -> None:
    changes: dict[str, str | None] = {"decks/core.yaml": CORE, "decks/rest.yaml": f"{REST}limit: 2\n"}
    (core,) = selected(tmp_path, "rest", changes).in_decks
    assert (core.name, len(core.notes)) == ("Mats::Core", 2)


@pytest.mark.parametrize(
    ("core", "rest", "message"),
    [
        (CORE, REST.replace("core", "cor"), "2:9: there is no deck specification 'cor'; did you mean core?"),
        (CORE, REST.replace("core", "rest"), "2:9: rest comes first here, and rest before rest"),
        (f"{CORE}first: [rest]\n", REST, "2:9: core comes first here, and rest before core"),
        (
            CORE,
            REST.replace("Mats::Rest", "Mats::And the rest"),
            (
                "1:7: warning: Anki serves decks by their names, and so this one before 'Mats::Core', which"
                " is to come first; call it Mats::… by a name that sorts behind 'Core' [deck-order]"
            ),
        ),
    ],
    ids=["misspelt", "itself", "a circle", "a name that sorts before"],
)
def test_what_cannot_come_first_is_told(tmp_path: Path, core: str, rest: str, message: str) -> None:
    found = told(tmp_path, {"decks/core.yaml": core, "decks/rest.yaml": rest})
    assert any(each.startswith(f"decks/rest.yaml:{message}") for each in found)


def test_the_essay_s_decks_are_complete(essay: Project) -> None:
    thesis = "marxism-leninism-is-an-oxymoron"
    for name in ("core", "whole-essay"):
        assert ids(specified_deck(essay, name)).index(thesis) < 25
    assert "partocracy" in ids(specified_deck(essay, "core"))
