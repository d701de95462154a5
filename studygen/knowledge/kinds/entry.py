"""What entries have in common: the fields of all kinds, and what a kind must say of itself."""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from studygen.knowledge.base import (
    Id,
    OtherId,
    Part,
    Path,
    Record,
    Several,
    Was,
    Wording,
    Words,
    first_id,
    numbered,
    other_ids,
    types_in,
)
from studygen.knowledge.questions import (
    AnyQuestion,
    Audio,
    Cited,
    Cloze,
    Difference,
    Heard,
    Image,
    Listing,
    OneHeard,
    OneShown,
    Question,
    Shown,
    pair_id,
)
from studygen.wording import a


class Colour(NamedTuple):
    """A colour by day and by night, as CSS writes it; both are read as words on the ground of cards."""

    light: str
    dark: str


def entry_id(kind: str) -> Any:
    """Return the field of an entry's id, which in the YAML is the value of its first key, the kind."""
    return Field(alias=kind, description="The entry's id; once published, see `was`.")


class Entry(Cited):
    """What every kind of entry has, and what a kind says of itself.

    A kind is a class below this one, and a folder of templates/cards/ that is called like it. Its traits
    (`traits.py`) and the types of its fields tell whatever shows or checks entries what to do with it.
    """

    kind: ClassVar[str]  # the first key of such an entry in the YAML
    # The cards made of the entry itself: what each is called, and the key that holds its answer.
    generated: ClassVar[Mapping[str, str]]
    # Of these, those that turn another one round: on paper, a card is turned by hand.
    reverse: ClassVar[Mapping[str, str]] = {}
    # And those that can ask with a picture or a recording.
    illustrated: ClassVar[Several[str]] = ()
    colour: ClassVar[Colour]
    mark: ClassVar[str]  # what stands before its title in the margin of the text

    id: Id

    voice: Id = Field(
        "",  # until it is known whether its source has one for all
        description="Who says it: a voice of source.yaml, or `fact` for plain fact; if left out, the one that"
        " source.yaml has for all.",
    )
    short: Words | None = Field(
        None, description="What cards call it that lead on to it, in a few words; for a title that is long."
    )
    see: Several[OtherId] = Field((), description="Ids of entries worth reading next.")
    unlike: Several[OtherId] = Field(
        (), description="Ids of entries easily taken for this one; a card asks what each of the two is."
    )
    apart: dict[OtherId, Difference] = Field(
        default_factory=dict,
        description="What tells such an entry apart, worded by hand: its id to the difference.",
    )
    cards: Several[str] | None = Field(
        None, description="Which of the generated cards to make; all that apply if left out, none if empty."
    )
    ask: dict[str, Wording] = Field(
        default_factory=dict,
        description="Wordings of one's own for generated questions: card name to question.",
    )
    show: dict[str, OneShown] = Field(
        default_factory=dict,
        description="Pictures that are seen with generated questions: card name to picture.",
    )
    listen: dict[str, OneHeard] = Field(
        default_factory=dict,
        description="Recordings that are played with generated questions: card name to recording.",
    )
    questions: Several[AnyQuestion] = Field((), description="Hand-written questions.")
    was: Was = ()

    @property
    def title(self) -> str:
        """What the entry is called on sheets and in lists."""
        raise NotImplementedError

    @property
    def names(self) -> tuple[str, ...]:
        """All that the entry is called by, its title first."""
        return (self.title,)

    @property
    def gist(self) -> str:
        """What is said of it in a sentence or two, which tells it from what is easily taken for it."""
        raise NotImplementedError

    @property
    def stated(self) -> str:
        """What the entry states, where whoever says it is asked about."""
        return self.title

    @property
    def parts_by_key(self) -> dict[str, tuple[Part, ...]]:
        """The statements inside the entry, by the key that holds them: none, one or several."""
        found = {}
        for key in _keys_of(Part, type(self)):
            value = getattr(self, key)
            found[key] = value if isinstance(value, tuple) else (value,) if value else ()
        return found

    @property
    def parts(self) -> Iterator[tuple[Path, Part]]:
        """Yield the statements inside the entry with their paths."""
        for key, parts in self.parts_by_key.items():
            if isinstance(getattr(self, key), tuple):
                yield from (((key, index), part) for index, part in enumerate(parts))
            else:
                yield from (((key,), part) for part in parts)

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
        for name in self.generated:
            yield from self.asking_media(name)
        for path, asked in self.asked:
            yield from (((*path, *key), medium) for key, medium in (*asked.media, *asked.asking_media))

    def asking_media(self, card: str) -> Iterator[tuple[Path, Shown | Heard]]:
        """Yield the picture and the recording with a generated question, if it has them, with their paths."""
        if shown := self.show.get(card):
            yield ("show", card), shown
        if heard := self.listen.get(card):
            yield ("listen", card), heard

    @property
    def references(self) -> Iterator[tuple[Path, str]]:
        """Yield every id of another entry that this one names, with its path."""
        yield from other_ids(self)

    @cached_property
    def referenced(self) -> frozenset[str]:
        """The ids of the other entries that this one names."""
        return frozenset(other for _, other in self.references)

    @field_validator("cards")
    @classmethod
    def _cards_exist(cls, value: tuple[str, ...] | None) -> tuple[str, ...] | None:
        for name in value or ():
            cls._must_be_generated(name)
        return value

    @field_validator("ask")
    @classmethod
    def _asked_cards_exist(cls, value: dict[str, str]) -> dict[str, str]:
        for name in value:
            cls._must_be_generated(name)
        return value

    @field_validator("show", "listen")
    @classmethod
    def _illustrated_cards_exist(cls, value: dict[str, Any]) -> dict[str, Any]:
        for name in value:
            cls._must_be_generated(name)
            if name not in cls.illustrated:
                raise PydanticCustomError(
                    "unknown-card",
                    "the card {name} of {kind} has no picture or recording in its question; write a question"
                    " of your own, under `questions`, with `show` or `listen`",
                    {"name": repr(name), "kind": a(cls.kind)},
                )
        return value

    @model_validator(mode="after")
    def _chosen_cards_can_be_made(self) -> Self:
        keys = {"cards": self.cards or (), "ask": self.ask, "show": self.show, "listen": self.listen}
        for key, names in keys.items():
            for name in names:
                if getattr(self, self.generated[name]) is None:
                    raise PydanticCustomError(
                        "missing-key",
                        "`{name}` is missing: the card of that name in `{key}` asks for it",
                        {"name": name, "key": key},
                    )
                if self.cards is not None and name not in self.cards:
                    raise PydanticCustomError(
                        "unknown-card",
                        "`{key}` is about the card {name}, which `cards` leaves out",
                        {"key": key, "name": repr(name)},
                    )
        return self

    @classmethod
    def _must_be_generated(cls, name: str) -> None:
        if name not in cls.generated:
            known = ", ".join(cls.generated)
            raise PydanticCustomError(
                "unknown-card",
                "{kind} has no card {name}; it has {known}",
                {"kind": a(cls.kind), "name": repr(name), "known": known},
            )


@cache
def _keys_of(what: type[Record], kind: type[Entry]) -> tuple[str, ...]:
    """Return the keys of a kind whose type has `what` in it, as `Part` for statements."""
    return tuple(key for key, field in kind.model_fields.items() if what in types_in(field))
