"""Cards as the page's scripts read them."""

import html
import re
from typing import NotRequired, TypedDict

from studygen.anki import html_text
from studygen.anki.card_renderer import render
from studygen.cards.note import Card, Note
from studygen.documents.page.mathml import with_math
from studygen.knowledge.media import ShownMedium
from studygen.knowledge.text.markdown import to_html, to_plain

_SOUND = re.compile(r"\[sound:([^\]]{1,1000})\]")
_KEPT_SOUND = re.compile("\ue000([^\ue001]*)\ue001")
_HINT_SCRIPT = re.compile(r'\nonclick="this\.style\.display=[^"]*"')  # the page unfolds hints itself
_TYPED = re.compile(r"\[\[type:(cloze:)?([^\]]{1,1000})\]\]")


class CardData(TypedDict):
    """A card: its two sides as in Anki, and its question and answer for lists and for paper."""

    name: str
    ordinal: int
    front: str
    back: str
    question: str
    answer: str
    speaker: str
    shown: NotRequired[str]  # the pictures that are part of the question, and the words for what is heard
    typed: NotRequired[dict[str, str]]  # what is expected in each box to type into, by Anki's name of the box


def card_data(note: Note, card: Card, deck: str) -> CardData:
    """Return a card that is in a deck."""
    # Anki numbers the sounds of a side; a page has to know their names.
    fields = [_SOUND.sub("\ue000\\1\ue001", text) for text in note.fields]
    sides = render(note.type, fields, note.anki_tags, card.ordinal, deck)
    found: CardData = {
        "name": card.name,
        "ordinal": card.ordinal,
        "front": _shown(sides.question),
        "back": _shown(sides.answer),
        "question": with_math(to_html(card.question)),
        "answer": with_math(to_html(card.answer)),
        "speaker": card.speaker or "",
    }
    if card.media:
        found["shown"] = "".join(_illustration(one.shown) for one in card.media)
    if marks := sorted({*_TYPED.findall(sides.question), *_TYPED.findall(sides.answer)}):
        found["typed"] = {f"{cloze}{name}": _expected(note, card, cloze, name) for cloze, name in marks}
    return found


def _shown(side: str) -> str:
    return with_math(_HINT_SCRIPT.sub("", _KEPT_SOUND.sub(_sound_button, side)))


def _illustration(medium: ShownMedium) -> str:
    alt = html.escape(medium.alt)
    return f'<p><img src="{medium.name}" alt="{alt}"></p>' if medium.is_image else f"<p>♪ {alt}</p>"


def _sound_button(mark: re.Match[str]) -> str:
    name = html.escape(html_text.unescaped(mark[1]))
    return f'<span class="replay-button" data-sound="{name}"></span>'


def _expected(note: Note, card: Card, cloze: str, name: str) -> str:
    """Return the words that a learner is to type."""
    if cloze:
        return to_plain(card.answer)
    named = {each.name: text for each, text in zip(note.type.fields, note.fields, strict=True)}
    return html_text.to_text(named.get(name, ""))  # a template may say so of what is no field
