"""All sheets as one booklet: which sections it has, and what their templates are given."""

from collections.abc import Callable, Mapping
from typing import Any

from studygen import glossary, people, quiz, reading, reasoning, time_chart
from studygen.sheet_input import NothingToPrintError, SheetInput

# In the order in which they are printed, the answers last; each is the name of a template's body as well.
SECTIONS: Mapping[str, Callable[[SheetInput], dict[str, Any]]] = {
    "reader": reading.view,
    "people": people.view,
    "timeline": time_chart.view,
    "arguments": reasoning.view,
    "glossary": glossary.view,
    "quiz": quiz.view,
    "quiz-key": quiz.view,
}


def view(given: SheetInput) -> dict[str, Any]:
    """Return what the templates of all sections are given; those without matter are left out.

    Raises:
        NothingToPrintError: none of the sections has any.
    """
    wanted = frozenset[str](given.options.guide.sections or SECTIONS)
    merged: dict[str, Any] = {"pictures": ()}
    sections = []
    for name, of in SECTIONS.items():
        if name.removesuffix("-key") not in wanted and name not in wanted:
            continue
        try:
            values = of(given)
        except NothingToPrintError:
            continue
        sections.append(name)
        pictures = dict.fromkeys((*merged["pictures"], *values.pop("pictures", ())))
        merged |= values | {"pictures": tuple(pictures)}
    if not sections:
        raise NothingToPrintError("there is nothing to print: no section has anything of what is selected")
    return merged | {"sections": sections}
