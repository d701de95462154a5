"""The rules that a knowledge base is held to, one in each module, and the list of them."""

from collections.abc import Callable, Iterator

from studygen.checks.ambiguous_passage import ambiguous_passage
from studygen.checks.bad_cloze import bad_cloze
from studygen.checks.bad_markdown import bad_markdown
from studygen.checks.bad_passage import bad_passage
from studygen.checks.clashing_tag import clashing_tag
from studygen.checks.dangling_reference import dangling_reference
from studygen.checks.repeated_id import repeated_id
from studygen.checks.stray_tag import stray_tag
from studygen.checks.unfound_passage import unfound_passage
from studygen.checks.unknown_voice import unknown_voice
from studygen.knowledge import Knowledge
from studygen.problems import Problem

CHECKS: tuple[Callable[[Knowledge], Iterator[Problem]], ...] = (
    ambiguous_passage,
    bad_cloze,
    bad_markdown,
    bad_passage,
    clashing_tag,
    dangling_reference,
    repeated_id,
    stray_tag,
    unfound_passage,
    unknown_voice,
)


def check(knowledge: Knowledge) -> tuple[Problem, ...]:
    """Run every check and return what they found, sorted by place."""
    return tuple(sorted(problem for rule in CHECKS for problem in rule(knowledge)))
