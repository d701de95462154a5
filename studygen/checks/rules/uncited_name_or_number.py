"""uncited-name-or-number: a name or a number that the sentences which are cited do not have.

Why: another year, another name of the same text passes for right, since everything about it is known; it is
what a slip puts there.
Source: this project. A number stands in the sentences that are cited, in digits or as a word (where the
number words of the language are listed, checks/names_and_numbers.py), or in the question; one and two, which
are often counted only, are not looked at. A name stands there, or before in the paragraph, or it is one of
the
"""

from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.names_and_numbers import NamesOf, names_in, numbers, years
from studygen.checks.rule import Hit
from studygen.checks.statements import Statement, statements
from studygen.knowledge.text.markdown import to_plain


def uncited_name_or_number(all_cards: AllCards) -> Iterator[Hit]:
    """Find names and numbers that stand elsewhere in the text than where it is cited."""
    texts = {
        source.file: (NamesOf(source.document.text, source.spec.language), years(source.document.text))
        for source in all_cards.knowledge.sources
    }
    for statement in statements(all_cards.knowledge):
        text, years_of_text = texts[statement.source.file]
        unknown = set(years(statement.text)).difference(years_of_text)
        found = dict.fromkeys((*_numbers(statement), *_names(statement, text)))
        for word in (each for each in found if each not in unknown):
            message = f"the cited sentences have no “{word}”; cite where the text says it, or mend the slip"
            yield statement.hit(message, " ".join(statement.sentences))


def _numbers(statement: Statement) -> Iterator[str]:
    if statement.is_question:
        return
    language = statement.language
    if said := numbers(statement.text, language):
        known = numbers("\n".join((*statement.sentences, statement.beside)), language).values()
        yield from (written for written, value in said.items() if value not in known)


def _names(statement: Statement, text: NamesOf) -> Iterator[str]:
    is_name = statement.path[0] == "when"  # September 1854
    said = list(names_in(statement.text, statement.language, is_name=is_name))
    if said:
        known = NamesOf("\n".join((*statement.so_far, *_around(statement))), statement.language)
        yield from (name for name in said if text.has(name) and not known.has(name))


def _around(statement: Statement) -> Iterator[str]:
    """Yield what names need not be cited for: they are about the card or about the text as a whole."""
    spec = statement.source.spec
    yield statement.beside
    yield from map(to_plain, statement.entry.names)
    yield to_plain(statement.source.speaker(statement.voice) or "")
    yield from (spec.title, spec.author)
