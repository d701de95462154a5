"""What is in a package: to be read on a terminal, and as JSON for programs."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Any

from studygen.anki import search_query
from studygen.anki.card_renderer import render
from studygen.anki.notetypes import NoteType
from studygen.anki.reading import terminal_text
from studygen.anki.reading.collection_schema import PackageDeck
from studygen.anki.reading.package import Package, PackageCard, PackageMedium, PackageNote
from studygen.problems import StudygenError
from studygen.wording import counted, printable_json, printable_line

_LABEL = re.compile(r" *(?:[QA]  |\w+: )?")
_LONGEST = 200_000  # characters of a note; rendering more takes a while
_MOST_EFFORT, _EFFORT_BY_BYTE = 5_000_000, 10  # tags in all cards, for a package and for each byte of it
_AS_A_TAG = 20  # characters that take about as long as a tag


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card's two sides as words; what the question says is not said again by the answer."""

    name: str
    deck: str
    question: str
    answer: str
    fault: str = ""  # why it cannot be shown


class Effort:
    """What rendering the cards of a package may still take; a small one could keep it busy for days."""

    def __init__(self, package: Package) -> None:
        self.left = _MOST_EFFORT + _EFFORT_BY_BYTE * package.size

    def spend(self, *texts: str) -> None:
        """Take off what it takes to read texts.

        Raises:
            StudygenError: there is nothing left.
        """
        self.left -= sum(len(text) // _AS_A_TAG + text.count("<") for text in texts)
        if self.left < 0:
            raise StudygenError("the cards before it were too long for a package of this size")


def chosen(package: Package, where: str) -> Package:
    """Leave the notes that a search finds.

    Raises:
        SearchError: the expression has a fault.
        StudygenError: nothing matches.
    """
    wanted = search_query.parse(where, package.tag_root)
    notes = tuple(note for note in package.notes if wanted.matches(note.tags, note.type.name))
    if package.notes and not notes:
        raise StudygenError(f"no note of {package.name} matches {where!r}")
    return replace(package, notes=notes)


def shown(note: PackageNote, card: PackageCard, effort: Effort) -> ShownCard:
    """Return a card's sides as words."""
    name = note.card_name(card.ordinal)
    try:
        if sum(map(len, note.fields)) > _LONGEST:
            raise StudygenError(f"it is longer than {_LONGEST:,} characters")
        effort.spend(
            *note.fields,
            *note.tags,
            *(side for each in note.type.templates for side in (each.front, each.back)),
        )
        fields = [terminal_text.with_sounds(field) for field in note.fields]
        sides = render(note.type, fields, note.tags, card.ordinal, card.deck or "Default")
        effort.spend(sides.question, sides.answer)
    except StudygenError as error:
        return ShownCard(name, card.deck, "", "", str(error))
    question, answer = terminal_text.words(sides.question), terminal_text.words(sides.answer)
    return ShownCard(name, card.deck, question, answer.removeprefix(question).strip("\n"))


def to_text(package: Package, *, summary: bool = False, width: int | None = None) -> str:
    """Return what is in a package, with every card unless only a summary is wanted.

    Args:
        package: what is told of.
        summary: leaves out the notes and their cards.
        width: of the terminal; lines are as long as they are if left out.
    """
    lines = [f"{package.name}: {_counts(package)}", "", "Decks", *_decks(package), "", "Note types"]
    lines += _note_types(package)
    if package.media:
        lines += ["", "Media", *_media(package)]
    if not summary:
        lines += ["", "Notes", *_notes(package)]
    lines = [printable_line(line) for line in lines]
    return "\n".join(_wrapped(line, width) if width else line for line in lines)


def to_json(package: Package, *, summary: bool = False) -> str:
    """Return the same as a JSON object."""
    used = Counter(note.type.id for note in package.notes)
    told: dict[str, Any] = {
        "file": package.name,
        "container": package.container,
        "counts": {"notes": len(package.notes), "cards": package.cards, "media": len(package.media)},
        "decks": [_deck(deck) | {"cards": package.cards_in[deck.name]} for deck in package.decks],
        "note_types": [
            _note_type(each.type) | {"mod": each.mod, "notes": used[each.type.id]}
            for each in package.note_types
        ],
        "media": [_medium(medium) for medium in package.media],
    }
    if not summary:
        effort = Effort(package)
        told["notes"] = [_note(note, effort) for note in package.notes]
    return printable_json(json.dumps(told, indent=2, ensure_ascii=False))


# Text


def _counts(package: Package) -> str:
    counts = [
        counted(len(package.notes), "note"),
        counted(package.cards, "card"),
        counted(len(package.filled_decks), "deck"),
    ]
    counts += [f"{counted(len(package.media), 'file')} of media"] if package.media else []
    return f"{', '.join(counts)} ({package.container})"


def _decks(package: Package) -> Iterator[str]:
    for deck in package.decks:
        cards = package.cards_in[deck.name]
        if cards or deck.description:
            yield f"  {deck.name}  ({counted(cards, 'card')})"
            yield from _indented(terminal_text.words(deck.description), "    ")
    if homeless := package.cards_in[""]:
        yield f"  {counted(homeless, 'card')} of no deck that is in the package"


def _note_types(package: Package) -> Iterator[str]:
    used = Counter(note.type.id for note in package.notes)
    for each in package.note_types:
        kind = ", cloze" if each.type.cloze else ""
        yield f"  {each.type.name}  ({counted(used[each.type.id], 'note')}{kind})"
        yield f"    fields: {', '.join(field.name for field in each.type.fields)}"
        yield f"    cards: {', '.join(template.name for template in each.type.templates)}"


def _media(package: Package) -> Iterator[str]:
    for medium in package.media:
        size = f"{max(1, round(medium.size / 1000)):,} kB" if medium.digest else "missing from the package"
        yield f"  {medium.name}  ({size})"


def _notes(package: Package) -> Iterator[str]:
    several = len(package.filled_decks) > 1
    effort = Effort(package)
    for at, note in enumerate(package.notes):
        if at:
            yield ""
        yield f"  {note.label}  ({note.type.name})"
        if note.tags:
            yield f"    tags: {' '.join(note.tags)}"
        cards = [shown(note, card, effort) for card in note.cards]
        for each in cards:
            yield from _card(each, with_deck=several)
        if any(each.fault for each in cards):
            yield from _fields(note, effort)


def _fields(note: PackageNote, effort: Effort) -> Iterator[str]:
    """Yield the fields of a note of which a card cannot be shown, those that have anything."""
    yield "    fields"
    for name, value in note.named.items():
        try:
            effort.spend(value)
        except StudygenError as error:
            yield f"      cannot be shown: {error}"
            return
        if words := terminal_text.words(value[:_LONGEST]):
            yield from _labelled(f"{name}:", words)


def _card(card: ShownCard, *, with_deck: bool) -> Iterator[str]:
    deck = f"  in {card.deck or 'no deck'}" if with_deck else ""
    yield f"    {card.name}{deck}"
    if card.fault:
        yield f"      cannot be shown: {card.fault}"
        return
    yield from _labelled("Q", card.question)
    yield from _labelled("A", card.answer)


def _wrapped(line: str, width: int) -> str:
    """Return a line as several that fit, further ones below what the first says."""
    if len(line) <= width:
        return line
    label = _LABEL.match(line)
    indent = " " * min(label.end() if label else 0, width // 2)
    return "\n".join(wrap(line, width, subsequent_indent=indent, break_on_hyphens=False))


def _labelled(label: str, text: str) -> Iterator[str]:
    first, *others = text.split("\n")
    yield f"      {label}  {first}".rstrip()
    yield from (f"         {line}" for line in others)


def _indented(text: str, indent: str) -> Iterator[str]:
    return (f"{indent}{line}" for line in text.split("\n") if line)


# JSON


def _deck(deck: PackageDeck) -> dict[str, Any]:
    return {"name": deck.name, "id": deck.id, "description": deck.description}


def _medium(medium: PackageMedium) -> dict[str, Any]:
    return {"name": medium.name, "size": medium.size, "sha256": medium.digest or None}


def _note_type(note_type: NoteType) -> dict[str, Any]:
    return {
        "name": note_type.name,
        "id": note_type.id,
        "cloze": note_type.cloze,
        "sort_field": note_type.fields[note_type.sort_field].name,
        "fields": [{"name": field.name, "id": field.id or None} for field in note_type.fields],
        "cards": [
            {"name": side.name, "id": side.id or None, "front": side.front, "back": side.back}
            for side in note_type.templates
        ],
        "css": note_type.css,
    }


def _note(note: PackageNote, effort: Effort) -> dict[str, Any]:
    return {
        "name": note.label,
        "guid": note.guid,
        "note_type": note.type.name,
        "mod": note.mod,
        "tags": note.tags,
        "fields": note.named,
        "cards": [_shown_card(shown(note, card, effort)) for card in note.cards],
    }


def _shown_card(card: ShownCard) -> dict[str, Any]:
    fault = {"fault": card.fault} if card.fault else {}
    return {"name": card.name, "deck": card.deck, "question": card.question, "answer": card.answer} | fault
