"""`studygen export`: cards and quizzes for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from studygen.cli.loading import load_project
from studygen.cli.options import Folder, Seed, Where, one_of
from studygen.cli.output import say
from studygen.wording import counted


def export(
    format_: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT", help="Cards as csv, quizlet or anki (text); a quiz as moodle (XML) or gift."
        ),
    ],
    where: Where = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file; in build/ if left out.")
    ] = None,
    seed: Seed = 0,
    project: Folder = None,
) -> None:
    """Write the cards that a search finds, or a quiz about them, for other programs.

    What `import` reads again of a csv: words, questions, sentences with blanks, hints, notes and tags.

    \b
    Examples:
      studygen export csv
      studygen export quizlet --where "tag:kind::term"
      studygen export moodle --seed 7 --output quiz.xml
    """
    from studygen.commands.export import ENDINGS, exported
    from studygen.commands.outputs import output_file
    from studygen.files import write_bytes

    wanted = one_of(format_, "format", *ENDINGS)
    loaded = load_project(project)
    made = exported(loaded, wanted, where, seed)
    file = output_file(loaded, output, f"{wanted}{ENDINGS[wanted]}")
    write_bytes(file, made.text.encode())
    if made.media:
        left = f"the pictures and recordings of these notes ({counted(made.media, 'file')}) are not in it"
        say(f"{file}: warning: {left}; add them there by hand")
    say(f"{file} is written. Next: {_NEXT[wanted]}.")


_NEXT = {
    "csv": "open it in a spreadsheet, or `studygen import` it into another project",
    "quizlet": "in Quizlet, create a set, choose Import, and paste what is in it",
    "anki": "in Anki, File → Import; learners' decks come from `studygen build` instead",
    "moodle": "in Moodle's question bank, Import → Moodle XML format",
    "gift": "in Moodle's question bank, Import → GIFT format",
}
