"""A learner who studies one release and imports the next, for tests of what updates cost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_tools import cards, open_collection, query

from studygen.commands import build
from studygen.commands.release import publish
from studygen.project import project
from studygen.project.project import Project
from studygen.releases.planner import USUAL, ReleaseOptions

APRIL, MAY, JUNE, JULY = 1_775_000_000, 1_778_000_000, 1_780_000_000, 1_782_000_000  # of 2026


def quiet(_what: str, _done: int, _all: int) -> None:
    """Show no progress."""


def release(
    root: Path, time: int, monkeypatch: pytest.MonkeyPatch, options: ReleaseOptions = USUAL
) -> list[str]:
    """Release the decks of a project as at a time, into build/, and return the remarks about them."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(time))
    return publish(without_sheets(root), None, None, quiet, options, anyway=True).remarks[:-1]


def draft(
    root: Path, time: int, monkeypatch: pytest.MonkeyPatch, options: ReleaseOptions = USUAL
) -> list[str]:
    """Build drafts of the decks of a project as at a time, into build/, and return the remarks."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(time))
    return build.build_all(without_sheets(root), (), None, quiet, options=options)[1][:-1]


def without_sheets(root: Path) -> Project:
    """Load a project whose decks have no sheets, which take longer than all that learners get."""
    loaded = project.load(root)
    decks = [
        replace(deck, spec=deck.spec.model_copy(update={"sheets": (), "page": False}))
        for deck in loaded.decks
    ]
    return replace(loaded, decks=tuple(decks))


def built(root: Path, time: int, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Release the decks of a project as at a time, and return the folder they are in."""
    release(root, time, monkeypatch)
    return root / "build"


def studied(col: Collection) -> dict[int, list[object]]:
    """Put every card on the way, flag one and suspend another, and return what Anki remembers of each."""
    for card in cards(col):
        col.sched.set_due_date([card.id], str(card.due + 3))
    some = [card.id for card in cards(col)]
    col.set_user_flag_for_cards(2, some[:1])
    col.sched.suspend_cards(some[1:2])
    return scheduling(col)


def scheduling(col: Collection) -> dict[int, list[object]]:
    """Return what Anki remembers of each card, apart from when it wrote that."""
    rows = query(
        col, "select id, nid, did, ord, type, queue, due, ivl, factor, reps, lapses, flags from cards"
    )
    return {row[0]: row for row in rows}


def new_cards_by_day(learner: Path, deck: str) -> Iterator[list[str]]:
    """Study a deck with those below it, with Anki's default options, and yield whose new cards each day has.

    Whatever Anki shows is answered with Easy, so that no card comes twice on a day.
    """
    while True:
        with open_collection(learner) as col:
            col.decks.set_current(col.decks.id(deck))
            new = []
            while queued := col.sched.get_queued_cards().cards:
                card = col.get_card(queued[0].card.id)
                new += [card.note()["Id"]] if card.type == 0 else []
                card.start_timer()
                col.sched.answerCard(card, 4)
            if not new:
                return
            yield new
            assert col.db
            col.db.execute("update col set crt = crt - 86400")  # for Anki, another day has begun
