"""What is known of a text: terms, figures, dates and arguments, as a project's YAML files have them."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from studygen.knowledge.base import Id, Part, Path, Record, Text, Was, first_id, numbered
from studygen.knowledge.questions import (
    AnyQuestion,
    Audio,
    Cited,
    Cloze,
    Difference,
    Image,
    Listing,
    Question,
    must_be_one_line,
    pair_id,
)

Kind = Literal["term", "figure", "date", "argument"]


class _Entry(Cited):
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
    was: Was = ()

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
    def origin(self) -> str:
        """The id that the entry had first."""
        return first_id(self.id, self.was)

    def origin_at(self, path: Path) -> str:
        """Return the full id that the note written at a path had first; of a pair, see `Note.origin`."""
        match path:
            case ("questions", int(number), *inside):
                asked = self.questions[number]
                first = first_id(asked.id, asked.was)
                ids = [first] if "/" in first else [self.origin, first]  # of another entry, or of this one
                if isinstance(asked, Listing) and inside:
                    step = asked.listed[int(inside[1])]
                    ids.append(first_id(step.id, step.was))
                return "/".join(ids)
        return self.origin

    @property
    def quoted(self) -> Iterator[tuple[Path, str]]:
        """Yield every passage that the entry rests on with its path, its own first."""
        yield from numbered(("passages",), self.passages)
        for path, part in self.parts:
            yield from numbered((*path, "passages"), part.passages)
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

    term: Id = Field(description="The entry's id; once published, see `was`.")
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
            must_be_one_line("name", self.name)
        return self


class Figure(_Entry):
    """A person, group, institution or country."""

    kind = "figure"
    directions = ("who", "name")

    figure: Id = Field(description="The entry's id; once published, see `was`.")
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
            must_be_one_line("name", self.name)
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

    date: Id = Field(description="The entry's id; once published, see `was`.")
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

    argument: Id = Field(description="The entry's id; once published, see `was`.")
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
