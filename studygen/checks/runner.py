"""Running the rules, less what entries and questions allow with a reason."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from studygen.checks.card_texts import AllCards
from studygen.checks.rule import name_of
from studygen.checks.rules import CARD_RULES, FILE_RULES, RULES_OF_A_CARD
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.questions import FORGOTTEN_WAS, IN_NO_DECK, Listing, pair_id
from studygen.problems import Place, Problem
from studygen.wording import nearest


def check_files(knowledge: Knowledge) -> tuple[Problem, ...]:
    """Find what keeps notes from being made, sorted by place."""
    return tuple(sorted(problem for rule in FILE_RULES for problem in rule(knowledge)))


def check_cards(
    all_cards: AllCards, concerns: Callable[[str], bool] = lambda _: True, *, of_the_whole: bool = True
) -> tuple[Problem, ...]:
    """Find what is wrong with cards that could be made, apart from what is allowed, sorted by place.

    Args:
        all_cards: all cards.
        concerns: whether what is found about the entry or question with this full id is wanted.
        of_the_whole: whether these are all cards; if not, nothing is missing that others may have.
    """
    allowances = tuple(_allowances(all_cards.knowledge))
    allowed = {(subject, each.rule): each for each in allowances for subject in each.subjects}
    found: list[Problem] = []
    used: set[_Allowance] = set()
    for rule in CARD_RULES if of_the_whole else RULES_OF_A_CARD:
        name = name_of(rule)
        for hit in rule(all_cards):
            if allowance := allowed.get((hit.subject, name)):
                used.add(allowance)
            elif concerns(hit.subject):
                found.append(
                    Problem(hit.place, hit.message, name, hit.severity, nearest=hit.nearest, fix=hit.fix)
                )
    if not of_the_whole:
        return tuple(sorted(found))
    wanted = [allowance for allowance in allowances if any(map(concerns, allowance.subjects))]
    return tuple(sorted([*found, *_idle_allowances(wanted, used)]))


class _Allowance(NamedTuple):
    """A rule that does not hold for some notes: those of an entry, or of a question."""

    subjects: tuple[str, ...]  # full ids of notes, and of what has none
    rule: str
    place: Place


def _allowances(knowledge: Knowledge) -> Iterator[_Allowance]:
    for _, entry in knowledge.entries():
        subjects = (entry.id, *(pair_id(entry.id, other) for other in entry.unlike))
        for rule in entry.allow:
            yield _Allowance(subjects, rule, entry.place("allow", rule))
        for path, asked in entry.asked:
            full_id = entry.full_id(path)
            steps = (f"{full_id}/{step.id}" for step in asked.listed) if isinstance(asked, Listing) else ()
            for rule in asked.allow:
                yield _Allowance((full_id, *steps), rule, entry.place(*path, "allow", rule))


def _idle_allowances(allowances: Iterable[_Allowance], used: set[_Allowance]) -> Iterator[Problem]:
    """Find rules that are allowed where they find nothing, or that do not exist."""
    known = [name_of(rule) for rule in CARD_RULES]
    for allowance in allowances:
        _, rule, place = allowance
        if rule in (FORGOTTEN_WAS, IN_NO_DECK):
            continue  # only what was released, or the decks, tell whether there is anything to allow
        if rule not in known:
            is_rule = rule in map(name_of, FILE_RULES)
            why = "is broken in any case, and nothing can be made of it" if is_rule else "is no rule"
            message = f"{rule!r} cannot be allowed: it {why}{nearest(rule, known)}"
            yield Problem(place, message, "idle-allowance")
        elif allowance not in used:
            yield Problem(place, f"{rule} finds nothing here; remove this", "idle-allowance", "warning")
