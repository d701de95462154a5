"""The options that several commands have, and what is refused of their values."""

from pathlib import Path
from typing import Annotated, Any

import typer

from studygen.cli.completion import offer_search
from studygen.problems import StudygenError
from studygen.wording import nearest

Folder = Annotated[
    Path | None,
    typer.Option(
        "--project",
        "-p",
        help="The project's folder; else the one around here.",
    ),
]
Where = Annotated[
    str,
    typer.Option(
        "--where",
        "-w",
        metavar="SEARCH",
        autocompletion=offer_search,
        help="Which notes: an Anki search over tags and note types; all if left out.",
    ),
]
Order = Annotated[str, typer.Option(help="How notes come: text, kind or shuffled.")]
Seed = Annotated[int, typer.Option(help="What samples, shuffling and quizzes are drawn from.")]
Sample = Annotated[
    int | None,
    typer.Option(metavar="N", help="Draw so many notes at random; the same seed draws the same."),
]
Limit = Annotated[int | None, typer.Option(metavar="N", help="Take the first so many notes in their order.")]
Locked = Annotated[
    bool, typer.Option("--locked", help="Write nothing if studygen.lock is not up to date, as in CI.")
]
AllowNoteTypeChange = Annotated[
    bool,
    typer.Option(
        "--allow-notetype-change",
        help="Let fields or cards change that learners have, and say what they must choose in Anki.",
    ),
]
AllowLostReviews = Annotated[
    bool,
    typer.Option(
        "--allow-lost-reviews",
        help="Let go what learners have reviewed: a note comes a second time, a blank in another's place.",
    ),
]


def one_of(given: str, what: str, *known: str) -> Any:
    """Return what was given if it is known; `Any`, since types list known words as literals.

    Raises:
        StudygenError: it is not; the message names what is.
    """
    if given not in known:
        hint = nearest(given, known) or f"; there are {', '.join(known)}"
        raise StudygenError(f"there is no {what} {given!r}{hint}")
    return given


def refuse_below_one(**numbers: int | None) -> None:
    """Refuse numbers of notes, by the options that they were given to, that are 0 or less.

    Raises:
        StudygenError: one is.
    """
    for option, number in numbers.items():
        if number is not None and number < 1:
            raise StudygenError(f"--{option} is 1 or more, not {number}; leave it out for all notes")
