"""What the fields of an entry's own note hold, and what its generated cards answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import get_args, get_origin

from studygen.cards.note import Introduction, Note
from studygen.cards.places import marked_locator
from studygen.cards.templates import CardTemplates, asking_fields
from studygen.knowledge.base import Part
from studygen.knowledge.date_order import in_order
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.kinds.traits import Arguing, Dated, Named
from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.knowledge.text.markdown import embedded, escape_html, to_html, to_plain
from studygen.knowledge.text_fields import text_keys
from studygen.knowledge.when import When

_QUOTATION_MARKS = "“”„‟‘’\"'«»"  # nobody types those around a name


@dataclass(frozen=True, slots=True)
class AttributedPart:
    """A part of an entry, light Markdown, and beside it who says so, if not the entry's voice, and where."""

    text: str
    speaker: str | None
    locator: str


@dataclass(frozen=True, slots=True)
class Happening:
    """A date as one of several in their order."""

    event: str
    when: str  # "" for a date that is known by its order only
    locator: str


def spelt(text: str) -> str:
    """Return what a learner is to type: the words without their quotation marks and full stop."""
    return escape_html(to_plain(text).strip().strip(_QUOTATION_MARKS).rstrip("."))


@dataclass(frozen=True)
class Fields:
    """Makes the fields of entries; HTML is laid out by templates."""

    knowledge: Knowledge
    templates: CardTemplates

    def of(self, source: Source, entry: Entry) -> dict[str, str]:
        """Return the fields that are an entry's own, by name, which is that of the key in the YAML."""
        made = {key.capitalize(): to_html(_words(getattr(entry, key))) for key in own_texts(type(entry))}
        for key, parts in entry.parts_by_key.items():
            statements = [self._statement(source, entry, key, part) for part in parts]
            made[key.capitalize()] = self._made("statements", entry, statements=statements) if parts else ""
        for card in entry.illustrated:
            made |= dict.fromkeys(asking_fields(f"{card.capitalize()} question"), "")
        if isinstance(entry, Named):
            made["Aliases"] = to_html(" · ".join(entry.aliases)) if entry.aliases else ""
            made["Spelling"] = spelt(entry.name) if entry.typed else ""
        if isinstance(entry, Dated):
            made["Order"] = self._neighbours(entry)
            events = self._happenings(self.order(entry))
            made["Order answer"] = self._made("order", entry, events=events) if events else ""
        if isinstance(entry, Arguing):
            made["Relations"] = self._relations(entry)
        return made

    def media(self, note: Note) -> dict[str, str]:
        """Return the fields that hold pictures and recordings, with the answers and with the questions."""
        made = dict.fromkeys(self.templates.asking_fields(note.type.key), "")
        for one in note.media:
            made["Image" if one.is_image else "Audio"] = self.templates.field("media", note.id, it=one.shown)
        asking = [
            (self.templates.question_field(note.type.key, card.ordinal), one)
            for card in note.cards
            for one in card.media
        ]
        for question, one in asking:
            image, audio = asking_fields(question)
            made[image if one.is_image else audio] = self.templates.field("asking", note.id, it=one.shown)
        if asking:
            shown = tuple(dict.fromkeys(one.shown for _, one in asking))
            made["Credit"] = self.templates.field("credit", note.id, media=shown)
        return made

    def answers(self, source: Source, entry: Entry) -> dict[str, str]:
        """Return the answer to each of an entry's generated cards, light Markdown; "" where there is none."""
        found = {}
        for card, key in entry.generated.items():
            value = getattr(entry, key)
            found[card] = self._listed(source, entry, value) if isinstance(value, tuple) else _words(value)
        if isinstance(entry, Dated):
            happened = enumerate(self._happenings(self.order(entry)), start=1)
            found["order"] = "\n".join(
                f"{number}. {embedded(each.event)}{f' ({each.when})' if each.when else ''}"
                for number, each in happened
            )
        return found

    def order(self, entry: Dated) -> tuple[Dated, ...]:
        """Return a date between its nearest neighbours among those that it says it comes after and before.

        Of two events that both come later, nothing need be known of which comes first. Where dates name each
        other, the order is asked for once: by the last, unless their `cards` and `ask` say otherwise.
        """
        found = self._around(entry)
        if _has_chosen(entry):
            return found
        rivals = [each for each in found if each is not entry and self._around(each) == found]
        asking = [each for each in rivals if each.cards is None or "order" in each.cards]
        is_last = all(self._position[each.id] < self._position[entry.id] for each in asking)
        return found if is_last and not any(map(_has_chosen, asking)) else ()

    def _around(self, entry: Dated) -> tuple[Dated, ...]:
        place = self._position.__getitem__
        earlier = max(entry.after, key=place, default=None)
        later = min(entry.before, key=place, default=None)
        ids = [each for each in (earlier, entry.id, later) if each]
        return self._dates(ids) if len(ids) > 1 else ()

    @cached_property
    def _position(self) -> Mapping[str, int]:
        dates = [entry for _, entry in self.knowledge.entries() if isinstance(entry, Dated)]
        return {date.id: index for index, date in enumerate(in_order(dates))}

    def _happenings(self, dates: tuple[Dated, ...]) -> list[Happening]:
        sources = self.knowledge.source_of
        return [
            Happening(
                date.title.rstrip("."),
                date.when.text if date.when.sort else "",
                marked_locator(sources[date.id].cite(date.passages)),
            )
            for date in dates
        ]

    def _statement(self, source: Source, entry: Entry, key: str, part: Part) -> AttributedPart:
        """Return a part with its locator and, where others speak in the entry as well, its speaker."""
        is_answer = key in entry.generated.values() and isinstance(getattr(entry, key), tuple)
        others = part.voice not in (None, entry.voice) or (
            not is_answer and any(other.voice not in (None, entry.voice) for _, other in entry.parts)
        )
        speaker = source.speaker(part.voice or entry.voice) if others else None
        return AttributedPart(part.text, speaker, marked_locator(source.cite(part.passages)))

    def _listed(self, source: Source, entry: Entry, parts: tuple[Part, ...]) -> str:
        """Return statements as Markdown, a list of them if there are several, others named who speak."""
        texts = []
        for part in parts:
            speaker = source.speaker(part.voice) if part.voice not in (None, entry.voice) else None
            texts.append(f"{speaker}: {part.text}" if speaker else part.text)
        return bulleted(texts) if len(texts) > 1 else "".join(texts)

    def _neighbours(self, entry: Dated) -> str:
        """Return what a date comes after and before."""
        after, before = (self._happenings(self._dates(ids)) for ids in (entry.after, entry.before))
        return self._made("neighbours", entry, after=after, before=before) if after or before else ""

    def _dates(self, ids: Iterable[str]) -> tuple[Dated, ...]:
        found = map(self.knowledge.by_id.__getitem__, sorted(ids, key=self._position.__getitem__))
        return tuple(each for each in found if isinstance(each, Dated))

    def _relations(self, entry: Arguing) -> str:
        """Return how an argument bears on others."""
        words = self.templates.words.relations
        lines = [
            f"{escape_html(words[relation])}: {to_html(self.knowledge.by_id[other].title)}"
            for relation, others in entry.relations.items()
            for other in others
        ]
        return "<br>".join(lines)

    def _made(self, template: str, entry: Entry, **values: object) -> str:
        return self.templates.field(template, entry.id, **values)


def introductions(voices: Iterable[tuple[Source, str]]) -> tuple[Introduction, ...]:
    """Return who those are that have these voices, each once, as far as anything is said of them."""
    told = {source.speaker(voice): source.about(voice) for source, voice in voices}
    return tuple(Introduction(name, about) for name, about in told.items() if name and about)


def about_speakers(introduced: tuple[Introduction, ...], speaker: str | None) -> str:
    """Return who those are that speak in a note, each named unless it is whose note it is alone."""
    if [each.speaker for each in introduced] == [speaker]:
        return to_html(introduced[0].about)
    told = ((escape_html(each.speaker), to_html(each.about)) for each in introduced)
    return "".join(f"<p><b>{name}</b>: {about}</p>" for name, about in told)


def bulleted(texts: list[str]) -> str:
    """Return texts as a list in light Markdown."""
    return "\n".join(f"- {embedded(text)}" for text in texts)


@cache
def own_texts(kind: type[Entry]) -> tuple[str, ...]:
    """Return the keys of a kind of entry that hold one text or one date, which may be left out."""
    shapes = {
        key: field.annotation for key, field in kind.model_fields.items() if key not in Entry.model_fields
    }
    texts = {key for key in text_keys(kind) if get_origin(shapes.get(key)) not in (tuple, dict)}
    return tuple(key for key, shape in shapes.items() if key in texts or When in (shape, *get_args(shape)))


def _has_chosen(date: Dated) -> bool:
    """Tell whether a date says itself whether it is to be asked what came first."""
    return date.cards is not None or "order" in date.ask


def _words(value: str | When | Part | None) -> str:
    """Return the words that a key of an entry holds, light Markdown."""
    return value.text if isinstance(value, When | Part) else value or ""
