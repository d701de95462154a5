"""What differs between two packages, as Markdown for release notes: what learners get, without code."""

import re
from collections.abc import Iterable, Iterator

from studygen.anki.reading.package import PackageNote
from studygen.releases.diff import import_effects, word_diff
from studygen.releases.diff.package_diff import Difference, FieldChange, NoteChange
from studygen.releases.diff.word_diff import Piece
from studygen.wording import printable

# What means something within a line, to CommonMark or to GitHub: code, emphasis, links, HTML, formulas.
_ACTIVE = re.compile(r"[\\`*_\[\]<>&~|$]")
# What GitHub makes links and pictures of by itself: people, issues, addresses, emoji.
_CALLED = re.compile(
    r"@(?=\w)|#(?=\d)|\bGH-(?=\d)|\b(?:https?|ftp):(?=//)|\bwww\.|(?<!:):(?=[a-z0-9_+-]+:(?!:))",
    re.IGNORECASE,
)
# What begins a heading, a list or a rule where a line begins.
_BEGINNING = re.compile(r"^(\d*)([#+=.)-])")
_MARKS = {"same": "{}", "old": "<del>{}</del>", "new": "<ins>{}</ins>"}


def to_markdown(difference: Difference) -> str:
    """Return what differs: what went as `<del>`, what came as `<ins>`, which GitHub shows."""
    blocks = [escaped(difference.summary) + "."]
    for heading, items in _sections(difference):
        if items := [f"* {item}" for item in items]:
            blocks.append(f"### {heading}\n\n" + "\n".join(items))
    return "\n\n".join(blocks)


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    text = printable(" ".join(text.split()))
    # An empty comment keeps a word from ringing at somebody's door, or from leading there.
    return _CALLED.sub(r"\g<0><!-- -->", _ACTIVE.sub(lambda found: f"\\{found[0]}", text))


def _begun(text: str) -> str:
    """Return text with which a line can begin."""
    return _BEGINNING.sub(r"\1\\\2", escaped(text))


def _sections(difference: Difference) -> Iterator[tuple[str, Iterable[str]]]:
    yield "Added", map(_gist, difference.added)
    yield "Changed", map(_changed, difference.reworded)
    yield "Retagged", map(_changed, difference.retagged)
    yield "Removed", map(_gist, difference.removed)
    yield "Moved", _moves(difference)
    yield "Looks and note types", _note_types(difference)
    yield "Decks", _decks(difference)
    yield (
        "Pictures and sounds",
        (f"{what}: {', '.join(map(escaped, names))}" for what, names in difference.media.items() if names),
    )
    yield "For those who have the older release", map(_begun, import_effects.warnings(difference))


def _gist(note: PackageNote) -> str:
    return f"**{escaped(note.label)}** {escaped(note.gist)}".rstrip()


def _changed(change: NoteChange) -> str:
    return f"**{escaped(change.note.label)}** " + "; ".join(_parts(change))


def _parts(change: NoteChange) -> Iterator[str]:
    if change.is_retyped:
        yield f"note type: {_compared(change.was.type.name, change.note.type.name)}"
    for field in change.fields:
        yield f"{escaped(field.name)}: {field_change(field)}"
    for what, removed, added in (
        ("cards", change.cards_removed, change.cards_added),
        ("tags", change.tags_removed, change.tags_added),
    ):
        if removed or added:
            pieces = [Piece("old", name) for name in removed] + [Piece("new", name) for name in added]
            yield f"{what}: {' '.join(_pieces([piece]) for piece in pieces)}"


def field_change(field: FieldChange) -> str:
    """Return what became of a field, word by word."""
    return "only the markup" if field.only_markup else _pieces(word_diff.shortened(field.pieces))


def _compared(old: str, new: str) -> str:
    return _pieces(word_diff.compare(old, new))


def _pieces(pieces: Iterable[Piece]) -> str:
    """Return pieces with the spaces between them, which `escaped` takes from their ends."""
    shown = []
    for kind, text in pieces:
        inner = text.strip()
        before, after = text[:1].isspace(), bool(inner) and text[-1:].isspace()
        shown.append(" " * before + (_MARKS[kind].format(escaped(inner)) if inner else "") + " " * after)
    return "".join(shown).strip()


def _moves(difference: Difference) -> Iterator[str]:
    for (old, new), notes in difference.moves.items():
        names = ", ".join(escaped(note.label) for note in notes)
        yield f"from {escaped(old or 'no deck')} to {escaped(new or 'no deck')}: {names}"


def _note_types(difference: Difference) -> Iterator[str]:
    for note_type in difference.types_added:
        yield f"added: **{escaped(note_type.name)}**"
    for note_type in difference.types_removed:
        yield f"removed: **{escaped(note_type.name)}**"
    for part, names in difference.type_parts.items():
        said = "" if part.is_code else f": {_compared(part.old, part.new)}"
        yield f"{', '.join(f'**{escaped(name)}**' for name in names)}, {escaped(part.what)}{said}"


def _decks(difference: Difference) -> Iterator[str]:
    for old, new in difference.decks_renamed:
        yield f"renamed: {_compared(old, new)}"
    for field in difference.decks_described:
        yield f"description of **{escaped(field.name)}**: {field_change(field)}"
