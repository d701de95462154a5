"""`studygen check`: all faults of a project, or the rules by which they are found."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from studygen.cli.completion import offer_search
from studygen.cli.loading import project_folder
from studygen.cli.options import Folder, one_of
from studygen.cli.output import counted_faults, print_problems, print_result, say
from studygen.wording import listed

_MOST_ROUNDS = 5


def check(
    where: Annotated[
        str,
        typer.Option(
            "--where",
            "-w",
            metavar="SEARCH",
            autocompletion=offer_search,
            help="Only what is wrong with the cards of these notes, besides faults of whole files.",
        ),
    ] = "",
    project: Folder = None,
    output_format: Annotated[
        str, typer.Option("--format", help="text, json, or github (annotations of a pull request).")
    ] = "text",
    every: Annotated[
        bool, typer.Option("--all", help="List every fault, even if there are many of a kind in a file.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="End with exit code 1 for warnings, too.")] = False,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Mend what nobody need think about: quotes, ids, keys; shows it first."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="With --fix: change it without asking.")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules and end.")] = False,
    explain: Annotated[
        str | None,
        typer.Option(metavar="RULE", help="Tell what is meant by what stands in brackets behind a fault."),
    ] = None,
) -> None:
    """Check all files and cards of a project and tell what is wrong, with its file, line and column.

    \b
    Examples:
      studygen check
      studygen check --all --strict
      studygen check --fix
      studygen check --where "tag:paragraph::04"
      studygen check --project ~/my-text --format json
      studygen check --rules
      studygen check --explain answer-leak
    """
    shape = one_of(output_format, "format", "text", "json", "github")
    if rules or explain:
        from studygen.checks import explanations

        if explain:
            known = explanations.explanations()
            print_result(known[one_of(explain.strip("[]"), "rule", *known)])
        else:
            print_result("\n".join(text.partition("\n")[0] for text in explanations.rules().values()))
        return
    from studygen.commands.check import check as find_problems

    root = project_folder(project)
    if fix:
        _mend(root, ask=not yes)
    problems, contents = find_problems(root, where)
    if shape == "text":
        print_problems(problems, every=every)
    else:
        from studygen.commands.problem_formats import as_annotations, as_json

        counts = contents._asdict() if contents else {}
        print_result(as_json(problems, counts) if shape == "json" else as_annotations(problems))
    say(f"{contents}: {counted_faults(problems)}" if contents else counted_faults(problems))
    if problems and not fix:
        from studygen.commands.fix import proposed_changes

        if proposed_changes(root, problems):
            say("Next: `studygen check --fix` mends some of this by itself, and shows it first.")
    if any(problem.severity == "error" for problem in problems) or (strict and problems):
        raise typer.Exit(1)
    say("Next: `studygen build` makes the decks and sheets.")


def _mend(root: Path, *, ask: bool) -> None:
    """Show what can be changed safely, and change it if that is wanted, until there is nothing more.

    Raises:
        StudygenError: a file cannot be written.
    """
    from studygen.commands.check import check as find_problems
    from studygen.commands.fix import as_diff, carry_out, proposed_changes

    for _ in range(_MOST_ROUNDS):  # what is wrong behind a fault is found once that is mended
        changes = proposed_changes(root, find_problems(root)[0])
        if not changes:
            say("There is nothing more to be mended by itself.")
            return
        say(as_diff(changes))
        if ask and not (sys.stdin.isatty() and typer.confirm("Change this?", err=True)):
            say("Nothing was changed; with --yes, this is.")
            return
        carry_out(root, changes)
        say(f"Changed: {listed(map(str, changes))}.")
