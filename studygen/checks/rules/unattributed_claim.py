"""unattributed-claim: the back of a card does not say whose claim it is.

Why: a polemic that is learnt without its source turns into fact. So a card whose voice is not `fact` names
the speaker on its back, and what the text only reports somebody as saying is not given as fact.
Source: Wozniak, "Twenty rules", 18 (provide sources); this project. A back without the speaker is an error,
told once for each kind of card, since the template leaves the name out; a reported claim given as fact is a
warning, English only.
"""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards, CardText
from studygen.checks.rule import Hit, on_answer, on_question
from studygen.knowledge.base import FACT
from studygen.knowledge.text.markdown import to_plain

_SPEAKING = (
    r"(?:argu|assert|believ|claim|complain|contend|insist|maintain|object|repl[iy]|stat)(?:e|es|ed|s|ing)?"
)
_REPORTED = re.compile(
    rf"\b(?:{_SPEAKING},? that|(?<!\bthe )(?:said|says)(?! to be)|according to|in the (?:eyes|opinion) of)\b",
    re.IGNORECASE,
)
_NAMES_IT = re.compile(
    rf"\b(?:{_SPEAKING}|sa(?:y|ys|id)|according to|opinions?|words|views?|eyes)\b", re.IGNORECASE
)


def unattributed_claim(all_cards: AllCards) -> Iterator[Hit]:
    """Find backs that do not name the speaker, and reported claims that are given as fact."""
    nameless: dict[tuple[str, str], list[CardText]] = {}
    given_as_fact: dict[str, Hit] = {}
    for card in all_cards.cards:
        if card.voice != FACT:
            if not card.names_speaker:
                kind = "" if card.is_cloze else card.card.name
                nameless.setdefault((card.note.type.name, kind), []).append(card)
        elif card.source.spec.language == "en" and (said := _reported(card)):
            message = (
                f"the text only reports this (“{said}”), and `voice: fact` gives it as fact;"
                " make the speaker its `voice`, or name the speaker in the question"
            )
            given_as_fact.setdefault(card.note.id, on_question(card, message))
    for (note_type, kind), cards in nameless.items():
        speaker = to_plain(cards[0].note.speaker or "")
        of_kind = f"{len(cards)} such cards of the kind {note_type} {kind}".strip()
        message = (
            f"the back does not name the speaker, here {speaker!r} ({of_kind});"
            " show {{Speaker}} in the template"
        )
        # No judgement about wording: the template leaves out a field, so that it is never seen.
        yield on_answer(cards[0], message, "error")
    yield from given_as_fact.values()


def _reported(card: CardText) -> str | None:
    """Return the words by which the text reports what the card does not say to be reported."""
    if _NAMES_IT.search(f"{card.question}\n{card.answer}"):
        return None
    found = _REPORTED.search(card.cited)
    return found[0] if found else None
