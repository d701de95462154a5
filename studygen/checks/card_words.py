"""What cards say, side by side, and which of it is in the editor's own words."""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards, CardText
from studygen.checks.rule import Hit, on_answer, on_question
from studygen.checks.stems import bare, content_stems, words
from studygen.knowledge.questions import Cloze, Listing
from studygen.knowledge.text import blanks
from studygen.knowledge.text.markdown import to_plain
from studygen.problems import Severity

_QUOTED = re.compile(r"[“„][^“”]*[“”]|«[^«»]*»|‘[^‘\n]*?’(?!\w)|\"[^\"\n]*\"")
_DECADE = re.compile(r"\b(\d+)['’]?s\b")


def sides(all_cards: AllCards) -> Iterator[tuple[CardText, str, str]]:
    """Yield the card, `answer` or `question`, and the words: all answers first; what is shown often, once.

    A rule that remembers what it found in a note thus tells it where it was written, and does not tell it
    again of the generated question that asks it the other way round.
    """
    for card in all_cards.cards:
        if not isinstance(card.hand_written, Cloze):
            yield card, "answer", card.answer
    shown = ""
    for card in all_cards.cards:
        match card.hand_written:
            case Cloze() as asked if card.asked_id != shown:
                yield card, "question", sentence(asked)
            case Listing() as asked if card.asked_id != shown:
                yield card, "question", to_plain(asked.ask)
            case Cloze() | Listing():
                continue
            case _:
                yield card, "question", card.question
        shown = card.asked_id


def sentence(asked: Cloze) -> str:
    """Return a cloze sentence with all of its blanks filled in."""
    return to_plain(blanks.asked(asked.cloze, name=""))


def on_side(card: CardText, side: str, message: str, severity: Severity = "warning") -> Hit:
    """Find fault with what `sides` yielded."""
    find = on_answer if side == "answer" else on_question
    return find(card, message, severity)


def unquoted(text: str) -> str:
    """Return a text without what stands in quotation marks, for which a word stands that no text has."""
    return _QUOTED.sub(" 0quoted0 ", text)


def folded(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return list(map(bare, words(text.replace("’", "'"))))


def meaning(text: str, language: str) -> frozenset[str]:
    """Return the stems that carry meaning, each of a hyphenated word; 1930s and 1930’s are 1930."""
    return content_stems(_DECADE.sub(r"\1", text.replace("-", " ")), language)
