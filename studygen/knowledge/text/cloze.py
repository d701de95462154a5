"""Blanks as Anki has them: clozes, `{{c1::hidden words::hint}}`, whose number is that of a card.

The number of a blank is remembered with its name and with what it hid: a card renumbered is a card lost.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import NamedTuple, TypeVar

from studygen.knowledge.text.blanks import MARKED

_ANKIS = re.compile(
    r"\{\{c([1-9][0-9]{0,2})::((?:(?!\}\}|\{\{|::).)*)(?:::(?:(?!\}\}|\{\{).)*)?\}\}", re.DOTALL
)
# So that neither Anki's clozes nor their hints begin or end where a text has these signs.
_AS_TEXT = {"{{": "{&#123;", "}}": "}&#125;", "::": ":&#58;"}
_AT_THE_EDGE = {"}": "&#125;", ":": "&#58;"}
_ENTITY = re.compile("&#(123|125|58);")

T = TypeVar("T")


class Given(NamedTuple):
    """The number that a blank was given in an earlier release, and a hash of what it hid last."""

    number: int
    words: str
    is_shown: bool = True  # whether the latest release has it


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
    """Give every blank its number by name: the known one, or the next that it never had.

    Args:
        html: of a sentence, with its blanks as `MARKED` finds them.
        given: the numbers of an earlier release, by name.
    """
    hidden = hashes((blank["name"], blank["hidden"]) for blank in MARKED.finditer(html))
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
    """Write the blanks that `MARKED` finds as Anki's clozes."""

    def cloze(blank: re.Match[str]) -> str:
        hint = f"::{_inside(blank['hint'])}" if blank["hint"] else ""
        return f"{{{{c{numbers[blank['name']]}::{_inside(blank['hidden'])}{hint}}}}}"

    return MARKED.sub(cloze, html)


def numbers(html: str) -> frozenset[int]:
    """Return the numbers of Anki's clozes in a field."""
    return frozenset(int(number) for number, _ in _ANKIS.findall(html))


def sentence_of(fields: Iterable[str]) -> str:
    """Return the field of a note that has Anki's clozes; nothing if none has."""
    return next((text for text in fields if numbers(text)), "")


def hidden_in(html: str) -> dict[int, str]:
    """Return a hash of what each of Anki's clozes in a field hides, by number."""
    return hashes((int(number), _written(words)) for number, words in _ANKIS.findall(html))


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


def show(html: str) -> str:
    """Return HTML in which Anki finds no cloze, whatever it says."""
    for mark, entity in _AS_TEXT.items():
        html = html.replace(mark, entity)
    return html


def hide(html: str) -> str:
    """Return HTML as the only cloze of its field."""
    return f"{{{{c1::{_inside(html)}}}}}"


def _inside(html: str) -> str:
    """Return HTML so that a cloze with it ends where it is to end."""
    shown = show(html)
    if shown.startswith(":"):
        shown = f"&#58;{shown[1:]}"
    return f"{shown[:-1]}{_AT_THE_EDGE.get(shown[-1], shown[-1])}" if shown else shown


def _written(words: str) -> str:
    """Return the HTML of which `_inside` made the words of a cloze."""
    return _ENTITY.sub(lambda entity: chr(int(entity[1])), words)
