r"""HTML of cards as light Markdown: what it can say of them, and what of them is lost.

Formulas are `\(…\)`, `\[…\]`, `[latex]…[/latex]` and `[$]…[/$]`; recordings `[sound:x.mp3]`.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from studygen.knowledge.text.markdown import markdown_fault

_FORMULAS = (
    (re.compile(r"\[\$\$\](.+?)\[/\$\$\]|\\\[(.+?)\\\]", re.DOTALL), "$$"),
    (re.compile(r"\[\$\](.+?)\[/\$\]|\\\((.+?)\\\)", re.DOTALL), "$"),
)
_LATEX = re.compile(r"\[latex\](.*?)\[/latex\]", re.DOTALL)
_SOUND = re.compile(r"\[sound:([^\]]+)\]")
_ANY_HTML = re.compile(
    r"</?(?:b|i|u|em|strong|br|div|p|ul|ol|li|img|span|sub|sup|code|pre|a|font)\b[^<>]*>|&\w+;"
)
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_BLOCKS = frozenset(("div", "p", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "blockquote", "section"))
_SAID_OTHERWISE = frozenset(
    (
        *_MARKS,
        *_BLOCKS,
        "li",
        "br",
        "img",
        "code",
        "pre",
        "span",
        "sub",
        "sup",
        "tbody",
        "td",
        "th",
        "anki-mathjax",
    )
)
_PARTING = {"br": "\n", "td": " ", "th": " "}
_CODE = {"pre": "\n```\n", "code": "`"}
_LOST = {
    "u": "underlining",
    "font": "colours and fonts",
    "table": "a table, now lines",
    "a": "a link’s address",
}
_SUB = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SUP = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_OPEN, _CLOSE = "\ue010", "\ue011"  # around what is LaTeX already


@dataclass(frozen=True, slots=True)
class Converted:
    """A value as light Markdown, the files it shows and plays, and what of it was lost, by how often."""

    text: str
    images: tuple[tuple[str, str], ...] = ()  # names with what they say instead
    sounds: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def is_html(text: str) -> bool:
    """Tell whether a value looks like HTML."""
    return bool(_ANY_HTML.search(text))


def converted(value: str, *, html: bool) -> Converted:
    """Return a value as light Markdown."""
    sounds = tuple(_SOUND.findall(value))
    value = _SOUND.sub("", value)
    if not (html or is_html(value)):
        text = _with_dollars(value.replace("\r\n", "\n")).strip()
        # Stars and backticks that mean nothing are signs.
        text = re.sub(r"([*`])", r"\\\1", text) if markdown_fault(text) else text
        return Converted(text, sounds=sounds)
    formulas: list[str] = []

    def kept(latex: str, mark: str) -> str:
        formulas.append(f"{mark}{' '.join(unescape(re.sub(r'<br ?/?>', ' ', latex)).split())}{mark}")
        return f"{_OPEN}{len(formulas) - 1}{_CLOSE}"

    value = re.sub(
        r"<anki-mathjax(\s+block=\"true\")?[^>]*>(.*?)</anki-mathjax>",
        lambda found: kept(found[2], "$$" if found[1] else "$"),
        value,
        flags=re.DOTALL,
    )
    value = _LATEX.sub(lambda found: _latex(found[1], kept), value)
    for pattern, mark in _FORMULAS:
        value = _replaced(value, pattern, mark, kept)
    reader = _read(value, marks=True)
    if markdown_fault("".join(reader.pieces)):  # Markdown has no bold that begins or ends within a word
        reader = _read(value, marks=False)
        reader.lost["bold or italic"] += 1
    text = re.sub(f"{_OPEN}(\\d+){_CLOSE}", lambda found: formulas[int(found[1])], "".join(reader.pieces))
    return Converted(_lines(text), tuple(reader.images), sounds, tuple(reader.lost))


def _read(html: str, *, marks: bool) -> "_Reader":
    reader = _Reader(marks=marks)
    reader.feed(html)
    reader.close()
    return reader


def _latex(written: str, kept: Callable[[str, str], str]) -> str:
    """Return a stretch of LaTeX, which may be a formula or have some in it, as formulas."""
    inner = unescape(written).strip()
    for mark in ("$$", "$"):
        if inner.startswith(mark) and inner.endswith(mark) and len(inner) > 2 * len(mark):
            return kept(inner.removeprefix(mark).removesuffix(mark), mark)
    if "$" in inner:
        return re.sub(r"\$([^$]+)\$", lambda found: kept(found[1], "$"), inner)
    body = re.sub(r"\\(?:begin|end)\{(?:displaymath|math|equation\*?)\}", "", inner)
    return kept(body, "$$" if body != inner else "$")


def _replaced(text: str, pattern: re.Pattern[str], mark: str, kept: Callable[[str, str], str]) -> str:
    return pattern.sub(lambda found: kept(found[1] or found[2], mark), text)


def _with_dollars(text: str) -> str:
    """Return plain text with the formulas of other programs as they are written here."""
    for pattern, mark in _FORMULAS:
        text = _replaced(text, pattern, mark, lambda latex, around: f"{around}{latex.strip()}{around}")
    return text


def _lines(text: str) -> str:
    lines = (
        " ".join(line.split()) if not line.startswith("  ") else line.rstrip() for line in text.split("\n")
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Writes light Markdown of HTML, with `marks` for bold and italic or without them."""

    def __init__(self, *, marks: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._marks = _MARKS if marks else {}
        self.pieces: list[str] = []
        self.images: list[tuple[str, str]] = []
        self.lost: Counter[str] = Counter()
        self._lists: list[int] = []  # the number of the next item; 0 where there are none
        self._in_code = ""  # the tag that it ends with
        self._shifted: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write what begins with a tag."""
        given = dict(attrs)
        self._tell_lost(tag, given)
        if tag == "img":
            self.images.append((given.get("src") or "", given.get("alt") or ""))
        elif tag in ("ul", "ol"):
            self._lists.append(int(tag == "ol"))
        elif tag == "li":
            self._begin_item()
        elif tag in ("pre", "code"):
            self._begin_code(tag)
        elif tag in ("sub", "sup"):
            self._shifted.append((tag, len(self.pieces)))
        elif tag in _BLOCKS:
            self._break()
        elif tag not in self._marks or not self._in_code:
            self.pieces.append(self._marks.get(tag) or _PARTING.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """Write what ends with a tag."""
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self.pieces.append("\n")
        elif tag == self._in_code:
            self._in_code = ""
            self.pieces.append(_CODE[tag])
        elif tag in ("sub", "sup") and self._shifted and self._shifted[-1][0] == tag:
            self._end_shifted()
        elif tag in _BLOCKS:
            self._break()
        elif tag in self._marks and not self._in_code:
            self._end_mark(self._marks[tag])

    def _begin_code(self, tag: str) -> None:
        if not self._in_code:
            self._in_code = tag
            self.pieces.append(_CODE[tag])

    def _tell_lost(self, tag: str, given: dict[str, str | None]) -> None:
        if tag in _LOST:
            self.lost[_LOST[tag]] += 1
        elif tag == "span" and "color" in (given.get("style") or ""):
            self.lost[_LOST["font"]] += 1
        elif tag not in _SAID_OTHERWISE:
            self.lost[f"<{tag}>"] += 1

    def handle_data(self, data: str) -> None:
        """Write words."""
        if self._in_code:
            self.pieces.append(data)
        else:
            self.pieces.append(re.sub(r"([*`])", r"\\\1", re.sub(r"\s+", " ", data)))

    def _break(self) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")

    def _begin_item(self) -> None:
        self._break()
        number = self._lists[-1] if self._lists else 0
        if number:
            self._lists[-1] += 1
        self.pieces.append(f"{number}. " if number else "- ")

    def _end_mark(self, mark: str) -> None:
        """Close bold or italic; around nothing, neither is opened, and spaces stand outside."""
        at = len(self.pieces) - 1 - self.pieces[::-1].index(mark) if mark in self.pieces else -1
        if at < 0:
            return
        inside = "".join(self.pieces[at + 1 :])
        del self.pieces[at:]
        words = inside.strip()
        if not words or "\n" in words:
            self.pieces.append(inside)
            return
        before, after = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
        self.pieces += [before, f"{mark}{words}{mark}", after]

    def _end_shifted(self) -> None:
        tag, at = self._shifted.pop()
        words = "".join(self.pieces[at:])
        del self.pieces[at:]
        moved = words.translate(_SUB if tag == "sub" else _SUP)
        is_whole = all(each not in words for each in moved if each.isascii() and each != " ")
        if is_whole:
            self.pieces.append(moved)
        else:
            self.lost["raised and lowered letters"] += 1
            self.pieces.append(f"{'_' if tag == 'sub' else '^'}{words}")
