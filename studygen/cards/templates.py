"""The files of templates/cards/: note types, the wording of generated questions, sides, fields and css.

A project's own files come first and the shipped ones fill the gaps, file by file.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, Self, TypeVar

from jinja2 import Template
from pydantic import Field as Key
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from studygen.anki import identities
from studygen.anki.card_renderer import side_fault
from studygen.anki.notetypes import CardTemplate, Field, NoteType
from studygen.knowledge.base import Record, Text
from studygen.knowledge.entries import KIND_SHAPES
from studygen.knowledge.yaml.loader import load_record, read_text
from studygen.problems import FaultyFilesError, Place, Problem, StudygenError
from studygen.templating import guarded, html_environment
from studygen.wording import nearest

NOTE_TYPES, QUESTIONS, CSS = "note-types.yaml", "questions.yaml", "cards.css"
FIRST_FIELD = "Id"
_SPARE_CARD = "Extra"  # made of fields that nothing fills yet

R = TypeVar("R", bound=Record)
T = TypeVar("T")


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
    fields: tuple[Text, ...] = Key(description="The fields in order; the first is Id.")
    cards: tuple[CardSpec, ...] = Key(description="The cards in order.")

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if not self.fields or self.fields[0] != FIRST_FIELD:
            raise PydanticCustomError(
                "bad-note-type", "the first field is `Id`, by which removed notes are found"
            )
        named = {self.sort}
        for card in self.cards:
            named.update(filter(None, (card.question, card.answer, card.typed, *card.more)))
        for name in sorted(named - set(self.fields)):
            raise PydanticCustomError("bad-note-type", "there is no field {name}", {"name": repr(name)})
        if len(set(self.fields)) < len(self.fields):
            raise PydanticCustomError("bad-note-type", "a field is listed twice")
        return self


class NoteTypesSpec(Record):
    """note-types.yaml."""

    term: NoteTypeSpec
    figure: NoteTypeSpec
    date: NoteTypeSpec
    argument: NoteTypeSpec
    question: NoteTypeSpec
    cloze: NoteTypeSpec


class QuestionsSpec(Record):
    """questions.yaml: kind to card to wording."""

    term: dict[str, str]
    figure: dict[str, str]
    date: dict[str, str]
    argument: dict[str, str]
    apart: dict[str, str]  # for two of a kind, or `mixed`


class CardTemplates:
    """The card templates of a project, with the shipped ones behind them.

    Raises:
        FaultyFilesError: a template has a fault; the message gives file and line.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._html = html_environment(folders, autoescape=True)
        self._words = html_environment(folders, autoescape=False)
        self._questions = self._record(QuestionsSpec, QUESTIONS)
        self._specs = self._record(NoteTypesSpec, NOTE_TYPES)
        for kind, shape in KIND_SHAPES.items():
            self._must_have_known_cards(getattr(self._specs, kind), kind, shape.directions)
        self._compiled: dict[tuple[str, str], Template] = {}

    def note_types(self, namespace: str, project: str) -> dict[str, NoteType]:
        """Return the note types by key: term, figure, date, argument, question, cloze."""
        css, problems = read_text(self._find(CSS))
        found = {}
        for key in NoteTypesSpec.model_fields:
            try:
                found[key] = self._note_type(key, getattr(self._specs, key), namespace, project, css or "")
            except FaultyFilesError as error:
                problems += error.problems
        if problems:
            raise FaultyFilesError(tuple(dict.fromkeys(problems)))
        return found

    def question(self, kind: str, card: str, about: str, context: Mapping[str, Any]) -> str:
        """Return the wording of a generated question, light Markdown; `about` is the id of what it asks."""
        template = self._compiled.get((kind, card))
        if template is None:
            source = getattr(self._questions, kind).get(card)
            if source is None:
                place = self._questions.place(kind)
                self._refuse(place, f"there is no wording for the card {card!r} of a {kind}")
            template = guarded(lambda: self._words.from_string(source), self._questions.place(kind, card))
            self._compiled[kind, card] = template
        place = self._questions.place(kind, card)
        question = guarded(lambda: template.render(context), place, about).strip()
        if not question:
            self._refuse(place, f"the question of the card {card!r} is empty (while rendering {about!r})")
        return question

    def field(self, name: str, about: str, **values: object) -> str:
        """Return what a field holds: NAME.html with these values; `about` is the id of what is rendered."""
        template = guarded(lambda: self._html.get_template(f"{name}.html"))
        return guarded(lambda: template.render(values), about=about).strip()

    def _note_type(self, key: str, spec: NoteTypeSpec, namespace: str, project: str, css: str) -> NoteType:
        # Names may change and be corrected; ids follow from what is written in the project and must not.
        return NoteType(
            key=key,
            name=f"{project} {spec.name}",
            id=identities.number(namespace, "note type", key),
            fields=tuple(
                Field(name, identities.number(namespace, "field", key, name)) for name in spec.fields
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

    def _side(self, key: str, spec: NoteTypeSpec, card: CardSpec, side: str) -> str:
        """Return a side of a card in Anki's template language, in which Anki will find no fault."""
        names = [f"{key}.{card.name.lower()}.{side}.html", f"{key}.{side}.html", f"{side}.html"]
        template = guarded(lambda: self._html.select_template(names))
        text = guarded(
            lambda: template.render(kind=key, name=spec.name, card=card, fields=spec.fields)
        ).strip()
        if fault := side_fault(text, spec.fields, is_front=side == "front"):
            place = Place(Path(template.filename or side), 1, 1)
            raise FaultyFilesError(
                (Problem(place, f"{fault} (card {card.name!r} of a {key})", "template-error"),)
            )
        return text

    def _must_have_known_cards(self, spec: NoteTypeSpec, kind: str, directions: tuple[str, ...]) -> None:
        known = [*(name.capitalize() for name in directions), _SPARE_CARD]
        for index, card in enumerate(spec.cards):
            if card.name not in known:
                has = f"it has {', '.join(known)}"
                message = f"a {kind} has no card {card.name!r}{nearest(card.name, known)}; {has}"
                self._refuse(self._specs.place(kind, "cards", index, "name"), message)

    def _find(self, name: str) -> Path:
        for folder in self._folders:
            if (folder / name).is_file():
                return folder / name
        raise StudygenError(f"the card template {name} is missing; it belongs into {self._folders[0]}")

    def _record(self, shape: type[R], name: str) -> R:
        file = self._find(name)
        source, problems = read_text(file)
        record = None
        if source is not None:
            record, problems = load_record(shape, source, file)
        if record is None or problems:
            raise FaultyFilesError(tuple(problems))
        return record

    def place(self, key: str, *path: str) -> Place:
        """Return where note-types.yaml says something of a note type."""
        return self._specs.place(key, *path)

    def refuse_field(self, key: str, index: int, known: list[str]) -> NoReturn:
        """Refuse a field of note-types.yaml that no note has anything for."""
        spec: NoteTypeSpec = getattr(self._specs, key)
        name = spec.fields[index]
        message = f"no note has a field {name!r}{nearest(name, known)}"
        self._refuse(self._specs.place(key, "fields", index), message)

    def _refuse(self, place: Place, message: str) -> NoReturn:
        raise FaultyFilesError((Problem(place, message, "template-error"),))
