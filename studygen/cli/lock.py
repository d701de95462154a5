"""`studygen lock`: a lost or damaged lock file, rebuilt from what was published; those of two branches."""

from pathlib import Path
from typing import Annotated

import typer

from studygen.cli.loading import project_folder
from studygen.cli.options import Folder
from studygen.cli.output import say
from studygen.problems import StudygenError


def lock(
    packages: Annotated[
        list[Path] | None,
        typer.Option("--from", metavar="OLD.apkg", help="A package of an earlier release; repeat it."),
    ] = None,
    merged: Annotated[
        bool, typer.Option("--merged", help="Take the lines of both sides of a merge, and check them.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a lock that can be read; it is kept beside as .old.")
    ] = False,
    project: Folder = None,
) -> None:
    """Rebuild studygen.lock, if it is lost or damaged, from packages that were published; or merge two.

    Name those that learners have: the last of each deck, and earlier ones if notes were renamed or removed
    since. With a new lock instead, every note would count as changed. After a merge of branches, leave the
    conflict in the file.

    \b
    Examples:
      studygen lock --from released/all.apkg
      studygen lock --from released/all.apkg --from released/terms.apkg
      studygen lock --replace --from released/all.apkg
      studygen lock --merged
    """
    from studygen.commands.lock import rebuild_lock, take_both_sides
    from studygen.project.project import load
    from studygen.releases.lock import Lock

    if merged == bool(packages):
        raise StudygenError(
            "say either --from OLD.apkg, to rebuild the lock, or --merged, to make one of two"
        )
    folder = project_folder(project)
    if merged:
        report = take_both_sides(folder)
    else:
        report = rebuild_lock(load(folder, instead=Lock()), packages or (), replacing=replace)
    for line in report:
        say(line)
