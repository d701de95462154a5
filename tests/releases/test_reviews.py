"""What learners have reviewed: which changes cost them a card, and that whoever makes them is told before."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_tools import ImportCounts, import_package, note_of, open_collection
from learner import APRIL, JUNE, MAY, draft, quiet, release, scheduling, studied
from small_project import FILES, replaced, write_project

from studygen.commands import build, check
from studygen.commands.deck import build_deck, deck_of
from studygen.problems import FaultyFilesError
from studygen.project import project
from studygen.releases.planner import ReleaseOptions

TERMS = "source/terms.yaml"
SENTENCE = '"What lies there for the {{who::cat::animal}} is a {{where::mat}}."'
ALLOWED = ReleaseOptions(allow_lost_reviews=True)


def write(root: Path, *changes: dict[str, str | None]) -> Path:
    """Write the small project, with changes, and nothing to print, which takes time."""
    together: dict[str, str | None] = {"decks/all.yaml": "deck: Mats\n"}
    for change in changes:
        together |= change
    return write_project(root, together)


def saying(sentence: str) -> dict[str, str | None]:
    """Return the change of the sentence with blanks."""
    return replaced(TERMS, SENTENCE, f'"{sentence}"')


def empty_cards(col: Collection) -> list[int]:
    """Return the cards that *Tools → Empty Cards* would take away."""
    return [card for note in col.get_empty_cards().notes for card in note.card_ids]


def asked(col: Collection) -> dict[int, str]:
    """Return what each card of the sentence hides."""
    found = {}
    for number in col.find_cards("Id:mat/blanks"):
        card = col.get_card(number)
        hidden = re.search(rf"\{{\{{c{card.ord + 1}::(.*?)(?:::.*?)?\}}\}}", card.note()["Text"])
        found[card.ord] = hidden[1] if hidden else ""
    return found


def lock_of(root: Path) -> str:
    return (root / "studygen.lock").read_text(encoding="utf-8")


# Blanks


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("What lies there for the {{whom::cat::animal}} is a {{where::mat}}.", {0: "cat", 1: "mat"}),
        ("There the {{place::mat}} of the {{whom::cat}} lies.", {0: "cat", 1: "mat"}),
        ("What lies there for the {{where::cat}} is a {{who::mat}}.", {0: "cat", 1: "mat"}),
        ("What lies there for the {{where::cat}} is a {{place::mat}}.", {0: "cat", 1: "mat"}),
        ("What lies there for the {{who::tomcat}} is a {{where::rug}}.", {0: "tomcat", 1: "rug"}),
        ("{{what::What}} the {{whom::cat}} has is a {{where::mat}}.", {0: "cat", 1: "mat", 2: "What"}),
    ],
)  # fmt: skip
def test_a_blank_under_another_label_is_the_one_that_learners_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sentence: str, expected: dict[int, str]
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, tmp_path / "build/all.apkg")
        before = studied(col)
        assert release(write(tmp_path, saying(sentence)), MAY, monkeypatch) == []
        assert import_package(col, tmp_path / "build/all.apkg").new == 0
        after = scheduling(col)
        assert {number: after[number] for number in before} == before
        assert asked(col) == expected
        assert empty_cards(col) == []
    names = re.findall(r"\{\{(\w+)::(\w+)", sentence)
    lines = re.findall(r"^blank mat/blanks (\S+) (\d+) ", lock_of(tmp_path), re.MULTILINE)
    numbers = {words: ordinal + 1 for ordinal, words in expected.items()}
    assert sorted(lines) == sorted((name, str(numbers[words])) for name, words in names)
    lock = lock_of(tmp_path)
    assert draft(tmp_path, JUNE, monkeypatch) == []
    assert lock_of(tmp_path) == lock


def test_a_blank_that_was_gone_is_back_under_another_label(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, tmp_path / "build/all.apkg")
        before = studied(col)
        release(write(tmp_path, saying("There is a {{where::mat}}.")), MAY, monkeypatch)
        assert import_package(col, tmp_path / "build/all.apkg") == ImportCounts(updated=1, duplicate=5)
        assert len(empty_cards(col)) == 1
        release(write(tmp_path, saying("The {{whom::cat}} has a {{where::mat}}.")), JUNE, monkeypatch)
        assert col.db
        col.db.execute("update notes set mod = ?", MAY)
        assert import_package(col, tmp_path / "build/all.apkg") == ImportCounts(updated=1, duplicate=5)
        assert scheduling(col) == before
        assert asked(col) == {0: "cat", 1: "mat"}


@pytest.mark.parametrize(
    ("sentence", "gone", "new"),
    [
        ("What lies there for the {{whom::tomcat}} is a {{where::mat}}.", "'who'", "'whom'"),
        ("What lies there for the {{where::lion}} is a {{who::mat}}.", "number 1", "'where'"),
        ("There is {{nothing::nothing}}.", "'who', 'where'", "'nothing'"),
    ],
)
def test_a_blank_in_the_place_of_one_that_is_gone_is_refused_unless_it_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sentence: str, gone: str, new: str
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    before = lock_of(tmp_path)
    write(tmp_path, saying(sentence))
    expected = rf"terms\.yaml:16:.* 'mat/blanks'.*{gone}.*{new}.*--allow-lost-reviews \[lost-reviews\]"
    with pytest.raises(FaultyFilesError, match=expected):
        release(tmp_path, MAY, monkeypatch)
    assert [each.rule for each in check.check(tmp_path)[0]].count("lost-reviews") == 1
    assert lock_of(tmp_path) == before
    remarks = release(tmp_path, MAY, monkeypatch, ALLOWED)
    assert "mat/blanks" in next(line for line in remarks if "Empty Cards" in line)
    numbers = [line.split()[3] for line in lock_of(tmp_path).splitlines() if line.startswith("blank ")]
    assert sorted(numbers) == ["1", "2", "3"]  # none is free again
    assert release(tmp_path, JUNE, monkeypatch) == []


def test_a_label_of_a_blank_that_is_gone_is_not_put_on_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    release(write(tmp_path, saying("What lies there is a {{where::mat}}.")), MAY, monkeypatch)
    write(tmp_path, saying("What lies {{who::there}} is a {{where::mat}}."))
    with pytest.raises(
        FaultyFilesError, match=r"'who' was the label of another .* another label.*\[lost-rev"
    ):
        release(tmp_path, JUNE, monkeypatch)
    write(tmp_path, saying("What lies there is a {{where::cat}}."))
    with pytest.raises(FaultyFilesError, match=r"'where' was the label of another .*\[lost-reviews\]"):
        release(tmp_path, JUNE, monkeypatch)
    assert not told_of(release(tmp_path, JUNE, monkeypatch, ALLOWED))


def told_of(remarks: list[str]) -> list[str]:
    """Return the remarks about what is gone."""
    return [line for line in remarks if "gone" in line]


# Cards


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (replaced(TERMS, "  see: [dog]\n", "  see: [dog]\n  cards: [meaning]\n"), "mat (Name)"),
        (saying("What lies there for the cat is a {{where::mat}}."), "mat/blanks (who)"),
    ],
)
def test_a_card_that_is_taken_away_is_told_once_and_comes_back_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, str | None], told: str
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, tmp_path / "build/all.apkg")
        before = studied(col)
        (remark,) = release(write(tmp_path, change), MAY, monkeypatch)
        assert remark.startswith(f"1 card is gone from a note that stays: {told}.")
        import_package(col, tmp_path / "build/all.apkg")
        assert scheduling(col) == before
        (number,) = empty_cards(col)
        assert release(tmp_path, JUNE, monkeypatch) == []
        assert release(write(tmp_path), JUNE, monkeypatch) == []
        assert col.db
        col.db.execute("update notes set mod = ?", MAY)
        import_package(col, tmp_path / "build/all.apkg")
        assert scheduling(col) == before
        assert empty_cards(col) == []
        assert number in before


# Ids

RUG = replaced(TERMS, "- term: mat\n", "- term: rug\n")
WHOSE = replaced(TERMS, "- id: owner\n", "- id: whose\n")


def all_decks(root: Path, options: ReleaseOptions) -> list[str]:
    return build.build_all(project.load(root), (), None, quiet, options=options)[1]


def one_deck(root: Path, options: ReleaseOptions) -> list[str]:
    return build.build_all(project.load(root), ["theft"], None, quiet, options=options)[1]


def own_deck(root: Path, options: ReleaseOptions) -> list[str]:
    loaded = project.load(root)
    chosen = deck_of(loaded, "tag:person::dog", None, "", "text", 0)
    return [*build_deck(loaded, chosen, None, quiet, options)[1]]


Command = Callable[[Path, ReleaseOptions], list[str]]
COMMANDS = [all_decks, one_deck, own_deck]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (RUG, r"terms\.yaml:1:9: 'rug' says what 'mat' said, .*`studygen rename mat rug`"),
        (WHOSE, r"terms\.yaml:11:\d+: 'mat/whose' says what .*`studygen rename mat/owner mat/whose`"),
    ],
)
def test_an_id_that_was_renamed_without_was_is_refused_by_every_command(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: Command,
    change: dict[str, str | None],
    expected: str,
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    before = lock_of(tmp_path)
    write(tmp_path, change)
    with pytest.raises(FaultyFilesError, match=expected) as caught:
        command(tmp_path, ReleaseOptions())
    assert [problem.rule for problem in caught.value.problems] == ["forgotten-was"]
    assert [problem for problem in check.check(tmp_path)[0] if problem.rule == "forgotten-was"] == [
        *caught.value.problems
    ]
    assert lock_of(tmp_path) == before
    command(tmp_path, ALLOWED)


def test_what_was_let_through_is_no_hindrance_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    release(write(tmp_path, RUG), MAY, monkeypatch, ALLOWED)
    assert release(tmp_path, JUNE, monkeypatch) == []


REWORDED = {
    TERMS: (WHOSE[TERMS] or "").replace("Who owned the mat, according", "Of whom had it been, according"),
    "decks/mats.yaml": 'deck: Mats::Mats\nwhere: "tag:topic::property -tag:person::dog"\n',
}


@pytest.mark.parametrize("command", COMMANDS)
def test_what_may_be_a_renaming_is_told_until_it_is_settled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    write(tmp_path, REWORDED)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MAY))
    for _ in range(2 if command is own_deck else 1):
        remarks = command(tmp_path, ReleaseOptions())
        (remark,) = [line for line in remarks if "If it is under a new id now" in line]
        assert "mat/whose" in remark
        assert "Id:mat/owner" in remark


def test_a_new_id_that_a_deck_of_ones_own_had_first_is_told_by_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    write(tmp_path, REWORDED)
    loaded = project.load(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MAY))
    build_deck(loaded, deck_of(loaded, "tag:topic::property", None, "", "text", 0), None, quiet)
    assert any("If it is under a new id now" in line for line in release(tmp_path, JUNE, monkeypatch))


def test_a_renamed_note_is_dated_anew_though_its_words_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(write(tmp_path), APRIL, monkeypatch)
    renamed = replaced(TERMS, "- id: owner\n", "- id: whose\n      was: [owner]\n")
    assert release(write(tmp_path, renamed), MAY, monkeypatch) == []
    assert re.search(
        rf"^note mat/owner question \S+ {MAY} \S+ \S+ now mat/whose$", lock_of(tmp_path), re.MULTILINE
    )
    with open_collection(tmp_path / "learner.anki2") as col:
        import_package(col, tmp_path / "build/all.apkg")
        assert note_of(col, "mat/whose")


def test_a_note_that_came_back_under_a_new_id_is_refused_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dates = FILES["source/dates.yaml"]
    release(write(tmp_path), APRIL, monkeypatch)
    release(write(tmp_path, {"source/dates.yaml": None}), MAY, monkeypatch)
    robbery = dates.replace("date: theft", "date: robbery")
    with pytest.raises(FaultyFilesError, match=r"'robbery' says .* 'theft' said"):
        release(write(tmp_path, {"source/dates.yaml": robbery}), JUNE, monkeypatch)
