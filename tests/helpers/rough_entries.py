"""A few entries of texts that a layout would rather not meet, made without files."""

from dataclasses import replace
from typing import Any

from sheet_tools import sheet_input

from studygen.documents.sheets.registry import Options
from studygen.documents.sheets.sheet import SheetInput
from studygen.knowledge.kinds.argument import Argument
from studygen.knowledge.kinds.date import Date
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.kinds.figure import Figure
from studygen.knowledge.kinds.term import Term
from studygen.knowledge.knowledge_base import Knowledge

WORD = "Donaudampfschifffahrt" * 7
CODE = '#panic() ]] [[ } { )) (( $x \\n `raw @ref <label> // comment /* more */ #read("/etc/passwd")'
HEBREW = "השפה העברית נכתבת מימין לשמאל (1917) וכך גם הקלפים האלה"
CHINESE = "這些卡片應當在任何屏幕上都能閱讀而不會超出邊緣" * 4
NAMES = {"word": WORD, "code": "#panic() ]] [[", "hebrew": "העברית", "plain": "Avalon"}
SENTENCES = (
    f"Nobody in the land had heard of {WORD} before the war.",
    "It was said that #panic() ]] [[ was never to be seen { again.",
    "השפה העברית נכתבת מימין לשמאל וכך גם הקלפים האלה.",
    f"Then Avalon gave back {WORD[:99]} and all that it had taken.",
)


def rough(options: Options, *more: str, title: str = WORD, author: str = "A. Writer") -> SheetInput:
    """Return what a sheet is made of: an entry of each kind with each text, those in `more` as well."""
    texts = (WORD, CODE, HEBREW, *more)
    entries: list[Entry] = [_term(*named) for named in zip(NAMES, NAMES.values(), SENTENCES, strict=True)]
    for number, text in enumerate(texts):
        entries += _entries(number, text, texts[number - 1])
    given = sheet_input(entries, text="\n\n".join(SENTENCES), title=title, description=CODE, options=options)
    source = given.knowledge.sources[0]
    spec = source.spec.model_copy(update={"title": title, "author": author})
    return replace(given, knowledge=Knowledge((replace(source, spec=spec),)))


def _term(key: str, name: str, sentence: str) -> Term:
    return Term(term=key, name=name, meaning=f"What {key} is.", voice="author", passages=(sentence,))


def _entries(number: int, text: str, other: str) -> list[Entry]:
    passages = SENTENCES[:2]
    part = {"text": text, "voice": "ada", "passages": passages}
    shared: dict[str, Any] = {"voice": "author", "passages": passages, "note": f"{other} {text}"}
    when = {"text": text[:80], "sort": str(1901 + number), "precision": "year"}
    arguing = {"premises": [part, part], "conclusion": text, "objection": part, "reply": part}
    relations = {"supports": ["argument-0"]} if number else {}
    return [
        Figure.model_validate(
            {"figure": f"figure-{number}", "name": f"{number} {text}", "who": text, "stances": [part]}
            | shared
        ),
        Date.model_validate({"date": f"date-{number}", "when": when, "event": text} | shared),
        Argument.model_validate(
            {"argument": f"argument-{number}", "claim": text, "relations": relations} | arguing | shared
        ),
    ]
