"""`studygen check`: all faults of a project, or the rules by which they are found."""

from typing import Annotated

import typer

from studygen.cli.loading import project_folder
from studygen.cli.options import Folder, one_of
from studygen.cli.output import counted_faults, print_result, say


def check(
    where: Annotated[
        str,
        typer.Option(
            "--where",
            "-w",
            metavar="SEARCH",
            help="Only what is wrong with the cards of these notes, besides faults of whole files.",
        ),
    ] = "",
    project: Folder = None,
    output_format: Annotated[
        str, typer.Option("--format", help="text, json, or github (annotations of a pull request).")
    ] = "text",
    rules: Annotated[bool, typer.Option("--rules", help="List the rules and end.")] = False,
    explain: Annotated[
        str | None, typer.Option(metavar="RULE", help="Tell what a rule finds and why, and end.")
    ] = None,
) -> None:
    """Check all files and cards of a project and list every fault with its file, line and column.

    \b
    Examples:
      studygen check
      studygen check --where "tag:paragraph::04"
      studygen check --project ~/my-text --format json
      studygen check --rules
      studygen check --explain answer-leak
    """
    shape = one_of(output_format, "format", "text", "json", "github")
    if rules or explain:
        from studygen.checks.runner import explanations

        known = explanations()
        if explain:
            print_result(known[one_of(explain, "rule", *known)])
        else:
            print_result("\n".join(text.partition("\n")[0] for text in known.values()))
        return
    from studygen.commands.check import check as all_problems
    from studygen.commands.problem_formats import formatted

    problems, contents = all_problems(project_folder(project), where)
    if text := formatted(problems, shape):
        print_result(text)
    say(f"{contents}{counted_faults(problems)}")
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)
