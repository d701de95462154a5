"""What updates do in the versions of Anki that people use: every kind of change, in every version.

What is quick is tried with the version that all tests use; the others are installed into .anki.

    python3 run.py test --all tests/releases/test_update_matrix.py                    tries them all
    python3 run.py test --all tests/releases/test_update_matrix.py --rewrite   and writes the table
"""

import os
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

import pytest
from anki_versions import FOLDER, VERSIONS, folder_of, install
from learner import release
from repository import ROOT
from thoroughness import is_thorough
from update_cases import (
    CASES,
    DECKS,
    DOUBLED,
    LOOK,
    MERGE,
    NOTES,
    OWN,
    REFUSED,
    RESHAPINGS,
    STUCK,
    TIMES,
    YOURS,
    Case,
    Changes,
    Reshaping,
)
from update_matrix import Outcome, make, measured, reach, unscheduled, write

from studygen.problems import FaultyFilesError

pytestmark = pytest.mark.long

DOCUMENT = ROOT / "docs/anki-versions.md"
MARKS = ("<!-- measured -->\n", "<!-- end of what is measured -->\n")
ROW = re.compile(r"^\| (.+) \|$", re.MULTILINE)
EVERYWHERE = {"arrives", "arrives; the old card is empty", "yours", "the newer one"}
OLDER = ("24.11", "23.10", "2.1.66")

in_each_version = pytest.mark.parametrize(
    "version", [VERSIONS[0], *(pytest.param(version, marks=pytest.mark.thorough) for version in OLDER)]
)

Table = dict[tuple[str, str, str], str]  # section, what changed, version -> what comes of it


@pytest.fixture(scope="session")
def folders() -> dict[str, Path]:
    """Where to import each version from, as far as it is there."""
    chosen = VERSIONS if is_thorough() else VERSIONS[:1]
    if is_thorough():
        for version in chosen:
            if not folder_of(version):
                install(version)
    found = {version: folder_of(version) for version in chosen}
    return {version: folder for version, folder in found.items() if folder}


@pytest.fixture(scope="session")
def outcomes(folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Outcome]]:
    """What came of all cases, then of all reshapings, careless and careful, and of two more, by version."""
    reshaped = [case for each in RESHAPINGS for case in (each.careless, each.careful)]
    made = make([*CASES, *reshaped, DOUBLED, STUCK], tmp_path_factory.mktemp("matrix"))
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        found = pool.map(lambda folder: measured(folder, made), folders.values())
        return dict(zip(folders, found, strict=True))


def of_version(outcomes: Mapping[str, list[Outcome]], version: str) -> list[Outcome]:
    """Return what came of all in a version that is there."""
    if version not in outcomes:
        pytest.skip(f"Anki {version} is not in {FOLDER}; --all puts it there")
    return outcomes[version]


def of_reshaping(outcomes: Sequence[Outcome], reshaping: Reshaping) -> tuple[Outcome, Outcome]:
    """Return what came of a reshaping for a learner who chose nothing, and for one who chose what is told."""
    at = len(CASES) + 2 * RESHAPINGS.index(reshaping)
    return outcomes[at], outcomes[at + 1]


def table_of(outcomes: Mapping[str, list[Outcome]]) -> Table:
    """Return the table, as measured."""
    found = {
        (case.section, case.what, version): each.cell
        for version, of_one in outcomes.items()
        for case, each in zip(CASES, of_one, strict=False)
    }
    return found | {
        (RESHAPED, each.what, version): reach(*of_reshaping(of_one, each), each.note)
        for version, of_one in outcomes.items()
        for each in RESHAPINGS
    }


RESHAPED = "Fields and cards, with `--allow-notetype-change`"
CHOICES = {
    (): "",
    ("update_notes",): "*Update notes: Always*",
    tuple(MERGE): "*Merge note types*, *Update notes: Always*",
}
FIRST_COLUMN = {
    NOTES: "the new release has",
    LOOK: "the new release has",
    DECKS: "the new release has",
    YOURS: "what happens",
    OWN: "what happens",
    RESHAPED: "the new release has",
}


def choice(section: str, what: str) -> str:
    """Return what is chosen for a row, as a cell of its own; "" in sections where nothing is."""
    if section != RESHAPED:
        return ""
    (options,) = [tuple(each.options) for each in RESHAPINGS if each.what == what]
    return f"{CHOICES[options]} | "


def written(table: Table) -> str:
    """Return a table as it stands in the document."""
    text = ""
    rows = dict.fromkeys((section, what) for section, what, _ in table)
    for section, keys in groupby(rows, lambda row: row[0]):
        more = "learners choose | " if section == RESHAPED else ""
        text += f"\n### {section}\n\n| {FIRST_COLUMN[section]} | {more}{' | '.join(VERSIONS)} |\n"
        text += "|---" * (1 + bool(more) + len(VERSIONS)) + "|\n"
        for _, what in keys:
            cells = " | ".join(table[section, what, version] for version in VERSIONS)
            text += f"| {what} | {choice(section, what)}{cells} |\n"
    return f"{text}\n"


def read(text: str) -> Table:
    """Return the table that stands in the document."""
    table = {}
    measured_part = text.partition(MARKS[0])[2].partition(MARKS[1])[0]
    for part in measured_part.split("### ")[1:]:
        section, _, rows = part.partition("\n")
        for what, *cells in (row.split(" | ") for row in ROW.findall(rows)[1:]):
            of_versions = zip(VERSIONS, cells[-len(VERSIONS) :], strict=True)
            table |= {(section, what, version): cell for version, cell in of_versions}
    return table


def test_the_table_in_the_docs_is_what_was_measured(
    outcomes: dict[str, list[Outcome]], request: pytest.FixtureRequest
) -> None:
    table = table_of(outcomes)
    text = DOCUMENT.read_text(encoding="utf-8")
    if request.config.getoption("rewrite"):
        assert set(outcomes) == set(VERSIONS), "not all versions are there; --all"
        before, _, rest = text.partition(MARKS[0])
        text = before + MARKS[0] + written(table) + MARKS[1] + rest.partition(MARKS[1])[2]
        DOCUMENT.write_text(text, encoding="utf-8")
    in_the_docs = read(text)
    assert {key: cell for key, cell in in_the_docs.items() if key[2] in outcomes} == table


@in_each_version
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.section}: {case.what}")
def test_an_update_costs_nothing(outcomes: dict[str, list[Outcome]], version: str, case: Case) -> None:
    outcome = of_version(outcomes, version)[CASES.index(case)]
    assert outcome.cell != "something else"
    assert outcome.faults == []


@in_each_version
def test_what_changed_arrives(outcomes: dict[str, list[Outcome]], version: str) -> None:
    cells = {each.made.case.what: each.cell for each in of_version(outcomes, version)}
    promised = {case.what for case in CASES if case.section in (NOTES, LOOK)} - {"nothing new"}
    assert {cells[what] for what in promised} == EVERYWHERE
    stays = {what for what in promised if not cells[what].startswith("arrives")}
    assert stays == {
        "a note less",
        "a note that was gone and is back, as it was",
        "nothing but what is older than yours",
    }


@in_each_version
def test_what_anki_makes_impossible_is_this(outcomes: dict[str, list[Outcome]], version: str) -> None:
    cells = {each.made.case.what: each.cell for each in of_version(outcomes, version)}
    assert cells["you tagged or marked a note, then a release changes it"] == "the release’s, your tags go"
    assert cells["a release changes a note, you edit yours, then you import that release"] == "yours"
    assert cells["a release changes a note, you tag or mark yours, then you import that release"] == "yours"
    assert cells["the same, and the next release changes the note again"] == "the release’s"
    late = "you import a release when the next one is made already, then that one"
    assert cells[late] == ("passed over" if version in OLDER else "arrives")
    assert cells["the release after it, which does not change that note again"] == cells[late]
    assert cells["the release after it, which does change that note again"] == "arrives"


@in_each_version
@pytest.mark.parametrize("reshaping", RESHAPINGS, ids=lambda each: each.what)
def test_whatever_is_let_through_leaves_scheduling_alone(
    outcomes: dict[str, list[Outcome]], version: str, reshaping: Reshaping
) -> None:
    for outcome in of_reshaping(of_version(outcomes, version), reshaping):
        for after in outcome.looks[1:]:
            assert list(unscheduled(outcome.looks[0], after)) == []


def refusal(root: Path, monkeypatch: pytest.MonkeyPatch, *releases: Changes) -> str:
    """Return what is said when the last of some releases is refused, whose files are left as they are."""
    *earlier, last = releases
    for time, changes in zip(TIMES.values(), earlier, strict=False):
        write(root, changes)
        release(root, time, monkeypatch)
    before = {file: file.read_bytes() for file in [root / "studygen.lock", *root.glob("build/*")]}
    write(root, last)
    with pytest.raises(FaultyFilesError) as caught:
        release(root, TIMES["D"], monkeypatch)
    assert {file: file.read_bytes() for file in before} == before
    return str(caught.value)


@pytest.mark.parametrize("reshaping", RESHAPINGS, ids=lambda each: each.what)
def test_what_would_make_another_note_type_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reshaping: Reshaping
) -> None:
    said = refusal(tmp_path, monkeypatch, reshaping.first, {**reshaping.said("tomcat"), **reshaping.files})
    assert reshaping.message in said
    assert "let it through with --allow-notetype-change" in said


@pytest.mark.parametrize("what", REFUSED)
def test_what_would_cost_learners_their_scheduling_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    message, way_out, releases = REFUSED[what]
    said = refusal(tmp_path, monkeypatch, *releases)
    assert message in said
    assert way_out in said
    assert f"\n| {what} |" in DOCUMENT.read_text(encoding="utf-8")


@in_each_version
def test_what_is_refused_would_cost_that(outcomes: dict[str, list[Outcome]], version: str) -> None:
    doubled, stuck = of_version(outcomes, version)[-2:]
    before, after = doubled.looks
    assert len(after.notes) == 2 * len(before.notes) - 1  # but for the one that is the learner's own
    before, after = stuck.looks
    assert after.by_id["mat"] == before.by_id["mat"]
    for reshaping in RESHAPINGS:
        careless, _ = of_reshaping(outcomes[version], reshaping)
        arrives = careless.looks[-1].has("lion", reshaping.note)
        assert ([name for name in careless.looks[-1].types if name.endswith("+")] == []) == arrives


def test_the_options_that_are_taken_for_those_set_at_first_are(outcomes: dict[str, list[Outcome]]) -> None:
    for of_one in outcomes.values():
        assert of_one[0].looks[-1].offered == {}
