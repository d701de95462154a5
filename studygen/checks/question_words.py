"""What a question asks in words of its own, apart from what it lays out and from who says so."""

import re
from functools import cache

from studygen.checks.card_texts import CardText
from studygen.checks.card_words import unquoted
from studygen.checks.entry_names import names
from studygen.checks.stems import content_stems
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.knowledge_base import Source
from studygen.knowledge.text.markdown import to_plain

WH = r"(?:who|whom|whose|what|when|where|which|why|how)"
AUXILIARY = (
    r"(?:(?:am|are|can|could|did|do|does|had|has|have|is|may|might|must|shall|should|was|were|will|would)"
    r"(?:n['’]t)?)"
)
_LAID_OUT = re.compile(r"^[ \t]*(?:>|[-+*][ \t]|1[.)][ \t])[^\n]*(?:\n(?![ \t]*\n)[^\n]*)*", re.MULTILINE)
_MARK_IN_TITLE = re.compile(r"[?.!](?=[*_])")  # *What Is to Be Done?* asks nothing


def own_words(card: CardText) -> str:
    """Return the question without the block quotes, lists and quotations on it; of a cloze, its sentence."""
    if card.is_cloze:
        return unquoted(card.question)
    return unquoted(to_plain(_MARK_IN_TITLE.sub("", _LAID_OUT.sub("", card.card.question))))


def lays_out(card: CardText) -> tuple[str, ...]:
    """Return the block quotes and lists on a question: what it gives to work with."""
    return () if card.is_cloze else tuple(map(to_plain, _LAID_OUT.findall(card.card.question)))


def unattributed(text: str, source: Source) -> str:
    """Return a text without what only says who says so: "according to DMSG"."""
    names = speakers(source)
    return _attribution(names).sub(" ", text) if _may_attribute(names).search(text) else text


def speakers(source: Source) -> str:
    """Return a pattern that matches how cards name whoever speaks in a text."""
    return _any_of((source.spec.author, *(voice.name for voice in source.spec.voices.values())))


@cache
def _any_of(speakers: tuple[str, ...]) -> str:
    names = {*speakers, *(name.partition(",")[0] for name in speakers)}  # "Trotsky, as DMSG reports him"
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


def stems_of_names(source: Source, trait: type[Entry] = Entry) -> frozenset[str]:
    """Return the stems of the words that entries with a trait are called by."""
    called = [name for entry in source.entries if isinstance(entry, trait) for name in names(entry)]
    return frozenset().union(*(content_stems(name, source.spec.language) for name in called))


@cache
def _may_attribute(speaker: str) -> re.Pattern[str]:
    """Return a pattern that is found faster, in all that has an attribution."""
    return re.compile(rf"according to|{speaker}", re.IGNORECASE)


@cache
def _attribution(speaker: str) -> re.Pattern[str]:
    return re.compile(
        rf"""\s*,?\s*\b(?:
          according\ to\ (?:{speaker}|(?-i:[A-Z][\w.]*(?:\ [A-Z][\w.]*)*)|the\ \w+)
        | (?:in|by|to)\ (?:the\ eyes\ of\ )?(?:{speaker})(?:['’]s?\ (?:account|argument|essay|mind|opinion
          |report|view|words))
        | (?:says|writes|argues|thinks)\ (?:{speaker})
        | as\ (?:{speaker})\ \w+(?:\ (?:it|him|her|them))?
        )(?!\w)\s*,?""",
        re.VERBOSE | re.IGNORECASE,
    )
