"""bad-passage: an omission `[…]` with too few words beside it to be sure of the place.

Why: two or three common words can be put together from anywhere in a paragraph.
Source: this project: at least three words on each side.
"""

from collections.abc import Iterator

from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.text.document import passage_fault
from studygen.problems import Problem


def bad_passage(knowledge: Knowledge) -> Iterator[Problem]:
    """Find passages whose form is wrong, whatever the text says."""
    for _, entry in knowledge.entries():
        for path, passage in entry.quoted:
            if fault := passage_fault(passage):
                yield Problem(entry.place(*path), fault, "bad-passage")
