"""bad-markdown: a mark without its partner, or a character that nothing can show.

Why: a learner would see stars in the text, or half of it in bold.
Source: this project: nothing is dropped or shown in silence that was not meant.
"""

from collections.abc import Iterator

from studygen.checks.markdown_texts import texts
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.text.markdown import markdown_fault
from studygen.problems import Problem


def bad_markdown(knowledge: Knowledge) -> Iterator[Problem]:
    """Find texts that would not look as they were meant."""
    for _, entry in knowledge.entries():
        for path, text in texts(entry):
            if said := markdown_fault(text):
                yield Problem(entry.place(*path), said, "bad-markdown")
