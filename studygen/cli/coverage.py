"""`studygen coverage`: what of the text is cited, as lines or as a page."""

from pathlib import Path
from typing import Annotated

import typer

from studygen.cli.loading import load_project
from studygen.cli.options import Folder, Where
from studygen.cli.output import print_result, say


def coverage(
    where: Where = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the text as a page (.html), shaded by how often it is cited.",
        ),
    ] = None,
    project: Folder = None,
) -> None:
    """Show which sentences of the text are cited, and by which entries.

    \b
    Examples:
      studygen coverage
      studygen coverage --where "tag:importance::core"
      studygen coverage --output coverage.html
    """
    from studygen.commands.coverage import coverage_table, write_coverage

    loaded = load_project(project)
    if output:
        for path in write_coverage(loaded, output, where):
            say(path)
    else:
        print_result(coverage_table(loaded, where))
