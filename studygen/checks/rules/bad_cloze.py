"""bad-cloze: a sentence with blanks of which Anki would make no card, or a broken one.

Why: Anki drops such a card without a word.
Source: this project, after measuring what Anki does with malformed clozes.
"""

from collections.abc import Iterator, Sequence

from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.questions import Cloze
from studygen.knowledge.text import blanks
from studygen.problems import Problem


def bad_cloze(knowledge: Knowledge) -> Iterator[Problem]:
    """Find cloze sentences whose blanks are missing, empty or broken, or end too early."""
    for source, entry in knowledge.entries():
        for number, question in enumerate(entry.questions):
            if isinstance(question, Cloze):
                place = entry.place("questions", number, "cloze")
                if fault := blanks.blank_fault(question.cloze):
                    yield Problem(place, fault, "bad-cloze")
                elif parted := _parted(question.cloze, (source.document.text, *entry.names)):
                    words = "::".join(parted)
                    message = (
                        f"the blank hides {parted[0]!r} only, and {parted[1]!r} is its hint, though {words!r}"
                        f" stands elsewhere; write {parted[0]}\\::{parted[1]} if it is one word here, too"
                    )
                    yield Problem(place, message, "bad-cloze", "warning")


def _parted(sentence: str, elsewhere: Sequence[str]) -> tuple[str, str] | None:
    """Return the words of a blank and its hint that stand elsewhere as one, with the :: between them."""
    for blank in blanks.blanks(sentence):
        if blank.hint and any(f"{blank.hidden}::{blank.hint}" in text for text in elsewhere):
            return blank.hidden, blank.hint
    return None
