"""What Anki shows of a deck: what it is about, and what an update does to what one has made of it."""

from html import escape

from studygen.commands.deck_selection import Selection
from studygen.project.settings import ProjectSpec

_UPDATES = (
    "An update keeps your scheduling, flags, suspended cards and deck options, and replaces notes that"
    " changed. A field or a card of your own in a note type ends all updates."
)
_PAGE = "docs/learning.md"  # of studygen


def html_description(selection: Selection, spec: ProjectSpec) -> str:
    """Return the description of a deck as HTML, a paragraph for each thing."""
    more = f'<a href="{escape(spec.help)}">More</a>' if spec.help else f"More: {_PAGE} of studygen"
    return f"<p>{escape(selection.description, quote=False)}</p><p>{_UPDATES} {more}.</p>"
