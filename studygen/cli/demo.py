"""`studygen demo`: the essay's project, to look at."""

from pathlib import Path
from typing import Annotated

import typer

from studygen.cli.output import say


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="A new folder; studygen-demo if left out.")
    ] = Path("studygen-demo"),
) -> None:
    """Make a project to look at and to change: the essay about the Soviet Union, with its knowledge base.

    \b
    Examples:
      studygen demo
      studygen demo ~/essay
    """
    from studygen.commands.demo import make_demo

    files = make_demo(folder)
    say(f"{folder}: {files} files. Next: `cd {folder}`, and `studygen build` makes its decks and sheets.")
