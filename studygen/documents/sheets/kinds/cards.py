"""Cards to print on both sides and cut out."""

from dataclasses import dataclass
from typing import Any

from studygen.cards.note import Card, Note
from studygen.documents.sheets.sheet import Document, SheetInput
from studygen.knowledge.media import Attached


@dataclass(frozen=True, slots=True)
class CutOut:
    """A card to cut out; texts are light Markdown."""

    number: int
    note: Note
    question: str
    answer: str
    speaker: str | None

    @property
    def locators(self) -> str:
        """The paragraphs that the answer rests on."""
        paragraphs = sorted({citation.paragraph for citation in self.note.citations})
        return ", ".join(f"¶{paragraph}" for paragraph in paragraphs)

    @property
    def picture(self) -> Attached | None:
        """The picture on its back."""
        return next((one for one in self.note.media if one.is_image), None)


def view(given: SheetInput) -> dict[str, Any]:
    """Return what the template of the cards is given."""
    asked = [(note, card) for note in given.notes for card in _one_way(note.cards)]
    cards = [
        CutOut(number, note, card.question, card.answer, card.speaker)
        for number, (note, card) in enumerate(asked, start=1)
    ]
    options = given.options.cards
    return {
        "cards": cards,
        "columns": options.columns,
        "rows": options.rows,
        "flip": options.flip,
        "right": options.right,
        "down": options.down,
        "pictures": tuple(card.picture for card in cards if card.picture),
        "documents": (Document("cards", "cards-alignment" if options.alignment else "cards"),),
    }


# Card names that turn another card of the same note round.
_TURNED_ROUND = {"name": ("meaning", "who"), "event": ("when",)}


def _one_way(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """Return the cards without those that turn another one round: a card of paper can be turned by hand."""
    names = {card.name.casefold() for card in cards}
    return tuple(card for card in cards if names.isdisjoint(_TURNED_ROUND.get(card.name.casefold(), ())))
