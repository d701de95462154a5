"""Two branches' locks, of which learners may have the decks of either, made one.

What is given is a file with the lines of both, such as git leaves one with conflicts.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from studygen.problems import FaultyFilesError, Place, Problem
from studygen.releases import lock_sections
from studygen.releases.lock import UNNAMED, UNSETTLED, Draft, Lock, LockedBlank, LockedNote, LockedType
from studygen.releases.lock_lines import LineReader
from studygen.releases.lock_reader import BOTH_SIDES, line_fault
from studygen.wording import are, counted, listed

_BASE, _DIVIDER = "|||||||", "======="

L = TypeVar("L", LockedNote, LockedType, Draft)


@dataclass(frozen=True, slots=True)
class Merge:
    """The lock of both sides, and what there is to say about it."""

    lock: Lock
    report: tuple[str, ...]


def merge(text: str, file: Path) -> Merge:
    """Put together what both sides say.

    Raises:
        FaultyFilesError: a line is not one of a lock's, lines of a side are missing, or two cannot be one.
    """
    problems: list[Problem] = []
    sides, seen, expected = [LineReader()], set[str](), dict[str, int]()
    for number, line in _lines_of_sides(text):
        alone = LineReader()
        if fault := line_fault(line, alone):
            problems.append(Problem(Place(file, number, 1), fault, "damaged-lock"))
        for section, (count, _) in alone.whole.items():
            expected[section] = max(count, expected.get(section, 0))
        # What a side has already, in another way, is of another side.
        if line not in seen and alone.lines and not any(side.take(line) for side in sides):
            sides.append(LineReader())
            sides[-1].take(line)
        seen.add(line)
    if not problems and (fault := _fault(sides, expected)):
        problems.append(Problem(Place(file), fault, "damaged-lock"))
    if problems:
        raise FaultyFilesError(tuple(problems))
    return _merged(sides)


def _lines_of_sides(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers, without marks of conflicts and what was there before both."""
    in_base = False
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith((_BASE, _DIVIDER)):
            in_base = line.startswith(_BASE)
        elif not in_base and not line.startswith(lock_sections.CONFLICT):
            yield number, line


# What is refused


def _fault(sides: list[LineReader], expected: Mapping[str, int]) -> str | None:
    """Tell why these cannot be made one; None if they can."""
    first = sides[0]
    if not first.has_format or not first.has_namespace or not expected:
        return f"this is no lock, nor two of them; {BOTH_SIDES}"
    if len({side.namespace for side in sides if side.has_namespace}) > 1:
        return (
            "the two sides have different namespaces: they are of two projects; take the file of one of them"
        )
    held = {
        "note": len(first.notes),
        "draft": len(first.drafts),
        "draft-type": len(first.draft_types),
        "release": len(first.releases),
        "blank": len(_numbers(sides)),
        "note-type": sum(lock_sections.section_of(line) == "note-type" for line in first.lines),
    }
    for section, count in held.items():
        if count < expected.get(section, 0):
            had = f"one side had {counted(expected[section], 'line')} `{section}`"
            return f"{had}, and there {are(count)} {count:,} here; {BOTH_SIDES}"
    if reshaped := _reshaped(sides):
        return (
            f"each side has another note type {listed(map(repr, reshaped))}, and learners cannot have both;"
            " take the file of one side, and let what the other changed through with --allow-notetype-change"
        )
    _, missing = first.note_types()
    missing += _numberless(sides) + [
        f"the note {origin!r}, of which there are blanks,"
        for origin in first.blanks
        if origin not in first.notes
    ]
    return f"{missing[0]} is missing here; {BOTH_SIDES}" if missing else None


def _reshaped(sides: list[LineReader]) -> list[str]:
    """Return the note types that are not the same on both sides, apart from how they look."""
    first, *others = sides
    found = {key for side in others for _, key in side.slots}
    for side in others:
        found |= {key for key, said in side.types.items() if said[:3] != first.types[key][:3]}
    return sorted(found)


def _numbers(sides: Iterable[LineReader]) -> set[tuple[str, int]]:
    """Return the numbers that blanks have, with the notes that they are in."""
    return {
        (origin, blank.number)
        for side in sides
        for origin, blanks in side.blanks.items()
        for blank in blanks.values()
    }


def _numberless(sides: list[LineReader]) -> list[str]:
    """Say which blanks are missing of those whose cards are known."""
    numbers = _numbers(sides)
    return [
        f"the blank of number {place + 1} of {origin!r}"
        for side in sides
        for origin, was in side.notes.items()
        if sides[0].types.get(was.type, [""])[0] == "cloze"
        for place in was.cards
        if origin.count("/") == 1 and (origin, place + 1) not in numbers
    ]


# Both made one


def _merged(sides: list[LineReader]) -> Merge:
    first, *others = sides
    notes, blanks = dict(first.notes), {origin: dict(same) for origin, same in first.blanks.items()}
    types, _ = first.note_types()
    drafts, draft_types, releases = dict(first.drafts), dict(first.draft_types), dict(first.releases)
    said: list[str] = []
    for side in others:
        for origin, was in side.notes.items():
            notes[origin] = _later_note(notes[origin], was)
        for key, (*_, digest, mod) in side.types.items():
            types[key] = _later(types[key], replace(types[key], hash=digest, mod=int(mod)))
        for known, other in ((drafts, side.drafts), (draft_types, side.draft_types)):
            for key, draft in other.items():
                known[key] = _later(known[key], draft)
        for version, moment in side.releases.items():
            releases[version] = max(releases[version], moment)
            said.append(
                f"Both sides have a release {version}; give the learners of either of them the next one"
            )
        for origin, same in side.blanks.items():
            said += _join(origin, blanks[origin], same, _numbers(sides))
    members = {file: frozenset(origins) for file, origins in first.members.items()}
    lock = Lock(
        notes,
        types,
        blanks,
        first.decks,
        first.namespace,
        members,
        releases,
        drafts,
        draft_types,
        first.tag_root,
    )
    held = f"{counted(len(notes), 'note')}, {counted(len(types), 'note type')}"
    report = [f"The lines of both sides are one lock now: {held}. Build, and commit it.", *said]
    unsettled = [was.id for was in notes.values() if was.hash == UNSETTLED]
    unsettled += [origin for origin, draft in drafts.items() if draft.hash == UNSETTLED]
    if unsettled:
        differs = "note differs" if len(unsettled) == 1 else "notes differ"
        report.append(
            f"{len(unsettled):,} {differs} between both sides at one date, and will count as changed:"
            f" {listed(unsettled)}"
        )
    return Merge(lock, tuple(report))


def _later(one: L, other: L) -> L:
    """Return what has the later date; at one date, learners have this or that."""
    if one.mod == other.mod and one.hash != other.hash:
        return replace(one, hash=UNSETTLED)
    return max(one, other, key=lambda each: each.mod)


def _later_note(one: LockedNote, other: LockedNote) -> LockedNote:
    """Return the later of two notes, with the cards of both; gone at one date is not gone for good."""
    cards = tuple(sorted({*one.cards, *other.cards}))
    is_gone = _later(one, other).is_gone and (one.mod != other.mod or (one.is_gone and other.is_gone))
    return replace(_later(one, other), cards=cards, is_gone=is_gone)


def _join(
    origin: str, known: dict[str, LockedBlank], same: Mapping[str, LockedBlank], taken: set[tuple[str, int]]
) -> Iterator[str]:
    """Add the blanks of the other side to those of one; say which of them have other numbers now."""
    last = max(number for of, number in taken if of == origin)
    last = max(last, *(blank.number for blank in known.values()))
    for name, blank in same.items():
        rival = next((each for each, was in known.items() if was.number == blank.number), None)
        if rival is None:  # the name has another number
            known[f"{UNNAMED}{blank.number}"] = blank
        elif name not in known and known[rival].words != blank.words:
            last += 1
            known[name] = blank._replace(number=last)
            yield (
                f"Both sides have a new blank in {origin}: {rival!r} keeps the number {blank.number}, and"
                f" {name!r} becomes {last}. If learners have the deck with {name!r} and not the other,"
                " exchange both numbers in the file, and run this again."
            )
