"""other-speaker: the text has somebody else say what a voice is credited with.

Why: who said it is half of the matter; a card that credits one side of a dispute with the words of the other
teaches the dispute the wrong way round.
Source: this project. Heard is who is named beside a word for speaking (argues, writes, according to) in the
sentences that are cited, in the languages whose words for speaking are listed (checks/speakers.py). Where
nobody is, the voice has been named before in the paragraph; or in the one before, if somebody speaks in this.
The author's own voice, and one that the text never names, may speak anywhere but where somebody else is heard
whom the card does not name.
"""

from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.rule import Hit
from studygen.checks.speakers import Speakers
from studygen.checks.statements import Statement, statements
from studygen.knowledge.base import FACT
from studygen.knowledge.knowledge_base import Source
from studygen.knowledge.text.document import Citation
from studygen.knowledge.text.markdown import to_plain

_NEAR, _BESIDE = 5, 0  # words between a name and what says that somebody speaks


def other_speaker(all_cards: AllCards) -> Iterator[Hit]:
    """Find statements whose sentences report somebody else."""
    speakers = {source.file: Speakers(source) for source in all_cards.knowledge.sources}
    told = set()
    for statement in statements(all_cards.knowledge):
        known = speakers[statement.source.file]
        message = _message(statement, known) if known.are_heard else None
        if message and (statement.subject, statement.voice_place) not in told:
            told.add((statement.subject, statement.voice_place))
            nearest = " ".join(statement.sentences)
            yield Hit(statement.subject, statement.voice_place, message, "warning", nearest=nearest)


def _message(statement: Statement, speakers: Speakers) -> str | None:
    voice = statement.voice
    is_narrator = voice in speakers.narrators
    within = _BESIDE if is_narrator else _NEAR
    citations = _own(statement)
    heard = frozenset[str]().union(*(speakers.heard(each, within) for each in citations))
    if voice in heard or voice == FACT:
        return None
    if is_narrator:
        on_card = f"{statement.text}\n{statement.beside}\n{' '.join(statement.entry.names)}"
        if not heard or heard & speakers.mentioned_in(on_card):
            return None
    elif not heard and voice in frozenset[str]().union(*map(speakers.named_so_far, citations)):
        return None
    credited = _name(statement.source, voice)
    if heard:
        who = " or ".join(sorted(_name(statement.source, each) for each in heard))
        return f"the text has {who} say this, and `voice` {credited}; mend one of the two"
    return f"nothing there says that {credited} says this; cite where the text does, or change `voice`"


def _own(statement: Statement) -> tuple[Citation, ...]:
    """Return the passages of a statement without those of others inside the same entry."""
    is_of_entry = len(statement.path) == 1
    return statement.source.cite(statement.entry.passages) if is_of_entry else statement.citations


def _name(source: Source, voice: str) -> str:
    return repr(to_plain(source.speaker(voice) or voice))
