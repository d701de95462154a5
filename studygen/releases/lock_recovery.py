"""Recovery of a lock that is lost or damaged, from packages that were published.

What learners have tells what the lock said: a package holds each note with its date, the fields and tags that
its hash was made of, and each note type with the ids of its parts. Names of blanks are not in it; they are
told by the words that the blanks hide.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from studygen.anki.identities import is_deck_name
from studygen.anki.notetypes import ID_FIELD
from studygen.anki.reading.apkg_reader import read_package
from studygen.anki.reading.package import Package, PackageNote
from studygen.cards.note import Note
from studygen.cards.places import places_instead
from studygen.knowledge.derived_tags import is_place
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.text import cloze
from studygen.knowledge.text.tags import rooted
from studygen.problems import FaultyFilesError, Problem
from studygen.releases.likeness import digest_of_words
from studygen.releases.lock import (
    NONE,
    UNNAMED,
    UNSETTLED,
    Lock,
    LockedBlank,
    LockedNote,
    LockedType,
    digest_of,
    hash_of_note,
    hash_of_note_type,
    hash_of_places,
)
from studygen.releases.package_origins import Origins, full_id_of, refuse_foreign
from studygen.releases.publication import Publication
from studygen.wording import are, counted, listed

L = TypeVar("L", LockedNote, LockedType)


@dataclass(frozen=True, slots=True)
class Recovery:
    """A lock that was put together, and what there is to say about it."""

    lock: Lock
    report: tuple[str, ...]


def recover(now: Publication, knowledge: Knowledge, files: Sequence[Path]) -> Recovery:
    """Work out what a project's lock said when packages of it were published.

    Args:
        now: what the project publishes now; its own lock is not looked at.
        knowledge: tells what was renamed.
        files: the packages.

    Raises:
        FaultyFilesError: the project renames a note that learners have, and does not say so.
        StudygenError: a package cannot be read, or is not one of this project's.
    """
    packages = [read_package(file) for file in files]
    packages.sort(key=lambda package: max((note.mod for note in package.notes), default=0))
    origins = Origins(now, knowledge, (note for package in packages for note in package.notes))
    keys = {note_type.id: key for key, note_type in now.note_types.items()}
    for package in packages:
        refuse_foreign(now, package, origins)
    published: dict[str, list[PackageNote]] = defaultdict(list)
    roots: dict[str, list[str]] = defaultdict(list)  # of the tags of each of these
    unknown: dict[str, None] = {}
    for package in packages:
        for note in package.notes:
            if origin := origins.of(note):
                published[origin].append(note)
                roots[origin].append(package.tag_root)
            else:
                unknown[full_id_of(note)] = None
    present = {note.origin: note for note in now.notes}
    _refuse_renamed(now.notes, unknown)
    notes = {
        origin: _latest(
            [
                _locked(note, keys, present.get(origin), root)
                for note, root in zip(same, roots[origin], strict=True)
            ]
        )
        for origin, same in published.items()
    }
    blanks = {
        origin: found
        for origin, same in published.items()
        if same[0].type.cloze
        and origin.count("/") == 1  # those of steps are all number 1
        and (found := _blanks(sorted(same, key=lambda note: note.mod), present.get(origin)))
    }
    lock = Lock(
        notes, _note_types(packages, keys), blanks, namespace=now.namespace, tag_root=packages[-1].tag_root
    )
    lock = _with_decks(lock, now.decks, packages, origins)
    return Recovery(lock, tuple(_report(now.lock_file, lock, present, tuple(unknown), len(files))))


# Notes and note types


def _locked(note: PackageNote, keys: Mapping[int, str], now: Note | None, root: str) -> LockedNote:
    """Return what was published of a note. Only one that the project has tells what of it are places.

    Args:
        note: as it was published.
        keys: those of the project's note types, by their ids.
        now: the project's own note, if there still is one.
        root: of the tags of what it was published in.
    """
    digest, place = hash_of_note(note.type, note.fields, note.tags), NONE
    if now and (found := _places(note, now, root)) is not None:
        digest, place = digest_of(replace(now, tag_root=root)), hash_of_places(found, _tags(note, root))
    is_gone = now is None
    cards = tuple(sorted({card.ordinal for card in note.cards}))
    said = digest_of_words(full_id_of(note), note.named)
    return LockedNote(keys[note.type.id], digest, note.mod, full_id_of(note), is_gone, cards, said, place)


def _places(note: PackageNote, now: Note, root: str) -> list[tuple[str, ...]] | None:
    """Return the places in each field of a note that says what the project's own says; None for another."""
    said = {tag for tag in _tags(note, root) if not is_place(tag)}
    own = {tag for tag in now.tags if not is_place(tag)}
    if note.type.id != now.type.id or len(note.fields) != len(now.placed) or said != own:
        return None
    found = [
        () if field.name == ID_FIELD else places_instead(*texts)
        for field, *texts in zip(now.type.fields, now.placed, note.fields, strict=True)
    ]
    known = [each for each in found if each is not None]
    return known if len(known) == len(found) else None


def _tags(note: PackageNote, root: str) -> list[str]:
    """Return the tags of a note as they are written in the project; others as they are."""
    return [tag.removeprefix(rooted(root, "")) for tag in note.tags]


def _note_types(packages: Iterable[Package], keys: Mapping[int, str]) -> dict[str, LockedType]:
    found: dict[str, list[LockedType]] = defaultdict(list)
    for package in packages:
        for each in package.used_note_types:
            locked = LockedType(hash_of_note_type(each.type), each.mod, each.type.shape)
            found[keys[each.type.id]].append(locked)
    return {key: _latest(same) for key, same in found.items()}


def _latest(same: Sequence[L]) -> L:
    """Return what has the latest date; if that is not the same everywhere, learners have this and that."""
    newest = max(each.mod for each in same)
    last = [each for each in same if each.mod == newest]
    return last[-1] if len({each.hash for each in last}) == 1 else replace(last[-1], hash=UNSETTLED)


def _with_decks(lock: Lock, decks: Mapping[str, str], packages: Iterable[Package], origins: Origins) -> Lock:
    """Return the lock with what the decks of the project's specifications were called last, and had."""
    names: dict[str, str] = {}
    members: dict[str, frozenset[str]] = {}
    packages = tuple(packages)
    for package in packages:
        for stem, name in _specified(decks, package).items():
            names[stem] = name
            inside = (note for note in package.notes if any(card.deck == name for card in note.cards))
            members[stem] = frozenset(origin for note in inside if (origin := origins.of(note)))
    for package in packages:  # some of whose notes may lie in decks that come first
        if (stem := Path(package.name).stem) in names:
            members[stem] = frozenset(origin for note in package.notes if (origin := origins.of(note)))
    gone = frozenset(origin for origin, was in lock.notes.items() if was.is_gone)
    return replace(lock, decks=names, members=members).without(gone)


def _specified(decks: Mapping[str, str], package: Package) -> dict[str, str]:
    """Return the decks in a package by their specifications."""
    names = [deck.name for deck in package.filled_decks]
    found = {stem: name for stem, name in decks.items() if name in names}
    stem = Path(package.name).stem
    if not found and len(names) == 1 and is_deck_name(names[0]) and stem in decks:
        return {stem: names[0]}  # as `build` calls it, whatever the deck itself is called now
    return found


# Blanks


def _blanks(published: Sequence[PackageNote], now: Note | None) -> dict[str, LockedBlank]:
    """Return a sentence's blanks by name, those whose name nothing tells by `?` and number.

    Such a number is kept as well: given to another blank, it would ask learners something else.
    """
    names = {card.ordinal + 1: card.name for card in now.cards} if now else {}
    found: dict[str, int] = {}
    for note in reversed(published):
        sentence = cloze.sentence_of(now.fields) if now else ""
        recognised = cloze.recognised(cloze.sentence_of(note.fields), sentence, names)
        for name, number in recognised.items():
            if name not in found and number not in found.values():
                found[name] = number
    hidden: dict[int, str] = {}  # as it was last
    for note in published:
        hidden |= cloze.hidden_in(cloze.sentence_of(note.fields))
    found |= {f"{UNNAMED}{number}": number for number in sorted({*hidden} - {*found.values()})}
    return {name: LockedBlank(number, hidden[number]) for name, number in found.items()}


# What is refused


def _refuse_renamed(notes: Iterable[Note], unknown: Iterable[str]) -> None:
    """Refuse notes of the project whose published guid does not follow from the id that they claim."""
    known = {note.id: note for note in notes}
    problems = [
        Problem(
            known[full_id].place,
            f"{full_id!r} was published as a note that had another id first, and as it is, learners would"
            " get it a second time; let `was` begin with the first id, or add a package of the time when it"
            " had that",
            "changed-origin",
        )
        for full_id in unknown
        if full_id in known
    ]
    if problems:
        raise FaultyFilesError(tuple(problems))


# What is said


def _report(
    file: Path, lock: Lock, present: Mapping[str, Note], unknown: Sequence[str], packages: int
) -> Iterator[str]:
    held = f"{counted(len(lock.notes), 'note')}, {counted(len(lock.note_types), 'note type')}"
    gone = [was.id for was in lock.notes.values() if was.is_gone]
    if gone:
        held += f"; {_are(len(gone), 'note')} gone: {listed(sorted(gone))}"
    yield f"{file} is rebuilt from {counted(packages, 'package')}: {held}"
    if new := [note.id for origin, note in present.items() if origin not in lock.notes]:
        count = "counts" if len(new) == 1 else "count"
        notes = _are(len(new), "note").split(" ")
        yield (
            f"{' '.join(notes[:-1])} of the project {notes[-1]} in none of them and {count} as new:"
            f" {listed(new)}"
        )
        if gone:
            yield (
                "If one that is gone is one that is new under another id, list the old id under `was`, and"
                " run this again with --replace"
            )
    if unsettled := [was.id for was in lock.notes.values() if was.hash == UNSETTLED]:
        differs = "note differs" if len(unsettled) == 1 else "notes differ"
        yield (
            f"{len(unsettled):,} {differs} between packages of one date, and will count as changed:"
            f" {listed(unsettled)}"
        )
    if unknown:
        yield (
            f"{_are(len(unknown), 'note')} left out, since nothing tells the id that it had first:"
            f" {listed(unknown)}; add the package of an earlier release"
        )
    if unnamed := list(_unnamed(lock, present)):
        yield (
            f"Blanks that no package has with the same words count as new: {listed(unnamed)}. If one of them"
            f" is the old one of number 3, write its name instead of {UNNAMED}3 in the lock, and run"
            " `studygen lock --merged`"
        )


def _unnamed(lock: Lock, present: Mapping[str, Note]) -> Iterator[str]:
    """Yield sentences that have blanks without a number beside numbers without a name."""
    for origin, numbers in lock.blanks.items():
        note = present.get(origin)
        new = [card.name for card in note.cards if card.name not in numbers] if note else []
        if note and new and any(name.startswith(UNNAMED) for name in numbers):
            yield f"{note.id} ({', '.join(new)})"


def _are(number: int, thing: str) -> str:
    return f"{counted(number, thing)} {are(number)}"
