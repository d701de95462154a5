"""name-or-year-not-in-text: a card has a name or a year that the text does not have.

Why: what an editor knows besides, or makes up, is learnt as if the text said it. It belongs in the editor's
note, which is shown apart and never asked.
Source: this project. A warning; names have many forms: Russian passes where the text has Russia. A name is
a capitalised word within a sentence; names of voices, the source's title and author are known. In languages
that capitalise all nouns, only years are looked at.
"""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards, CardText
from studygen.checks.card_words import on_side, sides
from studygen.checks.languages import language_of
from studygen.checks.rule import Hit
from studygen.checks.stems import bare, carries_meaning, stems
from studygen.knowledge.kinds.traits import Portrayed
from studygen.knowledge.knowledge_base import Source

_YEAR = re.compile(r"(?<!\d)(?<!\b\d[.,])(?:1\d|20)\d\d(?![.,]?\d)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MAYBE_NAME = re.compile(r"\b[^\W\d_]{2,}\b(?!-\w)")  # Sino-Soviet is no name of its own
# A capital says nothing where a sentence, a line or a quotation begins.
_BEGINNING = re.compile(r"(?:[.!?…:\n]\W*|[“„«‘\"]|^\W*)\Z")
_ROOT, _ENDING = 4, 3  # letters that two forms of a name have in common at least, and differ in at most


def name_or_year_not_in_text(all_cards: AllCards) -> Iterator[Hit]:
    """Find years and names that stand nowhere in the text."""
    texts = {source.file: _Text(source) for source in all_cards.knowledge.sources}
    told: set[tuple[str, str]] = set()
    for card, side, said in sides(all_cards):
        text = texts[card.source.file]
        for word in dict.fromkeys([*_YEAR.findall(said), *_names(card, side, said)]):
            if not text.has(word) and (card.note.id, word) not in told:
                told.add((card.note.id, word))
                message = f"the text has no “{word}”; say what it does say, and the rest in the editor's note"
                yield on_side(card, side, message)


def _names(card: CardText, side: str, said: str) -> Iterator[str]:
    """Yield the words that have a capital of their own, not one that a sentence lends them."""
    language = card.source.spec.language
    if language_of(language).capitalises_nouns:
        return
    is_name = side == "answer" and isinstance(card.note.entry, Portrayed) and card.generated == "name"
    for found in _MAYBE_NAME.finditer(said):
        if found[0][0].isupper() and carries_meaning(found[0], language):
            lent = _BEGINNING.search(said, max(0, found.start() - 4), found.start())
            if is_name or not lent:
                yield found[0]


class _Text:
    """The words of a text, and of what names it and its voices, to be looked up in any of their forms."""

    def __init__(self, source: Source) -> None:
        spec = source.spec
        voices = [voice.name for voice in spec.voices.values()]
        text = "\n".join([source.document.text, spec.title, spec.author, *voices])
        self._language = spec.language
        self._years = frozenset(_YEAR.findall(text))
        written = set(_WORD.findall(text))
        self._stems = {self._stem(word) for word in written}
        self._roots: dict[str, set[str]] = {}
        for word in written:
            if word[0].isupper():
                self._roots.setdefault(bare(word)[:_ROOT], set()).add(bare(word))

    def has(self, word: str) -> bool:
        """Tell whether the text has a year, or a name in any of its forms."""
        if word.isdigit():
            return word in self._years
        folded = bare(word)
        return self._stem(word) in self._stems or any(
            max(len(name), len(folded)) - _shared(name, folded) <= _ENDING
            for name in self._roots.get(folded[:_ROOT], ())
        )

    def _stem(self, word: str) -> str:
        return "".join(stems(word, self._language))


def _shared(one: str, other: str) -> int:
    """Return with how many of the same letters two words begin."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
