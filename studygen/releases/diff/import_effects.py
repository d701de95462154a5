"""What becomes of a new package at those who study the old one: measured facts about Anki's import."""

from collections.abc import Iterable, Iterator, Sequence

from studygen.anki.notetypes import ID_FIELD
from studygen.anki.reading.package import PackageNote
from studygen.releases.diff.package_diff import Difference
from studygen.wording import counted

_NAMED = 5  # notes
_SEARCHED = 20  # notes in one search


def warnings(difference: Difference) -> tuple[str, ...]:
    """Return what whoever releases the newer package should know."""
    return tuple(message for each in _WARNINGS for message in each(difference))


def _strangers(difference: Difference) -> Iterator[str]:
    if difference.old.notes and difference.new.notes and not difference.pairs:
        yield "no note is in both: to Anki, these decks have nothing to do with each other"


def _kept(difference: Difference) -> Iterator[str]:
    elsewhere = [note for note in difference.removed if note.guid in difference.new.elsewhere]
    if elsewhere:
        yield f"no longer in this deck, but still in the project: {_names(elsewhere)}"
    ids = [note.named.get(ID_FIELD) for note in difference.removed if note not in elsewhere]
    if not ids:
        return
    found = ""
    if all(ids) and len(ids) <= _SEARCHED:
        found = f"; Anki's browser finds them by {' or '.join(f'Id:{name}' for name in ids)}"
    yield f"removed notes stay with those who have them{found}"


def _doubled(difference: Difference) -> Iterator[str]:
    for package in (difference.old, difference.new):
        if extra := len(package.notes) - len({note.guid for note in package.notes}):
            yield f"{package.name}: {counted(extra, 'note')} with the guid of another; Anki updates only one"
    gone = {(note.label, note.type.name) for note in difference.removed}
    if doubled := [note for note in difference.added if (note.label, note.type.name) in gone]:
        yield (f"another guid, so that those who have them get them a second time: {_names(doubled)}")


def _another_type(difference: Difference) -> Iterator[str]:
    for change in difference.types_changed:
        if change.is_structure:
            what = ", ".join(part.what for part in change.parts if part.is_structure)
            yield (
                f"{change.now.type.name}: Anki updates none of its notes, and adds a second note type"
                f" {change.now.type.name}+ ({what})"
            )
        elif change.now.mod <= change.was.mod:
            yield f"{change.now.type.name}: Anki keeps the old looks, since the note type is not newer"
        if any(part.what == "sort field" for part in change.parts):
            yield (
                f"{change.now.type.name}: another sort field; notes that changed as well are not updated,"
                " and a full upload is forced"
            )
    if retyped := [change.note for change in difference.changed if change.is_retyped]:
        yield f"of another note type, so that Anki does not update them: {_names(retyped)}"


def _not_newer(difference: Difference) -> Iterator[str]:
    stale = [
        change.note
        for change in difference.changed
        if (change.fields or change.is_retagged) and change.note.mod <= change.was.mod
    ]
    if stale:
        yield f"changed without being newer, so that Anki does not update them: {_names(stale)}"


def _needlessly_newer(difference: Difference) -> Iterator[str]:
    changed = {change.note.guid for change in difference.changed}
    newer = [note for was, note in difference.pairs if note.mod > was.mod and note.guid not in changed]
    if newer:
        yield (
            "newer without having changed, so that Anki overwrites what learners edited and tagged:"
            f" {_names(newer)}"
        )


def _left_where_they_are(difference: Difference) -> Iterator[str]:
    if difference.decks_renamed or difference.moves:
        yield "cards that learners have stay in the deck where they are; only new ones go to the new deck"


def _media(difference: Difference) -> Iterator[str]:
    if names := difference.media_changed:
        yield f"media changed under the same name, which Anki does not replace: {_listed(names)}"


def _names(notes: Sequence[PackageNote]) -> str:
    return _listed([note.label for note in notes])


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    further = f" and {len(every) - _NAMED:,} more" if len(every) > _NAMED else ""
    return ", ".join(every[:_NAMED]) + further


_WARNINGS = (
    _strangers,
    _kept,
    _doubled,
    _another_type,
    _not_newer,
    _needlessly_newer,
    _left_where_they_are,
    _media,
)
