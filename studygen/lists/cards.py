"""Cards of lists as entries have them: a word and what it means, a question, or a sentence with blanks."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal
from unicodedata import normalize

from studygen.knowledge.text.blanks import blank_fault
from studygen.knowledge.text.markdown import markdown_fault
from studygen.knowledge.text.tags import SEPARATOR, tag_fault
from studygen.knowledge.yaml.spelling import id_from
from studygen.lists import columns
from studygen.lists.card_list import CardTable, Row
from studygen.lists.light_markdown import Converted, converted

Form = Literal["pair", "question", "cloze"]

NOT_SAID = "???"  # which `check` finds, so that nobody forgets to write what was not there
_CLOZE = re.compile(r"\{\{c(\d+)::(.*?)(?:::((?:(?!::).)*?))?\}\}", re.DOTALL)
_NESTED = re.compile(r"\{\{c\d+::(?:(?!\}\}).)*\{\{c\d+::", re.DOTALL)
_LONGEST_BLANK = 30
_LONGEST = 15_000


@dataclass(frozen=True, slots=True)
class FoundMedium:
    """A file that a card names, and what is said of it; "" if nothing is."""

    name: str
    is_image: bool
    with_question: bool
    alt: str = ""
    licence: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class FoundCard:
    """A card, in light Markdown."""

    form: Form
    front: str  # the word, the question, or the sentence with its blanks
    back: str  # "" for a sentence
    tags: tuple[str, ...] = ()
    group: str = ""
    hint: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()
    media: tuple[FoundMedium, ...] = ()


@dataclass
class Telling:
    """What is to be told of a list once it is read: what was left out, and what was lost."""

    left_out: list[str] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    double: int = 0


def cards_of(
    table: CardTable, roles: Sequence[str], telling: Telling, licence: str = ""
) -> Iterator[FoundCard]:
    """Yield the cards of a table whose columns hold what `roles` say; `licence` is that of all files."""
    has_decks = len({row.group for row in table.rows}) > 1
    for number, written in enumerate(table.rows, start=1):
        # An entry is in no deck, so that a tag tells which it was.
        tags = (*written.tags, f"deck::{written.group}") if has_decks and written.group else written.tags
        row = replace(written, tags=tags)
        card = _card(table, roles, row, telling, licence)
        if isinstance(card, str):
            first = next((" ".join(value.split()) for value in row.values if value.strip()), "")
            telling.left_out.append(f"row {number:,} (“{first[:40]}”): {card}")
        else:
            yield card


def _card(
    table: CardTable, roles: Sequence[str], row: Row, telling: Telling, licence: str
) -> FoundCard | str:
    """Return a card, or why there is none."""
    values: dict[str, str] = {}
    media: list[FoundMedium] = []
    notes: list[str] = []
    for name, role, written in zip(table.columns, roles, row.values, strict=True):
        if role == columns.NOTHING or not written.strip():
            continue
        if role in (columns.IMAGE, columns.AUDIO):
            media += _named_media(written, role)
            continue
        value = converted(written, html=table.is_html)
        telling.lost.update(value.lost)
        asks = role in (columns.TERM, columns.QUESTION, columns.CLOZE)
        media += _media(value, with_question=asks)
        if role == columns.NOTE:
            if value.text:
                called = name if name and columns.role_of(name) != columns.NOTE else ""
                notes.append(f"{called}: {value.text}" if called else value.text)
        elif value.text:
            values[role] = f"{values[role]} {value.text}" if role in values else value.text
    about = {key: values.get(key, "") for key in (columns.ALT, columns.LICENCE, columns.CREDIT)}
    media = [
        replace(
            each,
            alt=each.alt or about[columns.ALT],
            licence=about[columns.LICENCE] or licence,
            source=about[columns.CREDIT],
        )
        for each in media
    ]
    tags = (*row.tags, *re.split(r"[\s,;]+", values.get(columns.TAGS, "")))
    return _checked(values, tags, row.group or values.get(columns.DECK, ""), "\n".join(notes), tuple(media))


def _checked(
    values: Mapping[str, str], tags: Sequence[str], group: str, note: str, media: tuple[FoundMedium, ...]
) -> FoundCard | str:
    front = values.get(columns.TERM) or values.get(columns.QUESTION, "")
    back = values.get(columns.MEANING) or values.get(columns.ANSWER, "")
    sentence = values.get(columns.CLOZE) or (front if _CLOZE.search(front) else "")
    form: Form = "question" if columns.QUESTION in values or columns.asks(front) else "pair"
    fault: str | None = None
    if sentence:
        note = "\n".join(filter(None, ("" if columns.CLOZE in values else back, note)))
        form, front, back = "cloze", named_blanks(sentence) or "", ""
        fault = blank_fault(front) if front else "it has a blank within a blank, which is not possible here"
    elif not front and any(each.with_question for each in media):  # what is shown is asked for
        form, front = "question", f"{NOT_SAID} What is this?"
    elif not back and any(not each.with_question for each in media):
        form, back = "question", f"{NOT_SAID} See below."
    if not (front and (back or sentence)):
        fault = fault or f"it has nothing on its {'back' if front else 'front'}"
    if fault := fault or _text_fault(front, back, note):
        return fault
    return FoundCard(
        form,
        " ".join(front.split()) if form == "pair" else front,
        back,
        valid_tags(tags),
        group,
        values.get(columns.HINT, ""),
        note,
        tuple(filter(None, map(str.strip, re.split(r"[;,\n]", values.get(columns.ALIASES, ""))))),
        media,
    )


def _text_fault(*texts: str) -> str | None:
    if any(len(text) > _LONGEST for text in texts):
        return f"it has more than {_LONGEST:,} characters"
    return next((fault for text in texts if (fault := markdown_fault(text))), None)


def named_blanks(sentence: str) -> str | None:
    """Return a sentence whose blanks have names instead of numbers; None if one is within another."""
    if _NESTED.search(sentence):
        return None
    names: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        number, hidden, hint = found.groups()
        if number not in names:
            words = id_from(hidden)[:_LONGEST_BLANK].strip("-")
            name = words if words and words not in names.values() else f"{words or 'blank'}-{number}"
            names[number] = name
        kept = hidden.replace("::", "\\::")
        # Where a formula ends with a brace, Anki asks for a space before those of the blank.
        return (
            f"{{{{{names[number]}::{kept.rstrip() if kept.strip() else kept}{f'::{hint}' if hint else ''}}}}}"
        )

    return _CLOZE.sub(named, sentence)


def valid_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Return tags as they may be written, each once whatever its case."""
    found: dict[str, str] = {}
    for tag in tags:
        parts = (
            re.sub(r"[*\\\"():<>&\s]+", "-", part).strip("-")
            for part in normalize("NFC", tag).split(SEPARATOR)
        )
        made = SEPARATOR.join("".join(each for each in part if each.isprintable()) for part in parts if part)
        if made and not tag_fault(made):
            found.setdefault(made.casefold(), made)
    return tuple(found.values())


def _media(value: Converted, *, with_question: bool) -> Iterator[FoundMedium]:
    for name, alt in value.images:
        yield FoundMedium(name, True, with_question, alt)
    for name in value.sounds:
        yield FoundMedium(name, False, with_question)


def _named_media(written: str, role: str) -> Iterator[FoundMedium]:
    """Yield what a column of pictures or recordings names: a file, or HTML that shows it."""
    value = converted(written, html="<" in written)
    found = list(_media(value, with_question=False))
    yield from found or [FoundMedium(value.text.strip(), role == columns.IMAGE, False)]
