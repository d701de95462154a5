"""What became of decks since the last release, in the words for whoever gives them to learners.

Anki finds a learner's deck by its name, and leaves cards where they are: in a deck that has another name now,
in one that their note has left, and of two decks with the same note in the one that was imported first.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace

from studygen.releases.lock import Lock
from studygen.wording import are, counted, listed

_MOST_LINES = 10


def released(
    lock: Lock, made: Iterable[str], members: Mapping[str, Set[str]] | None, names: Mapping[str, str]
) -> Lock:
    """Return a lock with the decks of a build; those of which there is no specification any more are dropped.

    Args:
        lock: what is known of the decks up to now.
        made: the specifications of those that are built.
        members: the origins of the notes of every deck; None if a search left only a part of them.
        names: of all decks of the project in Anki, by their specifications.
    """
    made = {stem: names[stem] for stem in made}
    if members is None:
        return replace(lock, decks={**lock.decks, **made})
    now = {stem: _same_deck(stem, lock, names) for stem in lock.decks}
    decks = {now[stem]: name for stem, name in lock.decks.items() if now[stem] in names}
    held = {now.get(stem, stem): origins for stem, origins in lock.members.items()}
    held = {stem: origins for stem, origins in held.items() if stem in names}
    held |= {stem: frozenset(members[stem]) for stem in made if stem in members}
    return replace(lock, decks={**decks, **made}, members=held)


def renamed(before: Lock, made: Iterable[str], names: Mapping[str, str]) -> Iterator[str]:
    """Say which of the decks that are made are called otherwise now."""
    for stem in made:
        name = names[stem]
        was = before.decks.get(stem, name)
        if was != name:
            yield (
                f"The deck {was!r} is called {name!r} now. Whoever has it keeps the cards in {was!r}, and"
                f" only new ones come into {name!r}, unless they rename theirs in Anki before the import."
            )


def left(
    before: Lock,
    after: Lock,
    names: Mapping[str, str],
    members: Mapping[str, Set[str]],
    labels: Mapping[str, str],
) -> Iterator[str]:
    """Say which notes are no longer in a deck that had them, and where they are instead.

    Args:
        before: the lock of the last release.
        after: that of this one.
        names: of the decks of the project in Anki, by their specifications.
        members: the origins of the notes of each of them, as it would be made now.
        labels: the ids of the project's notes, by origin.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for stem, origins in before.members.items():
        now = _same_deck(stem, before, names)
        for origin in sorted(origins - after.members.get(now, frozenset())):
            if origin in labels:  # what is gone from the project is told as such
                where = _whereabouts(origin, before, names, members)
                groups.setdefault((before.decks.get(stem, stem), where), []).append(labels[origin])
    lines = [
        f"{deck!r}, {where}: {counted(len(ids), 'note')} ({listed(sorted(ids))})"
        for (deck, where), ids in groups.items()
    ]
    if lines:
        yield _indented("Notes left decks; whoever has them keeps their cards where they are:", lines)


def overlapping(before: Lock, after: Lock) -> Iterator[str]:
    """Say which decks share notes with one with which they had none in common at the last release."""
    earlier = {_same_deck(stem, before, after.decks): _sharing(stem, before) for stem in before.members}
    lines = []
    for stem in after.members:
        known = {_same_deck(other, before, after.decks) for other in earlier.get(stem, ())}
        if not _sharing(stem, after) <= known:
            own, name = after.members[stem], after.decks.get(stem, stem)
            others = frozenset().union(*(after.members[other] for other in _sharing(stem, after)))
            shared = len(own & others)
            of_all = f"{shared:,} of its {counted(len(own), 'note')}"
            lines.append(f"{name}: {of_all} {are(shared)} in other decks as well")
    if lines:
        yield _indented("Decks share notes; Anki leaves a card in the deck that is imported first:", lines)


def _same_deck(stem: str, before: Lock, names: Mapping[str, str]) -> str:
    """Return the specification that a deck of the last release has now: its file may have another name."""
    if stem in names:
        return stem
    return next((now for now, name in names.items() if name == before.decks.get(stem)), stem)


def _whereabouts(origin: str, before: Lock, names: Mapping[str, str], members: Mapping[str, Set[str]]) -> str:
    """Say where a note is that left a deck."""
    holding = [stem for stem in names if origin in members.get(stem, ())]
    had = {_same_deck(stem, before, names) for stem, origins in before.members.items() if origin in origins}
    if entered := [names[stem] for stem in holding if stem not in had]:
        return f"for {listed(map(repr, entered))}"
    return f"still in {listed(repr(names[stem]) for stem in holding)}" if holding else "now in no deck"


def _sharing(stem: str, lock: Lock) -> Set[str]:
    """Return the decks that have a note of this one."""
    return {
        other
        for other, origins in lock.members.items()
        if other != stem and not origins.isdisjoint(lock.members[stem])
    }


def _indented(heading: str, lines: list[str]) -> str:
    """Return a heading with lines below it, of many the first."""
    rest = len(lines) - _MOST_LINES
    shown = lines[:_MOST_LINES] + ([f"and {rest:,} more of this kind"] if rest > 0 else [])
    return "\n  ".join([heading, *shown])
