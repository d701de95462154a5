"""The quiz as Moodle reads it: its XML, and GIFT.

Choices, names to be matched and sentences with blanks are what they are on paper; an order is a matching of
places, and what is answered in writing an essay, with the answer for whoever marks it.
"""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from studygen.documents.sheets.blanks import Gap
from studygen.documents.sheets.quiz.quiz import Item, Quiz
from studygen.knowledge.text.markdown import embedded, escape_html, to_html, to_plain

_GAP = "_____"
_GIFT_SIGNS = re.compile(r"([~=#{}:\\])")


def as_gift(quiz: Quiz) -> str:
    """Return a quiz as GIFT: a blank line between questions, marks of its own behind backslashes."""
    return "\n".join(
        f"::{number}::[html]{_gift(question)} {{{answers}}}\n"
        for number, (question, answers) in enumerate(_gift_questions(quiz), start=1)
    )


def _gift_questions(quiz: Quiz) -> Iterator[tuple[str, str]]:
    for item in quiz.choice:
        wrong = "".join(f"\n~{_gift(_html(each))}" for each in item.choices if each != item.answer)
        yield _asked(item), f"\n={_gift(_html(item.answer))}{wrong}\n"
    for question, pairs, _ in _matched(quiz):
        yield question, "".join(f"\n={_gift(one)} -> {_gift(other)}" for one, other in pairs) + "\n"
    for item in quiz.blanks:
        yield _sentence(item), f"={_gift(escape_html(item.answer))}"
    for item in quiz.written:
        yield _asked(item), f"####{_gift(_html(item.answer))}"


def as_moodle_xml(quiz: Quiz) -> str:
    """Return a quiz as Moodle's XML."""
    body = "".join(_moodle_questions(quiz))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{body}</quiz>\n'


def _moodle_questions(quiz: Quiz) -> Iterator[str]:
    numbers = iter(range(1, quiz.count + 1))
    for item in quiz.choice:
        answers = "".join(_answer(_html(each), 100 if each == item.answer else 0) for each in item.choices)
        more = f"<single>true</single><shuffleanswers>true</shuffleanswers>\n{answers}"
        yield _question("multichoice", next(numbers), _asked(item), more)
    for question, pairs, spare in _matched(quiz):
        # What belongs to nothing stands with an empty question.
        both = "".join(
            f'<subquestion format="html">{_text(one)}<answer>{_text(other)}</answer></subquestion>\n'
            for one, other in (*pairs, *(("", each) for each in spare))
        )
        more = f"<shuffleanswers>true</shuffleanswers>\n{both}"
        yield _question("matching", next(numbers), question, more)
    for item in quiz.blanks:
        answer = f'<answer fraction="100" format="plain_text">{_text(item.answer)}</answer>\n'
        yield _question("shortanswer", next(numbers), _sentence(item), f"<usecase>0</usecase>\n{answer}")
    for item in quiz.written:
        more = f'<graderinfo format="html">{_text(_html(item.answer))}</graderinfo>\n'
        yield _question("essay", next(numbers), _asked(item), more)


def _question(kind: str, number: int, html: str, more: str) -> str:
    name = f"<name>{_text(str(number))}</name>"
    asked = f'<questiontext format="html">{_text(html)}</questiontext>'
    return f'<question type="{kind}">\n{name}\n{asked}\n<defaultgrade>1</defaultgrade>\n{more}</question>\n'


def _answer(html: str, fraction: int) -> str:
    return f'<answer fraction="{fraction}" format="html">{_text(html)}</answer>\n'


def _text(html: str) -> str:
    return f"<text>{escape(html)}</text>"


def _matched(quiz: Quiz) -> Iterator[tuple[str, list[tuple[str, str]], list[str]]]:
    """Yield what is to be matched: the question, the pairs, and what belongs to nothing."""
    if quiz.matching:
        right = {item.answer for item in quiz.matching}
        pairs = [(_asked(item), _plain(item.answer)) for item in quiz.matching]
        yield "→", pairs, [_plain(each) for each in quiz.matching[0].choices if each not in right]
    for events in quiz.ordering:
        placed = zip(events.items, events.places, strict=True)
        pairs = [(_asked(item), str(place)) for item, place in placed]
        yield _html(events.ask) if events.ask else f"1 … {events.count}", pairs, []


def _asked(item: Item) -> str:
    said = f" ({escape_html(item.speaker)})" if item.speaker and item.speaker not in item.question else ""
    return f"{_html(item.question)}{said if item.choices else ''}"


def _sentence(item: Item) -> str:
    pieces = item.sentence.pieces if item.sentence else ()
    return escape_html("".join(_GAP if isinstance(piece, Gap) else piece for piece in pieces))


def _html(markdown: str) -> str:
    return to_html(embedded(markdown) if "\n" not in markdown else markdown)


def _plain(markdown: str) -> str:
    """Return what is chosen from a list, where Moodle shows no marks."""
    return to_plain(markdown)


def _gift(html: str) -> str:
    lines: Iterable[str] = html.split("\n")
    return "\\n".join(_GIFT_SIGNS.sub(r"\\\1", line) for line in lines)
