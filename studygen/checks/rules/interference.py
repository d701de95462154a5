"""interference: two entries are easily taken for each other, and no card tells them apart.

Why: things that are alike blot each other out in memory, however well each of them is asked for by itself;
a card that names both and asks for the difference is the cure.
Source: Wozniak, "Twenty rules", 11 (combat interference). A warning, where two entries have two or more
members of the lists in their answers in common (lists with commas in English only). Entries that say under
`unlike` or `apart` what they are mistaken for get such a card.
"""

import re
from collections.abc import Iterator
from itertools import combinations
from math import ceil

from studygen.checks.card_texts import AllCards, CardText
from studygen.checks.entry_names import names
from studygen.checks.rule import Hit, on_entry
from studygen.checks.stems import carries_meaning, content_stems, words
from studygen.knowledge.kinds.entry import Entry

# It begins where a stretch without such marks does, or each letter of a long one would be tried.
_SERIES = re.compile(r"(?<![^,.;:?!])[^,.;:?!]+(?:, [^,.;:?!]+?)+,? (?:and|or) [^,.;:?!]+")
_PARTING = re.compile(r",? (?:and|or) |, ")
_LONGEST = 4  # words of a member of a list with commas
_NAMED = 0.75  # of the stems of a title

_Member = frozenset[str]


def interference(all_cards: AllCards) -> Iterator[Hit]:
    """Find pairs of entries that are alike, and that no card names together."""
    apart = None
    for entry, other, why in _pairs(all_cards):
        apart = apart or _Sides(all_cards)
        if not apart.name_both(entry, other):
            message = (
                f"this is easily taken for {other.title!r} ({why}), and no card tells them apart; say"
                f" under `apart` of one how it differs from the other"
            )
            yield on_entry(entry, message)


def _pairs(all_cards: AllCards) -> Iterator[tuple[Entry, Entry, str]]:
    """Yield entries that are alike, each pair once."""
    known = {
        frozenset((entry.id, other))
        for _, entry in all_cards.knowledge.entries()
        for other in entry.taken_for
    }
    holders: dict[frozenset[_Member], Entry] = {}  # who had two members last
    for _, entry in all_cards.knowledge.entries():
        members = {member: said for card in all_cards.by_entry[entry.id] for member, said in _members(card)}
        for two in map(frozenset, combinations(members, 2)):
            other_entry = holders.get(two, entry)
            pair = frozenset((entry.id, other_entry.id))
            if len(pair) == 2 and pair not in known:
                known.add(pair)
                listed = " and ".join(sorted(members[member] for member in two))
                yield entry, other_entry, f"both list {listed}"
            holders[two] = entry


def _members(card: CardText) -> Iterator[tuple[_Member, str]]:
    """Yield the members of the lists in an answer, as stems and as they are written."""
    language = card.source.spec.language
    lines = card.answer.split("\n")
    if len(lines) > 1:
        yield from ((stems, line) for line in lines if (stems := content_stems(line, language)))
    for series in _SERIES.findall(card.answer) if language == "en" else ():
        first, *between, last = _PARTING.split(series)
        if any(len(member.split()) > _LONGEST for member in between):
            continue  # clauses rather than a list
        for member in (_end(first), *between, _beginning(last)):
            if stems := content_stems(member, language):
                yield stems, member


def _end(text: str) -> str:
    """Return the words at the end before which one stands that carries no meaning: such as *North Korea*."""
    said = words(text)
    at = next((at for at in range(len(said), 0, -1) if not carries_meaning(said[at - 1], "en")), 0)
    return " ".join(said[at:])


def _beginning(text: str) -> str:
    """Return the words at the beginning up to one that carries no meaning: *North Korea* in the east."""
    said = words(text)
    at = next((at for at, word in enumerate(said) if at and not carries_meaning(word, "en")), len(said))
    return " ".join(said[:at])


class _Sides:
    """The sides of all cards by their stems."""

    def __init__(self, all_cards: AllCards) -> None:
        self._sides: list[frozenset[str]] = []
        self._with: dict[str, list[int]] = {}
        for card in all_cards.cards:
            for side in (card.question, card.answer):
                stems = content_stems(side, card.source.spec.language)
                for stem in stems:
                    self._with.setdefault(stem, []).append(len(self._sides))
                self._sides.append(stems)
        self._language = {entry.id: source.spec.language for source, entry in all_cards.knowledge.entries()}

    def name_both(self, entry: Entry, other: Entry) -> bool:
        """Tell whether a question or an answer names both entries."""
        return not self._naming(entry).isdisjoint(self._naming(other))

    def _naming(self, entry: Entry) -> set[int]:
        found: set[int] = set()
        for name in names(entry):
            stems = content_stems(name, self._language[entry.id])
            needed = ceil(_NAMED * len(stems))
            # Whatever has so many of them has one of the rarest, which few sides have.
            by_rarity = sorted((self._with.get(stem, []) for stem in stems), key=len)
            for side in set().union(*by_rarity[: len(stems) - needed + 1]):
                if len(stems & self._sides[side]) >= needed:
                    found.add(side)
        return found
