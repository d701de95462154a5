"""Note types: the fields that a note has, and the cards that are made of them."""

from collections.abc import Iterable
from dataclasses import dataclass

ID_FIELD = "Id"  # holds a note's full id, by which whoever has the note finds it


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a note type; Anki knows it by its id, so that the name may change.

    Anki's editor says the description where the field is empty, and shows a folded one when asked. In one
    that is not searched, words are only looked for if the search names it.
    """

    name: str
    id: int
    description: str = ""
    is_folded: bool = False
    is_searched: bool = True


@dataclass(frozen=True, slots=True)
class CardTemplate:
    """The two sides of one card of a note type, in Anki's template language."""

    name: str
    id: int
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A field or a card of a note type, as far as Anki compares it with the one that a learner has."""

    name: str
    id: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a note type must stay as it is once learners have it."""

    id: int
    cloze: bool
    sort_field: int
    fields: tuple[Slot, ...]
    cards: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class NoteType:
    """A kind of note, as Anki has it: `key` is its name in the project, `name` the one that learners see."""

    key: str
    name: str
    id: int
    fields: tuple[Field, ...]
    templates: tuple[CardTemplate, ...]
    css: str
    sort_field: int = 0
    cloze: bool = False

    def said(self, fields: Iterable[str]) -> tuple[str, ...]:
        """Return what the fields of a note hold, without its id."""
        named = zip(self.fields, fields, strict=True)
        return tuple([text for field, text in named if field.name != ID_FIELD])

    @property
    def shape(self) -> Shape:
        """What must stay as it is."""
        return Shape(
            self.id,
            self.cloze,
            self.sort_field,
            tuple(Slot(field.name, field.id) for field in self.fields),
            tuple(Slot(template.name, template.id) for template in self.templates),
        )
