"""What differs between two packages: notes, note types, decks and media."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from studygen.anki import search_query
from studygen.anki.notetypes import NoteType
from studygen.anki.reading import terminal_text
from studygen.anki.reading.package import Package, PackageCard, PackageMedium, PackageNote
from studygen.problems import StudygenError
from studygen.releases.diff import note_type_diff, word_diff
from studygen.releases.diff.note_type_diff import PartChange, TypeChange, paired_parts
from studygen.releases.diff.word_diff import Piece, Work
from studygen.wording import counted

_Pair = tuple[PackageNote, PackageNote]  # the same note before and after
_Move = tuple[str, str]  # from a deck to another
_MOST_WORK = 20_000_000  # pairs of words that are compared; more for large packages


@dataclass(frozen=True)
class FieldChange:
    """A field that is another; `old` and `new` are HTML, empty where there is no such field."""

    name: str
    old: str
    new: str
    work: Work  # that may be spent on comparing it, and on all others

    @cached_property
    def texts(self) -> tuple[str, str]:
        """Its words before and after."""
        return terminal_text.words(self.old), terminal_text.words(self.new)

    @property
    def only_markup(self) -> bool:
        """Whether the words are the same, so that only how they look differs."""
        return self.texts[0] == self.texts[1]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What became of the words; of the HTML, if they are the same."""
        return word_diff.compare(*((self.old, self.new) if self.only_markup else self.texts), self.work)


@dataclass(frozen=True, slots=True)
class NoteChange:
    """A note that is in both packages, and not the same."""

    was: PackageNote
    note: PackageNote
    fields: tuple[FieldChange, ...]
    tags_added: tuple[str, ...]
    tags_removed: tuple[str, ...]
    cards_added: tuple[str, ...]
    cards_removed: tuple[str, ...]
    moves: tuple[_Move, ...]

    @property
    def is_retyped(self) -> bool:
        """Whether it is of another note type."""
        return self.was.type.id != self.note.type.id

    @property
    def is_reworded(self) -> bool:
        """Whether more than its tags and decks changed."""
        return bool(self.fields or self.cards_added or self.cards_removed or self.is_retyped)

    @property
    def is_retagged(self) -> bool:
        """Whether its tags changed."""
        return bool(self.tags_added or self.tags_removed)


@dataclass(frozen=True)
class Difference:
    """What differs between two packages, in the order of the newer one."""

    old: Package
    new: Package
    pairs: tuple[_Pair, ...]  # notes that are in both, changed or not
    added: tuple[PackageNote, ...]
    removed: tuple[PackageNote, ...]
    changed: tuple[NoteChange, ...]
    types_added: tuple[NoteType, ...]
    types_removed: tuple[NoteType, ...]
    types_changed: tuple[TypeChange, ...]
    decks_renamed: tuple[_Move, ...]
    decks_described: tuple[FieldChange, ...]  # by name of the deck
    media_added: tuple[str, ...]
    media_removed: tuple[str, ...]
    media_changed: tuple[str, ...]
    work: Work  # that is left for comparing, which is done when it is told of

    @property
    def reworded(self) -> tuple[NoteChange, ...]:
        """The notes of which more than tags and decks changed."""
        return tuple(change for change in self.changed if change.is_reworded)

    @property
    def retagged(self) -> tuple[NoteChange, ...]:
        """The notes of which only tags changed, and perhaps decks."""
        return tuple(change for change in self.changed if change.is_retagged and not change.is_reworded)

    @property
    def moves(self) -> Mapping[_Move, Sequence[PackageNote]]:
        """The notes that went from one deck to another, apart from those that a renamed deck took along."""
        moves: dict[_Move, list[PackageNote]] = {}
        for change in self.changed:
            for move in change.moves:
                moves.setdefault(move, []).append(change.note)
        return moves

    @property
    def type_parts(self) -> Mapping[PartChange, Sequence[str]]:
        """What changed about note types, each with the names of those that it is the same for."""
        parts: dict[PartChange, list[str]] = {}
        for change in self.types_changed:
            for part in change.parts:
                parts.setdefault(part, []).append(change.now.type.name)
        return parts

    @property
    def media(self) -> Mapping[str, Sequence[str]]:
        """The names of media files by what became of them."""
        return {"added": self.media_added, "removed": self.media_removed, "changed": self.media_changed}

    @property
    def unchanged(self) -> int:
        """How many notes are the same in both."""
        return len(self.pairs) - len(self.changed)

    @property
    def summary(self) -> str:
        """How many notes there are of each sort."""
        moved = {note.guid for notes in self.moves.values() for note in notes}
        counts = {
            "added": self.added, "removed": self.removed, "changed": self.reworded,
            "retagged": self.retagged, "moved": moved,
        }  # fmt: skip
        told = [f"{len(notes):,} {what}" for what, notes in counts.items() if notes]
        return (
            f"{counted(len(self.new.notes), 'note')}: {', '.join([*told, f'{self.unchanged:,} unchanged'])}"
        )


def compare(old: Package, new: Package) -> Difference:
    """Compare packages: notes by guid, note types and their parts by id, decks by name, media by content."""
    before, after = _by_guid(old.notes), _by_guid(new.notes)
    pairs = tuple((before[guid], note) for guid, note in after.items() if guid in before)
    renamed = tuple(_renamed(pairs, old, new))
    work = Work(old.size + new.size, _MOST_WORK)
    changes = (_changed(was, note, renamed, work) for was, note in pairs)
    used = {note.type.id for package in (old, new) for note in package.notes}
    # Anki packs note types of the collection that no note has; of those, there is nothing to say.
    types_before, types_after = (
        tuple(each for each in package.note_types if each.type.id in used) for package in (old, new)
    )
    types = note_type_diff.paired(types_before, types_after)
    known_before, known_after = {was.type.id for was, _ in types}, {now.type.id for _, now in types}
    files_before, files_after = _by_name(old.media), _by_name(new.media)
    return Difference(
        old=old,
        new=new,
        pairs=pairs,
        added=tuple(note for guid, note in after.items() if guid not in before),
        removed=tuple(note for guid, note in before.items() if guid not in after),
        changed=tuple(filter(None, changes)),
        types_added=tuple(each.type for each in types_after if each.type.id not in known_after),
        types_removed=tuple(each.type for each in types_before if each.type.id not in known_before),
        types_changed=tuple(filter(None, (note_type_diff.changed(was, now) for was, now in types))),
        decks_renamed=renamed,
        decks_described=tuple(_described(old, new, renamed, work)),
        media_added=tuple(name for name in files_after if name not in files_before),
        media_removed=tuple(name for name in files_before if name not in files_after),
        work=work,
        media_changed=tuple(
            name for name in files_after if files_before.get(name, files_after[name]) != files_after[name]
        ),
    )


def restricted(old: Package, new: Package, where: str) -> tuple[Package, Package]:
    """Leave those notes in two packages that a search finds in either of them.

    Raises:
        SearchError: the expression has a fault.
        StudygenError: nothing matches.
    """
    found: set[str] = set()
    for package in (old, new):
        wanted = search_query.parse(where, package.tag_root)
        found |= {note.guid for note in package.notes if wanted.matches(note.tags, note.type.name)}
    if not found:
        raise StudygenError(f"no note of {old.name} or {new.name} matches {where!r}")
    left = [
        replace(package, notes=tuple(note for note in package.notes if note.guid in found))
        for package in (old, new)
    ]
    return left[0], left[1]


def _by_guid(notes: Iterable[PackageNote]) -> dict[str, PackageNote]:
    """Return notes by their guid; of two with the same, the first, which is what Anki updates."""
    found: dict[str, PackageNote] = {}
    for note in notes:
        found.setdefault(note.guid, note)
    return found


def _by_name(media: Iterable[PackageMedium]) -> dict[str, str]:
    return {medium.name: medium.digest for medium in media}


def _changed(was: PackageNote, note: PackageNote, renamed: Sequence[_Move], work: Work) -> NoteChange | None:
    """Tell what became of a note; None if nothing."""
    before, after = _card_names(was), _card_names(note)
    moves = _moves(was.cards, note.cards)
    change = NoteChange(
        was=was,
        note=note,
        fields=tuple(_field_changes(was, note, work)) if was.fields != note.fields else (),
        tags_added=tuple(tag for tag in note.tags if tag not in was.tags),
        tags_removed=tuple(tag for tag in was.tags if tag not in note.tags),
        cards_added=tuple(name for ordinal, name in after.items() if ordinal not in before),
        cards_removed=tuple(name for ordinal, name in before.items() if ordinal not in after),
        moves=tuple(move for move in moves if move not in renamed),
    )
    return change if change.is_reworded or change.is_retagged or change.moves else None


def _field_changes(was: PackageNote, note: PackageNote, work: Work) -> Iterator[FieldChange]:
    """Yield the fields that differ: those that are in both, then new ones, then those that went."""
    before, after = was.named, note.named
    pairs = paired_parts(was.type.fields, note.type.fields)
    if was.type.id != note.type.id:  # ids of fields mean nothing from one note type to another
        pairs = tuple((field, field) for field in note.type.fields if field.name in before)
    known_before, known_after = {old.name for old, _ in pairs}, {new.name: old.name for old, new in pairs}
    for name, value in after.items():
        old = before[known_after[name]] if name in known_after else ""
        if old != value:
            yield FieldChange(name, old, value, work)
    for name, value in before.items():
        if name not in known_before and value:
            yield FieldChange(name, value, "", work)


def _card_names(note: PackageNote) -> dict[int, str]:
    return {card.ordinal: note.card_name(card.ordinal) for card in note.cards}


def _moves(before: Iterable[PackageCard], after: Iterable[PackageCard]) -> tuple[_Move, ...]:
    decks = {card.ordinal: card.deck for card in before}
    moves = [
        (decks[card.ordinal], card.deck) for card in after if decks.get(card.ordinal, card.deck) != card.deck
    ]
    return tuple(dict.fromkeys(moves))


def _renamed(pairs: Iterable[_Pair], old: Package, new: Package) -> Iterator[_Move]:
    """Yield decks that are gone, and whose cards are all in one that was not there."""
    into: Mapping[str, set[str]] = defaultdict(set)
    for was, note in pairs:
        decks = {card.ordinal: card.deck for card in note.cards}
        for card in was.cards:
            if card.ordinal in decks:
                into[card.deck].add(decks[card.ordinal])
    for deck in old.filled_decks:
        if len(into[deck.name]) == 1 and not new.cards_in[deck.name]:
            (name,) = into[deck.name]
            if not old.cards_in[name]:
                yield deck.name, name


def _described(old: Package, new: Package, renamed: Sequence[_Move], work: Work) -> Iterator[FieldChange]:
    """Yield descriptions of decks that changed."""
    names = dict(renamed)
    after = {deck.name: deck for deck in new.decks}
    for deck in old.filled_decks:
        now = after.get(names.get(deck.name, deck.name))
        if now and now.description != deck.description:
            yield FieldChange(now.name, deck.description, now.description, work)
