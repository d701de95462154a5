"""Blanks in a sentence: `{{name::hidden words}}` or `{{name::hidden words::hint}}`.

A blank has a name, and its number in Anki is remembered with the name and with what it hid: a card renumbered
is a card lost.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple, TypeVar

_BLANK = re.compile(
    r"\{\{([a-z0-9]+(?:-[a-z0-9]+)*)::((?:(?!\}\}|\{\{|::).)+?)(?:::((?:(?!\}\}|\{\{).)+?))?\}\}", re.DOTALL
)
_MARK = re.compile(r"\{\{|\}\}")
_ANKIS = re.compile(
    r"\{\{c([1-9][0-9]{0,2})::((?:(?!\}\}|\{\{|::).)*)(?:::(?:(?!\}\}|\{\{).)*)?\}\}", re.DOTALL
)
_TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")

_MOST = 100  # names of blanks in a sentence, each of which is a card that shows all of it

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Blank:
    """A marked stretch of a cloze sentence."""

    name: str
    hidden: str
    hint: str | None


class Given(NamedTuple):
    """The number that a blank was given in an earlier release, and a hash of what it hid last."""

    number: int
    words: str
    is_shown: bool = True  # whether the latest release has it


def blanks(sentence: str) -> tuple[Blank, ...]:
    """Return the blanks of a sentence in order."""
    return tuple(Blank(name, hidden, hint or None) for name, hidden, hint in _BLANK.findall(sentence))


def names(sentence: str) -> tuple[str, ...]:
    """Return the names of the blanks, each once, in order."""
    return tuple(dict.fromkeys(blank.name for blank in blanks(sentence)))


def cloze_fault(sentence: str) -> str | None:
    """Tell what is wrong with a sentence of which Anki is to make cards; None if nothing is."""
    rest = _BLANK.sub("", sentence)
    if marks := _MARK.search(rest):
        near = rest[max(0, marks.start() - 12) : marks.end() + 12].strip()
        return f"{near!r} is not a blank; write {{{{name::hidden words}}}}, the name in lower case"
    if not blanks(sentence):
        return "there is no blank in it; mark one as {{name::hidden words}}"
    if len(names(sentence)) > _MOST:
        return (
            f"it has {len(names(sentence)):,} blanks, and {_MOST} are the most; make several sentences of it"
        )
    empty = next((blank for blank in blanks(sentence) if not blank.hidden.strip()), None)
    return f"the blank {empty.name!r} hides nothing; put words behind the ::" if empty else None


def html_fault(html: str) -> str | None:
    """Tell whether bold or italic crosses the edge of a blank, in the sentence rendered as HTML."""
    for blank in blanks(html):
        opened: list[str] = []
        for closing, tag in _TAG.findall(blank.hidden.replace("<br>", "")):
            if not closing:
                opened.append(tag)
            elif not opened or opened.pop() != tag:
                opened.append(tag)
                break
        if opened:
            return f"bold or italic crosses the edge of the blank {blank.name!r}; put it around or inside"
    return None


Likeness = Callable[[str, str, str, Given], bool]  # name and words now, name and what was given

# What tells that a blank is one of an earlier release, the surest first. What is hidden tells more than a
# name, unless it was hidden by a blank that has been gone.
_LIKENESSES: tuple[Likeness, ...] = (
    lambda name, words, known, was: name == known and words == was.words,
    lambda _, words, _known, was: words == was.words and was.is_shown,
    lambda name, _, known, was: name == known and was.is_shown,
    lambda _, words, _known, was: words == was.words,
    lambda name, _, known, _was: name == known,
)


def numbered(html: str, given: Mapping[str, Given]) -> dict[str, int]:
    """Give every blank of a sentence its number by name: the known one, or the next that it never had."""
    hidden = hashes((blank.name, blank.hidden) for blank in blanks(html))
    left = sorted(given.items(), key=lambda known: known[1].number)
    found: dict[str, int] = {}
    for is_alike in _LIKENESSES:
        for name, words in hidden.items():
            was = next((known for known in left if name not in found and is_alike(name, words, *known)), None)
            if was:
                found[name] = was[1].number
                left.remove(was)
    last = max((was.number for was in given.values()), default=0)
    for name in hidden:
        if name not in found:
            last += 1
            found[name] = last
    return {name: found[name] for name in hidden}


def to_anki(html: str, numbers: Mapping[str, int]) -> str:
    """Write the blanks as Anki's clozes."""

    def cloze(blank: re.Match[str]) -> str:
        name, hidden, hint = blank.groups()
        # Anki ends a cloze at the first }} and reads a hint behind ::, in what was typeset math as well.
        return f"{{{{c{numbers[name]}::{hidden}{f'::{hint}' if hint else ''}}}}}"

    return _BLANK.sub(cloze, html)


def numbers(html: str) -> frozenset[int]:
    """Return the numbers of Anki's clozes in a field."""
    return frozenset(int(number) for number, _ in _ANKIS.findall(html))


def sentence_of(fields: Iterable[str]) -> str:
    """Return the field of a note that has Anki's clozes; nothing if none has."""
    return next((text for text in fields if numbers(text)), "")


def hidden_in(html: str) -> dict[int, str]:
    """Return a hash of what each of Anki's clozes in a field hides, by number."""
    return hashes((int(number), words) for number, words in _ANKIS.findall(html))


def hashes(clozes: Iterable[tuple[T, str]]) -> dict[T, str]:
    """Return a hash of the words that each blank hides."""
    return {
        blank: blake2b(json.dumps(words, ensure_ascii=False).encode(), digest_size=6).hexdigest()
        for blank, words in _by_blank(clozes).items()
    }


def recognised(published: str, now: str, names: Mapping[int, str]) -> dict[str, int]:
    """Tell which number each blank of a sentence had when that was published.

    Args:
        published: the sentence with Anki's clozes, as learners have it.
        now: the same as it would be published today, whatever its clozes are numbered.
        names: those of the blanks by the numbers in `now`.
    """
    before = [(int(number), hidden) for number, hidden in _ANKIS.findall(published)]
    after = [(names.get(int(number), ""), hidden) for number, hidden in _ANKIS.findall(now)]
    if _ANKIS.sub("{{}}", published) == _ANKIS.sub("{{}}", now):  # only what is hidden may be another
        pairs = {(name, number) for (name, _), (number, _) in zip(after, before, strict=True)}
        if len({name for name, _ in pairs}) == len({number for _, number in pairs}) == len(pairs):
            return {name: number for name, number in pairs if name}
    left = _by_blank(before)
    found = {}
    for name, hidden in _by_blank(after).items():
        number = next((number for number, words in left.items() if words == hidden), None)
        if name and number is not None:
            found[name] = number
            del left[number]
    return found


def _by_blank(clozes: Iterable[tuple[T, str]]) -> dict[T, list[str]]:
    """Return the words that each blank hides, in order."""
    hidden: dict[T, list[str]] = {}
    for blank, words in clozes:
        hidden.setdefault(blank, []).append(words)
    return hidden


# Written so that neither Anki's clozes nor their hints begin or end there.
_AS_TEXT = {"{{": "{&#123;", "}}": "}&#125;", "::": ":&#58;"}


def show(html: str) -> str:
    """Return HTML in which Anki finds no cloze, whatever it says."""
    for mark, entity in _AS_TEXT.items():
        html = html.replace(mark, entity)
    return html


def hide(html: str) -> str:
    """Return HTML as the only cloze of its field."""
    return f"{{{{c1::{show(html)}}}}}"


def asked(sentence: str, name: str, show: Callable[[str], str] = str) -> str:
    """Return the sentence with one name's blanks open, as `[…]` or `[hint]`, and the others filled in."""
    return _BLANK.sub(lambda b: f"[{b[3] or '…'}]" if b[1] == name else show(b[2]), sentence)


def answer(sentence: str, name: str) -> str:
    """Return what the blanks of one name hide."""
    return " … ".join(blank.hidden for blank in blanks(sentence) if blank.name == name)
