"""`studygen sheet`: a sheet of one kind of what a search finds."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from studygen.cli.completion import offer_sheets
from studygen.cli.loading import load_project
from studygen.cli.options import Folder, Limit, Order, Sample, Seed, Where, one_of, refuse_below_one
from studygen.cli.output import open_in_browser, print_result, progress_bar, say_written


class SheetCommand(TyperCommand):
    """A command that says what there is to print: to know it would take the others too long."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help, with a line on each sheet."""
        from studygen.documents.sheets.registry import SHEETS

        super().format_help(ctx, formatter)
        with formatter.section("Kinds"):
            formatter.write_dl([(sheet.name, sheet.about) for sheet in SHEETS.values()])


def sheet(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            autocompletion=offer_sheets,
        ),
    ],
    where: Where = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The PDF to write; build/KIND.pdf if left out. A quiz gets its key beside it.",
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The sheet's title; the text's if left out.")] = None,
    paper: Annotated[str | None, typer.Option(help="a4 or us-letter; the project's if left out.")] = None,
    told: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            "-s",
            metavar="OPTION=VALUE",
            help="What the kind of sheet is told, such as flip=short for cards; --options lists all.",
        ),
    ] = None,
    list_options: Annotated[
        bool, typer.Option("--options", help="List what the kind of sheet can be told, and end.")
    ] = False,
    png: Annotated[bool, typer.Option("--png", help="Write each page as a picture, too.")] = False,
    preview: Annotated[bool, typer.Option("--preview", help="Open the sheet when it is written.")] = False,
    order: Order = "text",
    sample: Sample = None,
    limit: Limit = None,
    seed: Seed = 0,
    project: Folder = None,
) -> None:
    """Print the entries that a search finds: as a glossary, a quiz with its key, cards to cut out and so on.

    \b
    Examples:
      studygen sheet glossary --paper us-letter --preview
      studygen sheet quiz --where "tag:paragraph::04" --seed 7 --set versions=4
      studygen sheet cards --where "tag:kind::term" --set flip=short --set grid=3x5
      studygen sheet guide --set booklet=true --output guide.pdf
    """
    from studygen.commands.outputs import output_file
    from studygen.commands.sheet import print_sheets, rendered_sheet, sheet_of, write_sheets
    from studygen.documents.sheets import set_option
    from studygen.documents.sheets.registry import SHEETS

    wanted = one_of(kind, "sheet", *SHEETS)
    if list_options:
        print_result(set_option.described(wanted))
        return
    options = set_option.told(wanted, told or ())
    size = one_of(paper, "paper", "a4", "us-letter") if paper else None
    arranged = one_of(order, "order", "text", "kind", "shuffled")
    refuse_below_one(sample=sample, limit=limit)
    loaded = load_project(project)
    given = sheet_of(loaded, where, title, size, seed, options, order=arranged, sample=sample, limit=limit)
    file = output_file(loaded, output, f"{kind}.pdf")
    with progress_bar("printing") as progress:
        printed = print_sheets(rendered_sheet(loaded, wanted, given, file), progress, pictured=png)
    written = write_sheets(printed)
    say_written(written)
    if preview:
        open_in_browser(written[0].path)
