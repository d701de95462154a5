"""The plain words of HTML, as a learner reads them on a side of a card."""

import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser

# Placeholders of buttons and boxes.
_PLACEHOLDER = re.compile(r"\[anki:play:[qa]:[0-9]+\]|\[\[type:[^\]]+\]\]")
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


def to_text(html: str, *, without: Sequence[str] = ()) -> str:
    """Return the words of a rendered side, a block on each line, with single spaces between them.

    What Anki replaces by a button or a box (audio, an answer to type) has no words. What a learner opens
    (a hint, `<details>`) is there; name its class to leave it out.

    Args:
        html: a side, or any HTML.
        without: class names; elements that have one of them are left out.
    """
    reader = _Reader(frozenset(without))
    reader.feed(_PLACEHOLDER.sub("", html))
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(filter(None, lines))


class _Reader(HTMLParser):
    """Collects the words of HTML, with a line break where a block begins or ends."""

    def __init__(self, without: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.without = without
        self.pieces: list[str] = []
        self.opened: list[tuple[str, bool]] = []  # elements, and whether what is in them is left out

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.opened and tag in _ENDS_AT.get(self.opened[-1][0], ()):
            self.opened.pop()
        classes = (dict(attrs).get("class") or "").split()
        left_out = self._left_out() or tag in _NOT_SHOWN or not self.without.isdisjoint(classes)
        if tag not in _WITHOUT_END:
            self._space(tag)
            self.opened.append((tag, left_out))
        elif not left_out:
            self._space(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # to a browser the slash of `<div/>` says nothing

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self.opened) - 1, -1, -1):
            if self.opened[index][0] == tag:
                del self.opened[index:]
                break
        self._space(tag)

    def handle_data(self, data: str) -> None:
        if not self._left_out():
            preformatted = any(tag == "pre" for tag, _ in self.opened)
            self.pieces.append(data if preformatted else data.replace("\n", " "))

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
