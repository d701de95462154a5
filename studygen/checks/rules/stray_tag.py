"""stray-tag: a tag that the vocabulary of its source does not have.

Why: a misspelt tag is never found, and a note that bears it is missing from every deck that it belongs to.
Source: this project: a warning, and only where source.yaml has a vocabulary.
"""

from collections.abc import Iterator

from studygen.knowledge.knowledge_base import Knowledge
from studygen.problems import Problem
from studygen.wording import nearest


def stray_tag(knowledge: Knowledge) -> Iterator[Problem]:
    """Find tags outside the vocabulary, where a source has one."""
    for source, entry in knowledge.entries():
        vocabulary = list(source.spec.tags)
        for path, tag in entry.tagged:
            if vocabulary and tag not in source.spec.tags:
                hint = nearest(tag, vocabulary) or "; add it there with a sentence"
                message = f"the tag {tag!r} is not in the vocabulary of {source.file}{hint}"
                yield Problem(entry.place(*path), message, "stray-tag", "warning")
