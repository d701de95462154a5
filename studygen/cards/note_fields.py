"""What the fields of an entry's own note hold, and what its generated cards answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import assert_never

from studygen.cards.note import locator
from studygen.cards.templates import CardTemplates
from studygen.knowledge.base import Part
from studygen.knowledge.date_order import in_order
from studygen.knowledge.entries import Argument, Date, Entry, Figure, Term
from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.knowledge.text.markdown import escape_html, to_html, to_plain

_QUOTATION_MARKS = "“”„‟‘’\"'«»"  # nobody types those around a name


@dataclass(frozen=True, slots=True)
class AttributedPart:
    """A part of an entry with what cards show beside it: who says so, if not the entry's voice, and where."""

    part: Part
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
        """Return the fields that are an entry's own, by name."""
        match entry:
            case Term():
                texts = {"Name": entry.name, "Meaning": entry.meaning}
            case Figure():
                texts = {"Name": entry.name, "Who": entry.who}
            case Date():
                texts = {"Event": entry.event, "When": entry.when.text}
            case Argument():
                texts = {"Claim": entry.claim, "Conclusion": entry.conclusion}
            case _:
                assert_never(entry)
        made = {name: to_html(text) for name, text in texts.items()}
        if isinstance(entry, Term | Figure):
            made["Aliases"] = to_html(" · ".join(entry.aliases)) if entry.aliases else ""
            made["Spelling"] = spelt(entry.name) if entry.typed else ""
        if isinstance(entry, Date):
            made["Order"] = self._neighbours(entry)
            events = self._happenings(self.order(entry))
            made["Order answer"] = self._made("order", entry, events=events) if events else ""
        if isinstance(entry, Argument):
            made["Relations"] = self._relations(entry)
        for name, parts in _parts(entry).items():
            statements = [self._statement(source, entry, part) for part in parts]
            made[name] = self._made("statements", entry, statements=statements) if parts else ""
        return made

    def answers(self, source: Source, entry: Entry) -> dict[str, str]:
        """Return the answer to each of an entry's generated cards, light Markdown; "" where there is none."""
        match entry:
            case Term():
                return {"meaning": entry.meaning, "name": entry.name}
            case Figure():
                return {"who": entry.who, "name": entry.name}
            case Date():
                happened = enumerate(self._happenings(self.order(entry)), start=1)
                order = "\n".join(
                    f"{number}. {each.event}{f' ({each.when})' if each.when else ''}"
                    for number, each in happened
                )
                return {"when": entry.when.text, "event": entry.event, "order": order}
            case Argument():
                reasons = self._listed(source, entry, entry.premises)
                single = {name: parts[0].text if parts else "" for name, parts in _single(entry).items()}
                return {"conclusion": entry.conclusion, "reasons": reasons} | single
            case _:
                assert_never(entry)

    def order(self, entry: Date) -> tuple[Date, ...]:
        """Return a date between its nearest neighbours among those that it says it comes after and before.

        Of two events that both come later, nothing need be known of which comes first.
        """
        place = self._position.__getitem__
        earlier = max(entry.after, key=place, default=None)
        later = min(entry.before, key=place, default=None)
        ids = [each for each in (earlier, entry.id, later) if each]
        found = [self.knowledge.by_id[each] for each in ids]
        return tuple(each for each in found if isinstance(each, Date)) if len(ids) > 1 else ()

    @cached_property
    def _position(self) -> Mapping[str, int]:
        dates = [entry for _, entry in self.knowledge.entries() if isinstance(entry, Date)]
        return {date.id: index for index, date in enumerate(in_order(dates))}

    def _happenings(self, dates: tuple[Date, ...]) -> list[Happening]:
        sources = self.knowledge.source_of
        return [
            Happening(
                date.event.rstrip("."),
                date.when.text if date.when.sort else "",
                locator(sources[date.id].cite(date.passages)),
            )
            for date in dates
        ]

    def _statement(self, source: Source, entry: Entry, part: Part) -> AttributedPart:
        """Return a part with its locator and, where others speak in the entry as well, its speaker."""
        is_listed = isinstance(entry, Argument) and part in entry.premises
        others = part.voice not in (None, entry.voice) or (
            not is_listed and any(other.voice not in (None, entry.voice) for _, other in entry.parts)
        )
        speaker = source.speaker(part.voice or entry.voice) if others else None
        return AttributedPart(part, speaker, locator(source.cite(part.passages)))

    def _listed(self, source: Source, entry: Entry, parts: tuple[Part, ...]) -> str:
        """Return statements as Markdown, a list of them if there are several, others named who speak."""
        texts = []
        for part in parts:
            speaker = source.speaker(part.voice) if part.voice not in (None, entry.voice) else None
            texts.append(f"{speaker}: {part.text}" if speaker else part.text)
        return bulleted(texts) if len(texts) > 1 else texts[0]

    def _neighbours(self, entry: Date) -> str:
        """Return what a date comes after and before."""
        lines = [
            f"{word} {to_html(other.title)}"
            for word, others in (("after:", entry.after), ("before:", entry.before))
            for other in map(self.knowledge.by_id.__getitem__, others)
        ]
        return "<br>".join(lines)

    def _relations(self, entry: Argument) -> str:
        """Return how an argument bears on others."""
        lines = [
            f"{relation.replace('-', ' ')}: {to_html(self.knowledge.by_id[other].title)}"
            for relation, others in entry.relations.items()
            for other in others
        ]
        return "<br>".join(lines)

    def _made(self, template: str, entry: Entry, **values: object) -> str:
        return self.templates.field(template, entry.id, **values)


def bulleted(texts: list[str]) -> str:
    """Return texts as a list in light Markdown."""
    return "\n".join("- " + text.replace("\n", "\n  ") for text in texts)


def _parts(entry: Entry) -> dict[str, tuple[Part, ...]]:
    """Return the statements in an entry by the field that holds them."""
    match entry:
        case Figure():
            return {"Stances": entry.stances, "Facts": entry.facts}
        case Argument():
            return {name.capitalize(): parts for name, parts in _single(entry).items()} | {
                "Premises": entry.premises
            }
        case _:
            return {}


def _single(entry: Argument) -> dict[str, tuple[Part, ...]]:
    """Return the parts of which an argument has one or none."""
    parts = {
        "example": entry.example,
        "concession": entry.concession,
        "objection": entry.objection,
        "reply": entry.reply,
    }
    return {name: (part,) if part else () for name, part in parts.items()}
