"""Names to be matched with what they mean: each meaning belongs to one name only, and some to none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studygen.cards.note import Card, Note
from studygen.chance import lot
from studygen.documents.sheets.quiz.similarity import LONGEST, folded, may_both_be_right
from studygen.knowledge.kinds.traits import Named
from studygen.knowledge.text.markdown import to_plain

FEWEST = 4  # fewer are found by elimination
_SPARE = 1  # meanings that belong to no name, so that the last one is not found by elimination


@dataclass(frozen=True, slots=True)
class Meant:
    """A name with what it means."""

    note: Note
    card: Card
    name: str  # light Markdown
    folded: str  # what it means, as it is compared


@dataclass(frozen=True, slots=True)
class Matching:
    """Names, and meanings with those of the names among them."""

    asked: tuple[Meant, ...]
    meanings: tuple[str, ...]


def drawn(notes: Iterable[Note], seed: int, most: int) -> Matching | None:
    """Draw names of one kind that are about like things; None if there are too few."""
    found = [meant for note in notes if (meant := _meant(note))]
    found.sort(key=lambda meant: lot(seed, "matching", meant.note.id))
    for first in found if most >= FEWEST else ():
        alike = _told_apart(first, found, most + _SPARE)
        if len(alike) >= FEWEST:
            asked = tuple(alike[:most])
            spare = alike[most : most + _SPARE]
            meanings = sorted((each.card.answer for each in (*asked, *spare)), key=lambda m: lot(seed, m))
            return Matching(asked, tuple(meanings))
    return None


def _meant(note: Note) -> Meant | None:
    """Return the name and the meaning of an entry, unless the one gives away the other."""
    entry = note.entry
    if note.id != entry.id or not isinstance(entry, Named):
        return None
    card = next((card for card in note.cards if card.name.casefold() == entry.reverse.get("name")), None)
    if card is None or "\n" in card.answer or len(to_plain(card.answer).split()) > LONGEST:
        return None
    meaning = folded(card.answer)
    given_away = {word for name in entry.names for word in folded(name).split() if len(word) > 3}
    if not meaning or given_away & set(meaning.split()):
        return None
    return Meant(note, card, entry.name, meaning)


def _told_apart(first: Meant, found: Sequence[Meant], most: int) -> list[Meant]:
    """Return up to `most` names of the kind of the first, no two mixed up, with most tags in common."""
    tags = set(first.note.tags)
    # The sort keeps the order by lot of those that have as many.
    ranked = sorted(found, key=lambda other: -len(tags & set(other.note.tags)))
    taken = [first]
    for other in ranked:
        if len(taken) == most:
            break
        if other.note.entry.kind == first.note.entry.kind and not any(_alike(other, one) for one in taken):
            taken.append(other)
    return taken


def _alike(one: Meant, other: Meant) -> bool:
    return may_both_be_right(one.note, other.note) or one.folded in other.folded or other.folded in one.folded
