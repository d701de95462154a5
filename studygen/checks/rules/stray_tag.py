"""stray-tag: a tag that the vocabulary of its source does not have.

Why: a misspelt tag is never found, and a note that bears it is missing from every deck that it belongs to. In
the vocabulary, so is one of those that come by themselves: it is paragraph::04, not paragraph::4.
Source: this project: a warning, and only where source.yaml has a vocabulary.
"""

from collections.abc import Iterator

from studygen.knowledge import derived_tags
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.text.tags import ancestors, without_zeros
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
    coming = [above for tag in derived_tags.every(knowledge) for above in ancestors(tag)]
    for source in knowledge.sources:
        for tag in source.spec.tags:
            if ancestors(tag)[0] in derived_tags.HIGHEST and tag not in coming:
                meant = [each for each in coming if without_zeros(each) == without_zeros(tag)]
                hint = f"; did you mean {meant[0]}?" if meant else nearest(tag, coming)
                message = f"tags below {ancestors(tag)[0]!r} come by themselves, and {tag!r} does not{hint}"
                yield Problem(source.spec.place("tags", tag), message, "stray-tag", "warning")
