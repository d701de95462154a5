"""What a project's YAML files may say: the shape of every file, checked by pydantic.

Everything here is immutable. "None of these" is an empty tuple. A `Text` is light Markdown; a `Passage` is
quoted word for word from the text.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    PrivateAttr,
    StringConstraints,
    Tag,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from studygen import tags
from studygen.problems import Place

FACT = "fact"  # the voice of dictionary-like entries, which nobody needs to be named for

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
APART = "vs"  # joins the ids of a pair to tell apart: blanquism/vs/leninism
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Passage = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Passages = Annotated[tuple[Passage, ...], Field(min_length=1)]

Path = tuple[str | int, ...]  # keys and indexes, from a record to something inside it

Kind = Literal["term", "figure", "date", "argument"]


def _valid_tag(tag: str) -> str:
    if fault := tags.fault(tag):
        raise PydanticCustomError("bad-tag", "{fault}", {"fault": fault})
    return tag


TagName = Annotated[str, AfterValidator(_valid_tag)]


def _not_reserved(question_id: str) -> str:
    if question_id == APART:
        raise PydanticCustomError(
            "bad-value", "no question has the id 'vs', which is that of pairs to tell apart; choose another"
        )
    return question_id


QuestionId = Annotated[Id, AfterValidator(_not_reserved)]


class Record(BaseModel):
    """A mapping of a YAML file. `place()` tells where it, or something inside it, was written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    _locate: Callable[[Path], Place] | None = PrivateAttr(None)

    def locate_with(self, locate: Callable[[Path], Place]) -> None:
        """Remember how to find where this record's parts were written."""
        self._locate = locate

    def place(self, *path: str | int) -> Place:
        """Return where the part at `path`, a series of keys and indexes, was written."""
        if self._locate is None:
            raise LookupError("this record was not read from a file")
        return self._locate(path)


class Part(Record):
    """A premise, stance, example, objection …: one statement with the passages it rests on."""

    text: Text = Field(description="The statement in plain words, as light Markdown.")
    voice: Id | None = Field(None, description="Who says it, where it is not the entry's own voice.")
    passages: Passages = Field(description="Where the text says it, word for word.")


class Image(Record):
    """A picture, shown with the answer."""

    file: Text = Field(description="A file of media/, beside source.yaml: its name alone.")
    alt: Text = Field(description="What is to be seen, for those who do not see it.")
    caption: Text | None = Field(None, description="What stands below it, as light Markdown.")
    licence: Text = Field(description="On what terms it may be passed on: Public domain; CC BY 4.0.")
    source: Text | None = Field(None, description="Whom or where it comes from: author, collection, address.")


class Audio(Record):
    """A recording, played with the answer."""

    file: Text = Field(description="A file of media/, beside source.yaml: its name alone.")
    alt: Text = Field(description="What is to be heard, for those who do not hear it.")
    caption: Text | None = Field(None, description="What stands beside it, as light Markdown.")
    licence: Text = Field(description="On what terms it may be passed on: Public domain; CC BY 4.0.")
    source: Text | None = Field(None, description="Whom or where it comes from: author, collection, address.")


class _Noted(Record):
    """What all that makes notes has in common."""

    tags: tuple[TagName, ...] = Field((), description="Hierarchical tags such as topic::economy.")
    hint: Text | None = Field(None, description="A nudge that unfolds on the question.")
    note: Text | None = Field(
        None, description="The editor's note: context or correction, shown apart on the back and never asked."
    )
    image: Image | None = Field(None, description="A picture that is shown with the answer.")
    audio: Audio | None = Field(None, description="A recording that is played with the answer.")
    allow: dict[str, Text] = Field(
        default_factory=dict,
        description="Rules of `studygen check` that do not hold here, each with a reason.",
    )

    @property
    def media(self) -> Iterator[tuple[Path, Image | Audio]]:
        """Yield its picture and its recording, as far as it has them, with their paths."""
        if self.image:
            yield ("image",), self.image
        if self.audio:
            yield ("audio",), self.audio


class _Cited(_Noted):
    """What rests on passages as a whole."""

    passages: Passages = Field(description="Quotations that it rests on, word for word, one place each.")


class Question(_Cited):
    """A hand-written question with its answer."""

    id: QuestionId = Field(description="Unique within the entry; never changed once published.")
    ask: Text = Field(description="The question.")
    answer: Text = Field(description="The answer, as short as can be.")
    typed: bool = Field(False, description="Whether the answer is to be typed, letter by letter.")
    voice: Id | None = Field(None, description="Who says so, where it is not the entry's own voice.")

    @property
    def quoted(self) -> Iterator[tuple[Path, str]]:
        """Yield the passages with their paths."""
        yield from _numbered(("passages",), self.passages)

    @model_validator(mode="after")
    def _can_be_typed(self) -> Self:
        if self.typed:
            _must_be_one_line("answer", self.answer)
        return self


class Cloze(_Cited):
    """A sentence with blanks: `{{name::hidden}}` or `{{name::hidden::hint}}`; one name, one card."""

    id: QuestionId = Field(description="Unique within the entry; never changed once published.")
    cloze: Text = Field(description="The sentence, its blanks marked as {{name::hidden words}}.")
    voice: Id | None = Field(None, description="Who says so, where it is not the entry's own voice.")

    @property
    def quoted(self) -> Iterator[tuple[Path, str]]:
        """Yield the passages with their paths."""
        yield from _numbered(("passages",), self.passages)


class Step(Record):
    """A step of a chain, or a member of a set."""

    id: Id = Field(description="Unique within the list; never changed once published.")
    text: Text = Field(description="The step in a few words, as light Markdown.")
    passages: Passages = Field(description="Where the text says it, word for word.")


class Difference(_Cited):
    """What tells two entries apart that are easily taken for one another."""

    ask: Text | None = Field(None, description="The question; “How do … differ?” if left out.")
    answer: Text = Field(description="What tells them apart, as short as can be.")
    voice: Id | None = Field(None, description="Who says so, where it is not the entry's own voice.")

    @property
    def quoted(self) -> Iterator[tuple[Path, str]]:
        """Yield the passages with their paths."""
        yield from _numbered(("passages",), self.passages)


Steps = Annotated[tuple[Step, ...], Field(min_length=2)]


class Listing(_Noted):
    """A chain, whose steps come in order, or a set; each step is a note of its own that asks for it."""

    id: QuestionId = Field(description="Unique within the entry; never changed once published.")
    ask: Text = Field(description="What the list is of, shown above it.")
    steps: Steps | None = Field(None, description="What comes one after another: later steps are covered.")
    members: Steps | None = Field(None, description="What belongs together in any order: the others show.")
    voice: Id | None = Field(None, description="Who says so, where it is not the entry's own voice.")

    @property
    def key(self) -> Literal["steps", "members"]:
        """Which of the two keys it has."""
        return "members" if self.steps is None else "steps"

    @property
    def listed(self) -> tuple[Step, ...]:
        """The steps or the members."""
        return self.steps or self.members or ()

    @property
    def quoted(self) -> Iterator[tuple[Path, str]]:
        """Yield the passages of all steps with their paths."""
        for number, step in enumerate(self.listed):
            yield from _numbered((self.key, number, "passages"), step.passages)

    @model_validator(mode="after")
    def _lists_one_thing(self) -> Self:
        if (self.steps is None) == (self.members is None):
            raise PydanticCustomError("unknown-key", "a list has `steps`, in order, or `members`, not both")
        ids: set[str] = set()
        for step in self.listed:
            if step.id in ids:
                raise PydanticCustomError(
                    "repeated-id", "the id {id} is used twice in this list", {"id": repr(step.id)}
                )
            ids.add(step.id)
        return self


def _numbered(path: Path, passages: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    for index, passage in enumerate(passages):
        yield (*path, index), passage


def _must_be_one_line(key: str, text: str) -> None:
    if "\n" in text or text.startswith(("- ", "> ")):
        raise PydanticCustomError(
            "not-typeable",
            "what is typed is one line, and `{key}` is more; shorten it, or drop `typed`",
            {"key": key},
        )


_QUESTION_KINDS: dict[str, type[Record]] = {"cloze": Cloze, "steps": Listing, "members": Listing}


def _question_kind(value: Any) -> str:
    """Return the tag of the kind of question, which is the key that no other kind has."""
    for key, shape in _QUESTION_KINDS.items():
        if isinstance(value, shape) or (isinstance(value, dict) and key in value):
            return shape.__name__.lower()
    return "question"


AnyQuestion = Annotated[
    Annotated[Question, Tag("question")]
    | Annotated[Cloze, Tag("cloze")]
    | Annotated[Listing, Tag("listing")],
    Discriminator(_question_kind),
]


def pair_id(one: str, other: str) -> str:
    """Return the full id of the note that tells two entries apart, whichever comes first."""
    return "/".join((min(one, other), APART, max(one, other)))


class _Entry(_Cited):
    """What every kind of entry has."""

    kind: ClassVar[Kind]
    directions: ClassVar[tuple[str, ...]]

    voice: Id = Field(description="Who says it: a voice of source.yaml, or `fact` for plain fact.")
    see: tuple[Id, ...] = Field((), description="Ids of entries worth reading next.")
    unlike: tuple[Id, ...] = Field(
        (), description="Ids of entries easily taken for this one; a card asks what each of the two is."
    )
    apart: dict[Id, Difference] = Field(
        default_factory=dict,
        description="What tells such an entry apart, worded by hand: its id to the difference.",
    )
    cards: tuple[str, ...] | None = Field(
        None, description="Which of the generated cards to make; all that apply if left out, none if empty."
    )
    ask: dict[str, Text] = Field(
        default_factory=dict,
        description="Wordings of one's own for generated questions: card name to question.",
    )
    questions: tuple[AnyQuestion, ...] = Field((), description="Hand-written questions.")

    @property
    def id(self) -> str:
        """The id, which the YAML gives as the value of the entry's first key."""
        return str(getattr(self, self.kind))

    @property
    def title(self) -> str:
        """What the entry is called on sheets and in lists."""
        raise NotImplementedError

    @property
    def gist(self) -> str:
        """What is said of it in a sentence or two, which tells it from what is easily taken for it."""
        raise NotImplementedError

    @property
    def parts(self) -> Iterator[tuple[Path, Part]]:
        """Yield the statements inside the entry with their paths."""
        for key in type(self).model_fields:
            value = getattr(self, key)
            if isinstance(value, Part):
                yield (key,), value
            elif isinstance(value, tuple):
                yield from (
                    ((key, index), item) for index, item in enumerate(value) if isinstance(item, Part)
                )

    @property
    def asked(self) -> Iterator[tuple[Path, "Question | Cloze | Listing | Difference"]]:
        """Yield what is asked by hand with its path."""
        yield from ((("questions", number), question) for number, question in enumerate(self.questions))
        yield from ((("apart", other), difference) for other, difference in self.apart.items())

    @property
    def taken_for(self) -> tuple[str, ...]:
        """The ids of the entries that it says are easily taken for it."""
        return tuple(dict.fromkeys((*self.unlike, *self.apart)))

    def full_id(self, path: Path) -> str:
        """Return the full id of the note, or of the list of notes, that is written at a path."""
        match path:
            case ("questions", int(number), *_):
                return f"{self.id}/{self.questions[number].id}"
            case ("apart", str(other), *_):
                return pair_id(self.id, other)
            case ("unlike", int(number)):
                return pair_id(self.id, self.unlike[number])
        return self.id

    @property
    def quoted(self) -> Iterator[tuple[Path, str]]:
        """Yield every passage that the entry rests on with its path, its own first."""
        yield from _numbered(("passages",), self.passages)
        for path, part in self.parts:
            yield from _numbered((*path, "passages"), part.passages)
        for key, asked in self.asked:
            yield from (((*key, *path), passage) for path, passage in asked.quoted)

    @property
    def tagged(self) -> Iterator[tuple[Path, str]]:
        """Yield the tags of the entry and of what is asked by hand with their paths."""
        for index, tag in enumerate(self.tags):
            yield ("tags", index), tag
        for path, asked in self.asked:
            for index, tag in enumerate(asked.tags):
                yield (*path, "tags", index), tag

    @property
    def all_media(self) -> Iterator[tuple[Path, Image | Audio]]:
        """Yield the media of the entry and of what is asked by hand with their paths."""
        yield from self.media
        for path, asked in self.asked:
            yield from (((*path, *key), medium) for key, medium in asked.media)

    @property
    def references(self) -> Iterator[tuple[Path, str]]:
        """Yield every id of another entry that this one names, with its path."""
        yield from ((("see", index), other) for index, other in enumerate(self.see))
        yield from ((("unlike", index), other) for index, other in enumerate(self.unlike))
        yield from ((("apart", other), other) for other in self.apart)

    @field_validator("cards")
    @classmethod
    def _cards_exist(cls, value: tuple[str, ...] | None) -> tuple[str, ...] | None:
        for name in value or ():
            cls._must_be_direction(name)
        return value

    @field_validator("ask")
    @classmethod
    def _asked_cards_exist(cls, value: dict[str, str]) -> dict[str, str]:
        for name in value:
            cls._must_be_direction(name)
        return value

    @model_validator(mode="after")
    def _chosen_cards_can_be_made(self) -> Self:
        for key, names in (("cards", self.cards or ()), ("ask", self.ask)):
            for name in names:
                if getattr(self, name, "") is None:
                    raise PydanticCustomError(
                        "missing-key",
                        "`{name}` is missing: the card of that name in `{key}` asks for it",
                        {"name": name, "key": key},
                    )
                if self.cards is not None and name not in self.cards:
                    raise PydanticCustomError(
                        "unknown-card",
                        "`ask` words the card {name}, which `cards` leaves out",
                        {"name": repr(name)},
                    )
        return self

    @classmethod
    def _must_be_direction(cls, name: str) -> None:
        if name not in cls.directions:
            known = ", ".join(cls.directions)
            raise PydanticCustomError(
                "unknown-card",
                "a {kind} has no card {name}; it has {known}",
                {"kind": cls.kind, "name": repr(name), "known": known},
            )


class Term(_Entry):
    """A word or name and what it means in the text."""

    kind = "term"
    directions = ("meaning", "name")

    term: Id = Field(description="The entry's id; never changed once published.")
    name: Text = Field(description="The term itself.")
    aliases: tuple[Text, ...] = Field((), description="Other names of the same thing.")
    meaning: Text = Field(description="What it means in this text.")
    typed: bool = Field(False, description="Whether the name, where it is asked for, is to be typed.")

    @property
    def title(self) -> str:
        """The term itself."""
        return self.name

    @property
    def gist(self) -> str:
        """What it means."""
        return self.meaning

    @model_validator(mode="after")
    def _can_be_typed(self) -> Self:
        if self.typed:
            _must_be_one_line("name", self.name)
        return self


class Figure(_Entry):
    """A person, group, institution or country."""

    kind = "figure"
    directions = ("who", "name")

    figure: Id = Field(description="The entry's id; never changed once published.")
    name: Text = Field(description="The usual name.")
    aliases: tuple[Text, ...] = Field((), description="Other names of the same figure.")
    who: Text = Field(description="Who or what it is in this text.")
    stances: tuple[Part, ...] = Field((), description="What the figure holds, each with its passages.")
    facts: tuple[Part, ...] = Field((), description="What is said of the figure, each with its passages.")
    typed: bool = Field(False, description="Whether the name, where it is asked for, is to be typed.")

    @property
    def title(self) -> str:
        """The usual name."""
        return self.name

    @property
    def gist(self) -> str:
        """Who or what it is."""
        return self.who

    @model_validator(mode="after")
    def _can_be_typed(self) -> Self:
        if self.typed:
            _must_be_one_line("name", self.name)
        return self


class When(Record):
    """A point or stretch of time."""

    text: Text = Field(description="The date as it is to be shown: 1917; the 1930s; after Lenin's death.")
    sort: str | None = Field(
        None,
        pattern=r"^\d{4}(-\d\d(-\d\d)?)?$",
        description="Year, year-month or year-month-day to sort by, as in 0800 or 1917-11-07.",
    )
    until: str | None = Field(
        None, pattern=r"^\d{4}(-\d\d(-\d\d)?)?$", description="The end of a period, written like `sort`."
    )
    precision: Literal["day", "month", "year", "decade", "century", "period", "relative"] = Field(
        description="How exact the date is; `relative` dates are placed by before and after."
    )

    @model_validator(mode="after")
    def _sortable(self) -> Self:
        if self.precision == "relative":
            return self
        if self.sort is None:
            raise PydanticCustomError(
                "missing-key", "`sort` is missing: a date that is not relative says when, such as sort: 1917"
            )
        for written in filter(None, (self.sort, self.until)):
            _must_be_in_the_calendar(written)
        needed = {"day": 3, "month": 2}.get(self.precision, 1)
        if self.sort.count("-") + 1 < needed:
            raise PydanticCustomError(
                "bad-date",
                "a date exact to the {precision} is sorted by one, such as {example}",
                {"precision": self.precision, "example": "1917-11-07"[: 4 + 3 * (needed - 1)]},
            )
        if self.precision == "period" and self.until is None:
            raise PydanticCustomError(
                "missing-key", "`until` is missing: a period has an end, such as until: 1921"
            )
        if self.until and self.until < self.sort:
            raise PydanticCustomError("bad-date", "`until` lies before `sort`; swap them")
        return self


def _must_be_in_the_calendar(written: str) -> None:
    year, month, day = [*map(int, written.split("-")), 1, 1][:3]
    try:
        date(max(year, 1), month, day)
    except ValueError as error:
        raise PydanticCustomError(
            "bad-date", "{written} is not in the calendar: {why}", {"written": written, "why": str(error)}
        ) from None


class Date(_Entry):
    """Something that happened, and when."""

    kind = "date"
    directions = ("when", "event", "order")

    date: Id = Field(description="The entry's id; never changed once published.")
    when: When = Field(description="When it happened.")
    event: Text = Field(description="What happened, as a short noun phrase or sentence.")
    before: tuple[Id, ...] = Field((), description="Ids of dates that come later.")
    after: tuple[Id, ...] = Field((), description="Ids of dates that come earlier.")

    @property
    def title(self) -> str:
        """What happened."""
        return self.event

    @property
    def gist(self) -> str:
        """When it happened."""
        return self.when.text

    @property
    def references(self) -> Iterator[tuple[Path, str]]:
        """Yield every id of another entry that this one names, with its path."""
        yield from super().references
        for key in ("before", "after"):
            yield from (((key, index), other) for index, other in enumerate(getattr(self, key)))

    @model_validator(mode="after")
    def _order_is_known(self) -> Self:
        if ("order" in (self.cards or ()) or "order" in self.ask) and not (self.before or self.after):
            raise PydanticCustomError(
                "missing-key", "`after` or `before` is missing: the card 'order' asks which came first"
            )
        return self

    @model_validator(mode="after")
    def _relative_to_something(self) -> Self:
        if self.when.precision == "relative" and not (self.before or self.after):
            raise PydanticCustomError(
                "missing-key",
                "`after` or `before` is missing: a relative date names a date it can be placed by",
            )
        return self


Relation = Literal[
    "supports", "objects-to", "answers", "explains", "contrasts-with", "illustrates", "follows-from"
]


class Argument(_Entry):
    """A claim with the reasons given for it."""

    kind = "argument"
    directions = ("reasons", "conclusion", "example", "concession", "objection", "reply")

    argument: Id = Field(description="The entry's id; never changed once published.")
    claim: Text = Field(description="What is argued for, as one short sentence without a full stop.")
    premises: Annotated[tuple[Part, ...], Field(min_length=1)] = Field(
        description="The reasons, each a sentence of its own with its passages."
    )
    conclusion: Text = Field(description="What is concluded from the premises, as a full sentence.")
    example: Part | None = Field(None, description="The example that is to show it.")
    concession: Part | None = Field(None, description="What is granted to the other side.")
    objection: Part | None = Field(None, description="What somebody says against it.")
    reply: Part | None = Field(None, description="What is answered to the objection.")
    relations: dict[Relation, tuple[Id, ...]] = Field(
        default_factory=dict, description="How it bears on other arguments: relation to ids."
    )

    @property
    def title(self) -> str:
        """What is argued for."""
        return self.claim

    @property
    def gist(self) -> str:
        """What is concluded."""
        return self.conclusion

    @property
    def references(self) -> Iterator[tuple[Path, str]]:
        """Yield every id of another entry that this one names, with its path."""
        yield from super().references
        for relation, others in self.relations.items():
            yield from ((("relations", relation, index), other) for index, other in enumerate(others))

    @model_validator(mode="after")
    def _replies_answer_something(self) -> Self:
        if self.reply and not self.objection:
            raise PydanticCustomError("missing-key", "`objection` is missing: a reply answers one")
        return self


Entry = Term | Figure | Date | Argument


# The kind is the first key of an entry, so that files are short and can be searched.
KIND_SHAPES: dict[str, type[Term] | type[Figure] | type[Date] | type[Argument]] = {
    "term": Term,
    "figure": Figure,
    "date": Date,
    "argument": Argument,
}


class Voice(Record):
    """Somebody who speaks in the text."""

    name: Text = Field(description="How cards name the speaker: DMSG; Trotsky, as DMSG report him.")
    about: Text | None = Field(None, description="A sentence about who that is, as far as the text tells.")


class Source(Record):
    """`source.yaml`: a text, who speaks in it, and the tags that entries about it may bear."""

    title: Text = Field(description="The title of the text.")
    author: Text = Field(description="Who wrote it.")
    text: Text = Field(description="The text's file, beside this one.")
    language: str = Field(
        "en", pattern=r"^[a-z]{2,3}$", description="The text's language, as in ISO 639: en."
    )
    voices: dict[Id, Voice] = Field(description="Who speaks: id to name. `fact` is built in.")
    tags: dict[TagName, Text] = Field(
        default_factory=dict, description="The tag vocabulary: tag to a sentence."
    )
    loaded: tuple[Text, ...] = Field(
        (), description="The author's invective, which cards use inside quotation marks only."
    )
    uncited: dict[str, Text] = Field(
        default_factory=dict, description="Sentences that no entry need cite, as paragraph.sentence: why."
    )

    @field_validator("voices")
    @classmethod
    def _fact_is_built_in(cls, value: dict[str, Voice]) -> dict[str, Voice]:
        if FACT in value:
            raise PydanticCustomError("repeated-id", "the voice 'fact' is built in; give this one another id")
        return value


SheetKind = Literal["glossary", "quiz", "cards"]
Paper = Literal["a4", "us-letter"]
Order = Literal["text", "kind", "shuffled"]

_DECK_NAME = re.compile(r"[^:\x00-\x1f]{1,80}(::[^:\x00-\x1f]{1,80})*")
DECK_NAME_RULE = "it is one or more names of at most 80 characters joined by '::', such as History::Economy"


def is_deck_name(name: str) -> bool:
    """Tell whether Anki can have a deck of this name, and keep it as it is."""
    return bool(_DECK_NAME.fullmatch(name)) and all(part == part.strip() for part in name.split("::"))


class DeckSpec(Record):
    """A file of decks/: which notes make a deck, and which sheets go with it."""

    deck: Text = Field(description="The deck's name in Anki; `::` makes a deck below another.")
    description: Text = Field("", description="What the deck is about, shown in Anki.")
    where: str = Field("", description="An Anki search over tags and note types; all notes if left out.")
    order: Order = Field("text", description="How new cards come: as in the text, by kind, or shuffled.")
    seed: int = Field(0, description="What `order: shuffled`, `sample` and the quiz are drawn from.")
    sample: int | None = Field(None, ge=1, description="How many notes are drawn at random; all if left out.")
    limit: int | None = Field(
        None, ge=1, description="How many notes are taken, the first in their order; all if left out."
    )
    sheets: tuple[SheetKind, ...] = Field((), description="The sheets to print.")
    paper: Paper | None = Field(None, description="The paper of the sheets; the project's if left out.")
    page: bool = Field(
        False, description="Whether to make a page (.html) on which the cards can be chosen and studied."
    )

    @field_validator("deck")
    @classmethod
    def _deck_can_be_named_so(cls, value: str) -> str:
        if not is_deck_name(value):
            raise PydanticCustomError(
                "bad-deck-name", "this cannot be a deck's name: {rule}", {"rule": DECK_NAME_RULE}
            )
        return value


class ProjectSpec(Record):
    """`studygen.yaml`: what makes a folder a project."""

    name: Text = Field(description="The project's name; its note types are named after it.")
    namespace: Text = Field(
        description="A random word or UUID, drawn once, never changed: learners' scheduling hangs on it."
    )
    paper: Paper = Field("a4", description="The paper that sheets are printed on.")
