"""either-or: the question offers the answer beside one or two others.

Why: whoever guesses is right half of the time, and recognizing a word is not recalling it.
Source: Matuschak, "How to write good prompts" (effortful); Wozniak, "Twenty rules", 4. Which came first is a
fair question, and so is which of two entries, if one names the other as `unlike` itself. English only.
"""

import re
from collections.abc import Iterator
from itertools import islice

from studygen.checks.card_texts import AllCards
from studygen.checks.entry_names import names
from studygen.checks.rule import Hit, on_question
from studygen.checks.stems import carries_meaning, content_stems, stems, words
from studygen.knowledge.knowledge_base import Knowledge

_MOST_CHOICES = 10  # with more, an "or" is no choice
_PART = re.compile(r"[,:;?!.—–()]+\s|[?!.]+$")
_OR = re.compile(r",?\s+or\s+", re.IGNORECASE)
_ORDER = re.compile(
    r"\b(?:first|earlier|later|last|sooner|next|older|newer)\b(?=[,:?]| of\b| or\b)|\bbefore or after\b",
    re.IGNORECASE,
)


def either_or(all_cards: AllCards) -> Iterator[Hit]:
    """Find questions that say their answer on one side of an "or"."""
    unlike = tuple(_unlike(all_cards.knowledge))
    for card in all_cards.cards:
        if card.source.spec.language != "en" or card.is_cloze or not _OR.search(card.question):
            continue
        if offered(card.question, card.answer) and not _ORDER.search(card.question):
            asked = content_stems(card.question, "en")
            if not any(one <= asked and other <= asked for one, other in unlike):
                message = (
                    f"the question offers its answer, “{card.answer}”; ask without the choice, or, if two "
                    "entries are to be told apart, name one under `unlike` of the other"
                )
                yield on_question(card, message)


def offered(question: str, answer: str) -> bool:
    """Tell whether the answer stands on one side of an "or"."""
    wanted = _content(answer)
    for sentence in islice(_OR.finditer(question), _MOST_CHOICES) if wanted else ():
        *others, left = _PART.split(question[: sentence.start()])
        right = _PART.split(question[sentence.end() :])[0]
        if _content(left)[-len(wanted) :] == wanted or _content(right)[: len(wanted)] == wanted:
            return True
        if any(_content(other) == wanted for other in others):
            return True
    return False


def _content(text: str) -> list[str]:
    return stems(" ".join(word for word in words(text) if carries_meaning(word, "en")), "en")


def _unlike(knowledge: Knowledge) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield the stems of each two names of entries that are easily taken for one another."""
    for _, entry in knowledge.entries():
        for other in entry.taken_for:
            for one in names(entry):
                for another in names(knowledge.by_id[other]):
                    yield content_stems(one, "en"), content_stems(another, "en")
