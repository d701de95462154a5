"""Where passages stand, and what a note says whatever the numbers of paragraphs are.

A heading that is added to a text moves all paragraphs behind it, and no card says anything else for that. So
places are marked while a note is composed. The marks stay in `Note.placed` and are in no field.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

from studygen.knowledge.text.document import Citation

# Neither shows anything, and no text of an entry may hold them.
_BEGIN, _END = "\x0e", "\x0f"
_SEPARATOR = "\x1f"  # stands in no field of Anki's
_MARKED = re.compile(f"{_BEGIN}([^{_END}]*){_END}")
_PLACE = "(¶[0-9]+(?:, ¶[0-9]+)*)"
_FIELDS = tuple(each.name for each in fields(Citation))


def locator(citations: Iterable[Citation]) -> str:
    """Return the paragraphs of the citations: ¶4, ¶6."""
    return ", ".join(f"¶{paragraph}" for paragraph in sorted({citation.paragraph for citation in citations}))


def marked_locator(citations: Iterable[Citation]) -> str:
    """Return the paragraphs of the citations, marked as a place."""
    return f"{_BEGIN}{locator(citations)}{_END}"


@dataclass(frozen=True, order=True, slots=True)
class PlacedCitation(Citation):
    """A citation whose locator is marked as a place."""

    @property
    def locator(self) -> str:
        """The short form that cards show, marked."""
        return marked_locator((self,))


def placed(citations: Iterable[Citation]) -> tuple[PlacedCitation, ...]:
    """Return citations for a template whose output is to tell its places."""
    return tuple(PlacedCitation(*(getattr(each, name) for name in _FIELDS)) for each in citations)


def without_marks(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is shown of texts with marked places."""
    return _all_at_once(texts, lambda text: text.replace(_BEGIN, "").replace(_END, ""))


def without_places(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return what texts with marked places say, whatever these are."""
    return _all_at_once(texts, lambda text: _MARKED.sub("", text))


def _all_at_once(texts: tuple[str, ...], change: Callable[[str], str]) -> tuple[str, ...]:
    """Change those of many texts that have marks, which takes less time if they are looked through as one."""
    joined = _SEPARATOR.join(texts)
    return tuple(change(joined).split(_SEPARATOR)) if _BEGIN in joined else texts


def places(text: str) -> tuple[str, ...]:
    """Return the marked places of a text."""
    return tuple(_MARKED.findall(text)) if _BEGIN in text else ()


def places_instead(placed: str, text: str) -> tuple[str, ...] | None:
    """Return the places that a text has instead of the marked ones of another; None if it differs besides."""
    if _BEGIN not in placed:
        return () if placed == text else None
    literal = map(re.escape, _MARKED.sub(_BEGIN, placed).split(_BEGIN))
    found = re.fullmatch(_PLACE.join(literal), text)
    return found.groups() if found else None
