"""`studygen schema`: JSON Schema of a project's files, for editors."""

from typing import Annotated

import typer

from studygen.cli.options import one_of
from studygen.cli.output import print_result


def schema(
    kind: Annotated[
        str, typer.Argument(metavar="[FILE]", help="entries, source, deck or project.")
    ] = "entries",
) -> None:
    """Print the JSON Schema of a project's YAML files, for editors that complete and explain keys.

    \b
    Examples:
      studygen schema > entries.schema.json
      studygen schema deck
    """
    import json

    from studygen.project.json_schema import json_schema

    wanted = one_of(kind, "schema", "entries", "source", "deck", "project")
    print_result(json.dumps(json_schema(wanted), indent=2, ensure_ascii=False))
