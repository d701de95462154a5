"""What differs between two packages, to be read on a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from studygen.anki.reading.package import PackageNote
from studygen.releases.diff import import_effects, word_diff
from studygen.releases.diff.note_type_diff import PartChange
from studygen.releases.diff.package_diff import Difference, FieldChange, NoteChange
from studygen.releases.diff.word_diff import Piece, Work
from studygen.wording import LINE_BREAK, printable

_MARKS = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
# Marks stay beside the colours, for whoever cannot tell red from green.
_COLOURS = {"same": "{}", "old": "\x1b[31m[-{}-]\x1b[0m", "new": "\x1b[32m{{+{}+}}\x1b[0m"}
_LINE_COLOURS = {"-": "\x1b[31m{}\x1b[0m", "+": "\x1b[32m{}\x1b[0m"}


def to_text(difference: Difference, *, colours: bool = False) -> str:
    """Return what differs: what went in [-…-], what came in {+…+}."""
    writer = _Writer(colours=colours)
    lines = [f"{printable(difference.old.name)} → {printable(difference.new.name)}", difference.summary]
    for heading, body in writer.sections(difference):
        if body := list(body):
            lines += ["", heading, *(f"  {line}" for line in body)]
    return "\n".join(line.replace("\n", LINE_BREAK) for line in lines)


class _Writer:
    """Writes the sections."""

    def __init__(self, *, colours: bool) -> None:
        self.marks = _COLOURS if colours else _MARKS
        self.line_marks = _LINE_COLOURS if colours else {}

    def sections(self, difference: Difference) -> Iterator[tuple[str, Iterable[str]]]:
        yield "Changed notes", self.notes(difference.reworded)
        yield "Retagged notes", self.notes(difference.retagged)
        yield "Added notes", map(_gist, difference.added)
        yield "Removed notes", map(_gist, difference.removed)
        yield "Moved notes", _moves(difference)
        yield "Note types", self.note_types(difference)
        yield "Decks", self.decks(difference)
        yield (
            "Media",
            (printable(f"{what}: {', '.join(names)}") for what, names in difference.media.items() if names),
        )
        yield (
            "For those who have the older one",
            map(printable, import_effects.warnings(difference)),
        )

    def notes(self, changes: Iterable[NoteChange]) -> Iterator[str]:
        for change in changes:
            yield _named(change.note)
            for what, text in self.note(change):
                yield from (f"  {line}" for line in _spread(what, text))

    def note(self, change: NoteChange) -> Iterator[tuple[str, str]]:
        """Yield what changed about a note, and how."""
        if change.is_retyped:
            yield "note type", self.changed(change.was.type.name, change.note.type.name)
        for field in change.fields:
            yield field.name, self.field(field)
        if change.cards_added or change.cards_removed:
            yield "cards", self.listed(change.cards_removed, change.cards_added)
        if change.is_retagged:
            yield "tags", self.listed(change.tags_removed, change.tags_added)

    def field(self, field: FieldChange) -> str:
        said = "(only the markup) " if field.only_markup else ""
        return said + self.pieces(word_diff.shortened(field.pieces))

    def pieces(self, pieces: Iterable[Piece]) -> str:
        return "".join(self.marks[kind].format(printable(text)) for kind, text in pieces)

    def changed(self, old: str, new: str) -> str:
        return self.pieces(word_diff.shortened(word_diff.compare(old, new)))

    def listed(self, removed: Sequence[str], added: Sequence[str]) -> str:
        pieces = [Piece("old", name) for name in removed] + [Piece("new", name) for name in added]
        return " ".join(self.pieces([piece]) for piece in pieces)

    def note_types(self, difference: Difference) -> Iterator[str]:
        for note_type in difference.types_added:
            yield f"added: {printable(note_type.name)}"
        for note_type in difference.types_removed:
            yield f"removed: {printable(note_type.name)}"
        for part, names in difference.type_parts.items():
            yield from self.part(part, ", ".join(names), difference.work)

    def part(self, part: PartChange, names: str, work: Work) -> Iterator[str]:
        """Yield what changed about the note types with these names."""
        if not part.is_code:
            yield f"{printable(f'{names}, {part.what}')}: {self.changed(part.old, part.new)}"
            return
        yield f"{printable(f'{names}, {part.what}')}:"
        only_breaks = part.old.splitlines() == part.new.splitlines()
        said = "(only line breaks)" if only_breaks else "(too long to compare)"
        lines = word_diff.line_diff(part.old, part.new, work) or (said,)
        for line in lines:
            yield "  " + self.line_marks.get(line[:1], "{}").format(printable(line))

    def decks(self, difference: Difference) -> Iterator[str]:
        for old, new in difference.decks_renamed:
            yield f"renamed: {self.changed(old, new)}"
        for field in difference.decks_described:
            yield from _spread(f"description of {field.name}", self.field(field))


def _spread(what: str, text: str) -> Iterator[str]:
    """Yield what there is to say about something, its further lines below the first."""
    first, *others = text.split("\n")
    yield f"{printable(what)}: {first}"
    yield from (f"  {line}" for line in others)


def _named(note: PackageNote) -> str:
    return printable(f"{note.label}  ({note.type.name})")


def _gist(note: PackageNote) -> str:
    return printable(f"{note.label}  ({note.type.name})  {note.gist}".rstrip())


def _moves(difference: Difference) -> Iterator[str]:
    for (old, new), notes in difference.moves.items():
        yield printable(
            f"from {old or 'no deck'} to {new or 'no deck'}: {', '.join(note.label for note in notes)}"
        )
