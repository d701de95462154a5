"""HTML and Markdown as paragraphs."""

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pyromark

from studygen.texts.found_text import FoundText
from studygen.texts.plain import decoded

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_SKIPPED = frozenset(
    ["aside", "button", "footer", "head", "nav", "noscript", "script", "select", "style", "svg", "template"]
)
_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_FACT = re.compile(r"^(title|author):\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)


class _Reader(HTMLParser):
    """Collects the paragraphs of HTML; unknown or unclosed tags are no trouble."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self.title, self.author = "", ""
        self.left_out: Counter[str] = Counter()
        self._words: list[str] = []
        self._skipping = 0
        self._in_title = False
        self._raised: list[str] | None = None  # what stands in <sup>
        self._is_note = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph at a block; leave out what is no text."""
        given = dict(attrs)
        if tag in ("article", "body", "main"):
            self._skipping = 0  # whatever was not closed before
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag in _BLOCKS:
            self.end_paragraph()
        elif tag == "meta" and (given.get("name") or "").lower() == "author":
            self.author = given.get("content") or ""
        else:
            self._begin_inline(tag)

    def _begin_inline(self, tag: str) -> None:
        match tag:
            case "title":
                self._in_title = True
            case "img":
                self.left_out["picture"] += 1
            case "sup":
                self._raised, self._is_note = [], False
            case "a" if self._raised is not None:
                self._is_note = True
            case "br":
                self._words.append("\n")
            case "td" | "th" if self._words:
                self._words.append(" | ")

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph at the end of a block."""
        if tag == "title":
            self._in_title = False
        elif tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag == "sup" and self._raised is not None:
            self._end_raised("".join(self._raised))
        elif tag in _BLOCKS:
            self.end_paragraph()

    def handle_data(self, data: str) -> None:
        """Take words, but for marks of footnotes."""
        if self._in_title:
            self.title += data
        elif self._raised is not None:
            self._raised.append(data)
        elif not self._skipping:
            self._words.append(re.sub(r"\s+", " ", data))

    def _end_raised(self, words: str) -> None:
        """Take what is raised, as 10³ has it, but for the mark of a footnote."""
        self._raised = None
        if self._is_note or re.fullmatch(r"\s*(?:\[.*\]|[*†‡]+)\s*", words):
            self.left_out["mark of a footnote"] += 1
        elif not self._skipping:
            self._words.append(words.translate(_RAISED))

    def end_paragraph(self) -> None:
        """Take what was read since the last one."""
        lines = ("".join(self._words)).split("\n")
        words = "\n".join(line for line in (" ".join(each.split()) for each in lines) if line)
        if words:
            self.paragraphs.append(words)
        self._words = []


def read_html(html: str) -> FoundText:
    """Read HTML without what is around the text (menus, scripts), pictures, and marks of footnotes."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_paragraph()
    left_out = tuple(
        f"{number} {what}{'' if number == 1 else 's'} left out".replace(
            "mark of a footnotes", "marks of footnotes"
        )
        for what, number in reader.left_out.items()
    )
    title = " ".join(reader.title.split())
    return FoundText(tuple(reader.paragraphs), title, " ".join(reader.author.split()), left_out)


def read_html_file(data: bytes) -> FoundText:
    """Read an HTML file in the encoding that it names, or that it seems to have."""
    named = re.search(rb"charset=[\"']?([\w-]+)", data[:4096])
    if named:
        try:
            return read_html(data.decode(named[1].decode("ascii"), "replace"))
        except LookupError:
            pass  # an encoding that nobody knows
    return read_html(decoded(data)[0])


def read_markdown(data: bytes) -> FoundText:
    """Read Markdown: its marks are taken out, and its headings are lines of their own."""
    text, _ = decoded(data)
    text = text.replace("\r\n", "\n")
    facts: dict[str, str] = {}
    if front := _FRONT_MATTER.match(text):
        facts = dict(_FACT.findall(front[1]))
        text = text[front.end() :]
    found = read_html(pyromark.html(text, options=_options()))
    return FoundText(found.paragraphs, facts.get("title", ""), facts.get("author", ""), found.remarks)


def _options() -> Any:
    options = pyromark.Options
    return options.ENABLE_TABLES | options.ENABLE_FOOTNOTES | options.ENABLE_STRIKETHROUGH
