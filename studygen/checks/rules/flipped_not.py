"""flipped-not: a card negates what its sentences do not, or says flatly what they negate.

Why: one “not” too many or too few turns a card into the opposite of what it cites, and everything else about
it looks right.
Source: this project. Compared are the words of meaning that a negation bears upon, up to three, with the
sentences that are cited, in the languages whose negations are listed (checks/turning_words.py). Where a
sentence, or what was written, says in another way that something is not so (refuses, without, instead),
nothing is said.
"""

import re
from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.polarity import Polarity
from studygen.checks.rule import Hit
from studygen.checks.statements import Statement, statements
from studygen.checks.turning_words import TurningWords, turning_words

_ASKS = re.compile(r"\?\W*\Z")


def flipped_not(all_cards: AllCards) -> Iterator[Hit]:
    """Find statements that negate what the text says, or say what it negates."""
    for statement in statements(all_cards.knowledge):
        if words := turning_words(statement.language):
            yield from _flipped(statement, words)


def _flipped(statement: Statement, words: TurningWords) -> Iterator[Hit]:
    language, sentences = statement.language, statement.sentences
    if not any(map(words.negations.search, (statement.text, *sentences))):
        return
    said = Polarity(statement.text, language, words)
    beside = Polarity(statement.beside, language, words)
    cited = [Polarity(sentence, language, words) for sentence in sentences]
    plain = [each for each in cited if not _ASKS.search(each.text)]
    found = _swapped(said, plain)
    if not found and not said.denies(*cited) and not any(beside.negated) and not beside.contrasts:
        if any(said.negated):
            found = _added(said, plain)
        elif not beside.denies(*cited):
            found = _lost(said, cited)
    if found:
        negation, of_text, sentence = found
        one, other = ("text", "card") if of_text else ("card", "text")
        message = f"the {one} says “{negation}” here, and the {other} does not: “{sentence}”"
        yield statement.hit(message, sentence)


_Found = tuple[str, bool, str]  # a negation, whether it is one of the text, and the sentence


def _swapped(said: Polarity, cited: list[Polarity]) -> _Found | None:
    """Find what is negated in place of what the text negates beside it."""
    for sentence in cited:
        for one in said.negated:
            for other in sentence.negated:
                if (
                    one.stems
                    and other.stems
                    and one.stems[0] in sentence.affirmed_stems - said.affirmed_stems
                    and other.stems[0] in said.affirmed_stems - sentence.affirmed_stems
                ):
                    return one.negation, False, sentence.text
    return None


def _added(said: Polarity, cited: list[Polarity]) -> _Found | None:
    """Find what is negated, and stands in a clause of the text without any negation."""
    for each in said.negated:
        if any(negated.is_about(each.stems) for sentence in cited for negated in sentence.negated):
            continue
        for sentence in cited:
            for clause in sentence.clauses if not sentence.is_elliptical else ():
                if each.is_about(clause.stems) and not clause.negated and not clause.denies(said):
                    return each.negation, False, sentence.text
    return None


def _lost(said: Polarity, cited: list[Polarity]) -> _Found | None:
    """Find what is said flatly, and stands in the text with a negation only."""
    affirmed = frozenset[str]().union(*(sentence.affirmed_stems for sentence in cited))
    behind_subject = frozenset[str]().union(*(clause.stems[1:] for clause in said.clauses))
    for sentence in cited:
        for each in sentence.negated:
            known = said.stems if each.enough > 1 else behind_subject
            if each.is_about(known) and each.stems[0] not in affirmed:
                return each.negation, True, sentence.text
    return None
