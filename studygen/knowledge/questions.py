"""What an entry asks besides its generated cards, and what is shown with the answers."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from studygen.knowledge.base import (
    Caption,
    Id,
    OneOrSeveral,
    OrInShort,
    Passages,
    Path,
    Record,
    Remark,
    Several,
    TagName,
    Text,
    Was,
    WasAsked,
    Wording,
    Words,
    numbered,
)

# What `allow` may name that no rule about cards finds.
FORGOTTEN_WAS, IN_NO_DECK = "forgotten-was", "in-no-deck"
APART = "vs"  # joins the ids of a pair to tell apart: blanquism/vs/leninism


def _not_reserved(question_id: str) -> str:
    if question_id == APART:
        raise PydanticCustomError(
            "bad-value", "no question has the id 'vs', which is that of pairs to tell apart; choose another"
        )
    return question_id


QuestionId = Annotated[Id, AfterValidator(_not_reserved)]
_QUESTION_ID: Any = Field(
    description="What it is called within the entry, such as why-so; once published, see `was`."
)


class _Medium(Record):
    """A file that is shown with an answer, and what there is to say of it."""

    file: Words = Field(description="A file of media/, beside source.yaml: its name alone.")
    alt: Words = Field(description="What is to be seen or heard, for those who do not see or hear it.")
    caption: Caption | None = Field(None, description="What stands below or beside it, as light Markdown.")
    licence: Words = Field(description="On what terms it may be passed on: Public domain; CC BY 4.0.")
    source: Words | None = Field(
        None, description="Whom or where it comes from: author, collection, address."
    )


class Image(_Medium):
    """A picture, shown with the answer."""


class Audio(_Medium):
    """A recording, played with the answer."""


class Shown(Image):
    """A picture that is a part of a question."""

    alt: Words = Field(
        description="What is to be seen, for those who do not see it, in words that do not give the answer"
        " away."
    )
    caption: Caption | None = Field(
        None, description="What stands below it once the answer is there, as light Markdown."
    )


class Heard(Audio):
    """A recording that is a part of a question."""

    alt: Words = Field(
        description="What is to be heard, for those who do not hear it, in words that do not give the answer"
        " away."
    )
    caption: Caption | None = Field(
        None, description="What stands below the answer about it, as light Markdown."
    )


_BY_FILE = OrInShort("file", None)  # never without what is to be seen or heard
OneImage = Annotated[Image, _BY_FILE]
OneAudio = Annotated[Audio, _BY_FILE]
OneShown = Annotated[Shown, _BY_FILE]
OneHeard = Annotated[Heard, _BY_FILE]


class Noted(Record):
    """What all that makes notes has in common."""

    tags: Several[TagName] = Field((), description="Hierarchical tags such as topic::physics.")
    hint: Remark | None = Field(None, description="A nudge that unfolds on the question.")
    note: Remark | None = Field(
        None, description="The editor's note: context or correction, shown apart on the back and never asked."
    )
    image: OneImage | None = Field(None, description="A picture that is shown with the answer.")
    audio: OneAudio | None = Field(None, description="A recording that is played with the answer.")
    allow: dict[str, Words] = Field(
        default_factory=dict,
        description="Rules of `studygen check` that do not hold here, each with a reason.",
    )

    @property
    def media(self) -> Iterator[tuple[Path, Image | Audio]]:
        """Yield the picture and the recording with its answers, as far as it has them, with their paths."""
        if self.image:
            yield ("image",), self.image
        if self.audio:
            yield ("audio",), self.audio


class Asking(Noted):
    """What asks by hand, if need be with a picture or a recording."""

    show: OneShown | None = Field(None, description="A picture that is seen with the question.")
    listen: OneHeard | None = Field(None, description="A recording that is played with the question.")

    @property
    def asking_media(self) -> Iterator[tuple[Path, Shown | Heard]]:
        """Yield the picture and the recording with its question, as far as it has them, with their paths."""
        if self.show:
            yield ("show",), self.show
        if self.listen:
            yield ("listen",), self.listen


class Cited(Noted):
    """What rests on passages as a whole."""

    passages: Passages = Field(description="Quotations that it rests on, word for word, one place each.")


class Question(Cited, Asking):
    """A hand-written question with its answer."""

    id: QuestionId = _QUESTION_ID
    was: WasAsked = ()
    ask: Wording = Field(description="The question.")
    answer: Wording = Field(description="The answer, as short as can be.")
    typed: bool = Field(False, description="Whether the answer is to be typed, letter by letter.")
    voice: Id | None = Field(None, description="Who says so, where it is not the entry's own voice.")

    @property
    def quoted(self) -> Iterator[tuple[Path, str]]:
        """Yield the passages with their paths."""
        yield from numbered(("passages",), self.passages)

    @model_validator(mode="after")
    def _can_be_typed(self) -> Self:
        if self.typed:
            must_be_one_line("answer", self.answer)
        return self


class Cloze(Cited, Asking):
    """A sentence with blanks: `{{name::hidden}}` or `{{name::hidden::hint}}`; one name, one card."""

    id: QuestionId = _QUESTION_ID
    was: WasAsked = ()
    cloze: Wording = Field(description="The sentence, its blanks marked as {{name::hidden words}}.")
    voice: Id | None = Field(None, description="Who says so, where it is not the entry's own voice.")

    @property
    def quoted(self) -> Iterator[tuple[Path, str]]:
        """Yield the passages with their paths."""
        yield from numbered(("passages",), self.passages)


class Step(Record):
    """A step of a chain, or a member of a set."""

    id: Id = Field(description="What it is called within the list, such as first; once published, see `was`.")
    was: Was = ()
    text: Wording = Field(description="The step in a few words, as light Markdown.")
    passages: Passages = Field(description="Where the text says it, word for word.")


class Difference(Cited, Asking):
    """What tells two entries apart that are easily taken for one another."""

    ask: Text | None = Field(None, description="The question; “How do … differ?” if left out.")
    answer: Text = Field(description="What tells them apart, as short as can be.")
    voice: Id | None = Field(None, description="Who says so, where it is not the entry's own voice.")

    @property
    def quoted(self) -> Iterator[tuple[Path, str]]:
        """Yield the passages with their paths."""
        yield from numbered(("passages",), self.passages)


Steps = Annotated[tuple[Step, ...], Field(min_length=2, max_length=100), OneOrSeveral()]


class Listing(Asking):
    """A chain, whose steps come in order, or a set; each step is a note of its own that asks for it."""

    id: QuestionId = _QUESTION_ID
    was: WasAsked = ()
    ask: Wording = Field(description="What the list is of, shown above it.")
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
            yield from numbered((self.key, number, "passages"), step.passages)

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


def must_be_one_line(key: str, text: str) -> None:
    """Refuse what nobody can type: a list, a quotation, or more than a line."""
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
        if isinstance(value, shape) or (isinstance(value, dict) and value.get(key) is not None):
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
