"""What Anki shows on each day to whoever studies 20 new cards a day, with the options it has by default."""

from pathlib import Path

import pytest
from anki_tools import import_package, open_collection, query
from learner import JUNE, new_cards_by_day, quiet

from studygen.commands.deck import write_deck
from studygen.commands.deck_selection import specified_deck
from studygen.project.project import Project

ALL = "Blanquism and the Soviet Union"  # the deck above all others


def imported(essay: Project, names: list[str], folder: Path) -> Path:
    """Return a learner who has imported decks of the essay in this order; its lock is left alone."""
    lock = essay.lock.released(essay.notes, JUNE)
    learner = folder / "learner.anki2"
    for name in names:
        write_deck(essay, specified_deck(essay, name), lock, folder / f"{name}.apkg", quiet)
        with open_collection(learner) as col:
            import_package(col, folder / f"{name}.apkg")
    return learner


@pytest.mark.parametrize("name", ["core", "whole-essay"])
def test_no_two_cards_of_a_note_are_new_on_one_day(essay: Project, tmp_path: Path, name: str) -> None:
    days = list(new_cards_by_day(imported(essay, [name], tmp_path), ALL))
    notes = specified_deck(essay, name).notes
    assert sum(map(len, days)) == sum(len(note.cards) for note in notes)
    assert {len(day) for day in days[:-1]} == {20}
    for day in days:
        assert len(set(day)) == len(day)


def test_core_and_whole_essay_are_the_same_in_either_order(essay: Project, tmp_path: Path) -> None:
    rows = (
        "select n.guid, c.ord, d.name, c.due from cards c, notes n, decks d where n.id = nid and d.id = did"
    )
    found = []
    for names in (["core", "whole-essay"], ["whole-essay", "core"], ["whole-essay"]):
        (tmp_path / names[-1] / str(len(names))).mkdir(parents=True)
        with open_collection(imported(essay, names, tmp_path / names[-1] / str(len(names)))) as col:
            found.append(sorted(query(col, rows)))
    assert found[0] == found[1] == found[2]
    assert {row[2].replace("\x1f", "::") for row in found[0]} == {f"{ALL}::The core", f"{ALL}::Whole essay"}


@pytest.mark.parametrize(
    "names",
    [
        ["core", "whole-essay"],
        ["stalin", "whole-essay"],
        ["whole-essay", "stalin"],
        ["stalin", "core", "whole-essay"],
        ["lecture-1", "lecture-2", "lecture-3"],
    ],
)
def test_who_studies_all_decks_together_meets_nothing_unknown(
    essay: Project, tmp_path: Path, names: list[str]
) -> None:
    learner = imported(essay, names, tmp_path)
    needs = {note.id: note.needs for note in essay.notes}
    known: set[str] = set()
    for day in new_cards_by_day(learner, ALL):
        known |= set(day)
        assert {each for full_id in day for each in needs[full_id]} <= known
    assert known == {note.id for name in names for note in specified_deck(essay, name).notes}
