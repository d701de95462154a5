"""`studygen rename`: another id for an entry, a question or a step, which stays what learners have."""

from typing import Annotated

import typer

from studygen.cli.completion import offer_ids
from studygen.cli.loading import project_folder
from studygen.cli.options import Folder
from studygen.cli.output import print_result, say


def rename(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            autocompletion=offer_ids,
            help="The id it has, in full; or had, if it was changed by hand.",
        ),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The id it gets, in full; or has already.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; show what would be changed.")
    ] = False,
    project: Folder = None,
) -> None:
    """Rename an entry, a question or a step in all files; learners keep their cards with their schedule.

    What was published keeps its old id under `was`, by which Anki knows it. Comments and layout stay as
    they are. Where an id was changed by hand already, or a question moved to another entry, this adds what is
    missing.

    \b
    Examples:
      studygen rename photosyntesis photosynthesis
      studygen rename photosynthesis/why-green photosynthesis/why-leaves-are-green
      studygen rename photosynthesis/steps/first photosynthesis/steps/light
      studygen rename photosyntesis photosynthesis --dry-run
    """
    from studygen.commands.rename import rename as carry_out

    changes = carry_out(project_folder(project), old, new, dry_run=dry_run)
    for change in changes:
        print_result(f"{change.place}: {change.what}")
    if not changes:
        say("studygen: there is nothing to change")
