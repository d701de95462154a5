"""name-or-year-not-in-text: a card has a name or a year that the text does not have.

Why: what an editor knows besides, or makes up, is learnt as if the text said it. It belongs in the editor's
note, which is shown apart and never asked.
Source: this project. A warning; names have many forms: Russian passes where the text has Russia. A name is
a capitalised word within a sentence; names of voices, the source's title and author are known. In languages
that capitalise all nouns, only years are looked at.
"""

from collections.abc import Iterator

from studygen.checks.card_texts import AllCards, CardText
from studygen.checks.card_words import on_side, sides
from studygen.checks.names_and_numbers import NamesOf, names_in, years
from studygen.checks.rule import Hit
from studygen.knowledge.kinds.traits import Portrayed
from studygen.knowledge.knowledge_base import Source


def name_or_year_not_in_text(all_cards: AllCards) -> Iterator[Hit]:
    """Find years and names that stand nowhere in the text."""
    texts = {source.file: _Text(source) for source in all_cards.knowledge.sources}
    told: set[tuple[str, str]] = set()
    for card, side, said in sides(all_cards):
        text = texts[card.source.file]
        for word in dict.fromkeys([*years(said), *_names(card, side, said)]):
            if not text.has(word) and (card.note.id, word) not in told:
                told.add((card.note.id, word))
                message = f"the text has no “{word}”; say what it does say, and the rest in the editor's note"
                yield on_side(card, side, message)


def _names(card: CardText, side: str, said: str) -> Iterator[str]:
    is_name = side == "answer" and isinstance(card.note.entry, Portrayed) and card.generated == "name"
    yield from names_in(said, card.source.spec.language, is_name=is_name)


class _Text:
    """The words of a text, and of what names it and its voices."""

    def __init__(self, source: Source) -> None:
        spec = source.spec
        voices = [voice.name for voice in spec.voices.values()]
        text = "\n".join([source.document.text, spec.title, spec.author, *voices])
        self._years = frozenset(years(text))
        self._names = NamesOf(text, spec.language)

    def has(self, word: str) -> bool:
        """Tell whether the text has a year, or a name in any of its forms."""
        return word in self._years if word.isdigit() else self._names.has(word)
