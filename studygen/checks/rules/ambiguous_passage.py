"""ambiguous-passage: the words stand in several places, so that nobody can tell which one is meant.

Why: a card says where its answer stands, and a passage that stands in two places stands nowhere.
Source: this project: every card shows where it comes from.
"""

from collections.abc import Iterator

from studygen.knowledge.knowledge_base import Knowledge
from studygen.problems import Problem


def ambiguous_passage(knowledge: Knowledge) -> Iterator[Problem]:
    """Find passages that stand in the text more than once."""
    for source, entry in knowledge.entries():
        for path, passage in entry.quoted:
            found = source.document.locate(passage)
            if len(found) > 1:
                places = ", ".join(citation.locator for citation in found)
                message = f"the passage stands in {len(found)} places ({places}); quote more words"
                yield Problem(entry.place(*path), message, "ambiguous-passage")
