"""What no deck takes and what no sheet has is told; everything else is built all the same."""

from pathlib import Path

import pytest
from command_line import made, run
from small_project import FILES, write_project

from studygen.commands.check import check

# One entry of each kind alone, and the sheets that have nothing to show of it.
ALONE = {
    "terms": {"people", "timeline", "arguments"},
    "figures": {"timeline", "arguments"},
    "dates": {"people", "arguments", "worksheet"},
    "arguments": {"people", "timeline", "worksheet"},
}
SHEETS = "[arguments, cards, glossary, guide, people, quiz, reader, timeline, worksheet]"


@pytest.mark.parametrize("kind", ALONE)
def test_an_empty_sheet_is_a_warning_and_all_else_is_built(tmp_path: Path, kind: str) -> None:
    files = {f"source/{other}.yaml": None for other in ALONE if other != kind}
    alone = FILES[f"source/{kind}.yaml"].replace("  see: [dog]\n", "")
    root = write_project(tmp_path, {**files, f"source/{kind}.yaml": alone})
    for deck in (root / "decks").iterdir():
        deck.unlink()
    (root / "decks/all.yaml").write_text(f"deck: Mats\nsheets: {SHEETS}\n")
    told = [str(problem) for problem in check(root)[0] if problem.rule == "empty-sheet"]
    assert {each.split("the sheet '")[1].split("'")[0] for each in told} == ALONE[kind]
    assert all(each.startswith(f"{root}/decks/all.yaml:2:") and "the deck 'Mats'" in each for each in told)
    built = run("build", "--project", root)
    assert built.exit_code == 0, built.stderr
    assert "all.apkg" in made(root / "build")
    for sheet in SHEETS.strip("[]").split(", "):
        is_left_out = sheet in ALONE[kind]
        assert (f"all-{sheet}.pdf" in made(root / "build")) != is_left_out
        assert (f"all-{sheet}.pdf: warning: deck 'Mats': there is n" in built.stderr) == is_left_out


def test_an_empty_sheet_that_is_asked_for_by_itself_is_an_error(root: Path) -> None:
    result = run("sheet", "timeline", "--where", "tag:topic::mats", "--project", root)
    assert result.exit_code == 2
    assert "there is nothing on the timeline: no notes of dates are selected" in result.stderr
    assert not (root / "build").exists()


def in_no_deck(root: Path) -> list[str]:
    """Return what is told of notes that no deck takes."""
    told = (str(problem) for problem in check(root)[0] if problem.rule == "in-no-deck")
    return [each.removeprefix(f"{root}/source/").removesuffix(" [in-no-deck]") for each in told]


NOTHING = "warning: no deck takes"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small project with one deck, of what is about mats."""
    root = write_project(tmp_path)
    for deck in (root / "decks").iterdir():
        deck.unlink()
    (root / "decks/mats.yml").write_text("deck: Mats\nwhere: tag:topic::mats\n")
    return root


def test_what_no_deck_takes_is_told_where_it_is_written(root: Path) -> None:
    told = in_no_deck(root)
    assert f"dates.yaml:1:9: {NOTHING} this entry: no search in decks/ finds it" in told
    assert all("terms.yaml" not in each for each in told)  # a question has its entry's tags, too


def test_a_single_question_that_no_deck_takes_is_told(root: Path) -> None:
    (root / "decks/mats.yml").write_text("deck: Mats\nwhere: -tag:topic::property -tag:person::dog\n")
    told = in_no_deck(root)
    assert f"terms.yaml:11:7: {NOTHING} 'mat/owner': no search in decks/ finds it" in told


@pytest.mark.parametrize("spec", ["", "sample: 1\n", "limit: 1\n", "where: -tag:none\n"])
def test_what_a_deck_would_have_but_for_its_size_is_not_told(root: Path, spec: str) -> None:
    (root / "decks/mats.yml").write_text(f"deck: Mats\n{spec}")
    assert in_no_deck(root) == []


def test_what_is_to_be_in_no_deck_may_say_so(root: Path) -> None:
    dates = root / "source/dates.yaml"
    dates.write_text(dates.read_text() + "  allow: {in-no-deck: Asked in class.}\n")
    assert all("dates.yaml" not in each for each in in_no_deck(root))


def test_an_entry_without_cards_is_told(root: Path) -> None:
    (root / "source/more.yaml").write_text(
        "- term: cup\n  name: cup\n  meaning: What stood there.\n  cards: []\n  voice: fact\n"
        "  passages: [The cat sat on the mat.]\n"
    )
    told = in_no_deck(root)
    assert (
        "more.yaml:1:9: warning: this entry has no cards, so that it is nowhere; give it a question" in told
    )
