"""What is odd about a project's files: what clashes, what nobody reads, what shows no card."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from studygen import bundled
from studygen.anki.card_renderer import render
from studygen.cards.note import Note
from studygen.cards.templates import NOTE_TYPE_KEYS
from studygen.knowledge.knowledge_base import SOURCE_FILE, YAML
from studygen.problems import Place, Problem, StudygenError
from studygen.project.settings import DeckFile
from studygen.wording import nearest

# A side of one note type's cards, or of one card: argument/back.html, argument/reply.back.html.
SIDE = re.compile(rf"({'|'.join(NOTE_TYPE_KEYS)})/([a-z]+\.)?(front|back)\.html")


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


def blank_cards(notes: Iterable[Note]) -> Iterator[Problem]:
    """Find cards that a project's own templates do not show, so that Anki would not make them."""
    for note in notes:
        for card in note.cards:
            try:
                render(note.type, note.fields, note.tags, card.ordinal)
            except StudygenError as error:
                yield Problem(note.place, f"{error} ({note.id})", "template-error")


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
    shipped, own = bundled.folder() / "templates/cards", root / "templates/cards"
    known = {file.relative_to(shipped).as_posix() for file in shipped.rglob("*") if file.is_file()}
    for file in sorted(file for file in own.rglob("*") if file.is_file()):
        name = file.relative_to(own).as_posix()
        if name not in known and not SIDE.fullmatch(name):
            message = f"no card uses a template of this name{nearest(name, sorted(known))}"
            yield Problem(Place(file), message, "unread-file", "warning")
