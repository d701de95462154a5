"""`studygen deck`: one Anki deck of what a search finds, or of what is ticked."""

from pathlib import Path
from typing import Annotated

import typer

from studygen.cli.loading import load_project
from studygen.cli.options import (
    AllowLostReviews,
    AllowNoteTypeChange,
    Folder,
    Limit,
    Locked,
    Order,
    Sample,
    Seed,
    Where,
    one_of,
    refuse_below_one,
)
from studygen.cli.output import progress_bar, say, say_written


def deck(
    where: Where = "",
    interactive: Annotated[
        bool, typer.Option("--interactive", "-i", help="Tick the tags in the terminal.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The package to write; build/NAME.apkg if left out."
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="The deck's name in Anki; made from the search if left out.")
    ] = None,
    description: Annotated[str, typer.Option(help="What the deck is about, shown in Anki.")] = "",
    complete: Annotated[
        bool, typer.Option("--complete", help="Add the entries that questions name, and both of a pair.")
    ] = False,
    order: Order = "text",
    sample: Sample = None,
    limit: Limit = None,
    seed: Seed = 0,
    project: Folder = None,
    locked: Locked = False,
    allow_notetype_change: AllowNoteTypeChange = False,
    allow_lost_reviews: AllowLostReviews = False,
) -> None:
    """Make one Anki deck of the notes that a search finds.

    \b
    Examples:
      studygen deck --where "tag:kind::term" --output terms.apkg
      studygen deck -w "tag:kind::argument -tag:paragraph::01" --name "Arguments"
      studygen deck -w "note:*Argument or tag:importance::core" --order kind
      studygen deck -w "tag:importance::core" --sample 20 --seed 7
      studygen deck --interactive
    """
    from studygen.cli.pick_tags import ask, command, refuse_without_terminal
    from studygen.commands.deck import build_deck, deck_of
    from studygen.releases.planner import ReleaseOptions

    arranged = one_of(order, "order", "text", "kind", "shuffled")
    refuse_below_one(sample=sample, limit=limit)
    if interactive:
        refuse_without_terminal()
    loaded = load_project(project)
    if interactive:
        asked = ask(loaded, where, name)
        where, name = asked.where, asked.name
    wanted = deck_of(
        loaded, where, name, description, arranged, seed, sample=sample, limit=limit, complete=complete
    )
    with progress_bar("writing") as progress:
        options = ReleaseOptions(locked, allow_notetype_change, allow_lost_reviews)
        written, remarks = build_deck(loaded, wanted, output, progress, options)
    say_written([written])
    for remark in remarks:
        say(remark)
    if interactive:
        again = command(
            where=where,
            name=name,
            description=description,
            order="" if order == "text" else order,
            sample=sample,
            limit=limit,
            seed=seed,
            output=output,
            project=project,
        )
        say(f"The same again: {again}{' --complete' if complete else ''}")
