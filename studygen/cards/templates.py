"""The files of templates/cards/: note types, the wording of generated questions, sides, fields and css.

Each note type has a folder: every kind of entry, whose generated questions are worded there as well, and
`question` and `cloze`. A project's own files come first and the shipped ones fill the gaps, file by file.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any, NoReturn, Self, TypeVar

from jinja2 import Template
from pydantic import Field as Key
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from studygen.anki import identities
from studygen.anki.card_renderer import side_fault
from studygen.anki.notetypes import ID_FIELD, CardTemplate, Field, NoteType
from studygen.cards.card_words import ENGLISH, CardWords, files_for, over
from studygen.knowledge.base import Record, Text, Words
from studygen.knowledge.kinds import KIND_NAMES, KINDS
from studygen.knowledge.kinds.entry import Colour, Entry
from studygen.knowledge.template_values import plain
from studygen.knowledge.yaml.loader import load_record, read_text
from studygen.problems import FaultyFilesError, Place, Problem, StudygenError
from studygen.templating import guarded, html_environment
from studygen.wording import a, nearest

NOTE_TYPE, QUESTIONS, FIELDS, CSS = "note-type.yaml", "questions.yaml", "fields.yaml", "cards.css"
# The note types of what is asked by hand, and their colours.
HAND_WRITTEN = {"question": Colour("#7a5310", "#dfbd7c"), "cloze": Colour("#0f6068", "#86cdd3")}
NOTE_TYPE_KEYS = (*KIND_NAMES, *HAND_WRITTEN)
_SPARE_CARD = "Extra"  # made of fields that nothing fills yet

R = TypeVar("R", bound=Record)
T = TypeVar("T")


def asking_fields(question: str) -> tuple[str, str]:
    """Return the fields that hold what is seen, and what is heard, with the question in a field."""
    return f"{question} image", f"{question} audio"


class CardSpec(Record):
    """One card of a note type."""

    name: Text = Key(description="The card's name, shown in Anki's browser.")
    question: Text = Key(description="The field that asks; without it, there is no card.")
    answer: Text = Key(description="The field that answers.")
    typed: Text | None = Key(None, description="A field whose content, if it has any, is to be typed.")
    part: bool = Key(
        False, description="Whether the answer is a part of an argument, with a speaker of its own."
    )
    more: tuple[Text, ...] = Key((), description="Fields shown below the answer.")


class NoteTypeSpec(Record):
    """A note type: its fields and cards."""

    name: Text = Key(description="Its name, which follows the project's.")
    sort: Text = Key(description="The field that Anki's browser sorts by.")
    cloze: bool = Key(False, description="Whether Anki makes a card of each blank.")
    fields: tuple[Text, ...] = Key(description="The fields in order; `Id` is one of them.")
    cards: tuple[CardSpec, ...] = Key(description="The cards in order.")

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if ID_FIELD not in self.fields:
            raise PydanticCustomError(
                "bad-note-type", "there is no field `Id`, by which removed notes are found; add it"
            )
        named = {self.sort}
        for card in self.cards:
            named.update(filter(None, (card.question, card.answer, card.typed, *card.more)))
        for name in sorted(named - set(self.fields)):
            raise PydanticCustomError("bad-note-type", "there is no field {name}", {"name": repr(name)})
        if len(set(self.fields)) < len(self.fields):
            raise PydanticCustomError("bad-note-type", "a field is listed twice")
        return self


class FieldSpec(Record):
    """How Anki's editor and search treat a field."""

    description: Words | None = Key(None, description="What the editor says where the field is empty.")
    folded: bool = Key(False, description="Whether the editor shows the field only when asked.")
    searched: bool = Key(True, description="Whether words are looked for in it that no field is named for.")


class FieldsSpec(Record):
    """The file fields.yaml: how Anki's editor and search treat the fields of all note types."""

    fields: dict[str, FieldSpec] = Key(description="The fields by name; those left out are as usual.")


class QuestionsSpec(Record):
    """The questions.yaml of a kind: how its generated questions are worded, and what tells two apart."""

    ask: dict[str, str] = Key(description="Card name to wording.")
    apart: str | None = Key(None, description="The question about two of this kind that are easily mixed up.")


class PairSpec(Record):
    """The questions.yaml that is nobody's: how it is asked what tells two entries apart."""

    apart: str = Key(description="The question about two entries of any kinds.")


class CardTemplates:
    """The card templates of a project, with the shipped ones behind them.

    Raises:
        FaultyFilesError: a template has a fault; the message gives file and line.
    """

    def __init__(self, folders: Sequence[Path], language: str = ENGLISH) -> None:
        self._folders = folders
        self._html = html_environment(folders, autoescape=True)
        self._words = html_environment(folders, autoescape=False)
        self._problems: list[Problem] = []
        self._specs = self._records(NoteTypeSpec, {key: f"{key}/{NOTE_TYPE}" for key in NOTE_TYPE_KEYS})
        self._questions = self._records(QuestionsSpec, {kind: f"{kind}/{QUESTIONS}" for kind in KIND_NAMES})
        self.words = self._read_words(language)
        any_pair, fields = self._record(PairSpec, QUESTIONS), self._record(FieldsSpec, FIELDS)
        if self._problems or any_pair is None or fields is None:
            raise FaultyFilesError(tuple(self._problems))
        self._any_pair, self._fields = any_pair, fields.fields
        for kind in KINDS:
            self._must_have_known_cards(self._specs[kind.kind], kind)
            self._must_word_known_cards(self._questions[kind.kind], kind)
        self._plain_words = plain(self.words)
        self._compiled: dict[Place, Template] = {}
        self._of_fields: dict[str, Template] = {}

    def _read_words(self, language: str) -> CardWords:
        """Return the words in a language, a project's own before the shipped ones, or else in English."""
        files = [Path(folder, name) for name in files_for(language) for folder in reversed(self._folders)]
        read = [self._read(CardWords, file) for file in files if file.is_file()]
        return reduce(over, filter(None, read), CardWords())

    def note_types(self, namespace: str, project: str) -> dict[str, NoteType]:
        """Return the note types by key: those of the kinds of entries, question, cloze."""
        css = self._css()
        found = {}
        problems: list[Problem] = []
        for key, spec in self._specs.items():
            try:
                found[key] = self._note_type(key, spec, namespace, project, css)
            except FaultyFilesError as error:
                problems += error.problems
        if problems:
            raise FaultyFilesError(tuple(dict.fromkeys(problems)))
        return found

    def question(self, kind: str, card: str, about: str, context: Mapping[str, Any]) -> str:
        """Return the wording of a generated question, light Markdown; `about` is the id of what it asks."""
        spec = self._questions[kind]
        if card not in spec.ask:
            self._refuse(spec.place("ask"), f"there is no wording for the card {card!r} of {a(kind)}")
        return self._worded(spec.ask[card], spec.place("ask", card), f"the card {card!r}", about, context)

    def question_about_pair(self, kind: str | None, about: str, context: Mapping[str, Any]) -> str:
        """Return the question that tells two entries apart, light Markdown; `kind` if both are of one."""
        own = self._questions.get(kind) if kind else None
        if own and own.apart:
            return self._worded(own.apart, own.place("apart"), "a pair", about, context)
        return self._worded(self._any_pair.apart, self._any_pair.place("apart"), "a pair", about, context)

    def _worded(self, source: str, place: Place, what: str, about: str, context: Mapping[str, Any]) -> str:
        template = self._compiled.get(place)
        if template is None:
            template = guarded(lambda: self._words.from_string(source), place)
            self._compiled[place] = template
        question = guarded(lambda: template.render(context), place, about).strip()
        if not question:
            self._refuse(place, f"the question of {what} is empty (while rendering {about!r})")
        return question

    def field(self, name: str, about: str, **values: object) -> str:
        """Return what a field holds: NAME.html with these values; `about` is the id of what is rendered."""
        template = self._of_fields.get(name)
        if template is None:
            template = guarded(lambda: self._html.get_template(f"{name}.html"))
            self._of_fields[name] = template
        given = values | {"words": self._plain_words}
        return guarded(lambda: template.render(given), about=about).strip()

    def _css(self) -> str:
        """Return the css of all note types, in which the kinds' own colours stand."""
        looks = [*((kind.kind, kind.colour) for kind in KINDS), *HAND_WRITTEN.items()]
        as_written = self._words.overlay(keep_trailing_newline=True)
        template = guarded(lambda: as_written.get_template(CSS))
        return guarded(lambda: template.render(looks=[(key, *colour) for key, colour in looks]))

    def _note_type(self, key: str, spec: NoteTypeSpec, namespace: str, project: str, css: str) -> NoteType:
        # Names may change and be corrected; ids follow from what is written in the project and must not.
        return NoteType(
            key=key,
            name=f"{project} {spec.name}",
            id=identities.number(namespace, "note type", key),
            fields=tuple(
                self._field(name, identities.number(namespace, "field", key, name)) for name in spec.fields
            ),
            templates=tuple(
                CardTemplate(
                    card.name,
                    identities.number(namespace, "template", key, card.name),
                    front=self._side(key, spec, card, "front"),
                    back=self._side(key, spec, card, "back"),
                )
                for card in spec.cards
            ),
            css=css,
            sort_field=spec.fields.index(spec.sort),
            cloze=spec.cloze,
        )

    def _field(self, name: str, number: int) -> Field:
        spec = self._fields.get(name, FieldSpec())
        return Field(name, number, spec.description or "", spec.folded, spec.searched)

    def _side(self, key: str, spec: NoteTypeSpec, card: CardSpec, side: str) -> str:
        """Return a side of a card in Anki's template language, in which Anki will find no fault."""
        names = [f"{key}/{card.name.lower()}.{side}.html", f"{key}/{side}.html", f"{side}.html"]
        template = guarded(lambda: self._html.select_template(names))
        shows, plays = asking_fields(card.question)
        text = guarded(
            lambda: template.render(
                kind=key,
                name=self.words.kinds.get(key, spec.name),
                card=plain(card),
                shows=shows if shows in spec.fields else "",
                plays=plays if plays in spec.fields else "",
                fields=spec.fields,
                words=self._plain_words,
            )
        ).strip()
        if fault := side_fault(text, spec.fields, is_front=side == "front"):
            place = Place(Path(template.filename or side), 1, 1)
            raise FaultyFilesError(
                (Problem(place, f"{fault} (card {card.name!r} of {a(key)})", "template-error"),)
            )
        return text

    def _must_have_known_cards(self, spec: NoteTypeSpec, kind: type[Entry]) -> None:
        known = [*(name.capitalize() for name in kind.generated), _SPARE_CARD]
        for index, card in enumerate(spec.cards):
            if card.name not in known:
                has = f"it has {', '.join(known)}"
                message = f"{a(kind.kind)} has no card {card.name!r}{nearest(card.name, known)}; {has}"
                self._refuse(spec.place("cards", index, "name"), message)

    def _must_word_known_cards(self, spec: QuestionsSpec, kind: type[Entry]) -> None:
        for name in spec.ask:
            if name not in kind.generated:
                hint = nearest(name, list(kind.generated))
                has = f"it has {', '.join(kind.generated)}"
                message = f"{a(kind.kind)} has no card {name!r} to word{hint}; {has}"
                self._refuse(spec.place("ask", name), message)

    def _find(self, name: str) -> Path:
        for folder in self._folders:
            if (folder / name).is_file():
                return folder / name
        raise StudygenError(f"the card template {name} is missing; it belongs into {self._folders[0]}")

    def _records(self, shape: type[R], names: Mapping[str, str]) -> dict[str, R]:
        read = {key: self._record(shape, name) for key, name in names.items()}
        return {key: record for key, record in read.items() if record is not None}

    def _record(self, shape: type[R], name: str) -> R | None:
        """Read a YAML file, the project's own or else the shipped one; what is wrong with it is collected."""
        return self._read(shape, self._find(name))

    def _read(self, shape: type[R], file: Path) -> R | None:
        source, problems = read_text(file)
        record = None
        if source is not None:
            record, problems = load_record(shape, source, file)
        self._problems += problems
        return record

    def question_field(self, key: str, ordinal: int) -> str:
        """Return which field of a note type asks, on the card in this place."""
        spec = self._specs[key]
        return spec.cards[0 if spec.cloze else ordinal].question

    def asking_fields(self, key: str) -> tuple[str, ...]:
        """Return the fields of a note type that hold what is seen and heard with questions."""
        spec = self._specs[key]
        return tuple(
            name for card in spec.cards for name in asking_fields(card.question) if name in spec.fields
        )

    def place(self, key: str, *path: str) -> Place:
        """Return where something of a note type is said, in the note-type.yaml of that."""
        return self._specs[key].place(*path)

    def refuse_field(self, key: str, index: int, known: list[str]) -> NoReturn:
        """Refuse a field of a note type that no note has anything for."""
        spec = self._specs[key]
        name = spec.fields[index]
        message = f"no note has a field {name!r}{nearest(name, known)}"
        self._refuse(spec.place("fields", index), message)

    def _refuse(self, place: Place, message: str) -> NoReturn:
        raise FaultyFilesError((Problem(place, message, "template-error"),))
