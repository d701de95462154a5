"""uncovered: less of the text is cited than `coverage` in source.yaml asks for.

Why: what no card rests on is not learnt, and nobody notices that it is missing. Whoever learns words from a
text, or a part of it, need not be told.
Source: this project. A warning where `coverage` is a share, or `all`, and entries cite fewer of the
sentences, even in part; then one for each paragraph without entries, too. What `uncited` gives a reason for
does not count. An item of `uncited` that fits no sentence, or only such as are cited, is told in any case.
"""

import textwrap
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.rule import Hit
from studygen.knowledge.coverage import Paragraph, Sentence, coverage
from studygen.knowledge.exemptions import Number, exemptions, first_words
from studygen.knowledge.knowledge_base import Source
from studygen.wording import listed

_SHOWN, _SHORT = 5, 40  # sentences, characters


def uncovered(all_cards: AllCards) -> Iterator[Hit]:
    """Find texts of which too little is cited, and exemptions that exempt nothing."""
    for source in all_cards.knowledge.sources:
        if source.spec.wanted_share or source.spec.uncited:
            paragraphs = coverage(source)
            yield from _too_little(source, paragraphs)
            yield from _idle(source, paragraphs)


def _too_little(source: Source, paragraphs: tuple[Paragraph, ...]) -> Iterator[Hit]:
    wanted = [each for paragraph in paragraphs for each in paragraph.sentences if _counts(each)]
    left = [each for each in wanted if not each.entries]
    if len(wanted) - len(left) >= source.spec.wanted_share * len(wanted):
        return
    place, subject = source.spec.place("coverage"), source.spec.text
    starts = listed((repr(first_words(each.words)) for each in left), _SHOWN)
    message = (
        f"{len(wanted) - len(left)} of {len(wanted)} sentences are cited, and `coverage` asks for"
        f" {source.spec.coverage}; cite, or say why not in `uncited`, by their first words: {starts}"
    )
    yield Hit(subject, place, message, "warning")
    for paragraph in paragraphs:
        if any(map(_counts, paragraph.sentences)) and not any(each.entries for each in paragraph.sentences):
            words = textwrap.shorten(paragraph.sentences[0].words, _SHORT, placeholder="…")
            message = (
                f"no entry cites ¶{paragraph.number} (“{words}”); write one, or say why not in `uncited`"
            )
            yield Hit(subject, place, message, "warning")


def _counts(sentence: Sentence) -> bool:
    return bool(sentence.entries) or not sentence.excused


def _idle(source: Source, paragraphs: tuple[Paragraph, ...]) -> Iterator[Hit]:
    """Find items of `uncited` that are of no sentence, or of such as are cited."""
    missing = {
        Number(each.paragraph, each.number)
        for paragraph in paragraphs
        for each in paragraph.sentences
        if not each.entries
    }
    for item in exemptions(source.spec, source.document):
        fault = item.fault or ("" if missing.intersection(item.sentences) else "this is cited; remove it")
        if fault:
            place = source.spec.place("uncited", item.key)
            yield Hit(source.spec.text, place, fault, "warning", nearest=item.nearest)
