"""All sheets as one booklet: which chapters it has, and what their templates are given."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal

from pydantic import Field, create_model

from studygen.documents.sheets.kinds import glossary
from studygen.documents.sheets.options import SheetOptions
from studygen.documents.sheets.sheet import Content, Document, NothingToPrintError, Sheet, SheetInput
from studygen.knowledge.kinds import kinds_with
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.kinds.traits import Named


class GuideOptions(SheetOptions):
    """Options of the booklet of all sheets."""

    sections: tuple[str, ...] = ()
    booklet: bool = Field(
        False,
        description="Whether to make it on small pages as well, two on each side of a sheet, to be printed "
        "on both sides (short edge), folded and stapled.",
    )


def guide_of(sheets: Sequence[Sheet]) -> Sheet:
    """Return the guide that has these sheets as its chapters, in this order, what answers them last."""
    sections: Any = tuple[Literal[tuple(sheet.name for sheet in sheets)], ...]  # type: ignore[misc]  # at run time
    names = ", ".join(sheet.name for sheet in sheets)
    described = Field((), description=f"The sections it has, of {names}; all that have anything if left out.")
    options = create_model(
        "GuideOptions", __base__=GuideOptions, __doc__=GuideOptions.__doc__, sections=(sections, described)
    )
    return Sheet(
        "guide",
        "all of it as one booklet, with contents and index",
        "all sheets as one booklet",
        lambda given: _content(sheets, given),
        options,
    )


def _content(sheets: Sequence[Sheet], given: SheetInput) -> Content:
    """Return what the templates of all chapters are given; those without matter are left out.

    Raises:
        NothingToPrintError: none of the chapters has any.
    """
    made = dict(_made(sheets, given))
    if not made:
        raise NothingToPrintError("there is nothing to print: no section has anything of what is selected")
    chapters = [(sheet, chapter) for sheet in made for chapter in sheet.chapters[:1]]
    chapters += [(sheet, chapter) for sheet in made for chapter in sheet.chapters[1:]]
    values: dict[str, Any] = {}
    for content in made.values():
        values |= content.values
    values["sections"] = tuple(chapter for _, chapter in chapters)
    values["untitled"] = tuple(chapter for sheet, chapter in chapters if not made[sheet].titled)
    pictures = dict.fromkeys(picture for content in made.values() for picture in content.pictures)
    whole = Document("guide", "guide", frame="guide")
    return Content(values, tuple(pictures), _places(made), documents=(whole,))


def _made(sheets: Sequence[Sheet], given: SheetInput) -> Iterator[tuple[Sheet, Content]]:
    """Yield the sheets that are wanted with their content, as far as they have any."""
    wanted = given.options.of(GuideOptions).sections
    shown: list[type[Entry]] = []
    for sheet in sheets:
        if wanted and sheet.name not in wanted:
            continue
        try:
            content = sheet.content(given)
        except NothingToPrintError:
            continue
        if sheet.shows:
            shown.append(sheet.shows)
        if sheet is glossary.SHEET:
            content = _without(content, shown)
            if not content.values["glossary"].items:
                continue
        yield sheet, content


def _without(content: Content, shown: Sequence[type[Entry]]) -> Content:
    """Return the content of a glossary without the kinds that other chapters show."""
    left = glossary.without(content.values["glossary"], shown)
    elsewhere = {kind for trait in shown for kind in kinds_with(trait)} - {*kinds_with(Named)}
    places = {kind: place for kind, place in content.places.items() if kind not in elsewhere}
    return replace(content, values={**content.values, "glossary": left}, places=places)


def _places(made: dict[Sheet, Content]) -> dict[str, str]:
    """Return how labels of entries begin, by kind: in the glossary where several chapters have such."""
    places: dict[str, str] = {}
    for sheet in sorted(made, key=lambda sheet: sheet is glossary.SHEET):
        places |= made[sheet].places
    return places
