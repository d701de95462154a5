"""What a learner sees: every card's question and answer as words, taken from its rendered sides.

Rules about wording work on these, so that a fault of a template shows as well.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from studygen.anki.card_renderer import render
from studygen.anki.html_text import to_text
from studygen.cards.note import Card, Note
from studygen.knowledge.base import Part, Path
from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.knowledge.questions import Cloze, Difference, Listing, Question
from studygen.knowledge.text.markdown import to_html
from studygen.problems import Place

# Classes of what stands beside the question and the answer: labels, what the answer rests on, where to go on.
_NOT_ASKED = ("kind", "typed", "hint")
_BESIDE = (*_NOT_ASKED, "title", "question", "aliases", "more", "loc", "who", "when", "image", "audio")
_BELOW = ("passage", "note", "unlike", "see", "tags", "source")
_RESTS_ON = ("attribution", *_BELOW)
_ALL_BUT_ATTRIBUTION = (
    *("kind", "title", "question", "answer", "typed", "aliases", "more", "image", "audio"),
    *_BELOW,
)
# The keys of an entry that hold the answers of its generated cards, where they are not called like the card.
_ANSWER_KEYS = {"reasons": "premises", "order": "when"}


@dataclass(frozen=True, slots=True)
class SeenCard:
    """A card as words: the question side without its label, and the answer without what it rests on."""

    source: Source
    note: Note
    card: Card
    question: str
    answer: str
    attribution: str  # the line that says who says so, and where

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
    def asks_for_order(self) -> bool:
        """Whether the card was generated to put events in order, all of which its question names."""
        return self.note.entry.kind == "date" and not self.note.path and self.card.name == "Order"

    @property
    def voice(self) -> str:
        """The id of the voice that the answer is in."""
        asked = self.hand_written
        part = getattr(self.note.entry, self.card.name.lower(), None) if not self.note.path else None
        own = asked.voice if asked else part.voice if isinstance(part, Part) else None
        return own or self.note.entry.voice

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
        return (_ANSWER_KEYS.get(name, name),)


@dataclass(frozen=True)
class Seen:
    """All the cards of a project, and what they were made of."""

    knowledge: Knowledge
    cards: tuple[SeenCard, ...]

    @cached_property
    def by_entry(self) -> dict[str, tuple[SeenCard, ...]]:
        """The cards of each entry and of its questions, by the entry's id."""
        found: dict[str, list[SeenCard]] = {entry.id: [] for _, entry in self.knowledge.entries()}
        for card in self.cards:
            found[card.note.entry.id].append(card)
        return {entry_id: tuple(cards) for entry_id, cards in found.items()}


def see(knowledge: Knowledge, notes: Iterable[Note]) -> Seen:
    """Render every card and read it."""
    sources = knowledge.source_of
    return Seen(
        knowledge, tuple(card for note in notes for card in _seen_cards(sources[note.entry.id], note))
    )


_FORMULA = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)


def _as_word(formula: re.Match[str]) -> str:
    """Return a formula as one word, for its commands are none."""
    return re.sub(r"\W", "", formula[1] or formula[2])


def _seen_cards(source: Source, note: Note) -> Iterator[SeenCard]:
    for card in note.cards:
        sides = render(note.type, note.fields, note.tags, card.ordinal)
        question = to_text(sides.question, without=_NOT_ASKED)
        if note.type.cloze:
            # The whole sentence is on the back; what was hidden is the answer.
            answer = to_text(to_html(card.answer))
        else:
            answer = to_text(sides.answer, without=(*_BESIDE, *_RESTS_ON))
        attribution = to_text(sides.answer, without=_ALL_BUT_ATTRIBUTION)
        asked, said = (_FORMULA.sub(_as_word, text) for text in (question, answer))
        yield SeenCard(source, note, card, asked, said, attribution)
