"""`studygen build`: every deck and sheet that is specified, and what may become of the lock."""

import re
from pathlib import Path

import pypdf
import pytest
from command_line import contents, made, run
from repository import ROOT
from small_project import replaced, write_project

from studygen.project.project import load

ALL_FILES = {
    "all.apkg",
    "all-glossary.pdf",
    "all-quiz.pdf",
    "all-quiz-key.pdf",
    "all-cards.pdf",
    "theft.apkg",
}


def test_build_writes_every_deck_and_sheet_and_tells_what_is_in_them(small: Path) -> None:
    result = run("build")
    assert result.exit_code == 0, result.output
    assert set(contents(small / "build")) == ALL_FILES
    assert result.stdout == ""
    assert re.search(r"build/all\.apkg +6 notes, 12 cards\n", result.stderr)
    assert re.search(r"build/all-quiz-key\.pdf +1 page\n", result.stderr)
    assert result.stderr.endswith(
        "\nA draft: 6 notes, none released yet.\n"
        "Next: import build/all.apkg and 1 more into Anki; `studygen release` publishes.\n"
    )


def test_a_second_build_changes_no_byte(small: Path) -> None:
    run("build")
    before = contents(small)
    assert run("build").exit_code == 0
    assert contents(small) == before


@pytest.mark.usefixtures("small")
def test_build_can_be_told_which_decks_and_where(tmp_path: Path) -> None:
    assert run("build", "theft", "-o", tmp_path / "out").exit_code == 0
    assert set(contents(tmp_path / "out")) == {"theft.apkg"}
    result = run("build", "thefd")
    assert (result.exit_code, result.stderr) == (
        2,
        "studygen: there is no deck specification 'thefd'; did you mean theft?\n",
    )


def test_a_deck_of_nothing_stops_its_own_build_and_nothing_else(small: Path) -> None:
    write_project(small, replaced("decks/theft.yaml", "tag:topic::property::theft", "tag:thefts"))
    assert run("tags").exit_code == 0
    assert run("build", "all").exit_code == 0
    for words in (("build",), ("check",)):
        result = run(*words)
        assert result.exit_code == 1
        assert "decks/theft.yaml:2:8: no note matches 'tag:thefts'" in result.output


def test_a_fault_in_any_template_leaves_earlier_output_as_it_was(small: Path) -> None:
    run("build")
    before = contents(small / "build")
    write_project(
        small,
        {
            "templates/sheets/glossary.typ": "{{ nothing }}",
            **replaced("source/terms.yaml", "What the", "The"),
        },
    )
    result = run("build")
    assert result.exit_code == 1
    assert "templates/sheets/glossary.typ:1:1: 'nothing' is undefined [template-error]" in result.stderr
    assert contents(small / "build") == before


def test_locked_writes_nothing_unless_the_lock_is_up_to_date(small: Path) -> None:
    for words in (("build", "--locked"), ("deck", "--locked", "-o", "x.apkg")):
        before = contents(small)
        result = run(*words)
        assert result.exit_code == 1
        assert "studygen.lock: --locked: this is not up to date" in result.stderr
        assert contents(small) == before
    run("build")
    lock = (small / "studygen.lock").read_bytes()
    assert run("build", "--locked").exit_code == 0
    assert run("deck", "--locked", "-w", "tag:person::dog", "-o", "x.apkg").exit_code == 0
    assert (small / "studygen.lock").read_bytes() == lock


def test_a_new_lock_is_told(small: Path) -> None:
    assert "studygen.lock is new: it remembers" in run("build").stderr
    assert "is new" not in run("build").stderr
    (small / "studygen.lock").unlink()
    assert "studygen.lock is new" in run("build", "theft").stderr


def test_a_changed_note_type_can_be_let_through(small: Path) -> None:
    assert run("release").exit_code == 0
    for kind in ("term", "figure"):
        name = f"templates/cards/{kind}/note-type.yaml"
        note_type = (ROOT / name).read_text(encoding="utf-8")
        write_project(small, {name: note_type.replace("  - Unlike\n", "")})
    assert run("build", "theft").exit_code == 1
    for words in (("build", "theft"), ("deck", "-w", "tag:person::dog")):
        result = run(*words, "--allow-notetype-change")
        assert result.exit_code == 0, result.output
    assert "'Mats Figure' has changed: the field 'Unlike' is gone. Learners must" in result.stderr
    assert run("release", "--allow-notetype-change").exit_code == 0
    assert run("build", "theft").exit_code == 0


def test_a_specification_names_its_sheets(small: Path) -> None:
    write_project(small, {"decks/all.yaml": "deck: Mats\ntitle: Whose mat?\nsheets: [glossary]\n"})
    assert run("build", "all").exit_code == 0
    title = pypdf.PdfReader(small / "build/all-glossary.pdf").metadata
    assert title
    assert title.title == "Glossary: Whose mat?"


def test_a_specification_can_ask_for_a_sample(small: Path) -> None:
    (small / "decks/few.yaml").write_text("deck: Few\nsample: 3\nseed: 2\nlimit: 2\n")
    assert "build/few.apkg  2 notes" in run("build", "few").stderr


def test_build_restricts_each_deck_and_tells_which_are_skipped(small: Path) -> None:
    result = run("build", "--where", "tag:topic::mats")
    assert result.exit_code == 0, result.output
    assert "the deck theft is skipped, since 'tag:topic::mats' finds none of its notes" in result.stderr
    assert re.search(r"build/all\.apkg +3 notes", result.stderr)
    assert "theft.apkg" not in made(small / "build")


def test_a_restricted_build_never_brings_in_what_the_whole_one_leaves_out(small: Path) -> None:
    (small / "decks/few.yaml").write_text("deck: Few\nlimit: 2\n")
    assert not any("person::dog" in note.tags for note in load(small).notes[:2])
    result = run("build", "few", "--where", "tag:person::dog or tag:topic::mats")
    assert re.search(r"few\.apkg +2 notes", result.stderr), result.output
    result = run("build", "few", "--where", "tag:person::dog")
    assert "no deck would be left" in result.stderr


def test_a_build_that_leaves_no_deck_is_refused_and_writes_nothing(small: Path) -> None:
    result = run("build", "theft", "--where", "tag:topic::mats")
    assert (result.exit_code, result.stderr) == (
        2,
        "studygen: no deck would be left: 'tag:topic::mats' finds no note that is in theft\n",
    )
    assert made(small / "build") == set()
    assert "did you mean tag:person::dog?" in run("build", "--where", "tag:dog").stderr
