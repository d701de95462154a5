"""`studygen find`: sentences with a word, and what to quote of them."""

from typing import Annotated

import typer

from studygen.cli.loading import project_folder
from studygen.cli.options import Folder, one_of
from studygen.cli.output import print_result, say
from studygen.wording import counted


def find(
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help="A word, or several in a row as the text has them.")
    ],
    regex: Annotated[
        bool, typer.Option("--regex", help="WORDS is a regular expression, as Python reads it.")
    ] = False,
    output_format: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    project: Folder = None,
) -> None:
    """Show each sentence of the text that has some words, what to paste as a passage, and what cites it.

    The passage is the shortest around the words that the text has once. Entries may still have faults.

    \b
    Examples:
      studygen find photosynthesis
      studygen find "the law of inertia"
      studygen find --regex "1[0-9]{3}"
      studygen find photosynthesis --format json
    """
    from studygen.commands.find import as_json, as_text
    from studygen.commands.find import find as look_for

    shape = one_of(output_format, "format", "text", "json")
    found = look_for(project_folder(project), words, is_regex=regex)
    print_result(as_json(found) if shape == "json" else as_text(found))
    say(f"{counted(len(found), 'sentence')}. Next: paste `passages: …` into an entry, and `studygen check`.")
