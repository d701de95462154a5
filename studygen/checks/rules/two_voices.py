"""two-voices: the question names one speaker, and `voice` another.

Why: who said it is half of the matter; a card that asks for one speaker's view and credits another teaches a
mistake. Whoever reports a speaker ("Newton, as Lee reports him") may be named as well.
Source: this project. "According to" another speaker, or asking what another speaker says. A
warning. English only.
"""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards, CardText
from studygen.checks.rule import Hit, on_question
from studygen.checks.speakers import names_of_voices
from studygen.knowledge.knowledge_base import Source
from studygen.knowledge.text.folded_text import fold
from studygen.knowledge.text.markdown import to_plain

# In these patterns NAME stands for all names of speakers.
_SAY = "admit|answer|argue|assert|believe|call|claim|concede|conclude|contend|deny|grant|hold|insist|maintain"
_SAY += "|object|reply|say|think"
_VIEW = "(?:own )?(?:account|argument|eyes|judgment|opinion|telling|view|words)"
_SAYING = "(?:answer|argument|claim|conclusion|objection|opinion|reason|reply|view)"
_ACCORDING_TO = rf"(?:according to|in the {_VIEW} of) NAME(?!'s)(?: and NAME(?!'s))?|in NAME's? {_VIEW}"
_ASKS_WHAT = (
    rf"(?:what|which)\b[^.?!]* (?:do|does|did) NAME (?:{_SAY})"
    r"|(?:reasons?|examples?|grounds) (?:do|does|did) NAME give"
    rf"|what (?:is|was|are|were) NAME's? {_SAYING}s?"
)
_REPORTS = rf"as NAME \w+s|NAME (?:(?:{_SAY})\w*|said|replied|held|thought|denied)|sa(?:ys|id) NAME"


def two_voices(all_cards: AllCards) -> Iterator[Hit]:
    """Find questions that name other speakers only than their voice."""
    sources = (source for source in all_cards.knowledge.sources if source.spec.language == "en")
    speakers = {source.file: _Speakers(source) for source in sources if source.spec.voices}
    for card in all_cards.cards:
        known = speakers.get(card.source.file)
        if known is None:
            continue
        question = fold(card.question)
        according_to = _named(known.according_to, question, known)
        named = according_to or _named(known.asks_what, question, known)
        if named and not known.may_be_named(card) & (named | _named(known.reports, question, known)):
            asked, credited = known.listed(named), known.listed(_voices(card))
            message = f"the question asks {asked}, and {credited} answers; change the question or `voice`"
            yield on_question(card, message)


class _Speakers:
    """Who speaks in a source, by every name, and what it looks like when they are named as speakers."""

    def __init__(self, source: Source) -> None:
        self.titles = {voice: to_plain(spec.name) for voice, spec in source.spec.voices.items()}
        self.by_name = names_of_voices(source)
        by_length = sorted(self.by_name, key=len, reverse=True)
        name = rf"(?:(?:the|an?) )?({'|'.join(map(re.escape, by_length))})\b"
        self.according_to, self.asks_what, self.reports, self.anywhere = (
            re.compile(rf"\b(?:{pattern.replace('NAME', name)})", re.IGNORECASE)
            for pattern in (_ACCORDING_TO, _ASKS_WHAT, _REPORTS, "NAME")
        )
        self.reporters = {
            voice: _named(self.anywhere, fold(title.partition(", ")[2]), self)
            for voice, title in self.titles.items()
        }

    def listed(self, voices: set[str]) -> str:
        """Return how cards name these voices."""
        return " and ".join(repr(self.titles.get(voice, "plain fact")) for voice in sorted(voices))

    def may_be_named(self, card: CardText) -> set[str]:
        """Return the voices that the answer is in, and those who report them."""
        voices = _voices(card)
        return voices.union(*(self.reporters.get(voice, set()) for voice in voices))


def _named(pattern: re.Pattern[str], text: str, known: _Speakers) -> set[str]:
    found = (name for match in pattern.finditer(text) for name in match.groups() if name)
    return {voice for name in found for voice in known.by_name[name.casefold()]}


def _voices(card: CardText) -> set[str]:
    return {card.voice, *(part.voice for part in card.parts if part.voice)}
