"""What tells a passage that is not in the text from what the text has in its place."""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import NamedTuple

from studygen.knowledge.text.document import Document, pieces
from studygen.knowledge.text.folded_text import Span, fold

_MOST_NAMED = 3
# Letters of other scripts that are drawn alike (Unicode's confusables, the letters of Greek and Cyrillic).
_ALIKE = str.maketrans("аеорсухіјѕһԁԛԝνοκ", "aeopcyxijshdqwvok")
_MARKS = {"Pd": "-", "Pi": '"', "Pf": '"'}
_QUOTES = "'\"‘’‚‛ʼ“”„‟"
_HYPHENATED = re.compile(r"(?<=\w)[-\u00ad\u2010]\s*\n\s*(?=\w)")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


class Difference(NamedTuple):
    """What the text has in place of a passage, and how that is told."""

    words: str  # what the text has, to be quoted instead
    sentence: str  # the whole sentence
    told: str  # what differs, in a clause
    is_mechanical: bool  # whether only characters differ, and no word


def difference_of_characters(document: Document, passage: str) -> Difference | None:
    """Return where the text has the words of a passage in other characters; None if it does not."""
    skeleton, offsets = _skeleton_of_text(document.text)
    found: list[str] = []
    at, first = 0, None
    for piece in pieces(passage):
        wanted, _ = _skeleton(piece)
        place = skeleton.find(wanted, at) if wanted else -1
        if place < 0:
            return None
        at = place + len(wanted)
        span = Span(offsets[place], _with_marks(document.text, offsets[at - 1] + 1))
        first = first if first is not None else span.start
        found.append(document.words(span))
    words = " […] ".join(found)
    told = _differing_characters(words, passage)
    return Difference(words, _sentence_at(document, first or 0), told, is_mechanical=True)


def difference_of_words(document: Document, passage: str) -> tuple[str, Difference] | None:
    """Return where the text is most like a passage, and what differs; None if nothing is like it."""
    nearest = document.nearest(passage)
    if nearest is None:
        return None
    sentences = [
        span
        for span in document.sentences[nearest.paragraph - 1]
        if span.start < nearest.end and nearest.start < span.end
    ]
    stretch = document.words(Span(sentences[0].start, sentences[-1].end))
    theirs, ours = list(_WORD.finditer(stretch)), _WORD.findall(fold(passage))
    codes = SequenceMatcher(
        None,
        [fold(word[0]).casefold() for word in theirs],
        [word.casefold() for word in ours],
        autojunk=False,
    ).get_opcodes()
    inside = [code for code in codes if code[0] == "equal"]
    if not inside:
        return None
    # As many words before the first that is the same, and behind the last, as the passage has there.
    first = max(0, inside[0][1] - inside[0][3])
    last = min(len(theirs), inside[-1][2] + len(ours) - inside[-1][4])
    marked, at = "", 0
    for kind, start, end, _, _ in codes:
        start, end = max(start, first), min(end, last)
        if kind != "equal" and start < end:
            begin, stop = theirs[start].start(), theirs[end - 1].end()
            marked += f"{stretch[at:begin]}‹{stretch[begin:stop]}›"
            at = stop
    written = [
        " ".join(ours[code[3] : code[4]]) for code in codes if code[0] != "equal" and code[3] < code[4]
    ]
    told = f"this has {' … '.join(f'“{words}”' for words in written[:_MOST_NAMED])}" if written else ""
    if all(code[0] == "equal" for code in codes if first <= code[1] < last):
        told = "other signs stand between the same words"
    words = stretch[theirs[first].start() : theirs[last - 1].end()]
    return nearest.locator, Difference(words, marked + stretch[at:], told, is_mechanical=False)


@cache
def _letters(character: str) -> str:
    """Return what is left of a character if marks, case, form and script are left out of account."""
    if character.isspace() or unicodedata.category(character) == "Cf":
        return ""
    if character in _QUOTES:
        return '"'
    bare = "".join(
        each for each in unicodedata.normalize("NFKD", character) if not unicodedata.combining(each)
    )
    return "".join(_MARKS.get(unicodedata.category(each), each) for each in bare.casefold().translate(_ALIKE))


def _skeleton(text: str) -> tuple[str, list[int]]:
    """Return what is left of a text, and where in it each character stood."""
    hyphens = {at for found in _HYPHENATED.finditer(text) for at in range(*found.span())}
    kept = [
        (letter, at)
        for at, character in enumerate(text)
        if at not in hyphens
        for letter in _letters(character)
    ]
    return "".join(letter for letter, _ in kept), [at for _, at in kept]


# All faults of a check are in a few texts.
_skeleton_of_text = lru_cache(maxsize=4)(_skeleton)


def _with_marks(text: str, end: int) -> int:
    """Return where the marks end that belong to the letter before."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _sentence_at(document: Document, start: int) -> str:
    for sentences in document.sentences:
        for span in sentences:
            if span.start <= start < span.end:
                return document.words(span)
    return ""


def _differing_characters(theirs: str, ours: str) -> str:
    """Tell which characters differ, the first few of them."""
    one, other = fold(theirs), fold(ours)
    told = dict.fromkeys(_told(one, other))
    more = ", and more" if len(told) > _MOST_NAMED else ""
    return f"{'; '.join(list(told)[:_MOST_NAMED])}{more}" if told else "line ends differ"


def _told(theirs: str, ours: str) -> Iterator[str]:
    for kind, start, end, begin, stop in SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes():
        if kind != "equal":
            has, had = _named(theirs[start:end]), _named(ours[begin:stop])
            yield f"the text has {has or 'nothing'}, and this {had or 'nothing'}"


def _named(characters: str) -> str:
    """Return characters with the names of those that are seen badly or taken for others."""
    return " ".join(
        character if character.isascii() and character.isalnum() else f"{_shown(character)}{_name(character)}"
        for character in characters
    )


def _shown(character: str) -> str:
    is_seen = character.isprintable() and not character.isspace() and not unicodedata.combining(character)
    return f"{character} " if is_seen else ""


def _name(character: str) -> str:
    return f"(U+{ord(character):04X} {unicodedata.name(character, 'without a name')})"
