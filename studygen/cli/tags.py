"""`studygen tags`: what can be searched for, as a tree."""

import sys
from typing import Annotated

import typer

from studygen.cli.loading import load_project
from studygen.cli.options import Folder, Where
from studygen.cli.output import print_result, say


def tags(
    where: Where = "",
    flat: Annotated[
        bool, typer.Option("--flat", help="List full names only, one a line, as searches take them.")
    ] = False,
    project: Folder = None,
) -> None:
    """Show the tree of tags with the number of notes that bear each or one below, and what it means.

    A search takes the whole path: light below physics below topic is tag:topic::physics::light.

    \b
    Examples:
      studygen tags
      studygen tags --where "note:*Argument"
      studygen tags --flat
    """
    from shutil import get_terminal_size

    from studygen.anki.search_terms import tag_term
    from studygen.knowledge.text.tags import rooted
    from studygen.project import tag_tree
    from studygen.project.tag_tree import tag_table

    loaded = load_project(project)
    rows = tag_table(loaded, where)
    on_terminal = sys.stdout.isatty()
    if flat:
        lines = tag_tree.flat(rows)
    else:
        lines = tag_tree.lines(rows, get_terminal_size().columns if on_terminal else None)
    for line in lines:
        print_result(line)
    if on_terminal and not flat and rows:
        deepest = max((tag for tag, _, _ in rows), key=lambda tag: tag.count("::"))
        say(f"Searches take the whole path, as in {tag_term(deepest)}; see --flat.")
        root = loaded.spec.root
        say(f"In Anki, all of these stand below {root}, as in {tag_term(rooted(root, deepest))}.")
