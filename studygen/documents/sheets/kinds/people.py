"""Who is who: the figures from A to Z with what they hold, what they say, and who says what of them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from studygen.cards.places import locator
from studygen.documents.sheets.kinds.glossary import sort_key
from studygen.documents.sheets.sheet import Content, NothingToPrintError, Sheet, SheetInput
from studygen.knowledge.kinds import kinds_with
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.kinds.traits import Portrayed
from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.knowledge.text.document import Citation, without_article
from studygen.knowledge.text.markdown import to_plain

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Saying:
    """Something said, light Markdown, by whom and where."""

    text: str
    voice: str  # its id
    speaker: str | None
    citations: tuple[Citation, ...]
    plain: str  # the words alone

    @property
    def locator(self) -> str:
        """The paragraphs."""
        return locator(self.citations)


@dataclass(frozen=True, slots=True)
class Person:
    """A figure with all that a who's who tells of it; texts are light Markdown."""

    id: str
    name: str
    aliases: tuple[str, ...]
    role: Saying
    holds: tuple[Saying, ...]
    facts: tuple[Saying, ...]
    says: tuple[Saying, ...]  # elsewhere, where the figure has a voice in the text
    note: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """In which paragraphs each speaker speaks of a figure."""

    person: str
    name: str
    where: Mapping[str, str]  # speaker -> paragraphs


def content(given: SheetInput) -> Content:
    """Return what the template of the who's who is given.

    Raises:
        NothingToPrintError: no figures are selected.
    """
    entries = given.entries
    figures = [entry for entry in entries.values() if isinstance(entry, Portrayed)]
    if not figures:
        raise NothingToPrintError("there is nobody to tell of: no notes of figures are selected")
    figures.sort(key=lambda figure: (sort_key(figure.name), figure.id))
    said = _Said(given.knowledge)
    people = tuple(_person(given.knowledge.source_of[each.id], each, said) for each in figures)
    mentions = tuple(mention for each in figures if (mention := _mention(given.knowledge, each, said)))
    speakers = tuple(dict.fromkeys(speaker for mention in mentions for speaker in mention.where))
    values = {"people": people, "mentions": mentions, "speakers": speakers}
    return Content({"people": values}, places=dict.fromkeys(kinds_with(Portrayed), "people-"))


class _Said:
    """Everything that entries have somebody say, in order, found without going through all of it."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._all = tuple(_sayings(knowledge))
        self._of_entry: dict[str, list[int]] = defaultdict(list)
        self._by_voice: dict[str, list[int]] = defaultdict(list)
        self._with_word: dict[str, list[int]] = defaultdict(list)
        for number, (entry, one) in enumerate(self._all):
            self._of_entry[entry.id].append(number)
            self._by_voice[one.voice].append(number)
            for word in set(_WORD.findall(one.plain)):
                self._with_word[word].append(number)

    def by(self, voice: str) -> Iterator[tuple[Entry, Saying]]:
        """Yield what somebody says."""
        return (self._all[number] for number in self._by_voice.get(voice, ()))

    def of(self, figure: Portrayed) -> Iterator[tuple[Entry, Saying]]:
        """Yield what names a figure, or is said in its own entry."""
        found = set(self._of_entry[figure.id])
        for name in (figure.name, *figure.aliases):
            words = without_article(to_plain(name))
            named = re.compile(rf"\b{re.escape(words)}\b")
            # Whatever has the name has each of its words.
            holders: Iterator[Sequence[int]] = (
                self._with_word.get(word, ()) for word in _WORD.findall(words)
            )
            fewest = min(holders, key=len, default=range(len(self._all)))
            found.update(number for number in fewest if named.search(self._all[number][1].plain))
        return (self._all[number] for number in sorted(found))


def _person(source: Source, figure: Portrayed, said: _Said) -> Person:
    def saying(text: str, voice: str | None, passages: tuple[str, ...]) -> Saying:
        return _saying(source, text, voice or figure.voice, passages)

    # Whoever speaks in the text under the id of a figure is that figure.
    own = tuple(one for entry, one in said.by(figure.id) if entry.id != figure.id)
    return Person(
        figure.id,
        figure.name,
        figure.aliases,
        saying(figure.gist, figure.voice, figure.passages),
        tuple(saying(part.text, part.voice, part.passages) for part in figure.stances),
        tuple(saying(part.text, part.voice, part.passages) for part in figure.facts),
        own if figure.id in source.spec.voices else (),
        figure.note,
    )


def _saying(source: Source, text: str, voice: str, passages: tuple[str, ...]) -> Saying:
    return Saying(text, voice, source.speaker(voice), source.cite(passages), to_plain(text))


def _sayings(knowledge: Knowledge) -> Iterator[tuple[Entry, Saying]]:
    """Yield everything that entries have somebody say."""
    for source, entry in knowledge.entries():
        yield entry, _saying(source, entry.stated, entry.voice, entry.passages)
        for _, part in entry.parts:
            yield entry, _saying(source, part.text, part.voice or entry.voice, part.passages)


def _mention(knowledge: Knowledge, figure: Portrayed, said: _Said) -> Mention | None:
    """Tell who speaks of a figure, by its names or in its own entry; None if nobody can be named."""
    found: dict[str, set[Citation]] = {}
    text = knowledge.source_of[figure.id]
    for entry, one in said.of(figure):
        if one.speaker and one.voice != figure.id and knowledge.source_of[entry.id] is text:
            found.setdefault(one.speaker, set()).update(one.citations)
    where = {speaker: locator(citations) for speaker, citations in found.items()}
    return Mention(figure.id, figure.name, where) if where else None


SHEET = Sheet("people", "who's who, and who speaks of whom", "the who's who", content, chapters=("people",))
