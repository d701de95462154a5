"""What learners would lose: cards whose reviews go, and notes that come to them a second time.

What is hardly meant is a `Problem`, which is let through on request. What may well be meant is said.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from studygen.cards.note import Note
from studygen.knowledge.text import cloze
from studygen.problems import Problem
from studygen.releases.lock import UNNAMED, Lock, LockedBlank
from studygen.wording import are, counted, listed

RULE = "lost-reviews"


def newly_gone(notes: Iterable[Note], locked: Lock) -> frozenset[str]:
    """Return the origins of the notes that were there at the last release and are not any more."""
    present = {note.origin for note in notes}
    return frozenset(
        origin for origin, was in locked.notes.items() if origin not in present and not was.is_gone
    )


def new_ones(notes: Iterable[Note], locked: Lock, gone: Iterable[str]) -> list[str]:
    """Return the ids of the notes that may be those which are gone: of their types, and in no build yet."""
    types = {locked.notes[origin].type for origin in gone}
    built = frozenset[str]().union(*locked.members.values()) & {*locked.notes}
    return [note.id for note in notes if note.type.key in types and note.origin not in built]


def replaced_blanks(notes: Iterable[Note], locked: Lock) -> Iterator[Problem]:
    """Find sentences with a new blank that may be one that is gone, or with the label of another one."""
    for note in notes:
        known = locked.blanks.get(note.origin)
        if not known or not note.has_named_blanks:
            continue
        gone, new = _gone_blanks(note, locked), _new_blanks(note, known)
        if gone and new:
            message = (
                f"of {note.id!r}, what learners have as {_all_of(gone)} gone, and {_all_of(new)} new;"
                " if it is the same, they would lose their reviews of it: change only its label or only"
                " its words in one release; if it is another, build with --allow-lost-reviews"
            )
            yield Problem(note.place, message, RULE)
        for name in _reused_labels(note, locked):
            message = (
                f"of {note.id!r}, {name!r} was the label of another blank in an earlier release, and whoever"
                " has its card would be asked this with the schedule of that; give this one another label,"
                " or, if it is the same in other words, build with --allow-lost-reviews"
            )
            yield Problem(note.place, message, RULE)


def _all_of(names: list[str]) -> str:
    return f"{listed(names)} {are(len(names))}"


def _gone_blanks(note: Note, locked: Lock) -> list[str]:
    """Return the blanks of a sentence that the latest release had, as one may call them."""
    now = {card.name for card in note.cards}
    names = {blank.number - 1: name for name, blank in locked.blanks[note.origin].items()}
    called = [(names.get(ordinal, UNNAMED), ordinal + 1) for ordinal in _lost_places(note, locked)]
    return [
        f"number {number}" if name in now or name.startswith(UNNAMED) else repr(name)
        for name, number in called
    ]


def _new_blanks(note: Note, known: Mapping[str, LockedBlank]) -> list[str]:
    numbers = {blank.number for blank in known.values()}
    return [repr(card.name) for card in note.cards if card.ordinal + 1 not in numbers]


def _reused_labels(note: Note, locked: Lock) -> Iterator[str]:
    """Yield labels that hide something else now: of blanks that were gone, or what one of these hid."""
    known, hidden = locked.blanks[note.origin], cloze.hidden_in(cloze.sentence_of(note.fields))
    shown = locked.cards(note.origin)
    for card in note.cards:
        was, words = known.get(card.name), hidden.get(card.ordinal + 1)
        if was and was.number == card.ordinal + 1 and was.words != words:
            is_of_another = words in {blank.words for blank in known.values()}
            if card.ordinal not in shown or is_of_another:
                yield card.name


def _lost_places(note: Note, locked: Lock) -> list[int]:
    """Return the places of the cards that a note had at the latest release and has no more."""
    return sorted({*locked.cards(note.origin)} - {card.ordinal for card in note.cards})


def of_lost_cards(notes: Iterable[Note], locked: Lock, reshaped: Collection[str]) -> Iterator[str]:
    """Say which cards are gone from notes that stay; of types that are reshaped, that is said as such."""
    lost = []
    for note in notes:
        if note.type.key in reshaped:
            continue
        if note.has_named_blanks and note.origin in locked.blanks:
            names = [name.strip("'") for name in _gone_blanks(note, locked)]
        else:
            names = [note.type.templates[place].name for place in _lost_places(note, locked)]
        lost += [f"{note.id} ({name})" for name in names]
    if lost:
        one = len(lost) == 1
        yield (
            f"{counted(len(lost), 'card')} {are(len(lost))} gone from"
            f" {'a note that stays' if one else 'notes that stay'}: {listed(lost)}. Whoever has"
            f" {'it keeps it' if one else 'them keeps them'}, empty, until Tools → Empty Cards takes"
            f" {'it' if one else 'them'} away with the reviews; what comes back in a later release is the"
            " same card again."
        )
