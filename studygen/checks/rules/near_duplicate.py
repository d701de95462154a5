"""near-duplicate: two cards ask the same thing in nearly the same words.

Why: the second card costs reviews and teaches nothing, or, where the answers differ, nobody can tell which
of them is wanted. The directions of one entry, the blanks of one sentence and the
steps of one list are no duplicates.
Source: Wozniak, "Twenty rules", 11 (combat interference); this project. Compared is what is asked for: the
stems of the words that carry meaning, formulas, code and symbols, and the question word. The wording that
generated questions have in common, and the speaker whom both name, do not count; what asks for different
numbers is different, and so is what shows or plays something else. A warning, where the answers are alike, of
60 % in common; where they differ, of 80 %, unless each question has something that the other has not: a call
and a put are defined in the same words but one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from math import ceil

from studygen.checks.card_texts import AllCards, CardText, as_words, signs
from studygen.checks.entry_names import own_words
from studygen.checks.rule import Hit, on_question
from studygen.checks.stems import QUESTION_WORDS, bare, content_stems, stems, words
from studygen.knowledge.text.markdown import to_plain

_ALIKE = 0.5  # of the stems of two answers
_SAME_ANSWER, _OTHER_ANSWER = 0.6, 0.8  # shares of stems that are too many
_FEW = 2  # words, which are no sentence
_TINY = 1e-9  # against what floating point adds


@dataclass(frozen=True, slots=True)
class _Asked:
    card: CardText
    question: frozenset[str]
    answer: frozenset[str]
    speaker: frozenset[str]


def near_duplicate(all_cards: AllCards) -> Iterator[Hit]:
    """Find cards that ask what an earlier card asks, and name the one that is most alike."""
    said = {
        entry.id: (_said(own_words(entry), source.spec.language), _words_of(own_words(entry)))
        for source, entry in all_cards.knowledge.entries()
    }
    read = (
        _asked(card, *map(_union, zip(*(said[entry.id] for entry in card.note.entries), strict=True)))
        for card in all_cards.cards
    )
    asked = sorted(read, key=lambda this: this.card.place("question"))
    for later, (share, before) in sorted(_most_alike(asked).items()):
        this, other = asked[later], asked[-before]
        place = other.card.place("question")
        message = (
            f"this asks nearly the same as {other.card.question.splitlines()[-1]!r} at"
            f" {place.file}:{place.line} ({share:.0%} of the words); leave one of them out,"
            " or ask for what sets them apart"
        )
        yield on_question(this.card, message)


def _most_alike(asked: list[_Asked]) -> dict[int, tuple[float, int]]:
    """Return by its place what a question shares most with an earlier one, and minus that one's place."""
    often = Counter(stem for this in asked for stem in (*this.question, *this.answer))
    rank = {stem: at for at, stem in enumerate(sorted(often, key=lambda stem: (often[stem], stem)))}
    shorter: dict[tuple[str, ...], list[int]] = {}
    found: dict[int, tuple[float, int]] = {}
    for at, this in sorted(enumerate(asked), key=lambda item: len(item[1].question)):
        for other in {other for key in _keys(this, rank, _probed) for other in shorter.get(key, ())}:
            if share := _share(this, asked[other]):
                later, earlier = max(at, other), min(at, other)
                found[later] = max(found.get(later, (0.0, 0)), (share, -earlier))
        for key in _keys(this, rank, _listed):
            shorter.setdefault(key, []).append(at)
    return found


def _asked(card: CardText, said: frozenset[str], said_words: frozenset[str]) -> _Asked:
    """Return what is compared of a card, given the stems of its entries' own words, and these words."""
    language = card.source.spec.language
    question = _said(card.card.question, language)
    is_generated = not card.hand_written and card.card.name.lower() not in card.note.entry.ask
    if is_generated:
        question &= said
    subject = question & _meant(card.card.question, language)
    if (
        is_generated and len(subject) <= _FEW
    ):  # a word: others of its stem are other words, as “if” is not “is”
        asked_words = _words_of(card.card.question) & said_words
        question = asked_words or question
    else:
        question = subject or question
    if wh := next((word for word in map(bare, words(card.question)) if word in QUESTION_WORDS), None):
        question |= {wh}
    answer = _meant(card.card.answer, language) or frozenset([card.answer.casefold()])
    return _Asked(card, question, answer, content_stems(to_plain(card.note.speaker or ""), language))


def _said(markdown: str, language: str) -> frozenset[str]:
    """Return all that light Markdown says: words that mean little by themselves may be what is asked for."""
    return _meant(markdown, language) | frozenset(stems(as_words(markdown), language))


def _words_of(markdown: str) -> frozenset[str]:
    """Return the words of light Markdown as they are inflected, and its signs."""
    return frozenset(map(bare, words(as_words(markdown)))) | signs(markdown)


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)


def _meant(markdown: str, language: str) -> frozenset[str]:
    return content_stems(as_words(markdown), language) | signs(markdown)


def _share(one: _Asked, other: _Asked) -> float:
    """Return how much two questions have in common, of all that either says; 0 if they do not compare."""
    common = one.question & other.question
    either = one.question | other.question
    if len(common) < _SAME_ANSWER * len(either) or one.card.asked_id == other.card.asked_id:
        return 0.0
    if _files(one) != _files(other):
        return 0.0
    if all(any(map(str.isdigit, asked.question - common)) for asked in (one, other)):
        return 0.0  # each asks for another number
    ignored = common & one.speaker if one.speaker == other.speaker else frozenset[str]()
    share = len(common - ignored) / max(1, len(either - ignored))
    if _are_alike(one.answer, other.answer):
        return share
    says_more = one.question <= common or other.question <= common
    return share if share >= _OTHER_ANSWER and says_more else 0.0


def _files(asked: _Asked) -> frozenset[str]:
    """Return what is seen and heard with a question, by what is in the files."""
    return frozenset(medium.file.digest for medium in asked.card.card.media)


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _ALIKE * len(one | other)


# Two sets that share at least a certain part of what either has (Jaccard) share one of the few rarest members
# of either; if the other is not smaller, a set need be listed under fewer (Xiao et al., "Efficient similarity
# joins for near duplicate detection").


def _probed(size: int, share: float) -> int:
    return size - ceil(share * size - _TINY) + 1


def _listed(size: int, share: float) -> int:
    return size - ceil(2 * share / (1 + share) * size - _TINY) + 1


def _keys(
    asked: _Asked, rank: dict[str, int], how_many: Callable[[int, float], int]
) -> Iterator[tuple[str, ...]]:
    question = sorted(asked.question, key=rank.__getitem__)
    answer = sorted(asked.answer, key=rank.__getitem__)[: _probed(len(asked.answer), _ALIKE)]
    yield from ((stem,) for stem in question[: how_many(len(question), _OTHER_ANSWER)])
    yield from product(question[: how_many(len(question), _SAME_ANSWER)], answer)
