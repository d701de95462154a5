"""The files of templates/cards/: note types, the wording of generated questions, sides, macros and css.

A project's own files come first and the shipped ones fill the gaps, file by file.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Self, TypeVar

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from pydantic import Field as Key
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from studygen import ids
from studygen.load import load_record, read_text
from studygen.markup import to_html
from studygen.model import Record, Text
from studygen.notetypes import CardTemplate, Field, NoteType
from studygen.problems import FaultyFilesError, Place, Problem, StudygenError
from studygen.templating import template_fault

NOTE_TYPES, QUESTIONS, CSS = "note-types.yaml", "questions.yaml", "cards.css"
FIRST_FIELD = "Id"

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class CardSpec(Record):
    """One card of a note type."""

    name: Text = Key(description="The card's name, shown in Anki's browser.")
    question: Text = Key(description="The field that asks; without it, there is no card.")
    answer: Text = Key(description="The field that answers.")
    unless: Text | None = Key(None, description="A field that, when filled, takes this card away.")
    typed: Text | None = Key(None, description="A field whose content the learner is to type.")
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
            named.update(filter(None, (card.question, card.answer, card.unless, card.typed, *card.more)))
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


class CardTemplates:
    """The card templates of a project, with the shipped ones behind them.

    Raises:
        FaultyFilesError: a template has a fault; the message gives file and line.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._html = _environment(folders, autoescape=True)
        self._words = _environment(folders, autoescape=False)
        self._questions = self._record(QuestionsSpec, QUESTIONS)
        self._compiled: dict[tuple[str, str], Template] = {}

    def note_types(self, namespace: str, project: str) -> dict[str, NoteType]:
        """Return the note types by key: term, figure, date, argument, question, cloze."""
        css = self._find(CSS).read_text(encoding="utf-8")
        specs = self._record(NoteTypesSpec, NOTE_TYPES)
        return {
            key: self._note_type(key, getattr(specs, key), namespace, project, css)
            for key in NoteTypesSpec.model_fields
        }

    def question(self, kind: str, card: str, context: Mapping[str, Any]) -> str:
        """Return the wording of a generated question, light Markdown."""
        template = self._compiled.get((kind, card))
        if template is None:
            source = getattr(self._questions, kind).get(card)
            if source is None:
                place = self._questions.place(kind)
                self._refuse(place, f"there is no wording for the card {card!r} of a {kind}")
            template = self._guarded(
                lambda: self._words.from_string(source), self._questions.place(kind, card)
            )
            self._compiled[kind, card] = template
        return self._guarded(lambda: template.render(context), self._questions.place(kind, card)).strip()

    def macro(self, name: str) -> Callable[..., str]:
        """Return a macro of macros.html, which gives HTML for a field."""
        macro = self._macros[name]
        return lambda *arguments: str(self._guarded(lambda: macro(*arguments))).strip()

    @cached_property
    def _macros(self) -> dict[str, Any]:
        return vars(self._guarded(lambda: self._html.get_template("macros.html").module))

    def _note_type(self, key: str, spec: NoteTypeSpec, namespace: str, project: str, css: str) -> NoteType:
        # Names may change and be corrected; ids follow from what is written in the project and must not.
        sides = [
            {
                side: self._guarded(
                    lambda side=side, card=card: self._html.select_template(  # type: ignore[misc]  # mypy sees no defaults
                        [f"{key}.{card.name.lower()}.{side}.html", f"{key}.{side}.html", f"{side}.html"]
                    ).render(kind=key, name=spec.name, card=card, fields=spec.fields)
                ).strip()
                for side in ("front", "back")
            }
            for card in spec.cards
        ]
        return NoteType(
            key=key,
            name=f"{project} {spec.name}",
            id=ids.number(namespace, "note type", key),
            fields=tuple(Field(name, ids.number(namespace, "field", key, name)) for name in spec.fields),
            templates=tuple(
                CardTemplate(card.name, ids.number(namespace, "template", key, card.name), **both)
                for card, both in zip(spec.cards, sides, strict=True)
            ),
            css=css,
            sort_field=spec.fields.index(spec.sort),
            cloze=spec.cloze,
        )

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

    def _guarded(self, work: Callable[[], T], place: Place | None = None) -> T:
        """Run something of Jinja's and say whatever goes wrong with the template's file and line."""
        try:
            return work()
        except Exception as error:  # a template runs whatever its author wrote
            problem = template_fault(error)
            if problem is None:
                raise
            if place is not None:
                problem = Problem(place, problem.message, problem.rule)
            raise FaultyFilesError((problem,)) from error

    def _refuse(self, place: Place, message: str) -> None:
        raise FaultyFilesError((Problem(place, message, "template-error"),))


def _environment(folders: Sequence[Path], *, autoescape: bool) -> ImmutableSandboxedEnvironment:
    # Anki's own marks are {{ }} and {{# }}, so that Jinja's are others here.
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=autoescape,
        undefined=StrictUndefined,
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        trim_blocks=False,
    )
    environment.filters["md"] = lambda text: Markup(to_html(text))  # noqa: S704  # to_html escapes
    environment.filters["quote"] = lambda text: "> " + text.replace("\n", "\n> ")
    return environment
