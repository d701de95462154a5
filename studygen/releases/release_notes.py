"""Release notes: what is new, in the words for those who learn, as Markdown."""

from collections.abc import Iterable, Iterator

from studygen.anki.notetypes import ID_FIELD
from studygen.anki.reading.package import Package, PackageNote
from studygen.anki.reading.terminal_text import words
from studygen.releases.diff.as_markdown import escaped, field_change
from studygen.releases.diff.package_diff import Difference, NoteChange
from studygen.wording import counted

_NOT_SAID = frozenset((ID_FIELD, "Language", "Locator", "Passage", "Source"))  # which nobody learns
_MADE_OF_OTHERS = " question"  # the end of the names of fields that ask for what others say
_HOW = """\
## How to update

Import the new files in Anki as you did before (*File → Import*), with *Update notes: If newer*. What you have
learned stays: your schedule, your reviews, flags and suspended cards. A note that changed takes its new words
and tags; those that did not change stay as you have them. Nothing is deleted."""


def first_notes(name: str, version: str, package: Package) -> str:
    """Return the notes of a first release."""
    held = f"{counted(len(package.notes), 'note')}, {counted(package.cards, 'card')}"
    decks = "\n".join(f"* {escaped(deck.name)}" for deck in package.filled_decks)
    return f"# {escaped(name)} {version}\n\nThe first release: {held}, in these decks:\n\n{decks}\n"


def release_notes(name: str, version: str, difference: Difference) -> str:
    """Return the notes of a release after another one."""
    blocks = [f"# {escaped(name)} {version}"]
    for heading, items in _sections(difference):
        if lines := [f"* {item}" for item in items]:
            blocks.append(f"## {heading}\n\n" + "\n".join(lines))
    if len(blocks) == 1:
        blocks.append("Nothing that you learn has changed.")
    return "\n\n".join([*blocks, _HOW]) + "\n"


def _sections(difference: Difference) -> Iterator[tuple[str, Iterable[str]]]:
    yield "New", map(_called, difference.added)
    # What is not newer, as another number of a paragraph, does not come to those who have it.
    newer = (change for change in difference.reworded if change.note.mod > change.was.mod)
    yield "Changed", filter(None, map(_changed, newer))
    yield "No longer part of it", map(_gone, difference.removed)
    yield "Decks", (f"{escaped(old)} is called {escaped(new)} now" for old, new in difference.decks_renamed)


def _called(note: PackageNote) -> str:
    name = words(note.fields[note.type.sort_field])
    gist = note.gist or note.label
    return escaped(
        gist if note.type.cloze or gist.startswith(name) else f"{name} – {gist.partition(' – ')[0]}"
    )


def _gone(note: PackageNote) -> str:
    return f"{_called(note)} (you keep it; `Id:{note.label}` finds it in Anki's browser)"


def _changed(change: NoteChange) -> str:
    """Say what of a note changed, word by word; nothing if only its looks did."""
    said = [
        f"{escaped(field.name)}: {field_change(field)}"
        for field in change.fields
        if field.name not in _NOT_SAID and not field.name.endswith(_MADE_OF_OTHERS) and not field.only_markup
    ]
    for what, cards in (("a new card", change.cards_added), ("gone", change.cards_removed)):
        said += [f"{what}: {escaped(card)}" for card in cards]
    return f"**{_called(change.note)}** {'; '.join(said)}" if said else ""
