"""bad-markdown: a mark without its partner, or a character that nothing can show.

Why: a learner would see stars in the text, or half of it in bold.
Source: this project: nothing is dropped or shown in silence that was not meant.
"""

from collections.abc import Iterator

from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.text.markdown import markdown_fault
from studygen.knowledge.text_fields import texts
from studygen.problems import Problem


def bad_markdown(knowledge: Knowledge) -> Iterator[Problem]:
    """Find texts that would not look as they were meant."""
    for _, entry in knowledge.entries():
        for each in texts(entry):
            if each.is_markdown and (said := markdown_fault(each.text)):
                yield Problem(entry.place(*each.path), said, "bad-markdown")
