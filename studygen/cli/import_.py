"""`studygen import`: cards that somebody has already, as entries."""

from pathlib import Path
from typing import Annotated

import typer

from studygen.cli.loading import project_folder
from studygen.cli.options import Folder
from studygen.cli.output import print_result, say


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A .csv or .tsv table, a text export of Quizlet or Anki (.txt), an .apkg or .colpkg, a .md"
            " file or a folder of them.",
        ),
    ],
    columns: Annotated[
        str,
        typer.Option(
            metavar="COLUMNS",
            help="What the columns hold, in their order, as in term,meaning,tags; - for one to leave out.",
        ),
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="source/NAME.yaml; named after the list if left out."),
    ] = None,
    author: Annotated[str, typer.Option(help="Who made the list.")] = "",
    language: Annotated[str, typer.Option(help="Its language: en, german, …; guessed if left out.")] = "",
    licence: Annotated[
        str, typer.Option(help="On what terms its pictures and recordings may be passed on: CC BY 4.0.")
    ] = "",
    ask: Annotated[
        str, typer.Option(help='How meanings are asked for: "What is the capital of {}?"; {} is the term.')
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; show the first entries.")
    ] = False,
    project: Folder = None,
) -> None:
    """Make entries of cards that you have already; run again, it renews them and doubles none.

    A word that stands in the project's text gets a passage of it. All others rest on their own line of the
    list, which becomes a text of the project.

    \b
    Examples:
      studygen import words.csv
      studygen import quizlet.txt --author "A. Teacher"
      studygen import words.csv --columns term,-,meaning,tags
      studygen import countries.csv --ask "What is the capital of {}?"
      studygen import Biology.apkg --licence "CC BY-SA 4.0" --dry-run
    """
    from studygen.commands.import_cards import ImportOptions, import_cards
    from studygen.knowledge.text.language_names import language_tag

    tag = str(language_tag(language)) if language else ""
    options = ImportOptions(columns, output, author, tag, licence, ask)
    done = import_cards(project_folder(project), file, options, dry_run=dry_run)
    for line in done.said:
        say(line)
    if dry_run:
        print_result(done.sample.rstrip("\n"))
    if done.to_do:
        say("To do:")
        for line in done.to_do:
            say(f"  {line}")
    if dry_run:
        say("Nothing was written. Next: the same without --dry-run.")
    else:
        say("Next: `studygen check` tells what needs a look, and `studygen build` makes decks and sheets.")


# A command is called as its function is, and Python keeps this word for itself.
import_.__name__ = "import"
