"""uncovered: a part of the text that no entry cites.

Why: what no card rests on is not learnt, and nobody notices that it is missing.
Source: this project. A warning for each paragraph without entries, and where less than 85 % of the
sentences are cited, even in part; what `uncited` in source.yaml gives a reason for does not count.
"""

import textwrap
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.rule import Hit
from studygen.knowledge.coverage import coverage

_ENOUGH = 0.85
_SHOWN, _SHORT = 10, 40  # sentences, characters


def uncovered(all_cards: AllCards) -> Iterator[Hit]:
    """Find paragraphs that no entry cites, texts of which too little is cited, and idle exemptions."""
    for source in all_cards.knowledge.sources:
        sentences_of = [paragraph.sentences for paragraph in coverage(source)]
        missing = {each.name: None for sentences in sentences_of for each in sentences if not each.entries}
        exempt = source.spec.uncited
        place, subject = source.spec.place("text"), source.spec.text
        left = [name for name in missing if name not in exempt]
        for number, sentences in enumerate(sentences_of, start=1):
            names = {sentence.name for sentence in sentences}
            if names <= missing.keys() and not names <= exempt.keys():
                words = textwrap.shorten(sentences[0].words, _SHORT, placeholder="…")
                message = f"no entry cites ¶{number} (“{words}”); write one, or say why not in `uncited`"
                yield Hit(subject, place, message, "warning")
        total = sum(map(len, sentences_of)) - len(exempt.keys() & missing.keys())
        if total - len(left) < _ENOUGH * total:
            more = f" and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
            message = (
                f"{total - len(left)} of {total} sentences are cited, less than {_ENOUGH:.0%}; cite, or say"
                f" why not in `uncited`, as paragraph.sentence: {', '.join(left[:_SHOWN])}{more}"
            )
            yield Hit(subject, place, message, "warning")
        for name in sorted(exempt.keys() - missing.keys()):
            message = f"{name!r} is not a sentence that lacks a citation; remove it from `uncited`"
            yield Hit(subject, source.spec.place("uncited", name), message, "warning")
