"""What Anki shows of a deck: what it is about, who speaks, and what an update does to what one has made."""

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape

from studygen.cards.note import Note
from studygen.commands.deck_selection import Selection
from studygen.knowledge.text.markdown import to_plain
from studygen.project.settings import ProjectSpec

_UPDATES = (
    "An update keeps your scheduling, flags, suspended cards and deck options, and replaces notes that"
    " changed. A field or a card of your own in a note type ends all updates."
)
_PAGE = "docs/learning.md"  # of studygen
_MOST_INTRODUCED = 8  # all others unfold on their cards


def html_description(selection: Selection, spec: ProjectSpec) -> str:
    """Return the description of a deck as HTML, a paragraph for each thing."""
    more = f'<a href="{escape(spec.help)}">More</a>' if spec.help else f"More: {_PAGE} of studygen"
    about = escape(selection.description, quote=False)
    return "".join(f"<p>{each}</p>" for each in (about, *_speakers(selection.notes), f"{_UPDATES} {more}."))


def _speakers(notes: Iterable[Note]) -> Iterator[str]:
    """Yield who speaks in the notes, those who do in most of them, in a paragraph."""
    spoken = Counter(introduced for note in notes for introduced in note.introduces)
    lines = [
        f"<b>{escape(each.speaker, quote=False)}</b>: {escape(to_plain(each.about), quote=False)}"
        for each, _ in spoken.most_common(_MOST_INTRODUCED)
    ]
    if lines:
        yield "<br>".join(lines)
