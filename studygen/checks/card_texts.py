"""What cards say: every question and answer as words, which is what rules about wording work on.

They are those that notes were composed of, whatever a project's own templates put around them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from studygen.anki.card_renderer import render
from studygen.anki.html_text import to_text
from studygen.anki.notetypes import NoteType
from studygen.cards.note import Card, Note
from studygen.knowledge.base import Part, Path
from studygen.knowledge.kinds.traits import Dated
from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.knowledge.questions import Cloze, Difference, Heard, Listing, Question, Shown
from studygen.knowledge.text.markdown import to_html
from studygen.problems import Place


@dataclass(frozen=True, slots=True)
class CardText:
    """A card as words: what is asked, and what is answered."""

    source: Source
    note: Note
    card: Card
    question: str
    answer: str

    @property
    def hand_written(self) -> Question | Cloze | Listing | Difference | None:
        """The question that the card was made of; None if it was generated."""
        match self.note.path:
            case ("questions", int(number), *_):
                return self.note.entry.questions[number]
            case ("apart", str(other)):
                return self.note.entry.apart[other]
        return None

    @property
    def asked_id(self) -> str:
        """The full id of what was asked: the note's, but of a list, that of all its steps."""
        return self.note.entry.full_id(self.note.path)

    @property
    def is_cloze(self) -> bool:
        """Whether the card hides a part of a sentence."""
        return self.note.type.cloze

    @property
    def generated(self) -> str | None:
        """The name of the card, in lower case, if it was made of the entry itself."""
        return None if self.note.path else self.card.name.lower()

    @property
    def asks_for_order(self) -> bool:
        """Whether the card was generated to put events in order, all of which its question names."""
        return isinstance(self.note.entry, Dated) and self.generated == "order"

    @property
    def shown(self) -> tuple[tuple[Path, Shown | Heard], ...]:
        """The picture and the recording that are part of the question, with their paths in the entry."""
        if asked := self.hand_written:
            return tuple(((*self.note.path[:2], *path), each) for path, each in asked.asking_media)
        return tuple(self.note.entry.asking_media(self.generated)) if self.generated else ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The statements of the entry that are the answer of a generated card."""
        key = self.note.entry.generated.get(self.generated or "")
        value = getattr(self.note.entry, key) if key else None
        found = value if isinstance(value, tuple) else (value,)
        return tuple(part for part in found if isinstance(part, Part))

    @property
    def voice(self) -> str:
        """The id of the voice that the answer is in."""
        asked = self.hand_written
        key = self.note.entry.generated.get(self.generated or "")
        part = getattr(self.note.entry, key) if key else None
        own = asked.voice if asked else part.voice if isinstance(part, Part) else None
        return own or self.note.entry.voice

    @property
    def names_speaker(self) -> bool:
        """Whether the back shows whoever says so, if somebody does."""
        return not self.note.speaker or _shows_speaker(self.note.type, self.card.ordinal)

    @property
    def cited(self) -> str:
        """The words of the passages that the note rests on."""
        return "\n".join(citation.words for citation in self.note.citations)

    def place(self, side: str) -> Place:
        """Return where the `question` or the `answer` was written."""
        return self.note.entry.place(*self._path(side))

    def _path(self, side: str) -> Path:
        entry, path, name = self.note.entry, self.note.path, self.card.name.lower()
        match self.hand_written:
            case Cloze():
                return *path, "cloze"
            case Question() | Difference():
                return *path, "ask" if side == "question" else "answer"
            case Listing():
                return *path, "text"
        if path:
            return path
        if side == "question":
            return ("ask", name) if name in entry.ask else (entry.kind,)
        return (entry.generated.get(name, name),)


@dataclass(frozen=True)
class AllCards:
    """All the cards of a project, and what they were made of."""

    knowledge: Knowledge
    cards: tuple[CardText, ...]

    @cached_property
    def by_entry(self) -> dict[str, tuple[CardText, ...]]:
        """The cards of each entry and of its questions, by the entry's id."""
        found: dict[str, list[CardText]] = {entry.id: [] for _, entry in self.knowledge.entries()}
        for card in self.cards:
            found[card.note.entry.id].append(card)
        return {entry_id: tuple(cards) for entry_id, cards in found.items()}


def all_cards(knowledge: Knowledge, notes: Iterable[Note]) -> AllCards:
    """Read every card of the notes."""
    sources = knowledge.source_of
    cards = (_read(sources[note.entry.id], note, card) for note in notes for card in note.cards)
    return AllCards(knowledge, tuple(cards))


def _read(source: Source, note: Note, card: Card) -> CardText:
    return CardText(source, note, card, as_words(card.question), as_words(card.answer))


def as_words(markdown: str) -> str:
    """Return the words of light Markdown, each formula as one."""
    return _FORMULA.sub(_as_word, _words(to_html(markdown)))


def prose(markdown: str) -> str:
    """Return the words of light Markdown without formulas and code, which are none."""
    return _words(_FORMULA.sub(" ", _CODE.sub(" ", to_html(markdown))))


def signs(markdown: str) -> frozenset[str]:
    """Return the formulas, the pieces of code and the symbols of light Markdown, each as it is written."""
    html = to_html(markdown)
    formulas = {found[0] for found in _FORMULA.finditer(html)}
    stripped = (word.strip(_AROUND) for word in prose(markdown).split())
    symbols = {word for word in stripped if _SYMBOL.search(word)}
    return frozenset({*formulas, *_CODE.findall(html), *symbols})


_MARK = re.compile(r"[<&\[]")


def _words(html: str) -> str:
    """Return the words of a side; where nothing but bold words are marked, one need not parse it."""
    bare = html.replace("<strong>", "").replace("</strong>", "")
    return to_text(html) if _MARK.search(bare) else " ".join(bare.split())


_CODE = re.compile(r"<code>.*?</code>|`[^`\n]+`", re.DOTALL)
_AROUND = ".,;:!?…()[]“”„\"'‘’«»、。？"  # of a word, and none of it
_SYMBOL = re.compile(r"[+*/\\<>=|~^#@&%$√∑∫×÷±≤≥≠→←↔∈∀∃¬∧∨∞]|^-|-$")  # -s is an ending
_FORMULA = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)


def _as_word(formula: re.Match[str]) -> str:
    """Return a formula as one word, for its commands are none."""
    return re.sub(r"\W", "", formula[1] or formula[2])


_SOMEBODY = "studygen looks for this name"


@cache
def _shows_speaker(note_type: NoteType, ordinal: int) -> bool:
    """Tell whether the back of such a card names the speaker, by rendering it for one nobody else names."""
    text = "{{c1::x}}" if note_type.cloze else "x"
    fields = [_SOMEBODY if field.name == "Speaker" else text for field in note_type.fields]
    return _SOMEBODY in render(note_type, fields, (), 0 if note_type.cloze else ordinal).answer
