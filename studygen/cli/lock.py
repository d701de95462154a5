"""`studygen lock`: a lost or damaged lock file, rebuilt from what was published."""

from pathlib import Path
from typing import Annotated

import typer

from studygen.cli.loading import project_folder
from studygen.cli.options import Folder
from studygen.cli.output import say


def lock(
    packages: Annotated[
        list[Path],
        typer.Option("--from", metavar="OLD.apkg", help="A package of an earlier release; repeat it."),
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a lock that can be read; it is kept beside as .old.")
    ] = False,
    project: Folder = None,
) -> None:
    """Rebuild studygen.lock, if it is lost or damaged, from packages that were published.

    Name those that learners have: the last of each deck, and earlier ones if notes were renamed or removed
    since. With a new lock instead, every note would count as changed.

    \b
    Examples:
      studygen lock --from released/stalin.apkg
      studygen lock --from released/stalin.apkg --from released/economy.apkg
      studygen lock --replace --from released/whole-essay.apkg
    """
    from studygen.commands.lock import rebuild_lock
    from studygen.project.project import load
    from studygen.releases.lock import Lock

    loaded = load(project_folder(project), instead=Lock())
    for line in rebuild_lock(loaded, packages, replacing=replace):
        say(line)
