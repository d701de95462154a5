"""All sheets as one booklet: which sections it has, and what their templates are given."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from studygen.documents.sheets.kinds import arguments, glossary, people, reader, timeline, worksheet
from studygen.documents.sheets.kinds.glossary import Glossary
from studygen.documents.sheets.quiz import quiz
from studygen.documents.sheets.sheet import NothingToPrintError, SheetInput

View = Callable[[SheetInput], dict[str, Any]]

# In the order in which they are printed, the answers last; each is the name of a template's body as well.
SECTIONS: Mapping[str, View] = {
    "reader": reader.view,
    "people": people.view,
    "timeline": timeline.view,
    "arguments": arguments.view,
    "glossary": glossary.view,
    "worksheet": worksheet.view,
    "quiz": quiz.view,
    "worksheet-key": worksheet.view,
    "quiz-key": quiz.view,
}


def view(given: SheetInput) -> dict[str, Any]:
    """Return what the templates of all sections are given; those without matter are left out.

    Raises:
        NothingToPrintError: none of the sections has any.
    """
    wanted = frozenset[str](given.options.guide.sections or SECTIONS)
    merged: dict[str, Any] = {"pictures": ()}
    sections: list[str] = []

    @cache  # a key is given what the sheet is that it is the key to
    def made(of: View) -> Mapping[str, Any]:
        try:
            return of(given)
        except NothingToPrintError:
            return {}

    for name, of in SECTIONS.items():
        if name.removesuffix("-key") not in wanted and name not in wanted:
            continue
        values = dict(made(of))
        if not values:
            continue
        if name == "glossary":
            values["glossary"] = _without_chapters(values["glossary"], sections)
            if not values["glossary"].items:
                continue
        sections.append(name)
        values.pop("documents", None)  # the guide is one
        pictures = dict.fromkeys((*merged["pictures"], *values.pop("pictures", ())))
        merged |= values | {"pictures": tuple(pictures)}
    if not sections:
        raise NothingToPrintError("there is nothing to print: no section has anything of what is selected")
    places = _places(sections)
    if "arguments" in sections and not given.options.arguments.list:
        del places["argument"]  # no argument has a place of its own on their map
    return merged | {"sections": sections, "places": places}


def _places(sections: Sequence[str]) -> dict[str, str]:
    """Return how labels of entries begin, by kind of entry, in the chapters that are there."""
    places = {"term": "", "figure": ""} if "glossary" in sections else {}
    if "people" in sections:
        places.setdefault("figure", "people-")
    for kind, chapter in (("date", "timeline"), ("argument", "arguments")):
        if chapter in sections:
            places[kind] = f"{chapter}-"
        elif "glossary" in sections:
            places[kind] = ""
    return places


def _without_chapters(glossary: Glossary, sections: Iterable[str]) -> Glossary:
    """Return a glossary without what other chapters have."""
    return replace(
        glossary,
        dates=() if "timeline" in sections else glossary.dates,
        arguments=() if "arguments" in sections else glossary.arguments,
    )
