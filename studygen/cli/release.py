"""`studygen release`: what drafts were becomes what learners have."""

from pathlib import Path
from typing import Annotated

import typer

from studygen.cli.loading import load_project
from studygen.cli.options import AllowLostReviews, AllowNoteTypeChange, Folder
from studygen.cli.output import progress_bar, say, say_written


def release(
    version: Annotated[
        str | None,
        typer.Argument(metavar="[VERSION]", help="What it is called; 1.1 after 1.0, if left out."),
    ] = None,
    project: Folder = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FOLDER", help="Where to write; the project's build/ if left out."
        ),
    ] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="Release though nothing is new.")] = False,
    renumber: Annotated[
        bool,
        typer.Option("--renumber", help="Send new numbers of paragraphs now, as a change of these notes."),
    ] = False,
    allow_notetype_change: AllowNoteTypeChange = False,
    allow_lost_reviews: AllowLostReviews = False,
) -> None:
    """Publish the decks that the files in decks/ specify.

    The project is checked and all of it is built. From then on, what learners have is guarded: what they
    would lose is refused or said beforehand.

    \b
    Examples:
      studygen release
      studygen release 1.0
      studygen release 2026-spring --output ~/released
    """
    from studygen.commands.release import release_all
    from studygen.releases.planner import ReleaseOptions

    loaded = load_project(project)
    with progress_bar("releasing") as progress:
        options = ReleaseOptions(
            allow_notetype_change=allow_notetype_change, allow_lost_reviews=allow_lost_reviews
        )
        released = release_all(loaded, version, output, progress, options, anyway=anyway, renumber=renumber)
    say_written(released.written)
    for remark in released.remarks:
        say(remark)
    say("Next: commit studygen.lock and releases/, and give learners the decks with what is new in them.")
