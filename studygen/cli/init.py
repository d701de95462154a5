"""`studygen init`: a project of somebody's own text."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from studygen.cli.options import one_of
from studygen.cli.output import say


def init(
    source: Annotated[
        Path | None,
        typer.Argument(
            metavar="[TEXT]",
            help="The text: .txt, .md, .html, .docx, .odt, .epub or .pdf, or a folder with one; written later"
            " if left out.",
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--folder", "-f", help="Where to make the project; named after the text if left out."),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The title of the text.")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote it.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language: en, german, …")] = None,
    paper: Annotated[str | None, typer.Option(help="a4 or us-letter.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Take what is guessed, and ask nothing.")] = False,
) -> None:
    """Make a project of a text of your own, with entries from its own sentences to go on from.

    \b
    Examples:
      studygen init article.docx
      studygen init book.epub --folder book --language german
      studygen init notes.txt --title "My notes" --author "A. Teacher" --yes
    """
    from studygen.commands.init import Answers, checked_language, guess, read_source, scaffold, text_in

    if paper:
        one_of(paper, "paper", "a4", "us-letter")
    file = text_in(source)
    text, guessed = guess(read_source(file), file)
    for remark in text.remarks:
        say(f"{file}: {remark}")
    asks = sys.stdin.isatty() and not yes

    def answer(given: str | None, question: str, guessed: str) -> str:
        if given is not None or not asks:
            return given or guessed
        return str(typer.prompt(question, default=guessed, err=True))

    answers = Answers(
        answer(title, "Title of the text", guessed.title),
        answer(author, "Who wrote it", guessed.author),
        checked_language(answer(language, "Its language", guessed.language)),
        one_of(answer(paper, "Paper (a4 or us-letter)", guessed.paper), "paper", "a4", "us-letter"),
    )
    inside = source if source is not None and source.is_dir() else None
    root = folder or inside or Path(file.stem if file else "my-text")
    files = scaffold(root, text, answers)
    for made in files:
        if not made.parent.name.startswith("."):
            say(f"{made}")
    if not asks:
        say("What was not said was guessed: --title, --author, --language and --paper say otherwise.")
    say(
        f"“{answers.title}” by {answers.author}, in {answers.language}, {len(text.paragraphs):,} paragraphs."
        f" Next: `cd {root}`, write entries into source/entries.yaml, and `studygen build`."
    )
