"""What a build means for learners, in a line: how much of it is new, changed, gone or as they have it."""

from collections.abc import Collection
from dataclasses import dataclass

from studygen.cards.note import Note
from studygen.releases import losses
from studygen.releases.lock import digest_of, is_moved
from studygen.releases.publication import Publication
from studygen.wording import counted


@dataclass(frozen=True, slots=True)
class Effect:
    """How many notes of a build are what to those who have the latest release."""

    new: int
    changed: int
    gone: int
    untouched: int
    moved: int  # of those that are untouched, only the place in the text is another
    since: str | None  # the version of that release; None if there is none, "" if it is not known

    @property
    def of_draft(self) -> str:
        """What is said of a draft."""
        return f"{self}, none released yet" if self.since is None else str(self)

    def __str__(self) -> str:
        """Return what is said of a release."""
        if self.since is None:
            return counted(self.new, "note")
        counts = {"changed": self.changed, "new": self.new, "gone": self.gone, "untouched": self.untouched}
        told = [f"{number:,} {what}" for what, number in counts.items() if number]
        return f"{', '.join(told)} since {self.since or 'the latest release'}"


def effect(published: Publication, notes: Collection[Note], *, is_whole: bool) -> Effect:
    """Count what a build has; what it lacks is gone only if it is whole."""
    known = published.lock.notes
    new = [note for note in notes if note.origin not in known or known[note.origin].is_gone]
    same = [
        note
        for note in notes
        if note.origin in known
        and not known[note.origin].is_gone
        and (known[note.origin].hash, known[note.origin].id) == (digest_of(note), note.id)
    ]
    gone = losses.newly_gone(published.notes, published.lock) if is_whole else ()
    moved = sum(is_moved(note, known[note.origin]) for note in same)
    changed = len(notes) - len(new) - len(same)
    since = published.lock.latest or ("" if known else None)
    return Effect(len(new), changed, len(gone), len(same), moved, since)
