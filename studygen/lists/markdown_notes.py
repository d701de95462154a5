"""Notes in Markdown with questions and answers in them: lines that begin with `Q:` and `A:`, and clozes."""

import re
from collections.abc import Iterator

from studygen.lists.card_list import CardTable, Row
from studygen.lists.columns import ANSWER, CLOZE, QUESTION

_Q = r"Q|Question|F|Frage|Pregunta|Domanda|P|В|問|질문|问"
_A = r"A|Answer|Antwort|Réponse|Respuesta|Risposta|R|О|答|답"
_ASKED = re.compile(rf"\s*(?:[-*] )?(?:\*\*|__)?(?:{_Q})\s?[:：](?:\*\*|__)?\s*(.*)")
_ANSWERED = re.compile(rf"\s*(?:[-*] )?(?:\*\*|__)?(?:{_A})\s?[:：](?:\*\*|__)?\s*(.*)")
_HEADING = re.compile(r"#{1,6}\s|---+\s*$")
_CLOZE = re.compile(r"\{\{c\d+::")
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TAGS = re.compile(r"^tags:\s*(.*(?:\n\s*- .*)*)", re.MULTILINE)


def read_notes(text: str, name: str) -> tuple[CardTable, ...]:
    """Read the questions and the clozes of a file called `name`; an answer ends at a blank line."""
    tags, text = _front_matter(text.replace("\r\n", "\n"))
    asked: list[Row] = []
    blank: list[Row] = []
    for stretch in _stretches(text):
        question = _ASKED.fullmatch(stretch[0])
        answers = [
            (at, found) for at, line in enumerate(stretch) if at and (found := _ANSWERED.fullmatch(line))
        ]
        if question and answers:
            at, answer = answers[0]
            sides = ([question[1], *stretch[1:at]], [answer[1], *stretch[at + 1 :]])
            asked.append(Row(tuple("\n".join(side).strip() for side in sides), tags, name))
        else:
            lines = (line.strip().removeprefix("- ") for line in stretch if _CLOZE.search(line))
            blank += [Row((line,), tags, name) for line in lines]
    tables = (
        CardTable(("Q", "A"), tuple(asked), roles={0: QUESTION, 1: ANSWER}),
        CardTable(("cloze",), tuple(blank), roles={0: CLOZE}),
    )
    return tuple(table for table in tables if table.rows)


def _front_matter(text: str) -> tuple[tuple[str, ...], str]:
    """Return the tags that are said before a text, and the text."""
    front = _FRONT.match(text)
    if not front:
        return (), text
    listed = _TAGS.search(front[1])
    tags = tuple(re.findall(r"[^\s,\[\]\"'-][^\s,\[\]\"']*", listed[1])) if listed else ()
    return tags, text[front.end() :]


def _stretches(text: str) -> Iterator[list[str]]:
    """Yield lines that belong together: a question with its answer, or a paragraph.

    A blank line may stand between a question and its answer.
    """
    stretch: list[str] = []
    for line in text.split("\n"):
        is_question = bool(stretch) and bool(_ASKED.fullmatch(stretch[0]))
        waits = is_question and not any(map(_ANSWERED.fullmatch, stretch))
        ends = _HEADING.match(line) or _ASKED.fullmatch(line) or (not line.strip() and not waits)
        if ends and stretch:
            yield stretch
            stretch = []
        if line.strip() and not _HEADING.match(line):
            stretch.append(line)
    if stretch:
        yield stretch
