"""What became of note types: of their looks, and of their fields and cards, which Anki does not take over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from studygen.anki.notetypes import CardTemplate, Field, NoteType
from studygen.anki.reading.collection_schema import DatedNoteType

P = TypeVar("P", Field, CardTemplate)


@dataclass(frozen=True, slots=True)
class PartChange:
    """Something about a note type, before and after."""

    what: str
    old: str
    new: str
    is_code: bool = False  # of many lines
    is_structure: bool = False  # to Anki, the note type is then another one


@dataclass(frozen=True, slots=True)
class TypeChange:
    """A note type that is in both packages, and not the same."""

    was: DatedNoteType
    now: DatedNoteType
    parts: tuple[PartChange, ...]

    @property
    def is_structure(self) -> bool:
        """Whether Anki takes it for another note type."""
        return any(part.is_structure for part in self.parts)


def paired(
    old: Sequence[DatedNoteType], new: Sequence[DatedNoteType]
) -> tuple[tuple[DatedNoteType, DatedNoteType], ...]:
    """Return the note types that are in both, by id; of the others those with the same name."""
    before = {each.type.id: each for each in old}
    after = {each.type.id for each in new}
    left = {each.type.name: each for each in old if each.type.id not in after}
    pairs = [(before.get(each.type.id) or left.get(each.type.name), each) for each in new]
    return tuple((was, now) for was, now in pairs if was)


def changed(was: DatedNoteType, now: DatedNoteType) -> TypeChange | None:
    """Tell what became of a note type; None if nothing."""
    parts = tuple(_changes(was.type, now.type))
    return TypeChange(was, now, parts) if parts else None


def paired_parts(old: Sequence[P], new: Sequence[P]) -> tuple[tuple[P, P], ...]:
    """Return the fields or cards that are in both: by id, as Anki does, or by name where one has none."""
    pairs = []
    for part in new:
        same_id = (each for each in old if part.id and each.id == part.id)
        same_name = (each for each in old if each.name == part.name and not (each.id and part.id))
        if found := next(same_id, None) or next(same_name, None):
            pairs.append((found, part))
    return tuple(pairs)


def _changes(was: NoteType, now: NoteType) -> Iterator[PartChange]:
    if was.id != now.id:
        yield PartChange("id", str(was.id), str(now.id), is_structure=True)
    if was.name != now.name:
        yield PartChange("name", was.name, now.name)
    if was.cloze != now.cloze:
        kinds = {True: "cloze", False: "ordinary"}
        yield PartChange("kind", kinds[was.cloze], kinds[now.cloze], is_structure=True)
    yield from _list_changes("field", was.fields, now.fields)
    yield from _changes_in_editor(was.fields, now.fields)
    by_old, by_new = was.fields[was.sort_field], now.fields[now.sort_field]
    if (by_old, by_new) not in paired_parts(was.fields, now.fields):
        yield PartChange("sort field", by_old.name, by_new.name)
    yield from _list_changes("card", was.templates, now.templates)
    for old, new in paired_parts(was.templates, now.templates):
        if old.front != new.front:
            yield PartChange(f"front of {new.name}", old.front, new.front, is_code=True)
        if old.back != new.back:
            yield PartChange(f"back of {new.name}", old.back, new.back, is_code=True)
    if was.css != now.css:
        yield PartChange("css", was.css, now.css, is_code=True)


def _changes_in_editor(was: Sequence[Field], now: Sequence[Field]) -> Iterator[PartChange]:
    for old, new in paired_parts(was, now):
        if _in_editor(old) != _in_editor(new):
            yield PartChange(f"{new.name} in Anki's editor", _in_editor(old), _in_editor(new))


def _in_editor(field: Field) -> str:
    """Say what Anki makes of a field apart from what is in it."""
    folded = "folded" if field.is_folded else ""
    unsearched = "" if field.is_searched else "not searched"
    return ", ".join(filter(None, (field.description, folded, unsearched)))


def _list_changes(what: str, old: Sequence[P], new: Sequence[P]) -> Iterator[PartChange]:
    pairs = paired_parts(old, new)
    kept_old, kept_new = [was for was, _ in pairs], [now for _, now in pairs]
    for part in old:
        if part not in kept_old:
            yield PartChange(f"{what} removed", part.name, "", is_structure=True)
    for part in new:
        if part not in kept_new:
            yield PartChange(f"{what} added", "", part.name, is_structure=True)
    if kept_old != [part for part in old if part in kept_old]:
        names = ", ".join(part.name for part in old), ", ".join(part.name for part in new)
        yield PartChange(f"order of {what}s", *names, is_structure=True)
    for was, now in pairs:
        if was.name != now.name:  # which Anki follows, since they have an id in common
            yield PartChange(f"{what} renamed", was.name, now.name)
        if was.id != now.id:
            yield PartChange(f"id of {what} {now.name}", str(was.id or "none"), str(now.id or "none"))
