"""argument-shape: nobody holds an argument, or no card asks for a step of it.

Why: to know an argument is to know what it rests on and what follows; being able to repeat the claim is not
enough. And an argument is somebody's: plain fact does not argue.
Source: Matuschak, "How to write good prompts" (why and how behind what); this project. A warning: the
wording of a question may hide that it asks for an inference. Hand-written questions are read in English
only, and trusted in other languages.
"""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards, CardText
from studygen.checks.rule import Hit, on_entry
from studygen.knowledge.base import FACT
from studygen.knowledge.kinds.traits import Arguing

_INFERENCES = frozenset(("Reasons", "Conclusion", "Reply", "Objection", "Example"))
_HOW = "how(?=,| (?:do|does|did|is|was|are|were|has|have|had|can|could|may|might|would)\\b)"
_ASKS_FOR_ONE = re.compile(
    rf"\b(?:why|{_HOW}|by (?:doing )?what|because|grounds?|reasons?|premises?|evidence|examples?|sign"
    r"|follows?|rests? (?:up)?on|conclu\w+|infer\w*|impl(?:y|ies)|explain\w*|shows?|proves?|justif\w+"
    r"|supports?|contradicts?|object(?:s|ions?)?|repl(?:y|ies))\b",
    re.IGNORECASE,
)


def argument_shape(all_cards: AllCards) -> Iterator[Hit]:
    """Find arguments without a holder, and arguments of which only the claim is asked."""
    for _, entry in all_cards.knowledge.entries():
        if not isinstance(entry, Arguing):
            continue
        if entry.voice == FACT:
            yield on_entry(entry, "nobody holds this argument: give the `voice` of whoever argues so")
        if not any(map(_asks_for_an_inference, all_cards.by_entry[entry.id])):
            message = (
                "no card asks for a step of this argument; make one of its generated cards (reasons,"
                " conclusion, objection, reply, example), or ask why, on what grounds, or what follows"
            )
            yield on_entry(entry, message)


def _asks_for_an_inference(card: CardText) -> bool:
    if not card.hand_written:
        return card.card.name in _INFERENCES
    if card.source.spec.language != "en":
        return True
    return not card.is_cloze and bool(_ASKS_FOR_ONE.search(card.question))
