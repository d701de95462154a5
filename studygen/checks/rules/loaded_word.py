"""loaded-word: the author's invective stands on a card outside quotation marks.

Why: on a card the editor speaks. What is said with scorn is the author's to say, and quotation marks keep it
the author's; without them, learners are taught the scorn as fact.
Source: this project; Wozniak, "Twenty rules", 18 (sources). The words are those that source.yaml lists as
`loaded`, in any of their forms; the editor's note may use them, and a term may be one.
"""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards, CardText
from studygen.checks.card_words import on_side, sides, unquoted
from studygen.checks.rule import Hit
from studygen.checks.stems import stems
from studygen.knowledge.kinds.traits import Defined
from studygen.knowledge.knowledge_base import Source


def loaded_word(all_cards: AllCards) -> Iterator[Hit]:
    """Find words of the list beside the text in the editor's own words."""
    loaded = {source.file: _loaded(source) for source in all_cards.knowledge.sources if source.spec.loaded}
    told: set[tuple[str, str]] = set()
    for card, side, said in sides(all_cards):
        if card.source.file not in loaded:
            continue
        pattern, written = loaded[card.source.file]
        language = card.source.spec.language
        # A term that is itself invective is what its generated cards ask for.
        own_name = _line(card.note.entry.title, language) if _is_of_a_term(card) else ""
        for found in pattern.findall(_line(unquoted(said), language)):
            if (card.note.id, found) not in told and f" {found} " not in own_name:
                told.add((card.note.id, found))
                message = f"“{written[found]}” is the author's invective; quote it, or say it neutrally"
                yield on_side(card, side, message)


def _is_of_a_term(card: CardText) -> bool:
    return isinstance(card.note.entry, Defined) and not card.hand_written


def _loaded(source: Source) -> tuple[re.Pattern[str], dict[str, str]]:
    written = {_line(word, source.spec.language).strip(): word for word in source.spec.loaded}
    longest_first = sorted(filter(None, written), key=len, reverse=True)
    return re.compile(f"(?<= )({'|'.join(map(re.escape, longest_first))})(?= )"), written


def _line(text: str, language: str) -> str:
    """Return the stems of a text, each between spaces."""
    return f" {' '.join(stems(text.replace('-', ' '), language))} "
