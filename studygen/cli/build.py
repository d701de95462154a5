"""`studygen build`: everything that the files in decks/ specify."""

from pathlib import Path
from typing import Annotated

import typer

from studygen.cli.completion import offer_decks, offer_search
from studygen.cli.loading import load_project
from studygen.cli.options import AllowLostReviews, AllowNoteTypeChange, Folder, Locked
from studygen.cli.output import progress_bar, say, say_written
from studygen.wording import listed


def build(
    decks: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DECK]...",
            autocompletion=offer_decks,
            help="Names of files in decks/; all if left out.",
        ),
    ] = None,
    where: Annotated[
        str,
        typer.Option(
            "--where",
            "-w",
            metavar="SEARCH",
            autocompletion=offer_search,
            help="Restrict each deck to what this search finds as well.",
        ),
    ] = "",
    project: Folder = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FOLDER", help="Where to write; the project's build/ if left out."
        ),
    ] = None,
    locked: Locked = False,
    allow_notetype_change: AllowNoteTypeChange = False,
    allow_lost_reviews: AllowLostReviews = False,
) -> None:
    """Build the decks and sheets that the files in decks/ specify, as drafts.

    What no release has had may change as it likes; `studygen release` publishes.

    \b
    Examples:
      studygen build
      studygen build all terms
      studygen build --where "-tag:kind::date" --output no-dates
      studygen build --project ~/my-text --output ~/out
      studygen build --locked
    """
    from studygen.commands.build import build_all, emptied
    from studygen.releases.planner import ReleaseOptions

    loaded = load_project(project)
    if where:
        for name in emptied(loaded, decks or (), where):
            say(f"studygen: the deck {name} is skipped, since {where!r} finds none of its notes")
    with progress_bar("building") as progress:
        options = ReleaseOptions(locked, allow_notetype_change, allow_lost_reviews)
        written, remarks = build_all(loaded, decks or (), output, progress, where, options)
    say_written(written)
    for remark in remarks:
        say(remark)
    if decks_made := [str(file.path) for file in written if file.path.suffix == ".apkg"]:
        say(f"Next: import {listed(decks_made, 1)} into Anki; `studygen release` publishes.")
