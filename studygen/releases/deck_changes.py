"""What became of decks since the last release, in the words for whoever gives them to learners.

Anki finds a learner's deck by its name, and leaves cards where they are: in a deck that has another name now,
in one that their note has left, and of two decks with the same note in the one that was imported first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
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


def overlapping(before: Lock, after: Lock, first: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Say which decks share notes with one with which they had none in common at the last release.

    Args:
        before: the lock of the last release.
        after: that of this one.
        first: the decks in which notes of a deck lie, by their specifications.
    """
    earlier = {_same_deck(stem, before, after.decks): _sharing(stem, before) for stem in before.members}
    lines = []
    for stem in after.members:
        known = {_same_deck(other, before, after.decks) for other in earlier.get(stem, ())}
        sharing = _sharing(stem, after)
        if not sharing <= known:
            with_it = [other for other in first.get(stem, ()) if other in sharing]
            apart = sharing - {*with_it, *(other for other in sharing if stem in first.get(other, ()))}
            lines += [_beginning(stem, with_it, after)] if with_it else []
            lines += [_shared(stem, apart, after)] if apart and not with_it else []
    if lines:
        yield _indented("Decks share notes; Anki leaves a card in the deck that is imported first:", lines)


def _beginning(stem: str, first: Sequence[str], lock: Lock) -> str:
    """Say which notes of a deck lie in those that come first, so that these go together."""
    shared = sum(len(lock.members[stem] & lock.members[other]) for other in first)
    names = listed(repr(lock.decks.get(other, other)) for other in first)
    of_all = f"{shared:,} of its {counted(len(lock.members[stem]), 'note')}"
    lie = "lies" if shared == 1 else "lie"
    return f"{lock.decks.get(stem, stem)}: {of_all} {lie} in {names}, whichever is imported first"


def _shared(stem: str, others: Set[str], lock: Lock) -> str:
    """Say how many notes of a deck are in others, and where one of these makes it superfluous."""
    own, name = lock.members[stem], lock.decks.get(stem, stem)
    if whole := [other for other in lock.members if other in others and own <= lock.members[other]]:
        all_of_it = "its only note is" if len(own) == 1 else f"all of its {counted(len(own), 'note')} are"
        larger = lock.decks.get(whole[0], whole[0])
        return f"{name}: {all_of_it} in {larger!r} as well, after which it brings nothing new"
    shared = len(own & frozenset().union(*(lock.members[other] for other in others)))
    return f"{name}: {shared:,} of its {counted(len(own), 'note')} {are(shared)} in other decks as well"


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
