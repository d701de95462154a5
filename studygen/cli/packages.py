"""`studygen inspect` and `studygen diff`: what is in packages, and what differs between them."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from studygen.cli.loading import load_project
from studygen.cli.options import Folder, Where, one_of
from studygen.cli.output import print_result
from studygen.problems import StudygenError


def inspect(
    package: Annotated[Path, typer.Argument(metavar="FILE", help="An .apkg or .colpkg, of any origin.")],
    where: Where = "",
    summary: Annotated[bool, typer.Option("--summary", help="Leave out the notes and their cards.")] = False,
    output_format: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Show what is in an Anki package: decks, note types, media, and every card's two sides as text.

    Nothing in it is run or unpacked, and one that is damaged or made to do harm is refused.

    \b
    Examples:
      studygen inspect build/terms.apkg
      studygen inspect someone-elses.apkg --summary
      studygen inspect build/all.apkg --where "tag:paragraph::04 note:*Term"
      studygen inspect build/terms.apkg --format json
    """
    from shutil import get_terminal_size

    from studygen.anki.reading import package_report
    from studygen.anki.reading.apkg_reader import read_package

    shape = one_of(output_format, "format", "text", "json")
    read = read_package(package)
    found = package_report.chosen(read, where) if where.strip() else read
    if shape == "json":
        print_result(package_report.to_json(found, summary=summary))
    else:
        width = get_terminal_size().columns if sys.stdout.isatty() else None
        print_result(package_report.to_text(found, summary=summary, width=width))


def diff(
    old: Annotated[
        Path | None,
        typer.Argument(metavar="[OLD]", help="The older package; the latest release if left out."),
    ] = None,
    new: Annotated[
        Path | None,
        typer.Argument(metavar="[NEW]", help="The newer package; the project as it is now if left out."),
    ] = None,
    deck: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The file in decks/ to compare with; if left out, that of the package's deck, or all notes.",
        ),
    ] = None,
    where: Annotated[
        str,
        typer.Option("--where", "-w", metavar="SEARCH", help="Only notes that this search finds in either."),
    ] = "",
    project: Folder = None,
    output_format: Annotated[
        str, typer.Option("--format", help="text, json, or markdown (for release notes).")
    ] = "text",
) -> None:
    """Show what differs between two packages, or between a package or the latest release and the project now.

    Notes added, removed and changed, word by word; note types, decks and media; and what of it Anki will not
    take over from the newer one.

    \b
    Examples:
      studygen diff
      studygen diff released/all.apkg
      studygen diff released/all.apkg --deck terms
      studygen diff old.apkg new.apkg --where "tag:importance::core"
      studygen diff old.apkg new.apkg --format markdown > release-notes.md

    The exit code is 0 whether or not anything differs.
    """
    shape = one_of(output_format, "format", "text", "json", "markdown")
    if new and (deck or project):
        option = "--deck" if deck else "--project"
        raise StudygenError(f"{option} is for comparing with the project; leave it out, or {new}")
    if deck and not old:
        raise StudygenError("--deck is for comparing with a package; to leave notes out, say --where")
    from studygen.commands.diff import compare_packages, compare_with_project, compare_with_release

    if old is None:
        found = compare_with_release(load_project(project), where)
    elif new:
        found = compare_packages(old, new, where)
    else:
        found = compare_with_project(old, load_project(project), deck, where)
    if shape == "json":
        from studygen.releases.diff.as_json import to_json

        print_result(to_json(found))
    elif shape == "markdown":
        from studygen.releases.diff.as_markdown import to_markdown

        print_result(to_markdown(found))
    else:
        from studygen.releases.diff.as_text import to_text

        colours = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        print_result(to_text(found, colours=colours), is_styled=colours)
