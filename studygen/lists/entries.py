"""Entries made of cards: with lasting ids, and the words that each rests on."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from studygen.knowledge.text.blanks import blanks
from studygen.knowledge.text.document import Document
from studygen.knowledge.text.markdown import to_plain
from studygen.knowledge.yaml.loader import load_entries
from studygen.knowledge.yaml.spelling import id_from
from studygen.knowledge.yaml.writing import as_yaml
from studygen.lists.cards import NOT_SAID, FoundCard, FoundMedium

Record = dict[str, Any]  # an entry or a question as YAML has it
PlaceMedium = Callable[
    [FoundMedium], str | None
]  # what a file is called in media/; None if it cannot be there

_KEYS = {(True, True): "show", (True, False): "listen", (False, True): "image", (False, False): "audio"}
_LONGEST_ID = 60
_WORDS_OF_A_QUESTION = 9


@dataclass
class Ids:
    """Ids that are taken, and those by which earlier imports knew the same words."""

    taken: set[str]
    known: dict[str, list[str]] = field(default_factory=dict)  # by word or question, in their order

    def of(self, words: str, instead: str = "") -> str:
        """Return the id of a word or a question: the one it had, or one of its letters, numbered if taken."""
        if earlier := self.known.get(key(words)):
            return earlier.pop(0)
        plain = to_plain(words)
        made = _shortened(id_from(plain)) or _shortened(id_from(to_plain(instead)))
        # Of a script that ids do not have, nothing can be kept but that it is the same word.
        made = made or f"card-{sha256(plain.encode()).hexdigest()[:8]}"
        number, found = 1, made
        while found in self.taken or found == "vs":
            number += 1
            found = f"{made}-{number}"
        self.taken.add(found)
        return found


def key(words: str) -> str:
    """Return what tells that two words, or two questions, are the same."""
    return " ".join(to_plain(words).casefold().split())


def term_of(card: FoundCard, entry_id: str, passage: str, place: PlaceMedium) -> Record:
    """Return the entry of a word and what it means."""
    media = _media(card, place)
    shown, heard = media.pop("show", None), media.pop("listen", None)
    return _filled(
        term=entry_id,
        name=card.front,
        aliases=list(card.aliases),
        meaning=card.back,
        voice="fact",
        passages=passage,
        show={"meaning": shown} if shown else None,
        listen={"meaning": heard} if heard else None,
        hint=card.hint,
        note=card.note,
        **media,
        tags=list(card.tags),
    )


def question_of(card: FoundCard, question_id: str, passage: str, place: PlaceMedium) -> Record:
    """Return a question of its own, or a sentence with blanks."""
    is_cloze = card.form == "cloze"
    words = {"cloze": card.front} if is_cloze else {"ask": card.front, "answer": card.back}
    return _filled(
        id=question_id,
        **words,
        passages=passage,
        **_media(card, place),
        hint=card.hint,
        note=card.note,
        tags=list(card.tags),
        # A rule tells of sentences that are the text's own; here the text is the list that has them.
        allow={"lifted-cloze": "The sentence is the list's."} if is_cloze else None,
    )


def container(entry_id: str, title: str, file: str, passage: str, questions: Sequence[Record]) -> Record:
    """Return the entry that holds the questions of a deck or a file, and asks nothing itself."""
    return {
        "term": entry_id,
        "name": title,
        "meaning": f"Questions from {file}.",
        "voice": "fact",
        "passages": passage,
        "cards": [],
        "questions": list(questions),
    }


def asked(front: str) -> str:
    """Return a word, a question, or a sentence with its blanks filled in."""
    sentence, at = "", 0
    for blank in blanks(front):
        sentence += front[at : blank.start] + blank.hidden
        at = blank.end
    return sentence + front[at:]


def line_of(card: FoundCard) -> str:
    """Return what a list says in a line: the card, as plain words."""
    if card.form == "cloze":
        return _plain_line(asked(card.front))
    return f"{_plain_line(card.front)} – {_plain_line(card.back)}"


def unique_lines(heading: str, cards: Sequence[FoundCard], language: str) -> list[str]:
    """Return a line for each card, and one before them, of which none is found in another one."""
    lines = [heading, *map(line_of, cards)]
    for attempt in range(2):
        document = Document("\n\n".join(lines), language)
        for at, line in enumerate(lines):
            if len(document.locate(line)) != 1:
                lines[at] = f"“{line.replace(' – ', '” – “', 1)}”" if not attempt else f"{line} · {at}"
    return lines


def fault_of(record: Record, file: Path) -> str | None:
    """Tell what is wrong with an entry; None if nothing is."""
    problems = load_entries(as_yaml([record]), file).problems
    return next((each.message for each in problems if each.severity == "error"), None)


def merged(record: Record, earlier: Mapping[str, Any]) -> Record:
    """Return an entry as it is imported now, with what was written into it since it was imported before."""
    found = dict(record)
    for name, value in earlier.items():
        new = found.get(name)
        if name in ("passages", "voice", "cards") or name not in found:
            found[name] = value
        elif isinstance(new, dict) and isinstance(value, dict):
            found[name] = merged(new, value)
        elif isinstance(new, str) and new.startswith(NOT_SAID):
            found[name] = value
        elif name == "tags":
            tags = [*(new or ()), *([value] if isinstance(value, str) else value)]
            found[name] = list(dict.fromkeys(tags))
    return found


def renewed(record: Record, earlier: Mapping[str, Any]) -> tuple[Record, list[Record]]:
    """Return an entry merged with what it was, its questions as well, and those that the list has no more."""
    if "questions" not in record:
        return merged(record, earlier), []
    before = {each["id"]: each for each in earlier.get("questions", ()) if isinstance(each, dict)}
    now = []
    for each in record["questions"]:
        was = before.pop(each["id"], {})
        now.append(merged(each, {name: value for name, value in was.items() if name != "passages"}))
    gone = list(before.values())
    beside = {name: value for name, value in earlier.items() if name != "questions"}
    return {**merged(record, beside), "questions": [*now, *gone]}, gone


def id_of(record: Mapping[str, Any]) -> str:
    """Return the id of an entry, which is the value of its first key."""
    return str(next(iter(record.values()), ""))


def question_ids(holder: Mapping[str, Any]) -> Ids:
    """Return the ids of questions that are taken in an entry, and by what they are known."""
    ids = Ids(set())
    for each in holder.get("questions", ()):
        ids.taken.add(each["id"])
        ids.known.setdefault(key(asked(each.get("cloze") or each.get("ask", ""))), []).append(each["id"])
    return ids


def passages_of(record: Mapping[str, Any]) -> list[str]:
    """Return what an entry and its questions quote."""
    own = record.get("passages", ())
    inner = [passage for each in record.get("questions", ()) for passage in passages_of(each)]
    return [*([own] if isinstance(own, str) else own), *inner]


def in_order(record: Record, order: Iterable[str]) -> Record:
    """Return a record with its keys in the order in which they are best written."""
    places = {name: at for at, name in enumerate(order)}
    return dict(sorted(record.items(), key=lambda each: places.get(each[0], len(places))))


def _media(card: FoundCard, place: PlaceMedium) -> Record:
    """Return the keys of what is seen and heard with a card."""
    found: Record = {}
    for medium in card.media:
        name = _KEYS[medium.with_question, medium.is_image]
        if name in found or (file := place(medium)) is None:
            continue
        found[name] = _filled(
            file=file,
            alt=medium.alt or f"{NOT_SAID} not described yet",
            licence=medium.licence or f"{NOT_SAID} not known yet",
            source=medium.source,
        )
    return found


def _filled(**keys: Any) -> Record:
    return {name: value for name, value in keys.items() if value}


def _shortened(made: str) -> str:
    words = made.split("-")[:_WORDS_OF_A_QUESTION]
    return "-".join(words)[:_LONGEST_ID].strip("-")


def _plain_line(text: str) -> str:
    words = " ".join(to_plain(text).split())
    return re.sub(r"\[(?:…|\.\.\.)\]", "(…)", words)
