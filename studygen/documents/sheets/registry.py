"""The list of sheets, and what each can be told: CONTRIBUTING.md says how to add one."""

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, create_model

from studygen.documents.sheets.guide import guide_of
from studygen.documents.sheets.kinds import arguments, cards, glossary, people, reader, timeline, worksheet
from studygen.documents.sheets.options import AllOptions
from studygen.documents.sheets.quiz import quiz
from studygen.documents.sheets.sheet import Sheet

# In the order in which they are chapters of the guide.
_CHAPTERS = (
    reader.SHEET,
    people.SHEET,
    timeline.SHEET,
    arguments.SHEET,
    glossary.SHEET,
    worksheet.SHEET,
    quiz.SHEET,
)

SHEETS: dict[str, Sheet] = {
    sheet.name: sheet
    for sheet in sorted((*_CHAPTERS, cards.SHEET, guide_of(_CHAPTERS)), key=lambda sheet: sheet.name)
}

if TYPE_CHECKING:
    SheetKind = str
    Options = AllOptions
else:
    SheetKind = Literal[tuple(SHEETS)]
    _OF_EACH: dict[str, Any] = {
        sheet.name: (sheet.options, Field(default_factory=sheet.options, description=f"Of {sheet.title}."))
        for sheet in SHEETS.values()
    }
    Options = create_model(
        "Options", __base__=AllOptions, __doc__="The options of every kind of sheet.", **_OF_EACH
    )


def options_of(name: str, **values: object) -> Options:
    """Return the options of all sheets in which one has these values.

    Raises:
        ValidationError: one of them is no option of this sheet, or not such a value.
    """
    return Options.model_validate({name: values})
