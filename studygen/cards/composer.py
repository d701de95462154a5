"""Composing notes: every question and answer is made here, once.

Anki's sides, the checks, the sheets and the page lay out what this module made.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from textwrap import shorten

from markupsafe import Markup

from studygen.anki.notetypes import NoteType
from studygen.cards.card_words import CardWords, filled
from studygen.cards.note import Card, Note
from studygen.cards.note_fields import Fields, about_speakers, bulleted, introductions, spelt
from studygen.cards.places import marked_locator, placed, without_marks
from studygen.cards.reading_order import in_reading_order
from studygen.cards.templates import CardTemplates
from studygen.knowledge.base import Path
from studygen.knowledge.derived_tags import kind_tag, paragraph_tag
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.kinds.traits import Dated
from studygen.knowledge.knowledge_base import Knowledge, Source
from studygen.knowledge.media import Attached
from studygen.knowledge.questions import Cloze, Difference, Listing, Question, Step, pair_id
from studygen.knowledge.template_values import plain
from studygen.knowledge.text import blanks, cloze
from studygen.knowledge.text.document import Citation
from studygen.knowledge.text.markdown import embedded, escape_html, to_html, to_plain
from studygen.problems import Problem

# Fields that are empty unless something below fills them; there is no adding a field later.
_OFTEN_EMPTY = dict.fromkeys(
    (
        *("Spelling", "Hint", "See", "Unlike", "Image", "Audio", "Credit", "Title", "Step"),
        *("Order question", "Order answer", "Extra question", "Extra answer", "Spare 1", "Spare 2"),
    ),
    "",
)
_SHOWN_BEFORE = 2  # steps before the one asked for; further ones, and those that come later, are covered
_COVERED = "…"
_SHORT = 48  # characters of a title in a line of several

Numbers = Mapping[str, Mapping[str, cloze.Given]]  # origin of a cloze note -> blank -> number


def compose(
    knowledge: Knowledge,
    templates: CardTemplates,
    note_types: Mapping[str, NoteType],
    numbers: Numbers,
    tag_root: str,
) -> tuple[tuple[Note, ...], tuple[Problem, ...]]:
    """Make all the notes of a project, in the order of the text, and warn of what they have no room for.

    Args:
        knowledge: entries without faults.
        templates: words questions and lays out fields.
        note_types: by key.
        numbers: those that the blanks of cloze notes have had in earlier releases.
        tag_root: what tags stand below in Anki.
    """
    composer = _Composer(knowledge, templates, note_types, numbers, tag_root)
    return in_reading_order(knowledge, composer.notes()), tuple(composer.warnings())


@dataclass(frozen=True)
class _Composer:
    knowledge: Knowledge
    templates: CardTemplates
    note_types: Mapping[str, NoteType]
    numbers: Numbers
    tag_root: str
    # By note type, list in its note-type.yaml, and name: the first note that would fill what is not listed.
    left_out: dict[tuple[str, str, str], str] = field(default_factory=dict)

    @cached_property
    def fields(self) -> Fields:
        return Fields(self.knowledge, self.templates)

    @cached_property
    def listed(self) -> dict[str, frozenset[str]]:
        """The names of the fields of each note type."""
        return {key: frozenset(each.name for each in made.fields) for key, made in self.note_types.items()}

    @cached_property
    def taken_for(self) -> dict[str, list[str]]:
        """The ids of the entries that are easily taken for each one, whichever of the two says so."""
        found: dict[str, list[str]] = {entry.id: [] for _, entry in self.knowledge.entries()}
        for _, entry in self.knowledge.entries():
            for other in entry.taken_for:
                found[entry.id].append(other)
                found[other].append(entry.id)
        return {key: list(dict.fromkeys(others)) for key, others in found.items()}

    def notes(self) -> Iterator[Note]:
        """Yield every note, in the order in which entries are written."""
        for source, entry in self.knowledge.entries():
            if note := self.entry_note(source, entry):
                yield note
            for number, question in enumerate(entry.questions):
                yield from self.question_notes(source, entry, number, question)
        yield from self.pairs()

    def warnings(self) -> Iterator[Problem]:
        """Yield what a project's own note types leave out of what its entries say, in the notes made."""
        for (key, listed, name), about in self.left_out.items():
            message = f"{name!r} is left out here, so no card has what {about} and perhaps others have for it"
            yield Problem(self.templates.place(key, listed), message, "left-out", "warning")

    def entry_note(self, source: Source, entry: Entry) -> Note | None:
        """Make the note of an entry's generated cards; None if it has none."""
        answers = self.fields.answers(source, entry)
        applicable = [name for name in entry.generated if answers[name]]
        wanted = applicable if entry.cards is None else [name for name in applicable if name in entry.cards]
        if not wanted:
            return None
        speaker = source.speaker(entry.voice)
        speakers = {
            str(path[0]): source.speaker(part.voice or entry.voice)
            for path, part in entry.parts
            if len(path) == 1
        }
        events = self.fields.order(entry) if "order" in wanted and isinstance(entry, Dated) else ()
        context = {
            "entry": plain(entry),
            "speaker": speaker or "",
            "speakers": speakers,
            "events": sorted(each.title.rstrip(".") for each in events),
        }
        questions = {
            name: entry.ask.get(name) or self.templates.question(entry.kind, name, entry.id, context)
            for name in wanted
        }
        values = self.fields.of(source, entry)
        for name in entry.generated:
            values[f"{name.capitalize()} question"] = to_html(questions[name]) if name in questions else ""
        values["See"] = self.titles(entry.see)
        values["Unlike"] = self.titles(self.taken_for[entry.id])
        note_type = self.note_types[entry.kind]
        cards = tuple(
            Card(
                ordinal,
                template.name,
                questions[name],
                answers[name],
                speakers.get(name, speaker),
                source.attached(entry.asking_media(name)),
            )
            for ordinal, (template, name) in enumerate(
                (each, each.name.lower()) for each in note_type.templates
            )
            if name in questions
        )
        listed = [template.name.lower() for template in note_type.templates]
        for name in questions:
            if name not in listed:
                self.left_out.setdefault((entry.kind, "cards", name.capitalize()), entry.id)
        if not cards:
            return None
        passages = entry.passages + tuple(passage for _, part in entry.parts for passage in part.passages)
        citations = source.cite(tuple(dict.fromkeys(passages)))
        return self.note(source, entry, entry.id, note_type, values, cards, citations)

    def question_notes(
        self, source: Source, entry: Entry, number: int, asked: Question | Cloze | Listing
    ) -> Iterator[Note]:
        """Make the notes of a hand-written question: one, or one for each step of a list."""
        full_id = f"{entry.id}/{asked.id}"
        speaker = source.speaker(asked.voice or entry.voice)
        values = {"About": to_html(entry.title), "See": self.titles(entry.see)}
        path: Path = ("questions", number)
        media = source.attached(asked.asking_media)
        if isinstance(asked, Listing):
            for index, step in enumerate(asked.listed):
                question, text = self.step(f"{full_id}/{step.id}", asked, index)
                yield self.note(
                    source,
                    entry,
                    f"{full_id}/{step.id}",
                    self.note_types["cloze"],
                    values
                    | {
                        "Title": to_html(asked.ask),
                        "Text": text,
                        "Step": _place(asked, index, self.templates.words),
                    },
                    (Card(0, step.id, question, step.text, speaker, media),),
                    source.cite(step.passages),
                    asked,
                    (*path, asked.key, index),
                )
            return
        if isinstance(asked, Cloze):
            note_type = self.note_types["cloze"]
            sentence = blanks.to_html(asked.cloze)
            numbers = cloze.numbered(sentence, self.numbers.get(entry.origin_at(path), {}))
            values["Text"] = cloze.to_anki(sentence, numbers)
            cards = tuple(
                Card(
                    at - 1,
                    name,
                    blanks.asked(asked.cloze, name),
                    blanks.answer(asked.cloze, name),
                    speaker,
                    media,
                )
                for name, at in sorted(numbers.items(), key=lambda item: item[1])
            )
        else:
            note_type = self.note_types["question"]
            values |= {"Question": to_html(asked.ask), "Answer": to_html(asked.answer)}
            values["Spelling"] = spelt(asked.answer) if asked.typed else ""
            cards = (Card(0, note_type.templates[0].name, asked.ask, asked.answer, speaker, media),)
        citations = source.cite(asked.passages)
        yield self.note(source, entry, full_id, note_type, values, cards, citations, asked, path)

    def step(self, full_id: str, asked: Listing, index: int) -> tuple[str, str]:
        """Return the question for a step as Markdown, and the list as Anki gets it, with a cloze for it."""
        shown = [_shown(asked, step, index, at) for at, step in enumerate(asked.listed)]
        marks = [f"{at}." if asked.steps else "-" for at in range(1, len(shown) + 1)]
        lines = [
            f"{mark} {'**[…]**' if at == index else embedded(text)}"
            for at, (mark, text) in enumerate(zip(marks, shown, strict=True))
        ]
        items = [
            cloze.hide(to_html(text)) if at == index else cloze.show(to_html(text))
            for at, text in enumerate(shown)
        ]
        laid_out = self.templates.field(
            "listing",
            full_id,
            ordered=asked.steps is not None,
            items=[Markup(item) for item in items],  # noqa: S704  # made of escaped text
            asked=index,
        )
        return f"{embedded(asked.ask)}\n\n" + "\n".join(lines), laid_out

    def pairs(self) -> Iterator[Note]:
        """Make a note of each two entries that are easily taken for one another, whichever says so."""
        worded = {pair_id(entry.id, other) for _, entry in self.knowledge.entries() for other in entry.apart}
        told: set[str] = set()
        for source, entry in self.knowledge.entries():
            for other, difference in entry.apart.items():
                yield self.worded_pair(source, entry, self.knowledge.by_id[other], difference)
            for index, other in enumerate(entry.unlike):
                full_id = pair_id(entry.id, other)
                if full_id not in told | worded:
                    told.add(full_id)
                    yield self.plain_pair(entry, self.knowledge.by_id[other], ("unlike", index))

    def worded_pair(self, source: Source, entry: Entry, other: Entry, asked: Difference) -> Note:
        """Make the note of two entries whose difference an editor has put into words."""
        speaker = source.speaker(asked.voice or entry.voice)
        return self.pair(
            entry,
            other,
            path=("apart", other.id),
            question=asked.ask or self.how_they_differ(entry, other, speaker),
            answer=asked.answer,
            speaker=speaker,
            tags=asked.tags,
            citations=[source.cite(asked.passages)],
            remark=asked.note,
            hint=asked.hint,
            voices=((source, asked.voice or entry.voice),),
            media=source.attached(asked.media),
            asking_media=source.attached(asked.asking_media),
        )

    def plain_pair(self, entry: Entry, other: Entry, path: Path) -> Note:
        """Make the note of two entries that is answered by what each of them is."""
        both = sorted((entry, other), key=lambda each: each.id)
        sources = [self.knowledge.source_of[each.id] for each in both]
        speakers = [source.speaker(each.voice) for source, each in zip(sources, both, strict=True)]
        speaker = speakers[0] if speakers[0] == speakers[1] else None
        lines = [
            f"**{each.title}**{'' if speaker or not named else f' ({named})'}: {each.gist}"
            for each, named in zip(both, speakers, strict=True)
        ]
        return self.pair(
            entry,
            other,
            path=path,
            question=self.how_they_differ(entry, other, speaker),
            answer=bulleted(lines),
            speaker=speaker,
            citations=[source.cite(each.passages) for source, each in zip(sources, both, strict=True)],
            remark="\n\n".join(dict.fromkeys(each.note for each in both if each.note)) or None,
            voices=[(source, each.voice) for source, each in zip(sources, both, strict=True)],
        )

    def how_they_differ(self, entry: Entry, other: Entry, speaker: str | None) -> str:
        """Return the question that is the same whichever of two entries names the other."""
        first, second = sorted((entry, other), key=lambda each: each.id)
        kind = entry.kind if entry.kind == other.kind else None
        context = {"first": plain(first), "second": plain(second), "speaker": speaker or ""}
        return self.templates.question_about_pair(kind, pair_id(first.id, second.id), context)

    def pair(
        self,
        entry: Entry,
        other: Entry,
        *,
        path: Path,
        question: str,
        answer: str,
        speaker: str | None,
        citations: list[tuple[Citation, ...]],
        voices: Iterable[tuple[Source, str]],
        tags: tuple[str, ...] = (),
        remark: str | None = None,
        hint: str | None = None,
        media: tuple[Attached, ...] = (),
        asking_media: tuple[Attached, ...] = (),
    ) -> Note:
        """Make the note of two entries, with the tags of both; `citations` has a part for each text."""
        both = sorted((entry, other), key=lambda each: each.id)
        sources = [self.knowledge.source_of[each.id] for each in both]
        derived = [kind_tag(each) for each in both]
        for source, cited in zip(sources, citations, strict=False):
            derived += _paragraph_tags(source, cited)
        note_type = self.note_types["question"]
        return self.finished(
            Note(
                id=pair_id(entry.id, other.id),
                type=note_type,
                entry=entry,
                other=other,
                fields=(),
                tags=tuple(dict.fromkeys((*tags, *both[0].tags, *both[1].tags, *derived))),
                cards=(Card(0, note_type.templates[0].name, question, answer, speaker, asking_media),),
                speaker=speaker,
                citations=tuple(dict.fromkeys(citation for cited in citations for citation in cited)),
                remark=remark,
                media=media,
                path=path,
                tag_root=self.tag_root,
            ),
            {
                "Question": to_html(question),
                "Answer": to_html(answer),
                "About": " · ".join(to_html(each.title) for each in both),
                "Hint": to_html(hint) if hint else "",
            },
            sources,
            voices,
        )

    def titles(self, ids: Iterable[str]) -> str:
        """Return what the entries are called, for a line that leads on to them."""
        return escape_html(" · ".join(_short_name(self.knowledge.by_id[each]) for each in ids))

    def note(
        self,
        source: Source,
        entry: Entry,
        full_id: str,
        note_type: NoteType,
        values: dict[str, str],
        cards: tuple[Card, ...],
        citations: tuple[Citation, ...],
        asked: Question | Cloze | Listing | None = None,
        path: Path = (),
    ) -> Note:
        """Make the note of an entry, or of something that was asked by hand."""
        written = asked or entry
        # A note has the tags of what it is as well, which cannot be wrong then.
        tags = (
            *written.tags,
            *entry.tags,
            kind_tag(entry),
            *_paragraph_tags(source, citations),
        )
        note = Note(
            id=full_id,
            type=note_type,
            entry=entry,
            fields=(),
            tags=tuple(dict.fromkeys(tags)),
            cards=cards,
            speaker=source.speaker(written.voice or entry.voice),
            citations=citations,
            remark=written.note,
            media=source.attached(written.media),
            path=path,
            tag_root=self.tag_root,
        )
        voices = [written.voice or entry.voice]
        if asked is None:
            voices += [part.voice for _, part in entry.parts if part.voice]
        return self.finished(
            note,
            values | {"Hint": to_html(written.hint) if written.hint else ""},
            (source,),
            [(source, voice) for voice in voices],
        )

    def finished(
        self,
        note: Note,
        values: dict[str, str],
        sources: Iterable[Source],
        voices: Iterable[tuple[Source, str]],
    ) -> Note:
        """Return a note with its fields, those added that all notes have."""
        sources = tuple(sources)
        introduced = introductions(voices)
        languages = {each.spec.language_tag for each in sources}
        titles = "; ".join(dict.fromkeys(f"{each.spec.author}: {each.spec.title}" for each in sources))
        values = {
            **_OFTEN_EMPTY,
            "Id": note.id,
            "Speaker": escape_html(note.speaker or ""),
            "About speaker": about_speakers(introduced, note.speaker),
            "Locator": marked_locator(note.citations),
            "Passage": self.templates.field("passages", note.id, citations=placed(note.citations)),
            "Note": to_html(note.remark) if note.remark else "",
            "Source": escape_html(titles),
            "Language": languages.pop() if len(languages) == 1 else "",  # nobody's, if there are several
            **values,
            **self.fields.media(note),
        }
        unlisted = values.keys() - self.listed[note.type.key]
        for name in sorted(name for name in unlisted if values[name]):
            self.left_out.setdefault((note.type.key, "fields", name), note.id)
        try:
            marked = tuple([values[field.name] for field in note.type.fields])
        except KeyError:
            unknown = [index for index, field in enumerate(note.type.fields) if field.name not in values]
            self.templates.refuse_field(note.type.key, unknown[0], list(values))
        return replace(note, fields=without_marks(marked), placed=marked, introduces=introduced)


def _paragraph_tags(source: Source, citations: tuple[Citation, ...]) -> Iterator[str]:
    """Yield the tags of the paragraphs that a note cites."""
    for paragraph in sorted({citation.paragraph for citation in citations}):
        yield paragraph_tag(source, paragraph)


def _short_name(entry: Entry) -> str:
    """Return what an entry is called in a line among others: of a title that is a sentence, its beginning."""
    return entry.short or shorten(to_plain(entry.title), _SHORT, placeholder=" …")


def _place(asked: Listing, index: int, words: CardWords) -> str:
    """Return what is asked for of a list, as its card says first."""
    said = words.member if asked.steps is None else words.step
    return escape_html(filled(said, number=index + 1, count=len(asked.listed)))


def _shown(asked: Listing, step: Step, index: int, at: int) -> str:
    """Return what the list shows of the step at `at` when the one at `index` is asked for."""
    is_covered = asked.steps is not None and (at > index or at < index - _SHOWN_BEFORE)
    return _COVERED if is_covered else step.text
