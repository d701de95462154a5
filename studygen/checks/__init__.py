"""The rules that a knowledge base is held to, one in each module, and the lists of them."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from studygen.asked import Listing, pair_id
from studygen.checks.ambiguous_date import ambiguous_date
from studygen.checks.ambiguous_passage import ambiguous_passage
from studygen.checks.answer_leak import answer_leak
from studygen.checks.answer_too_long import answer_too_long
from studygen.checks.argument_shape import argument_shape
from studygen.checks.bad_cloze import bad_cloze
from studygen.checks.bad_markdown import bad_markdown
from studygen.checks.bad_math import bad_math
from studygen.checks.bad_passage import bad_passage
from studygen.checks.circular_order import circular_order
from studygen.checks.claimed_id import claimed_id
from studygen.checks.clashing_tag import clashing_tag
from studygen.checks.dangling_pronoun import dangling_pronoun
from studygen.checks.dangling_reference import dangling_reference
from studygen.checks.either_or import either_or
from studygen.checks.enumeration import enumeration
from studygen.checks.hedge_lost import hedge_lost
from studygen.checks.interference import interference
from studygen.checks.large_media import large_media
from studygen.checks.lifted_cloze import lifted_cloze
from studygen.checks.loaded_word import loaded_word
from studygen.checks.lonely_tag import lonely_tag
from studygen.checks.name_or_year_not_in_text import name_or_year_not_in_text
from studygen.checks.near_duplicate import near_duplicate
from studygen.checks.not_self_contained import not_self_contained
from studygen.checks.one_answer import one_answer
from studygen.checks.orphan_entry import orphan_entry
from studygen.checks.question_too_long import question_too_long
from studygen.checks.repeated_id import repeated_id
from studygen.checks.rule import CardRule, FileRule, name_of
from studygen.checks.stray_tag import stray_tag
from studygen.checks.trivial_cloze import trivial_cloze
from studygen.checks.two_questions import two_questions
from studygen.checks.two_voices import two_voices
from studygen.checks.unattributed_claim import unattributed_claim
from studygen.checks.uncovered import uncovered
from studygen.checks.unfinished import unfinished
from studygen.checks.unfound_passage import unfound_passage
from studygen.checks.unknown_voice import unknown_voice
from studygen.checks.unsupported_answer import unsupported_answer
from studygen.checks.vague_question import vague_question
from studygen.checks.verbatim_lift import verbatim_lift
from studygen.checks.yes_no import yes_no
from studygen.knowledge import Knowledge
from studygen.problems import Place, Problem, nearest
from studygen.seen import Seen

FILE_RULES: tuple[FileRule, ...] = (
    ambiguous_passage,
    bad_cloze,
    bad_markdown,
    bad_passage,
    circular_order,
    claimed_id,
    clashing_tag,
    dangling_reference,
    repeated_id,
    stray_tag,
    unfound_passage,
    unknown_voice,
)

CARD_RULES: tuple[CardRule, ...] = (
    ambiguous_date,
    answer_leak,
    answer_too_long,
    argument_shape,
    bad_math,
    dangling_pronoun,
    either_or,
    enumeration,
    hedge_lost,
    interference,
    large_media,
    lifted_cloze,
    loaded_word,
    lonely_tag,
    name_or_year_not_in_text,
    near_duplicate,
    not_self_contained,
    one_answer,
    orphan_entry,
    question_too_long,
    trivial_cloze,
    two_questions,
    two_voices,
    unattributed_claim,
    uncovered,
    unfinished,
    unsupported_answer,
    vague_question,
    verbatim_lift,
    yes_no,
)


def check_files(knowledge: Knowledge) -> tuple[Problem, ...]:
    """Find what keeps notes from being made, sorted by place."""
    return tuple(sorted(problem for rule in FILE_RULES for problem in rule(knowledge)))


def check_cards(seen: Seen, concerns: Callable[[str], bool] = lambda _: True) -> tuple[Problem, ...]:
    """Find what is wrong with cards that could be made, apart from what is allowed, sorted by place.

    Args:
        seen: all cards.
        concerns: whether what is found about the entry or question with this full id is wanted.
    """
    allowances = tuple(_allowances(seen.knowledge))
    allowed = {(subject, each.rule): each for each in allowances for subject in each.subjects}
    found: list[Problem] = []
    used: set[_Allowance] = set()
    for rule in CARD_RULES:
        name = name_of(rule)
        for hit in rule(seen):
            if allowance := allowed.get((hit.subject, name)):
                used.add(allowance)
            elif concerns(hit.subject):
                found.append(Problem(hit.place, hit.message, name, hit.severity))
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
        if rule not in known:
            is_rule = rule in map(name_of, FILE_RULES)
            why = "is broken in any case, and nothing can be made of it" if is_rule else "is no rule"
            message = f"{rule!r} cannot be allowed: it {why}{nearest(rule, known)}"
            yield Problem(place, message, "idle-allowance")
        elif allowance not in used:
            yield Problem(place, f"{rule} finds nothing here; remove this", "idle-allowance", "warning")
