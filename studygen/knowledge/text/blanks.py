r"""Blanks as authors write them: `{{name::hidden words}}` or `{{name::hidden words::hint}}`.

A blank ends where the braces that are opened in it are closed, so that `{{root::$\sqrt{x}$}}` and
`{{body::{ return 1; }}}` are what they look like; `\{` and `\}` count for nothing, and neither do braces in
code. `::` within braces, code or a formula begins no hint, and `\::` does so nowhere. A blank may stand in a
formula or in code.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from studygen.knowledge.text import markdown

_START = re.compile(r"\{\{([a-z0-9]+(?:-[a-z0-9]+)*)::")
_SIGN = re.compile(r"\\(?:::|.)|\{\{[a-z0-9-]+::|::|[{}$`]", re.DOTALL)
_CODE = re.compile(r"(`+)(?!`)(?:(?!\{\{[a-z0-9-]+::).)+?(?<!`)\1(?!`)")  # no other blank is in it
_FORMULA = re.compile(r"\$\$?(?=\S)(?:\\.|(?!\{\{[a-z0-9-]+::)[^$\\])+(?<=\S)\$\$?(?!\d)", re.DOTALL)
_BRACE = re.compile(r"\\.|([{}])", re.DOTALL)
_STRAY = re.compile(r"\\.|\$[^$]*\$|(\{\{|\}\})", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")

_MOST = 100  # names of blanks in a sentence, each of which is a card that shows all of it
_NEAR = 12  # characters

# What stands around the parts of a blank instead of braces, and means nothing to Markdown or LaTeX.
_OPENED, _NAMED, _HINTED, _CLOSED = tuple(markdown.RESERVED)
MARKED = re.compile(
    f"{_OPENED}(?P<name>[^{_NAMED}]*){_NAMED}"
    f"(?P<hidden>[^{_HINTED}{_CLOSED}]*)(?:{_HINTED}(?P<hint>[^{_CLOSED}]*))?{_CLOSED}"
)


@dataclass(frozen=True, slots=True)
class Blank:
    """A marked stretch of a sentence, and where it stands there."""

    name: str
    hidden: str
    hint: str | None
    start: int
    end: int


class _Misread(NamedTuple):
    """What looks like a blank and is none, and why."""

    fault: str


def blanks(sentence: str) -> tuple[Blank, ...]:
    """Return the blanks of a sentence in order."""
    return tuple(found for found in _read(sentence) if isinstance(found, Blank))


def names(sentence: str) -> tuple[str, ...]:
    """Return the names of the blanks, each once, in order."""
    return tuple(dict.fromkeys(blank.name for blank in blanks(sentence)))


def blank_fault(sentence: str) -> str | None:
    """Tell what is wrong with a sentence of which Anki is to make cards; None if nothing is."""
    found = list(_read(sentence))
    if misread := next((each.fault for each in found if isinstance(each, _Misread)), None):
        return misread
    rest = _replaced(sentence, lambda _: "")
    if marks := next((each for each in _STRAY.finditer(rest) if each[1]), None):
        near = rest[max(0, marks.start() - _NEAR) : marks.end() + _NEAR].strip()
        return f"{near!r} is not a blank; write {{{{name::hidden words}}}}, the name in lower case"
    if not found:
        return "there is no blank in it; mark one as {{name::hidden words}}"
    if (number := len(names(sentence))) > _MOST:
        return f"it has {number:,} blanks, and {_MOST} are the most; make several sentences of it"
    empty = next((blank for blank in blanks(sentence) if not blank.hidden.strip()), None)
    return (
        f"the blank {empty.name!r} hides nothing; put words behind the ::" if empty else _edge_fault(sentence)
    )


def _edge_fault(sentence: str) -> str | None:
    """Tell whether bold, italic or a formula crosses the edge of a blank."""
    for latex in markdown.formulas_in(marked(sentence)):
        if latex.count(_OPENED) != latex.count(_CLOSED):
            name = (re.findall(f"{_OPENED}([^{_NAMED}]*)", latex) or names(sentence))[-1]
            return f"a formula crosses the edge of the blank {name!r}; put it around or inside"
    for blank in MARKED.finditer(to_html(sentence)):
        opened: list[str] = []
        for closing, tag in _TAG.findall(blank["hidden"].replace("<br>", "")):
            if not closing:
                opened.append(tag)
            elif not opened or opened.pop() != tag:
                opened.append(tag)
                break
        if opened:
            what = "bold, italic or code"
            return f"{what} crosses the edge of the blank {blank['name']!r}; put it around or inside"
    return None


def marked(sentence: str) -> str:
    """Return a sentence with its blanks as `MARKED` finds them, which rendering leaves where they are."""

    def with_marks(blank: Blank) -> str:
        hint = f"{_HINTED}{blank.hint}" if blank.hint else ""
        return f"{_OPENED}{blank.name}{_NAMED}{blank.hidden}{hint}{_CLOSED}"

    return _replaced(sentence, with_marks)


def to_html(sentence: str) -> str:
    """Render a sentence, light Markdown, as HTML in which `MARKED` finds its blanks."""
    return markdown.to_html(marked(sentence))


def asked(sentence: str, name: str) -> str:
    """Return the sentence with one name's blanks open, as `[…]` or `[hint]`, and the others filled in."""
    return _replaced(sentence, lambda blank: f"[{blank.hint or '…'}]" if blank.name == name else blank.hidden)


def answer(sentence: str, name: str) -> str:
    """Return what the blanks of one name hide, light Markdown."""
    in_formulas = "".join(markdown.formulas_in(marked(sentence)))
    is_formula = f"{_OPENED}{name}{_NAMED}" in in_formulas
    hidden = (blank.hidden for blank in blanks(sentence) if blank.name == name)
    return " … ".join(f"${each.strip()}$" if is_formula else each for each in hidden)


def _replaced(sentence: str, instead: Callable[[Blank], str]) -> str:
    """Return a sentence with something else in place of each blank."""
    pieces, at = [], 0
    for blank in blanks(sentence):
        pieces += [sentence[at : blank.start], instead(blank)]
        at = blank.end
    return "".join([*pieces, sentence[at:]])


def _read(sentence: str) -> Iterator[Blank | _Misread]:
    """Yield the blanks of a sentence, up to the first that is none."""
    at = 0
    while start := _START.search(sentence, at):
        found = _read_one(sentence, start)
        yield found
        if isinstance(found, _Misread):
            return
        at = found.end


def _read_one(sentence: str, start: re.Match[str]) -> Blank | _Misread:
    """Read a blank from behind its name."""
    name, inside = start[1], start.end()
    depth, at = 0, inside
    hint: re.Match[str] | None = None
    while sign := _SIGN.search(sentence, at):
        at = sign.end()
        if sign[0] == "$":
            at = _end_of_formula(sentence, sign.start()) or at
        elif sign[0] == "`":
            code = _CODE.match(sentence, sign.start())
            at = code.end() if code else at
        elif sign[0] == "{":
            depth += 1
        elif sign[0] == "}" and depth:
            depth -= 1
        elif sign[0] == "}" and sentence.startswith("}}", sign.start()):
            end = hint.start() if hint else sign.start()
            said = sentence[hint.end() : sign.start()] if hint else None
            return Blank(name, sentence[inside:end], said or None, start.start(), at + 1)
        elif sign[0] == "::" and not depth:
            if hint:
                return _Misread(
                    f"the blank {name!r} has more than one ::, and what stands behind the first is its hint;"
                    " write \\:: for the sign itself"
                )
            hint = sign
        elif sign[0].startswith("{{"):
            return _Misread(
                f"the blank {name!r} has another one in it; write one behind the other, or give both one name"
            )
    return _Misread(
        f"the blank {name!r} is not closed by }}}}, or braces in it do not match; write \\{{ or \\}} for one"
        " that stands alone"
    )


def _end_of_formula(sentence: str, start: int) -> int | None:
    """Return where a formula ends that begins at a `$` in a blank; None if it is a dollar."""
    formula = _FORMULA.match(sentence, start)
    depth = 0
    for brace in _BRACE.finditer(formula[0]) if formula else ():
        depth += (brace[1] == "{") - (brace[1] == "}")
        if depth < 0:  # the blank ends before the second dollar
            return None
    return formula.end() if formula and depth == 0 else None
