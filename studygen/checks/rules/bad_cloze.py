"""bad-cloze: a sentence with blanks of which Anki would make no card, or a broken one.

Why: Anki drops such a card without a word.
Source: this project, after measuring what Anki does with malformed clozes.
"""

from collections.abc import Iterator

from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.questions import Cloze
from studygen.knowledge.text import blanks
from studygen.problems import Problem


def bad_cloze(knowledge: Knowledge) -> Iterator[Problem]:
    """Find cloze sentences whose blanks are missing, empty or broken."""
    for _, entry in knowledge.entries():
        for number, question in enumerate(entry.questions):
            if isinstance(question, Cloze) and (fault := blanks.blank_fault(question.cloze)):
                yield Problem(entry.place("questions", number, "cloze"), fault, "bad-cloze")
