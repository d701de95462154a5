"""The plain words of HTML, as a learner reads them on a side of a card.

It is read in one pass. The library's parser looks again and again for the end of what has none, stops at a
number of thousands of digits, and differs between versions of Python.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import NamedTuple

# Placeholders of buttons and boxes; no field has a longer name.
_PLACEHOLDER = re.compile(r"\[anki:play:[qa]:[0-9]+\]|\[\[type:[^\]]{1,1000}\]\]")
_LINES = frozenset((
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tr", "ul",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))
_WITHOUT_END = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
))  # fmt: skip
_NOT_SHOWN = frozenset(("script", "style"))
# An end tag that may be missing: what such an element ends at, if nothing was opened in between.
_ENDS_AT: Mapping[str, frozenset[str]] = {
    "p": _LINES - {"br"},
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
}

_NAME = re.compile(r"/?[a-zA-Z][^\s/>]*+")
_VALUE = r"""\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+)"""
_ATTRIBUTES = re.compile(rf"(?:[^>=]++|={_VALUE})*+>")  # up to the end of a tag
_ATTRIBUTE = re.compile(rf"([^\s/>=]++)(?:\s*+={_VALUE.replace('(?:', '(', 1)})?+")
_COMMENT = re.compile(r"!--(?:-?>|.*?--!?>)|(?!!--)[!?/][^>]*+>", re.DOTALL)
_COMMENT_START = ("!", "?", "/")
_END_OF_CODE = {name: re.compile(rf"(?=</{name}[\s/>])", re.IGNORECASE) for name in _NOT_SHOWN}
# No character has a number of nine digits, and Python reads none of thousands.
_NUMBER = re.compile(r"&#(?:0*+([1-9][0-9]{0,8})[0-9]*+|0++)")


def to_text(html: str, *, without: Sequence[str] = (), pictures: bool = False) -> str:
    """Return the words of a rendered side, a block on each line, with single spaces between them.

    What Anki replaces by a button or a box (audio, an answer to type) has no words. What a learner opens
    (a hint, `<details>`) is there; name its class to leave it out.

    Args:
        html: a side, or any HTML.
        without: class names; elements that have one of them are left out.
        pictures: whether pictures are named, by their alternative text or their file.
    """
    reader = _Reader(frozenset(without), pictures=pictures)
    for piece in _pieces(_PLACEHOLDER.sub("", html)):
        if isinstance(piece, str):
            reader.take_text(piece)
        elif piece.name.startswith("/"):
            reader.take_end(piece.name[1:])
        else:
            reader.take_start(piece)
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(filter(None, lines))


def unescaped(html: str) -> str:
    """Return text with the characters that its entities stand for."""
    if "&" not in html:
        return html
    return unescape(_NUMBER.sub(lambda number: f"&#{number[1] or 0}", html))


class _Tag(NamedTuple):
    """A tag: its name, with a slash if it ends something, and what else is written in it."""

    name: str
    written: str

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes; of two with one name, the first."""
        found = reversed(_ATTRIBUTE.findall(self.written))
        return {
            name.lower(): unescaped(value[1:-1] if value[:1] in ("'", '"') else value)
            for name, value in found
        }


def _pieces(html: str) -> Iterator[str | _Tag]:
    """Yield text and tags, as browsers tell them apart; what begins and never ends is not shown."""
    at = shown = 0
    while (at := html.find("<", at)) >= 0:
        name = _NAME.match(html, at + 1)
        if not name and not html.startswith(_COMMENT_START, at + 1):
            at += 1
            continue
        yield html[shown:at]
        found = _ATTRIBUTES.match(html, name.end()) if name else _COMMENT.match(html, at + 1)
        if not found:
            return
        at = shown = found.end()
        if not name:
            continue
        tag = _Tag(name[0].lower(), found[0][:-1])
        yield tag
        if tag.name in _END_OF_CODE:
            end = _END_OF_CODE[tag.name].search(html, at)
            if not end:
                return
            at = shown = end.end()
    yield html[shown:]


class _Reader:
    """Collects the words of HTML, with a line break where a block begins or ends."""

    def __init__(self, without: frozenset[str], *, pictures: bool) -> None:
        self.without = without
        self.pictures = pictures
        self.pieces: list[str] = []
        self.opened: list[tuple[str, bool]] = []  # elements, and whether what is in them is left out
        self.open_names: Counter[str] = Counter()

    def take_start(self, tag: _Tag) -> None:
        name = tag.name
        if self.opened and name in _ENDS_AT.get(self.opened[-1][0], ()):
            self._close()
        left_out = self._left_out() or name in _NOT_SHOWN or self._is_unwanted(tag)
        if name not in _WITHOUT_END:
            self._space(name)
            self.opened.append((name, left_out))
            self.open_names[name] += 1
        elif not left_out:
            self._space(name)
            if name == "img" and self.pictures:
                shown = tag.attributes
                self.pieces.append(f"[picture {shown.get('alt') or shown.get('src', '')}]")

    def take_end(self, name: str) -> None:
        if self.open_names[name]:
            while self._close() != name:
                pass
        self._space(name)

    def take_text(self, text: str) -> None:
        if not self._left_out():
            text = unescaped(text)
            self.pieces.append(text if self.open_names["pre"] else text.replace("\n", " "))

    def _close(self) -> str:
        name, _ = self.opened.pop()
        self.open_names[name] -= 1
        return name

    def _is_unwanted(self, tag: _Tag) -> bool:
        if not self.without:
            return False
        return not self.without.isdisjoint(tag.attributes.get("class", "").split())

    def _left_out(self) -> bool:
        return bool(self.opened) and self.opened[-1][1]

    def _space(self, tag: str) -> None:
        """Begin a line or a cell, unless the element around it is left out."""
        if self._left_out():
            return
        if tag in _LINES:
            self.pieces.append("\n")
        elif tag in _CELLS:
            self.pieces.append(" ")
