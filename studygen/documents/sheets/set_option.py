"""What a kind of sheet is told on the command line: `--set grid=3x5`."""

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import get_origin

from pydantic.fields import FieldInfo

from studygen.documents.sheets.options import AllOptions
from studygen.documents.sheets.registry import SHEETS, Options, SheetKind
from studygen.knowledge.yaml.loader import load_record
from studygen.problems import StudygenError


def told(kind: SheetKind, choices: Sequence[str]) -> AllOptions:
    """Return the options that `choices`, each written OPTION=VALUE, make.

    Raises:
        StudygenError: one is not an option of this kind, or not such a value.
    """
    shape = SHEETS[kind].options
    written: dict[str, str] = {}
    for choice in choices:
        option, sign, value = choice.partition("=")
        if not sign or not value.strip():
            raise StudygenError(f"{choice!r} says nothing; write OPTION=VALUE, such as {_example(kind)}")
        if option.strip() in written:
            raise StudygenError(f"{option.strip()} is set twice; keep one")
        field = shape.model_fields.get(option.strip())
        is_list = field is not None and get_origin(field.annotation) is tuple
        written[option.strip()] = f"[{value}]" if is_list and not value.strip().startswith("[") else value
    source = "".join(f"{option}: {value}\n" for option, value in written.items()) or "{}"
    record, problems = load_record(shape, source, Path("--set"))
    if record is None or problems:
        raise StudygenError("\n".join(f"--set: {problem.message}" for problem in problems))
    return Options.model_validate({kind: record})


def described(kind: SheetKind) -> str:
    """Return the options of a kind of sheet, each with its default and what it means."""
    shape = SHEETS[kind].options
    lines = []
    for name, field in shape.model_fields.items():
        said = f"{name}={default_of(field)}  {field.description}"
        lines += textwrap.wrap(said, 78, subsequent_indent="    ")
    return "\n".join(lines)


def default_of(field: FieldInfo) -> str:
    """Return what an option is if nothing is said, as it would be written."""
    match field.default:
        case bool() as value:
            return str(value).lower()
        case tuple() as values:
            return f"[{', '.join(map(str, values))}]"
        case value:
            return str(value)


def _example(kind: SheetKind) -> str:
    return described(kind).partition(" ")[0]
