"""What is odd about a project's files: what clashes, what nobody reads, and what Anki could not take over."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from studygen import shipped
from studygen.knowledge import SOURCE_FILE, YAML, DeckFile
from studygen.lock import Lock
from studygen.notes import Note
from studygen.problems import Place, Problem, StudygenError, nearest
from studygen.render import render

# A side of one note type's cards, or of one card: argument.back.html, argument.reply.back.html.
SIDE = re.compile(r"(term|figure|date|argument|question|cloze)(\.[a-z]+)?\.(front|back)\.html")


def repeated_decks(decks: tuple[DeckFile, ...]) -> Iterator[Problem]:
    """Find deck specifications that would write the same file, or fill the same deck in Anki."""
    files: dict[str, Path] = {}
    names: dict[str, Path] = {}
    for deck in decks:
        first = files.setdefault(deck.name.casefold(), deck.file)
        if first != deck.file:
            message = f"{first.name} makes files of the same names; rename one"
            yield Problem(Place(deck.file, 1, 1), message, "repeated-deck")
        first = names.setdefault(deck.spec.deck, deck.file)
        if first != deck.file:
            message = f"the deck {deck.spec.deck!r} is in {first.name} as well; choose another name"
            yield Problem(deck.spec.place("deck"), message, "repeated-deck")


def retyped(notes: Iterable[Note], locked: Lock) -> Iterator[Problem]:
    """Find notes that were published as another type, which Anki cannot turn into this one."""
    for note in notes:
        was = locked.notes.get(note.id)
        if was and was.type != note.type.key:
            message = (
                f"{note.id!r} was published as a note of the type {was.type!r} and is {note.type.key!r} now;"
                " Anki would leave what learners have as it is for good; give it another id"
            )
            yield Problem(note.entry.place(note.entry.kind), message, "changed-note-type")


def blank_cards(notes: Iterable[Note]) -> Iterator[Problem]:
    """Find cards that a project's own templates do not show, so that Anki would not make them."""
    for note in notes:
        for card in note.cards:
            try:
                render(note.type, note.fields, note.tags, card.ordinal)
            except StudygenError as error:
                yield Problem(note.entry.place(note.entry.kind), f"{error} ({note.id})", "template-error")


def unread(root: Path) -> Iterator[Problem]:
    """Find files of a project that look as if they should be read, and are not."""
    for folder in sorted({file.parent for file in root.glob("source/**/*.y*ml")} - {root / "source"}):
        if not (folder / SOURCE_FILE).is_file():
            message = f"no file in this folder is read, since it has no {SOURCE_FILE}"
            yield Problem(Place(folder), message, "unread-file", "warning")
    for file in sorted(root.glob("decks/*/**/*.y*ml")):
        message = "this is not read: deck specifications lie in decks/ itself"
        yield Problem(Place(file), message, "unread-file", "warning")
    for file in sorted([*root.glob("source/**/*"), *root.glob("decks/*")]):
        if file.suffix not in YAML and file.suffix.lower() in YAML:
            message = f"this is not read: write the ending as {file.suffix.lower()}"
            yield Problem(Place(file), message, "unread-file", "warning")
    known = {file.name for file in (shipped.folder() / "templates/cards").iterdir()}
    for file in sorted(root.glob("templates/cards/*")):
        if file.name not in known and not SIDE.fullmatch(file.name):
            message = f"no card uses a template of this name{nearest(file.name, sorted(known))}"
            yield Problem(Place(file), message, "unread-file", "warning")
