"""Who is who: the figures from A to Z with what they hold, what they say, and who says what of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from studygen.glossary import sort_key
from studygen.knowledge import Knowledge, Source
from studygen.markup import to_plain
from studygen.model import Argument, Date, Entry, Figure, Term
from studygen.notes import locator
from studygen.sheet_input import NothingToPrintError, SheetInput
from studygen.text import Citation, without_article


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


def view(given: SheetInput) -> dict[str, Any]:
    """Return what the template of the who's who is given.

    Raises:
        NothingToPrintError: no figures are selected.
    """
    entries = {entry.id: entry for note in given.notes for entry in note.entries}
    figures = [entry for entry in entries.values() if isinstance(entry, Figure)]
    if not figures:
        raise NothingToPrintError("there is nobody to tell of: no notes of figures are selected")
    figures.sort(key=lambda figure: (sort_key(figure.name), figure.id))
    said = tuple(_sayings(given.knowledge))
    people = tuple(_person(given.knowledge.source_of[each.id], each, said) for each in figures)
    mentions = tuple(mention for each in figures if (mention := _mention(given.knowledge, each, said)))
    speakers = tuple(dict.fromkeys(speaker for mention in mentions for speaker in mention.where))
    return {"people": {"people": people, "mentions": mentions, "speakers": speakers}}


def _person(source: Source, figure: Figure, said: tuple[tuple[Entry, Saying], ...]) -> Person:
    def saying(text: str, voice: str | None, passages: tuple[str, ...]) -> Saying:
        return _saying(source, text, voice or figure.voice, passages)

    # Whoever speaks in the text under the id of a figure is that figure.
    own = [one for entry, one in said if one.voice == figure.id and entry.id != figure.id]
    return Person(
        figure.id,
        figure.name,
        figure.aliases,
        saying(figure.who, figure.voice, figure.passages),
        tuple(saying(part.text, part.voice, part.passages) for part in figure.stances),
        tuple(saying(part.text, part.voice, part.passages) for part in figure.facts),
        tuple(own) if figure.id in source.spec.voices else (),
        figure.note,
    )


def _saying(source: Source, text: str, voice: str, passages: tuple[str, ...]) -> Saying:
    return Saying(text, voice, source.speaker(voice), source.cite(passages), to_plain(text))


def _sayings(knowledge: Knowledge) -> Iterator[tuple[Entry, Saying]]:
    """Yield everything that entries have somebody say."""
    for source, entry in knowledge.entries():
        yield entry, _saying(source, _gist(entry), entry.voice, entry.passages)
        for _, part in entry.parts:
            yield entry, _saying(source, part.text, part.voice or entry.voice, part.passages)


def _gist(entry: Entry) -> str:
    match entry:
        case Argument():
            return entry.claim
        case Date():
            return entry.event
        case Term() | Figure():
            return entry.gist


def _mention(knowledge: Knowledge, figure: Figure, said: tuple[tuple[Entry, Saying], ...]) -> Mention | None:
    """Tell who speaks of a figure, by its names or in its own entry; None if nobody can be named."""
    names = "|".join(re.escape(without_article(to_plain(name))) for name in (figure.name, *figure.aliases))
    named = re.compile(rf"\b(?:{names})\b")
    found: dict[str, set[Citation]] = {}
    text = knowledge.source_of[figure.id]
    for entry, one in said:
        is_of_it = entry.id == figure.id or named.search(one.plain)
        is_another_s = one.voice != figure.id and knowledge.source_of[entry.id] is text
        if one.speaker and is_of_it and is_another_s:
            found.setdefault(one.speaker, set()).update(one.citations)
    where = {speaker: locator(citations) for speaker, citations in found.items()}
    return Mention(figure.id, figure.name, where) if where else None
