"""Whatever of the essay is selected, and however it is to be shown: it is printed, without complaint.

    STUDYGEN_SHEETS=2000 python3 run.py test --all tests/documents/sheets/test_drawn_sheets.py

tries more than is usual.
"""

import os
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st
from repository import ROOT
from sheet_tools import SHIPPED
from thoroughness import examples

from studygen.documents.sheets.registry import SHEETS, Options
from studygen.documents.sheets.renderer import render
from studygen.documents.sheets.sheet import NothingToPrintError, SheetInput
from studygen.documents.sheets.typst_compiler import compile_sheet
from studygen.project.project import Project, load

SHEETS_TO_DRAW = int(os.environ.get("STUDYGEN_SHEETS", "0"))
SHOWN = ("passages", "notes", "references", "page-numbers", "aliases", "pictures", "cited")
SECTIONS = ("reader", "people", "timeline", "arguments", "glossary", "worksheet", "quiz")


@cache
def essay() -> Project:
    """Return the shipped project; as a fixture, Hypothesis would print all of it beside what fails."""
    return load(ROOT)


def each(**values: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({name.replace("_", "-"): strategy for name, strategy in values.items()})


OPTIONS = each(
    quiz=each(
        **{name: st.integers(0, 8) for name in ("choice", "matching", "blanks", "ordering", "written")}
    ),
    timeline=each(notes=st.booleans()),
    arguments=each(list=st.booleans(), map=st.booleans()),
    reader=each(lines=st.booleans()),
    worksheet=each(passages=st.integers(1, 16), blanks=st.integers(1, 3), bank=st.booleans()),
    guide=each(sections=st.lists(st.sampled_from(SECTIONS), unique=True)),
)
THEMES = each(
    shown=each(**dict.fromkeys(SHOWN, st.booleans())),
    column_count=each(glossary=st.integers(1, 3), index=st.integers(1, 4)),
)


def as_theme(values: dict[str, dict[str, Any]]) -> str:
    """Write values as a theme.typ of a project."""
    groups = {
        name: ", ".join(f"{key}: {str(value).lower()}" for key, value in group.items())
        for name, group in values.items()
    }
    return "".join(f"#let {name} = ({group})\n" for name, group in groups.items())


@examples(
    SHEETS_TO_DRAW or 10,
    SHEETS_TO_DRAW or 60,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
@given(
    # The cards warn, rightly, of what does not fit.
    kind=st.sampled_from(["guide", "guide", *(kind for kind in SHEETS if kind != "cards")]),
    size=st.integers(1, 205),
    seed=st.integers(0, 10_000),
    options=OPTIONS,
    theme=THEMES,
    paper=st.sampled_from(["a4", "us-letter"]),
)
def test_any_selection_is_printed_with_any_options_and_themes(
    tmp_path_factory: pytest.TempPathFactory,
    kind: Any,
    size: int,
    seed: int,
    options: Any,
    theme: Any,
    paper: Any,
) -> None:
    folder = tmp_path_factory.mktemp("theme")
    (folder / "theme.typ").write_text(as_theme(theme), encoding="utf-8")
    notes = essay().notes
    wanted = SheetInput(
        title="A part of the essay",
        notes=tuple(Random(seed).sample(notes, min(size, len(notes)))),  # noqa: S311  # no secret
        knowledge=essay().knowledge,
        paper=paper,
        options=Options.model_validate(options),
    )
    try:
        sources = render(kind, wanted, (folder, SHIPPED))
    except NothingToPrintError:
        return
    for source in sources:
        assert compile_sheet(source).warnings == ()
