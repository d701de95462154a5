"""flipped-not: a card negates what its sentences do not, or says flatly what they negate.

Why: one “not” too many or too few turns a card into the opposite of what it cites, and everything else about
it looks right.
Source: this project. Compared are the words of meaning that a negation bears upon, up to three, with the
sentences that are cited, in the languages whose negations are listed (checks/turning_words.py). Where a
sentence, or what was written, says in another way that something is not so (refuses, without, instead),
nothing is said.
"""

from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.polarity import Polarity
from studygen.checks.rule import Hit
from studygen.checks.statements import Statement, statements
from studygen.checks.turning_words import TurningWords, turning_words


def flipped_not(all_cards: AllCards) -> Iterator[Hit]:
    """Find statements that negate what the text says, or say what it negates."""
    for statement in statements(all_cards.knowledge):
        if words := turning_words(statement.language):
            yield from _flipped(statement, words)


def _flipped(statement: Statement, words: TurningWords) -> Iterator[Hit]:
    language = statement.language
    said = Polarity(statement.text, language, words)
    beside = Polarity(statement.beside, language, words)
    cited = [Polarity(sentence, language, words) for sentence in statement.sentences]
    if (added := _added(said, cited)) and not beside.negated:
        negation, sentence = added
        yield statement.hit(f"the card says “{negation}” here, and the text does not: “{sentence}”", sentence)
    elif not said.denies and not beside.denies and (lost := _lost(said, cited)):
        negation, sentence = lost
        yield statement.hit(f"the text says “{negation}” here, and the card does not: “{sentence}”", sentence)


def _added(said: Polarity, cited: list[Polarity]) -> tuple[str, str] | None:
    negated = frozenset[str]().union(*(each.negated_stems for each in cited))
    for each in said.negated:
        for sentence in cited:
            common = [stem for stem in each.stems if stem in sentence.all_stems]
            enough = len(common) >= min(2, len(each.stems))
            if enough and not negated & set(common) and not sentence.words.denials.search(sentence.text):
                return each.negation, sentence.text
    return None


def _lost(said: Polarity, cited: list[Polarity]) -> tuple[str, str] | None:
    for sentence in cited:
        for each in sentence.negated:
            taken = {stem for stem in each.stems if stem in said.all_stems}
            elsewhere = frozenset[str]().union(*(other.all_stems - other.negated_stems for other in cited))
            if len(taken - elsewhere) >= min(2, len(set(each.stems))):
                return each.negation, sentence.text
    return None
