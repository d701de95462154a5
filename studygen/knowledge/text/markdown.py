"""Light Markdown: one parse, rendered as Anki HTML, as Typst, or as plain text.

Light means: bold, italic, bulleted and numbered lists, quotes, `$math$`, and code, between backticks or on
lines of its own between fences. Everything else that Markdown knows (headings, rules, links, raw HTML) stays
the text that was written. Paragraphs are parted by blank lines. What has lines of its own, lists, quotes and
fences, takes more than one: `- 5`, `> 0` and `1. Mai 1886` are text, and so is `1917. A year of …` anywhere,
since a numbered list starts with `1.`.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pyromark

from studygen.knowledge.text import formulas

_OPTIONS = pyromark.Options.ENABLE_MATH

RESERVED = "\ue001\ue002\ue003\ue004"  # for marks of those who render a text; no text of an author has them
# Markdown drops a link definition without a trace; with this before it, which is taken out, it is none.
_MARK = "\ue000"
_LINE_START = re.compile(r"^([ \t]*(?:(?:[-*+>]|\d+[.)])[ \t]*)*)(?=\[)", re.MULTILINE)
_UNCLOSED = re.compile(r"(?<!\\)(\*\*|\*(?=\w)|(?<=\w)\*|(?<!\w)_(?=\w)|(?<=\w)_(?!\w))")
_FACTOR = re.compile(rb"[A-Za-z0-9]\*[A-Za-z0-9]")
_BLOCK_START = re.compile(r"(\s*(?:\d{1,9}(?=[.)](?:\s|$))|(?=[-+*](?:\s|$))|(?=>)))")
# Most lines have no mark, or bold words at most.
_PLAIN_LINE = re.compile(
    r"(?=\S)(?![-+=#]|\d+[.)])[^\x00-\x1f\x7f\ud800-\udfff\ue000\ufffe\uffff*_`~$&<>\[\]\\|]*(?<=\S)"
)
_BOLD = re.compile(r"(?<![^ ])\*\*([^\W_](?:[^*]*[^\W_])?)\*\*(?![^ ?.,;:])")
_DEEPEST = 20  # Typst bears 70 or so, paper less
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ue000-\ue004\ufffe\uffff]")
# Anki plays and draws these wherever they stand in a field.
_ANKI_COMMAND = re.compile(r"\[(?=sound:|anki:|latex\]|\$|\[type:)", re.IGNORECASE)


class Typst(str):
    """Typst source that is safe to emit as it is; any other string is data and has to be escaped."""

    __slots__ = ()


def escape_html(text: str) -> str:
    """Return `text` as HTML for an Anki field, where it plays nothing and opens no tag."""
    escaped = _escape_html(text)
    return _ANKI_COMMAND.sub("&#91;", escaped) if "[" in escaped else escaped


def _escape_html(text: str) -> str:
    return html.escape(text, quote=False)


# Typst reads \u{…} alike in markup, in strings and in math, so that one escape serves every context.
_TYPST_ESCAPES = {
    code: f"\\u{{{code:x}}}" for code in range(128) if not (chr(code).isalnum() or chr(code) == " ")
}
# They show nothing, and PDF/UA has no place for some of them; whether that were a fault would hang on the
# fonts that there are.
_INVISIBLE = dict.fromkeys([*range(9), *range(14, 32), 127, 0xFEFF, 0xFFFE, 0xFFFF])
# What means nothing to Typst where it stands between these. Each escape would be a text of its own in memory.
_NEEDLESS = re.compile(r"(?<=[^\W\d_])\\u\{(?:(2c|2e|3a)\}(?= )|(2d)\}(?=[^\W\d_]))")


def escape_typst(text: str) -> Typst:
    """Return `text` as Typst source that shows it, in markup, inside a string, or in math."""
    escaped = text.translate(_TYPST_ESCAPES | _INVISIBLE)
    return Typst(_NEEDLESS.sub(lambda found: chr(int(found[1] or found[2], 16)), escaped))


@dataclass(frozen=True, slots=True)
class _Target:
    """How one output language writes each thing that light Markdown has."""

    text: Callable[[str], str]
    marks: Mapping[str, tuple[str, str]]
    soft_break: str
    hard_break: str
    math: Callable[[str, bool], str]  # of the LaTeX, and whether it stands on lines of its own
    code: tuple[str, str]  # what stands around code in a line
    code_block: tuple[str, str]


def _html_math(latex: str, is_display: bool) -> str:
    opened, closed = ("\\[", "\\]") if is_display else ("\\(", "\\)")
    return f"{opened}{_escape_html(latex)}{closed}"


def _plain_math(latex: str, is_display: bool) -> str:
    mark = "$$" if is_display else "$"
    return f"{mark}{latex}{mark}"


def _typst_math(latex: str, is_display: bool) -> str:
    if drawn := formulas.to_typst(latex, display=is_display):
        return drawn
    written = _plain_math(latex, is_display)
    said = f"the formula {written} is printed as it is written, since {formulas.formula_fault(latex)}"
    return f'{escape_typst(written)}#metadata("{escape_typst(said)}")<warning>'


_HTML = _Target(
    _escape_html,
    {
        "Paragraph": ("<p>", "</p>"),
        "Emphasis": ("<em>", "</em>"),
        "Strong": ("<strong>", "</strong>"),
        "BlockQuote": ("<blockquote>", "</blockquote>"),
        "Bullets": ("<ul>", "</ul>"),
        "Numbers": ("<ol>", "</ol>"),
        "Item": ("<li>", "</li>"),
    },
    soft_break=" ",
    hard_break="<br>",
    math=_html_math,
    code=("<code>", "</code>"),  # in which MathJax looks for no formulas
    code_block=("<pre><code>", "</code></pre>"),
)

_TYPST = _Target(
    escape_typst,
    {
        "Paragraph": ("", "#parbreak();"),
        "Emphasis": ("#emph[", "];"),
        "Strong": ("#strong[", "];"),
        "BlockQuote": ("#quote(block: true)[", "];"),
        "Bullets": ("#list(", ");"),
        "Numbers": ("#enum(", ");"),
        "Item": ("[", "],"),
    },
    soft_break=" ",
    hard_break="#linebreak();",
    math=_typst_math,
    code=('#raw("', '");'),
    code_block=('#raw(block: true, "', '");'),
)

_PLAIN = _Target(
    str,
    {
        "Paragraph": ("", "\n"),
        "Emphasis": ("", ""),
        "Strong": ("", ""),
        "BlockQuote": ("", ""),
        "Bullets": ("", ""),
        "Numbers": ("", ""),
        "Item": ("", "\n"),
    },
    soft_break=" ",
    hard_break="\n",
    math=_plain_math,
    code=("", ""),
    code_block=("", "\n"),
)


def to_html(markdown: str) -> str:
    """Render light Markdown as HTML for an Anki field; a single paragraph comes without `<p>`."""
    if (simple := _simple(markdown)) is not None:
        lines = [(_BOLD.sub(r"<strong>\1</strong>", line), is_quoted) for line, is_quoted in simple]
        if len(lines) == 1 and not lines[0][1]:
            return lines[0][0]
        return "".join(
            f"<blockquote><p>{line}</p></blockquote>" if is_quoted else f"<p>{line}</p>"
            for line, is_quoted in lines
        )
    return _ANKI_COMMAND.sub("&#91;", _render(markdown, _HTML))


def to_typst(markdown: str) -> Typst:
    """Render light Markdown as Typst source that needs no further escaping."""
    return Typst(_render(markdown, _TYPST))


def to_plain(markdown: str) -> str:
    """Return the words of light Markdown, list items and paragraphs on lines of their own."""
    if (simple := _simple(markdown)) is not None:
        return "\n".join(_BOLD.sub(r"\1", line) for line, _ in simple)
    return _render(markdown, _PLAIN).strip()


def markdown_fault(markdown: str) -> str | None:
    """Tell what is wrong with Markdown that would not render as it was meant; None if nothing is."""
    if found := _CONTROL.search(markdown):
        return f"the text holds an unprintable character, {found[0]!r}; remove it"
    if _simple(markdown) is not None:
        return None
    source = _source(markdown)
    depth = 0
    run, run_end = "", -1  # the parser hands out text in pieces; what it took for marks lies between them
    for name, step, start, end, _ in _events(source):
        depth += (step == _OPEN) - (step == _CLOSE)
        if depth > _DEEPEST:
            return f"lists, quotes and marks are nested more than {_DEEPEST} deep; write it flatter"
        beside = run if start == run_end else ""
        if name == "Text" and step == _LEAF:
            piece = source[start:end].decode()
            if source[start - 1 : start] == b"\\":
                piece = "\0" + piece[1:]
                beside = run if start - 1 == run_end else ""
            run, run_end = beside + piece, end
        elif name in ("Emphasis", "Strong") and step == _OPEN:
            run, run_end = beside + "x", -1  # words follow, whatever they are
        elif name in ("Emphasis", "Strong"):
            run, run_end = "x", end
        # What was there before was looked through, but for its end.
        if found := _UNCLOSED.search(run, max(0, len(beside) - 2)):
            return f"{found[0]!r} is not closed; write \\{found[0][0]} for the character itself"
    return None


def embedded(markdown: str) -> str:
    """Return a text so that it can stand in a list or before one, where a single line is still words."""
    if "\n" in markdown.strip():
        return markdown.replace("\n", "\n  ")
    start = _BLOCK_START.match(markdown)
    return f"{markdown[: start.end(1)]}\\{markdown[start.end(1) :]}" if start else markdown


def formulas_in(markdown: str) -> Iterator[str]:
    """Yield the LaTeX of each formula."""
    if "$" not in markdown:  # most texts have none, and parsing takes longer than looking
        return
    source = _source(markdown)
    for name, _, start, end, _ in _events(source):
        if name in ("InlineMath", "DisplayMath") and (latex := _latex(name, start, end, source)):
            yield latex


def _simple(markdown: str) -> list[tuple[str, bool]] | None:
    """Return the paragraphs of a text and whether they are quotes, if all are lines without marks or bold.

    For these, one need not parse, which takes ten times as long; for any other text, return None.
    """
    found = []
    paragraphs = markdown.split("\n\n")
    for paragraph in paragraphs:
        line = paragraph.removeprefix("> ") if len(paragraphs) > 1 else paragraph
        if not _PLAIN_LINE.fullmatch(_BOLD.sub(r"\1", line) if "*" in line else line):
            return None
        found.append((line, len(line) < len(paragraph)))
    return found


_OPEN, _CLOSE, _LEAF = "open", "close", "leaf"


def _source(markdown: str) -> bytes:
    written = markdown.strip()
    # No list, quote or other block begins behind a mark; where there is one line, it is words.
    marked = _LINE_START.sub(rf"\1{_MARK}", markdown) if "\n" in written else _MARK + written
    return marked.encode()  # pulldown-cmark counts in bytes


class _Event(NamedTuple):
    """What the parser finds: its name, whether it opens, closes or has no inside, first and last byte."""

    name: str
    step: str
    start: int
    end: int
    code: str = ""  # the lines between fences


def _events(source: bytes) -> Iterator[_Event]:
    """Yield what the parser finds; code between fences is one thing, whatever is in it."""
    opened: list[str] = []
    lines: list[str] = []
    for event, span in pyromark.events_with_range(source.decode(), options=_OPTIONS):
        parsed: Any = event  # a string, or a mapping of one name to its detail
        step, name = _LEAF, parsed if isinstance(parsed, str) else next(iter(parsed))
        if name == "Start":
            step = _OPEN
            opened.append(_name(parsed[name], opened[-1] if opened else "", source[: span["start"] + 2]))
            name = opened[-1]
            lines = []
        elif name == "End":
            step, name = _CLOSE, opened.pop()
        if name == "Fenced" and step == _CLOSE:
            code = "".join(lines).replace(_MARK, "").removesuffix("\n")
            yield _Event(name, _LEAF, span["start"], span["end"], code)
        elif "Fenced" not in (*opened[-1:], name):
            yield _Event(name, step, span["start"], span["end"])
        elif step == _LEAF:
            lines.append(source[span["start"] : span["end"]].decode())


def _name(detail: Any, within: str, before: bytes) -> str:
    """Return what is opened as light Markdown calls it, or Other.

    Args:
        detail: what the parser calls it.
        within: what it lies in.
        before: the source up to its first two characters.
    """
    name = detail if isinstance(detail, str) else next(iter(detail))
    match name:
        case "List":  # numbered lists that do not start with 1 are text, and so are their items
            first = detail["List"]
            return "Bullets" if first is None else "Numbers" if first == 1 else "Other"
        case "Item" if within == "Other":
            return "Other"
        case "Emphasis" if _FACTOR.match(before, max(0, len(before) - 3)):  # in 2*3*4 they are none
            return "Other"
        case "CodeBlock":  # what is indented is text
            return "Other" if detail["CodeBlock"] == "Indented" else "Fenced"
    return str(name)


def _render(markdown: str, target: _Target) -> str:
    source = _source(markdown)
    blocks: list[tuple[str, list[str]]] = []
    around: list[bool] = []  # the things that are open, and whether light Markdown has them
    shown = 0  # up to where the source has been dealt with

    def written(start: int, end: int) -> str:
        lines = source[start:end].decode().replace(_MARK, "").split("\n")
        return target.soft_break.join(map(target.text, lines))

    for name, step, start, end, code in _events(source):
        ours = name in target.marks
        if not around and step != _CLOSE:
            blocks.append((name if ours or name == "Fenced" else "Paragraph", []))
        out = blocks[-1][1]
        if around and not around[-1]:
            # Inside what light Markdown does not have, the marks themselves are text.
            out.append(written(shown, end if step == _CLOSE else start))
        if step == _OPEN:
            if ours and (around or name != "Paragraph"):
                out.append(target.marks[name][0])
            around.append(ours)
            shown = start
        elif step == _CLOSE:
            around.pop()
            if ours and (around or name != "Paragraph"):
                out.append(target.marks[name][1])
            shown = end
        else:
            block = target.text(code).join(target.code_block) if name == "Fenced" else None
            out.append(block or _leaf(name, start, end, source, target) or written(start, end))
            shown = end
    if len(blocks) == 1:
        return "".join(blocks[0][1]).rstrip()
    opened, closed = target.marks["Paragraph"]
    return "".join(
        f"{opened}{''.join(out).rstrip()}{closed}" if name == "Paragraph" else "".join(out)
        for name, out in blocks
    )


def _leaf(name: str, start: int, end: int, source: bytes, target: _Target) -> str | None:
    """Render what has nothing inside; None for plain text."""
    if name == "SoftBreak":
        return target.soft_break
    if name == "HardBreak":
        return target.hard_break
    if name in ("InlineMath", "DisplayMath"):
        latex = _latex(name, start, end, source)
        return latex and target.math(latex, name == "DisplayMath")
    if name == "Code":
        return target.text(_code(source[start:end].decode().replace(_MARK, ""))).join(target.code)
    return None


def _code(written: str) -> str:
    """Return what stands between backticks: lines are one, and a space beside them is none of it."""
    width = len(written) - len(written.lstrip("`"))
    inside = written[width:-width].replace("\n", " ")
    is_parted = inside[0] == inside[-1] == " " and inside.strip()
    return inside[1:-1] if is_parted else inside


def _latex(name: str, start: int, end: int, source: bytes) -> str | None:
    """Return what a formula consists of; None if the parser took text for one."""
    if source[end : end + 1].isdigit():
        return None  # $5/$6 are two prices
    width = 1 if name == "InlineMath" else 2
    return source[start + width : end - width].decode().replace(_MARK, "")
