"""Notes: every question and answer is composed here, once.

Anki's sides, the checks, the sheets and the page lay out what this module made.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from studygen import cloze
from studygen.card_templates import CardTemplates
from studygen.knowledge import Knowledge, Source
from studygen.markup import escape_html, to_html, to_plain
from studygen.media import Attached
from studygen.model import Argument, Cloze, Date, Entry, Figure, Part, Question, Term
from studygen.notetypes import NoteType
from studygen.text import Citation

# Every note type has these; those that nothing fills yet are there since fields cannot be added later.
_RESERVED = ("Spelling", "Image", "Audio", "Extra question", "Extra answer", "Order question", "Order answer")


@dataclass(frozen=True, slots=True)
class Card:
    """One question of a note with its answer, both light Markdown, for whatever shows it outside Anki."""

    ordinal: int  # of the note type's template; of a cloze, its number - 1
    name: str  # of the template; of a cloze, the blank's
    question: str
    answer: str
    speaker: str | None = None  # who gives the answer; None for plain fact


@dataclass(frozen=True, slots=True)
class Note:
    """An entry or a question as a note: Anki's fields, and the same matter for sheets."""

    id: str  # the full id: aggregate-conservatism, or aggregate-conservatism/why-planners
    type: NoteType
    entry: Entry
    fields: tuple[str, ...]  # Anki HTML, in the order of the note type's fields
    tags: tuple[str, ...]
    cards: tuple[Card, ...]
    speaker: str | None  # who says so; None for plain fact
    citations: tuple[Citation, ...]
    remark: str | None  # the editor's note, light Markdown
    media: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A part of an entry with what cards show beside it: who says so, if not the entry's voice, and where."""

    part: Part
    speaker: str | None
    locator: str


Numbers = Mapping[str, Mapping[str, int]]  # full id of a cloze note -> blank -> number


def compose(
    knowledge: Knowledge, templates: CardTemplates, note_types: Mapping[str, NoteType], numbers: Numbers
) -> tuple[Note, ...]:
    """Make all the notes of a project, in the order of the text.

    Args:
        knowledge: entries without faults.
        templates: words questions and lays out parts.
        note_types: by key.
        numbers: those that the blanks of cloze notes have had in earlier releases.
    """
    composer = _Composer(knowledge, templates, note_types, numbers)
    return tuple(composer.notes())


def in_order(notes: Iterable[Note]) -> list[Note]:
    """Return the notes in the order of their note types, each in the order it has now."""
    return sorted(notes, key=lambda note: _KIND_ORDER.index(note.entry.kind))


_KIND_ORDER = ("term", "figure", "date", "argument")


@dataclass(frozen=True, slots=True)
class _Composer:
    knowledge: Knowledge
    templates: CardTemplates
    note_types: Mapping[str, NoteType]
    numbers: Numbers

    def notes(self) -> Iterator[Note]:
        for source in self.knowledge.sources:
            placed: list[tuple[tuple[int, ...], Note]] = []
            for index, entry in enumerate(source.entries):
                at = _reading_place(source.cite(entry.passages), entry, index)
                if note := self.entry_note(source, entry):
                    placed.append(((*at, 0), note))
                for number, question in enumerate(entry.questions, start=1):
                    # A question comes where the text answers it, though never before its entry.
                    asked = _reading_place(source.cite(question.passages), entry, index)
                    placed.append(((*max(at, asked), number), self.question_note(source, entry, question)))
            yield from (note for _, note in sorted(placed, key=lambda item: item[0]))

    def entry_note(self, source: Source, entry: Entry) -> Note | None:
        """Make the note of an entry's generated cards; None if it has none."""
        values, answers = self.content(source, entry)
        applicable = [name for name in entry.directions if answers[name]]
        wanted = applicable if entry.cards is None else [name for name in applicable if name in entry.cards]
        if not wanted:
            return None
        speaker = source.speaker(entry.voice)
        speakers = {
            str(path[0]): source.speaker(part.voice or entry.voice)
            for path, part in entry.parts
            if len(path) == 1
        }
        context = {"entry": entry, "speaker": speaker or "", "speakers": speakers}
        note_type = self.note_types[entry.kind]
        questions = {
            name: entry.ask.get(name) or self.templates.question(entry.kind, name, context) for name in wanted
        }
        for name in entry.directions:
            values[f"{name.capitalize()} question"] = to_html(questions[name]) if name in questions else ""
        cards = tuple(
            Card(ordinal, template.name, questions[name], answers[name], speakers.get(name, speaker))
            for ordinal, (template, name) in enumerate(
                (each, each.name.lower()) for each in note_type.templates
            )
            if name in questions
        )
        passages = entry.passages + tuple(passage for _, part in entry.parts for passage in part.passages)
        return self.note(source, entry, entry.id, note_type, values, cards, dict.fromkeys(passages))

    def content(self, source: Source, entry: Entry) -> tuple[dict[str, str], dict[str, str]]:
        """Return the fields that are an entry's own, and the answer to each of its cards as Markdown."""
        match entry:
            case Term():
                values = {"Name": entry.name, "Meaning": entry.meaning, "Aliases": " · ".join(entry.aliases)}
                answers = {"meaning": entry.meaning, "name": entry.name}
            case Figure():
                values = {"Name": entry.name, "Who": entry.who, "Aliases": " · ".join(entry.aliases)}
                answers = {"who": entry.who, "name": entry.name}
            case Date():
                values = {"Event": entry.event, "When": entry.when.text}
                answers = {"when": entry.when.text, "event": entry.event}
            case Argument():
                values = {"Claim": entry.claim, "Conclusion": entry.conclusion}
                answers = {
                    "conclusion": entry.conclusion,
                    "reasons": self.listed(source, entry, entry.premises),
                }
                for name in ("example", "concession", "objection", "reply"):
                    part: Part | None = getattr(entry, name)
                    answers[name] = part.text if part else ""
            case _:
                assert_never(entry)
        rendered = {name: to_html(value) if value else "" for name, value in values.items()}
        return rendered | self.parts(source, entry), answers

    def parts(self, source: Source, entry: Entry) -> dict[str, str]:
        """Return the fields that hold an entry's parts, each with its speaker and locator."""
        match entry:
            case Figure():
                groups = {"Stances": entry.stances, "Facts": entry.facts}
            case Date():
                return {"Order": self.order(entry)}
            case Argument():
                single = {
                    name: getattr(entry, name.lower())
                    for name in ("Example", "Concession", "Objection", "Reply")
                }
                groups = {name: (part,) if part else () for name, part in single.items()}
                groups["Premises"] = entry.premises
            case _:
                groups = {}
        statements = self.templates.macro("statements")
        found = {
            name: statements([self.statement(source, entry, part) for part in parts]) if parts else ""
            for name, parts in groups.items()
        }
        if isinstance(entry, Argument):
            found["Relations"] = self.relations(entry)
        return found

    def statement(self, source: Source, entry: Entry, part: Part) -> Statement:
        """Return a part with its locator and, where others speak in the entry as well, its speaker."""
        is_listed = isinstance(entry, Argument) and part in entry.premises
        others = part.voice not in (None, entry.voice) or (
            not is_listed and any(other.voice not in (None, entry.voice) for _, other in entry.parts)
        )
        speaker = source.speaker(part.voice or entry.voice) if others else None
        return Statement(part, speaker, _locator(source.cite(part.passages)))

    def listed(self, source: Source, entry: Entry, parts: tuple[Part, ...]) -> str:
        """Return statements as Markdown, a list of them if there are several, others named who speak."""
        texts = []
        for part in parts:
            speaker = source.speaker(part.voice) if part.voice not in (None, entry.voice) else None
            texts.append(f"{speaker}: {part.text}" if speaker else part.text)
        if len(texts) == 1:
            return texts[0]
        return "\n".join("- " + text.replace("\n", "\n  ") for text in texts)

    def order(self, entry: Date) -> str:
        """Return what a date comes after and before."""
        lines = [
            f"{word} {to_html(other.title)}"
            for word, others in (("after:", entry.after), ("before:", entry.before))
            for other in map(self.knowledge.by_id.__getitem__, others)
        ]
        return "<br>".join(lines)

    def relations(self, entry: Argument) -> str:
        """Return how an argument bears on others."""
        lines = [
            f"{relation.replace('-', ' ')}: {to_html(self.knowledge.by_id[other].title)}"
            for relation, others in entry.relations.items()
            for other in others
        ]
        return "<br>".join(lines)

    def question_note(self, source: Source, entry: Entry, question: Question | Cloze) -> Note:
        """Make the note of a hand-written question."""
        full_id = f"{entry.id}/{question.id}"
        note_type = self.note_types["cloze" if isinstance(question, Cloze) else "question"]
        values = {"About": to_html(entry.title), "Title": ""}
        speaker = source.speaker(question.voice or entry.voice)
        if isinstance(question, Cloze):
            numbers = cloze.numbered(question.cloze, self.numbers.get(full_id, {}))
            values["Text"] = cloze.to_anki(to_html(question.cloze), numbers)
            cards = tuple(
                Card(
                    number - 1,
                    name,
                    cloze.asked(question.cloze, name),
                    cloze.answer(question.cloze, name),
                    speaker,
                )
                for name, number in sorted(numbers.items(), key=lambda item: item[1])
            )
        else:
            values |= {"Question": to_html(question.ask), "Answer": to_html(question.answer)}
            cards = (Card(0, note_type.templates[0].name, question.ask, question.answer, speaker),)
        return self.note(source, entry, full_id, note_type, values, cards, question.passages, question)

    def derived_tags(self, source: Source, entry: Entry, citations: tuple[Citation, ...]) -> Iterator[str]:
        """Yield the tags that every note has by what it is: its entry's kind, and the paragraphs it cites."""
        yield f"kind::{entry.kind}"
        text = f"{source.name}::" if source.name else ""
        for paragraph in sorted({citation.paragraph for citation in citations}):
            yield f"paragraph::{text}{paragraph}"

    def note(
        self,
        source: Source,
        entry: Entry,
        full_id: str,
        note_type: NoteType,
        values: dict[str, str],
        cards: tuple[Card, ...],
        passages: Iterable[str],
        question: Question | Cloze | None = None,
    ) -> Note:
        """Add what every note has."""
        asked = question or entry
        speaker = source.speaker(asked.voice or entry.voice)
        citations = source.cite(tuple(passages))
        media = source.attached(asked)
        see = [to_plain(self.knowledge.by_id[other].title) for other in entry.see]
        values = (
            dict.fromkeys(_RESERVED, "")
            | {
                "Id": full_id,
                "Speaker": escape_html(speaker or ""),
                "Locator": _locator(citations),
                "Passage": self.templates.macro("passages")(citations),
                "Note": to_html(asked.note) if asked.note else "",
                "Hint": to_html(asked.hint) if asked.hint else "",
                "See": escape_html(" · ".join(see)),
                "Source": escape_html(f"{source.spec.author}: {source.spec.title}"),
            }
            | {("Image" if one.is_image else "Audio"): self.templates.medium(one) for one in media}
            | values
        )
        for index, field in enumerate(note_type.fields):
            if field.name not in values:
                self.templates.refuse_field(note_type.key, index, list(values))
        return Note(
            id=full_id,
            type=note_type,
            entry=entry,
            fields=tuple(values[field.name] for field in note_type.fields),
            tags=tuple(
                dict.fromkeys((*asked.tags, *entry.tags, *self.derived_tags(source, entry, citations)))
            ),
            cards=cards,
            speaker=speaker,
            citations=citations,
            remark=asked.note,
            media=media,
        )


def _reading_place(citations: tuple[Citation, ...], entry: Entry, index: int) -> tuple[int, ...]:
    """Return what sorts notes as one reads: by paragraph, and there what words mean before arguments."""
    first = min(citations)
    return first.paragraph, _KIND_ORDER.index(entry.kind), first.start, index


def _locator(citations: tuple[Citation, ...]) -> str:
    """Return the paragraphs of the citations: ¶4, ¶6."""
    return ", ".join(f"¶{paragraph}" for paragraph in sorted({citation.paragraph for citation in citations}))
