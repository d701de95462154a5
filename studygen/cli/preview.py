"""`studygen preview`: the page on which cards are chosen and studied in a browser."""

from pathlib import Path
from typing import Annotated

import typer

from studygen.cli.loading import load_project
from studygen.cli.options import Folder, Where
from studygen.cli.output import open_in_browser, say_written


def preview(
    where: Where = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The page to write; build/preview.html if left out."
        ),
    ] = None,
    project: Folder = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open it in the browser.")] = False,
) -> None:
    """Write a page on which cards are chosen and studied in a browser, without Anki and without a network.

    \b
    Examples:
      studygen preview
      studygen preview --where "tag:kind::term" --output terms.html
      studygen preview --no-open
    """
    from studygen.commands.preview import build_page

    written = build_page(load_project(project), where, output)
    say_written([written])
    if not no_open:
        open_in_browser(written.path)
