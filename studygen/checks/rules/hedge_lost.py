"""hedge-lost: the text says that something may be so, or almost is; the card says that it is.

Why: “all but abolished” is not “abolished”. Whoever learns the bare statement has the text say more than it
does, and finds out last of all readers.
Source: this project; Wozniak, "Twenty rules", 18 (sources). English only. A hedge is lost if the card, which
has none at all, takes over two of the three words of meaning after it (both of two, or the only one, where a
clause ends sooner), and if the passages do not say these words elsewhere without it. So a long passage may
hedge what the card leaves out. A hedge that stands just before a passage belongs to it.
"""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards, CardText
from studygen.checks.card_words import meaning, on_side, sentence
from studygen.checks.rule import Hit
from studygen.checks.trigger_words import triggers
from studygen.checks.turning_words import HEDGES
from studygen.knowledge.questions import Cloze
from studygen.knowledge.text.document import Citation

# On a card, these say as well that something is not quite certain, or not quite all.
_ALSO = re.compile(
    r"\b(can|could|most|many|some|few|half|rarely|suspect\w*|suspicion|guess\w*|doubt\w*|suggest\w*"
    r"|likel\w+|possib\w+|probab\w+|appear\w*|seeming\w*|close to|in effect"
    r"|not (?:always|entirely|quite|wholly))\b",
    re.IGNORECASE,
)
_HEDGES = triggers(
    "all allegedly almost apparently appear appeared appears approximately arguably extent generally intents"
    " largely likely mainly may maybe might mostly nearly often ordinarily part partially partly perhaps"
    " possibly practically presumably probably roughly seem seemed seems sometimes somewhat supposed"
    " supposedly tend tended tends typically usually virtually"
)
_SOFTENERS = triggers(
    "can could few half many most rarely some suspicion",
    *(
        "appear",
        "close to",
        "doubt",
        "guess",
        "in effect",
        "likel",
        "not always",
        "not entirely",
        "not quite",
    ),
    *("not wholly", "possib", "probab", "seeming", "suggest", "suspect"),
)
_CLAUSE_END = re.compile(r"[.;:!?…]|,? (?:but|while|whereas|although|though|until)\b")
_WORD = re.compile(r"\S+")
_BEFORE = re.compile(r"(?:[^\s.,;:!?]+\s+){1,3}\Z")
_REACH, _TAKEN = 3, 2  # words of meaning
_LEAD = 60  # characters before a passage


def hedge_lost(all_cards: AllCards) -> Iterator[Hit]:
    """Find cards that state flatly what their passages hedge."""
    told: set[tuple[str, str]] = set()
    for card in all_cards.cards:
        if card.source.spec.language != "en":
            continue
        asked = card.hand_written
        question = sentence(asked) if isinstance(asked, Cloze) else card.question
        said = f"{question}\n{card.answer}"
        if (_HEDGES.are_in(said) and HEDGES.search(said)) or (_SOFTENERS.are_in(said) and _ALSO.search(said)):
            continue
        if not any(_may_hedge(card, citation) for citation in card.note.citations):
            continue
        for lost, taken in _lost(card, meaning(said, "en")):
            if (card.note.id, lost) not in told:
                told.add((card.note.id, lost))
                side = "answer" if taken & meaning(card.answer, "en") else "question"
                message = f"the text says “{lost}”, which the card says without the hedge; keep it"
                yield on_side(card, side, message)


def _lost(card: CardText, said: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield hedged words of the passages of which a card takes over the words of meaning."""
    passages = [_with_what_leads_to_it(card, citation) for citation in card.note.citations]
    for number, passage in enumerate(passages):
        for hedge in HEDGES.finditer(passage):
            end = _reach(passage, hedge.end())
            hedged = meaning(passage[hedge.end() : end], "en")
            needed = min(_TAKEN, len(hedged) or 1)
            if len(hedged & said) >= needed:
                lost = passage[hedge.start() : end]
                rest = [*passages[:number], passage[: hedge.start()], passage[end:], *passages[number + 1 :]]
                taken = (hedged & said) - meaning("\n".join(rest).replace(lost, ""), "en")
                if len(taken) >= needed:
                    yield lost.rstrip(',”"'), taken


def _may_hedge(card: CardText, citation: Citation) -> bool:
    """Tell whether a passage, or what leads to it, has a word that may be a hedge."""
    text = card.source.document.text
    return _HEDGES.are_in(f"{text[max(0, citation.start - _LEAD) : citation.start]} {citation.words}")


def _with_what_leads_to_it(card: CardText, citation: Citation) -> str:
    before = _BEFORE.search(card.source.document.text, max(0, citation.start - _LEAD), citation.start)
    return " ".join((before[0] if before else "").split()) + " " + citation.words


def _reach(passage: str, start: int) -> int:
    """Return where the words end that a hedge bears upon: after three of meaning, or with the clause."""
    end = _CLAUSE_END.search(passage, start)
    stop = end.start() if end else len(passage)
    found = 0
    for word in _WORD.finditer(passage, start, stop):
        found += len(meaning(word[0], "en"))
        if found >= _REACH or (found and word[0].endswith(",")):
            return word.end()
    return stop
