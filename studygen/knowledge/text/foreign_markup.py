"""Markup that light Markdown does not have: of other kinds of Markdown, and of HTML."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from studygen.knowledge.text.markdown import formulas_in

_LONGEST = 40  # characters that are quoted


class Foreign(NamedTuple):
    """Some markup: what it is, how it was written, and what can be written instead."""

    what: str
    written: str
    instead: str


_TAGS = (
    "a|abbr|b|big|br|center|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|pre|q|rp|rt|ruby|s|small|span"
    "|strike|strong|style|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul"
)
# In code and formulas, nothing means anything.
_CODE = re.compile(r"(?s)(`+)(?!`).+?(?<!`)\1(?!`)")
_GAP = r"[^\S\n]*"
_BAR = rf"{_GAP}:?-+:?{_GAP}"
# Whatever has lines of its own needs more than one: a single one is words.
_FOREIGN: tuple[tuple[str, str, str], ...] = (
    (
        "a table",
        rf"^[^\n]*\|[^\n]*\n{_GAP}\|?{_BAR}(?:\|{_BAR})*\|?{_GAP}$",
        "write a list, or an entry for each row",
    ),
    ("a heading", r"^#{1,6} [^\n]+(?=\n)|(?<=\n)#{1,6} [^\n]+", "write it in **bold**"),
    ("a rule", r"^(?:---+|\*\*\*+|___+)(?=\n)|(?<=\n)(?:---+|\*\*\*+|___+)$", "make two entries of it"),
    ("an image", r"!\[[^\]\n]*\]\([^)\n]+\)", "name its file under `image`, a key of its own"),
    ("a link", r"(?<!!)\[[^\]\n]+\]\((?:\w+:|/|\.|#)[^)\n]*\)", "write the words, and the address in `note`"),
    ("a footnote", r"\[\^[^\]\n]+\]", "write it into `note`"),
    ("a box to tick", rf"^{_GAP}[-*+] \[[ xX]\] ", "leave the brackets out"),
    ("struck-out text", r"~~[^~\n]+~~", "leave it out"),
    ("a subscript", r"(?<=\w)~\w{1,8}~", r"write H₂O, or a formula: $\mathrm{H_2O}$"),
    ("a superscript", r"(?<=\w)\^[\w+-]{1,8}\^", "write m², or a formula: $m^2$"),
    ("marked text", r"(?<![=\w])==(?=\w)[^=\n]+(?<=\w)==(?![=\w])", "write it in **bold**"),
    (
        "a formula of Anki",
        r"\\\([^\n]+?\\\)|\\\[[^\n]+?\\\]|\[(?:latex|\$\$?)\][^\n]+?\[/",
        "write it between $ and $",
    ),
    ("LaTeX outside of a formula", r"\\[a-zA-Z]{2,}\s*\{", "write it between $ and $, each { with its }"),
    ("HTML", rf"</?(?:{_TAGS})(?:\s[^<>\n]*)?/?>", "write light Markdown"),
    ("an HTML character", r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,5});", "write the character itself"),
)


def foreign_markup(text: str) -> Iterator[Foreign]:
    """Yield markup that would stand in a text as it is written, each kind once."""
    if not re.search(r"[|#~^=<&\[\\]|---|\*\*\*|___", text):
        return
    words = _CODE.sub("", text.strip())
    for latex in formulas_in(words):
        words = words.replace(latex, "")
    for what, pattern, instead in _FOREIGN:
        if found := re.search(pattern, words, re.MULTILINE):
            written = " ".join(found[0].split())
            yield Foreign(what, written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…", instead)
