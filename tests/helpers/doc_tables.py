"""The tables of docs/sheets.md, made of the list of sheets; `--rewrite` writes them there."""

import re

from studygen.documents.sheets.options import SheetOptions
from studygen.documents.sheets.registry import SHEETS
from studygen.documents.sheets.set_option import default_of


def with_tables(text: str) -> str:
    """Return the document with its tables as they should be."""
    about = "".join(f"| [{sheet.name}](#{sheet.name}) | {sheet.about} |\n" for sheet in SHEETS.values())
    text = re.sub(r"(\| sheet \| \|\n\|---\|---\|\n)(?:\| \[.*\n)*", lambda head: head[1] + about, text)
    for sheet in SHEETS.values():
        before = rf"^## {sheet.name}\n(?:(?!## )[^\n]*\n)*?\| option \| \|\n\|---\|---\|\n"
        section = re.compile(rf"({before})(?:\| `.*\n)*", re.MULTILINE)
        rows = option_rows(sheet.options)
        assert bool(rows) == bool(section.search(text)), f"a table of the options of {sheet.name}"
        text = section.sub(lambda head, rows=rows: head[1] + rows, text)
    return text


def option_rows(shape: type[SheetOptions]) -> str:
    """Return a row for each option that not every sheet has."""
    own = {name: field for name, field in shape.model_fields.items() if name not in SheetOptions.model_fields}
    return "".join(f"| `{name}={default_of(field)}` | {field.description} |\n" for name, field in own.items())
