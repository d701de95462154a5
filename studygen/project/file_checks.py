"""What is odd about a project's files: what clashes, what was copied with another, and what shows no card."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from studygen import bundled
from studygen.anki.card_renderer import render
from studygen.cards.note import Note
from studygen.knowledge.graphs import back_edges
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.yaml.loader import load_record
from studygen.problems import Place, Problem, StudygenError
from studygen.project.folders import LOCK_FILE, PROJECT_FILE
from studygen.project.namespaces import draw
from studygen.project.settings import DeckFile, ProjectSpec
from studygen.releases.lock import Lock
from studygen.wording import nearest


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


def misplaced_decks(decks: tuple[DeckFile, ...]) -> Iterator[Problem]:
    """Find deck specifications before which one comes that is not there, or that Anki serves later."""
    by_name = {deck.name: deck for deck in decks}
    circles = back_edges({deck.name: [each for each in deck.spec.first if each in by_name] for deck in decks})
    for deck in decks:
        for index, name in enumerate(deck.spec.first):
            place = deck.spec.place("first", index)
            if name not in by_name:
                message = f"there is no deck specification {name!r}{nearest(name, list(by_name))}"
                yield Problem(place, message, "unknown-deck")
            elif (deck.name, name) in circles:
                message = f"{name} comes first here, and {deck.name} before {name}; take one of them out"
                yield Problem(place, message, "unknown-deck")
            elif _is_served_earlier(deck.spec.deck, by_name[name].spec.deck):
                above, _, last = by_name[name].spec.deck.rpartition("::")
                message = (
                    f"Anki serves decks by their names, and so this one before {by_name[name].spec.deck!r},"
                    f" which is to come first; call it {f'{above}::' if above else ''}… by a name that sorts"
                    f" behind {last!r}"
                )
                yield Problem(deck.spec.place("deck"), message, "deck-order", "warning")


def _is_served_earlier(name: str, other: str) -> bool:
    """Tell whether who studies the deck above both gets the cards of the first one before the other's."""
    parts, others = name.casefold().split("::"), other.casefold().split("::")
    return parts[0] == others[0] and parts < others


def copied_namespace(root: Path, spec: ProjectSpec, knowledge: Knowledge, locked: Lock) -> Iterator[Problem]:
    """Find the namespace of the shipped project, or its lock, in one that was made of a copy of it.

    A copy whole, as of the repository, is the same project.
    """
    shipped = bundled.folder()
    if root.resolve() == shipped.resolve():
        return
    its, _ = load_record(ProjectSpec, (shipped / PROJECT_FILE).read_text("utf-8"), shipped / PROJECT_FILE)
    if its is None or its.namespace not in (spec.namespace, locked.namespace):
        return
    texts = {file.read_text("utf-8") for file in shipped.glob("source/*.txt")}
    if its.name == spec.name and all(source.document.text in texts for source in knowledge.sources):
        return
    has_lock = its.namespace == locked.namespace
    if its.namespace == spec.namespace:
        message = (
            f"this is the namespace of the essay that studygen ships with ({its.name}), and whoever learns"
            " from both would find the cards of one overwritten by those of the other; take this one, which"
            f" was drawn just now: `namespace: {draw()}`"
            f"{f', and delete {LOCK_FILE}, which is of the essay as well' if has_lock else ''}"
        )
        yield Problem(spec.place("namespace"), message, "copied-namespace")
    elif has_lock:
        message = (
            "this is the lock of the essay that studygen ships with, of which this was a copy; delete it"
        )
        yield Problem(Place(root / LOCK_FILE), message, "copied-namespace")


def blank_cards(notes: Iterable[Note]) -> Iterator[Problem]:
    """Find cards that a project's own templates do not show, so that Anki would not make them."""
    for note in notes:
        for card in note.cards:
            try:
                render(note.type, note.fields, note.anki_tags, card.ordinal)
            except StudygenError as error:
                yield Problem(note.place, f"{error} ({note.id})", "template-error")
