"""Formulas for paper: LaTeX, as Anki's MathJax draws it, to Typst's own mathematics.

latex2mathml reads the LaTeX, and its MathML is written in Typst. So formulas are set like the text around
them, in its size and colour, on its line, and can be searched and read aloud.

Nothing is drawn by halves: what is not known here makes the formula unreadable, and `fault` says why.
"""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from xml.etree.ElementTree import Element

from studygen.knowledge.text.latex import UnreadableError, parsed

_DEEPEST = 24  # elements within each other; Typst has a limit, too


def to_typst(latex: str, *, display: bool) -> str | None:
    """Return a formula as Typst markup, its LaTeX as alternative text; None if it cannot be drawn."""
    body, _ = _read(latex)
    if body is None:
        return None
    return f'#math.equation(block: {str(display).lower()}, alt: "{_escaped(latex)}", ${body}$);'


def formula_fault(latex: str) -> str | None:
    """Tell what is wrong with a formula that cannot be drawn; None if nothing is."""
    return _read(latex)[1]


@cache
def _read(latex: str) -> tuple[str | None, str | None]:
    try:
        return _written(parsed(latex)), None
    except UnreadableError as error:
        return None, str(error)


def _escaped(text: str) -> str:
    """Return text that Typst takes for nothing but text, in a formula and in a string alike."""
    return re.sub(r"[^a-zA-Z0-9 ]", lambda char: f"\\u{{{ord(char[0]):x}}}", text)


def _written(element: Element, depth: int = 0) -> str:
    """Return an element of MathML in Typst."""
    writer, attributes = _ELEMENTS.get(element.tag, (None, frozenset[str]()))
    if writer is None or depth > _DEEPEST:
        raise UnreadableError(
            "it is nested too deep" if writer else f"{_meaning(element.tag)} is not known on paper"
        )
    if unknown := set(element.attrib) - attributes:
        raise UnreadableError(f"{_meaning(min(unknown))} is not known on paper")
    return writer(element, depth)


def _meaning(name: str) -> str:
    """Return what an element or an attribute of MathML is in the words of whoever wrote the LaTeX."""
    return _MEANING.get(name, f"<{name}>")


_MEANING = {
    "mathbackground": "a coloured background",
    "mathsize": "another size",
}


def _children(element: Element, count: int, depth: int) -> list[str]:
    if len(element) != count:
        raise UnreadableError("it is not complete: something that belongs to a command is missing")
    return [_written(child, depth + 1) for child in element]


def _row(element: Element, depth: int) -> str:
    body = _joined(list(element), depth)
    return f"op({body}, limits: #true)" if "data-operator" in element.attrib else body


def _joined(children: Sequence[Element], depth: int) -> str:
    """Write what stands side by side; what stretches with its neighbours is written together with them."""
    pieces: list[str] = []
    at = 0
    if children and children[0].get("form") == "prefix":
        return _stretched(children, depth)
    while at < len(children):
        here = children[at : at + 3]
        if _is_binomial(here):
            pieces.append("binom({}, {})".format(*_children(here[1], 2, depth + 1)))
            at += 3
        elif len(here) > 1 and _text(here[0]) in _OPENING and here[1].tag == "mtable":
            closed = len(here) > 2 and _text(here[2]) in _CLOSING
            pieces.append(_stretched(here[: 3 if closed else 2], depth))
            at += 3 if closed else 2
        else:
            pieces.append(_written(here[0], depth + 1))
            at += 1
    if len(children) == 1 and children[0].tag == "mo":
        return f'class("normal", {pieces[0]})'  # as in 1{,}000
    # To Typst a blank beside words is one that is seen, and LaTeX means none.
    return re.sub(r' (?="[^"])|(?<=[^"]") ', "", " ".join(pieces)) or '""'


_OPENING, _CLOSING = frozenset("([{|‖"), frozenset(")]}|‖")


def _is_binomial(here: Sequence[Element]) -> bool:
    return (
        [each.tag for each in here] == ["mo", "mfrac", "mo"]
        and here[1].get("linethickness") == "0"
        and (_text(here[0]), _text(here[2])) == ("(", ")")
    )


def _stretched(children: Sequence[Element], depth: int) -> str:
    """Write brackets that are as high as what is between them; one of them may be missing."""
    pieces = []
    for at, child in enumerate(children):
        if child.tag != "mo" or not (_is_fence(child) or at in (0, len(children) - 1)):
            pieces.append(_written(child, depth + 1))
        elif mark := _signs(child):
            is_middle = _is_fence(child) and child.get("form") is None and "minsize" not in child.attrib
            pieces.append(f"mid({mark})" if is_middle else mark)
    return f"lr({' '.join(pieces)})"


def _is_fence(element: Element) -> bool:
    return element.get("fence") == "true"


def _text(element: Element) -> str:
    return html.unescape(element.text or "")


_VARIANTS = {
    "bold": "bold(upright({}))",
    "bold-italic": "bold(italic({}))",
    "bold-sans-serif": "bold(sans({}))",
    "double-struck": "bb({})",
    "fraktur": "frak({})",
    "italic": "italic({})",
    "monospace": "mono({})",
    "normal": "upright({})",
    "sans-serif": "sans({})",
    "script": "cal({})",
}
_LIMITS = frozenset(("lim", "max", "min", "sup", "inf", "det", "gcd", "Pr", "lim sup", "lim inf"))
_ORDINARY = frozenset("|‖")  # to Typst they are relations, with space around them


def _signs(element: Element) -> str:
    """Write the characters of an element, apart, lest Typst take them for a name of its own."""
    return " ".join(map(_escaped, _text(element)))


def _name(element: Element, _: int) -> str:
    """Write a variable, a sign, or the name of a function."""
    text, marks = _text(element), _signs(element)
    if element.text in ("&", "{", "}"):  # latex2mathml has `&#x00026;` where \& was written
        raise UnreadableError(f"{text} stands where it means nothing; write \\{text} for the sign")
    if not text:
        return '""'
    if len(text) > 1 and "".join(text.split()).isalpha() and ord(text[0]) < 0x1D400:
        has_limits = " ".join(text.split()) in _LIMITS  # \limsup comes with a space narrower than usual
        return f'op("{_escaped(text)}", limits: #{str(has_limits).lower()})'
    if text in _ORDINARY:
        return f'class("normal", {marks})'
    return _in_variant(element.get("mathvariant", ""), marks)


def _in_variant(variant: str, marks: str) -> str:
    if variant and variant not in _VARIANTS:
        raise UnreadableError(f"the alphabet {variant} is not known on paper")
    return _VARIANTS.get(variant, "{}").format(marks)


def _operator(element: Element, depth: int) -> str:
    if size := element.get("minsize"):
        return f"lr(size: #{_length(size)}, {_signs(element)})"
    return _name(element, depth)


def _words(element: Element, _: int) -> str:
    text = _text(element)
    if text and not text.strip():  # a tie, or a backslash and a space
        return f"#h({0.25 * len(text):g}em)"
    return _in_variant(element.get("mathvariant", ""), f'"{_escaped(text)}"')


_SPACES = {"negativethinmathspace": "-0.167em"}


def _space(element: Element, _: int) -> str:
    if element.get("linebreak") == "newline":
        return "\\ "
    width = element.get("width")
    return f"#h({_length(width)})" if width else '""'


def _length(written: str) -> str:
    found = re.fullmatch(r"(-?[0-9]*\.?[0-9]+)(em|pt|cm|mm|in|mu)", _SPACES.get(written, written))
    if not found:
        raise UnreadableError(f"the length {written} is not known on paper")
    amount, unit = found.groups()
    return f"{float(amount) / 18:.4f}em" if unit == "mu" else f"{float(amount):g}{unit}"


def _fraction(element: Element, depth: int) -> str:
    over, under = _children(element, 2, depth)
    if element.get("linethickness") == "0":
        return f"mat(delim: #none, {over}; {under})"
    return f"frac({over}, {under})"


def _root(element: Element, depth: int) -> str:
    base, index = _children(element, 2, depth)
    return f"root({index}, {base})"


def _attached(*names: str, limits: bool) -> Callable[[Element, int], str]:
    """Return what writes a base with things at its top (t) and bottom (b)."""

    def written(element: Element, depth: int) -> str:
        if limits and (accented := _accented(element, depth)):
            return accented
        base, *others = _children(element, len(names) + 1, depth)
        around = ", ".join(f"{name}: {other}" for name, other in zip(names, others, strict=True))
        return f"attach({f'limits({base})' if limits else base}, {around})"

    return written


_ACCENTS = {
    "→": "arrow", "←": "arrow.l", "↔": "arrow.l.r", "^": "hat", "¯": "macron", "˙": "dot", "~": "tilde",
    "¨": "dot.double", "ˇ": "caron", "˘": "breve", "´": "acute", "`": "grave", "˚": "circle",
}  # fmt: skip
_BRACES = {
    ("mover", "―"): "overline", ("munder", "―"): "underline", ("munder", "_"): "underline",
    ("mover", "⏞"): "overbrace", ("munder", "⏟"): "underbrace",
}  # fmt: skip


def _accented(element: Element, depth: int) -> str | None:
    """Write an accent, a line or a brace over or under something; None if it is nothing of the kind."""
    if len(element) != 2:
        return None
    base, mark = element
    if (inner := _brace(base)) in ("overbrace", "underbrace"):
        # The words of a brace are written with it.
        return f"{inner}({_written(base[0], depth + 2)}, {_written(mark, depth + 1)})"
    if line := _brace(element):
        return f"{line}({_written(base, depth + 1)})"
    if element.tag == "mover" and mark.tag == "mo" and base.tag != "mstyle" and _text(mark) in _ACCENTS:
        return f"accent({_written(base, depth + 1)}, {_ACCENTS[_text(mark)]})"
    return None


def _brace(element: Element) -> str | None:
    is_pair = element.tag in ("mover", "munder") and len(element) == 2
    return _BRACES.get((element.tag, _text(element[1]))) if is_pair else None


_COLOURS = {
    "black": "#000000", "blue": "#0000ff", "brown": "#bf8040", "cyan": "#00ffff", "gray": "#808080",
    "green": "#008000", "grey": "#808080", "magenta": "#ff00ff", "orange": "#ff8000", "purple": "#bf0040",
    "red": "#ff0000", "teal": "#008080", "violet": "#800080",
}  # fmt: skip


def _coloured(element: Element, depth: int, colour: str) -> str:
    colour = _COLOURS.get(colour.lower(), colour)
    if not re.fullmatch("#(?:[0-9A-Fa-f]{3}){1,2}", colour):
        raise UnreadableError(f"the colour {colour} is not known on paper")
    return f'#text(fill: rgb("{colour}"), {_nested(element, depth)})'


def _style(element: Element, depth: int) -> str:
    if colour := element.get("mathcolor"):
        return _coloured(element, depth, colour)
    if element.get("scriptlevel") == "1" and [child.tag for child in element] == ["mtable"]:
        return _grid(element[0], depth + 1, gap="0.2em")  # Typst sets it small by itself
    body = _row(element, depth)
    match element.get("displaystyle"), element.get("scriptlevel", "0"):
        case ("true", "0"):
            return f"display({body})"
        case ("false", "0"):
            return f"inline({body})"
        case (None, "0"):
            # Only what makes a long arrow has no style of its own.
            return f"stretch({body}, size: #(100% + 1em))" if len(element) == 1 else body
        case (None, "1"):
            return f"script({body})"
        case _:
            raise UnreadableError("another size is not known on paper")


def _padded(element: Element, depth: int) -> str:
    if [child.tag for child in element] == ["mphantom"]:
        if set(element.attrib) == {"width"}:
            return f"#box(width: 0pt, hide({_nested(element[0], depth + 1)}))"
        return f"#hide({_nested(element[0], depth + 1)})"
    if "lspace" not in element.attrib:
        raise UnreadableError("what stands over something else is not known on paper")
    return _row(element, depth)


def _enclosed(element: Element, depth: int) -> str:
    body = _row(element, depth)
    match element.get("notation"):
        case "updiagonalstrike":
            return f"cancel({body})"
        case "downdiagonalstrike":
            return f"cancel(inverted: #true, {body})"
        case "updiagonalstrike downdiagonalstrike":
            return f"cancel(cross: #true, {body})"
        case "box":
            return f"#box(stroke: 0.5pt, inset: 0.3em, baseline: 0.3em, {_nested(element, depth)})"
        case _:
            raise UnreadableError("a frame is not known on paper")


def _nested(element: Element, depth: int) -> str:
    """Write a formula of its own within another, which is described as a whole."""
    return f'math.equation(alt: " ", ${_row(element, depth)}$)'


def _hidden(element: Element, depth: int) -> str:
    return f"#hide({_nested(element, depth)})"


def _table(element: Element, depth: int) -> str:
    return f"display({_grid(element, depth, gap='0.4em')})"


def _grid(element: Element, depth: int, gap: str) -> str:
    """Write the rows of a table, `gap` apart."""
    rows = [[_row(cell, depth + 2) for cell in row] for row in element]
    sides = [cell.get("columnalign", "center") for cell in (element[0] if len(element) else ())]
    width = max(map(len, rows), default=0)
    sides += ["center"] * (width - len(sides))
    lines = (
        ", ".join(_aligned(cell, side) for cell, side in zip_longest(row, sides, fillvalue='""'))
        for row in rows
    )
    # The two sides of an equation lie close to each other.
    apart = "0em" if element.get("columnspacing", "").startswith("0em") else "1em"
    drawn = _lines(element)
    return f"mat(delim: #none, {drawn}column-gap: #{apart}, row-gap: #{gap}, {'; '.join(lines)})"


def _lines(element: Element) -> str:
    """Write the lines between the columns and the rows of a table."""
    found = [
        f"{typst}: ({''.join(f'{at},' for at, line in enumerate(written, start=1) if line == 'solid')})"
        for typst, name in (("hline", "rowlines"), ("vline", "columnlines"))
        if "solid" in (written := element.get(name, "").split())
    ]
    return f"augment: #({', '.join(found)}, stroke: 0.5pt), " if found else ""


def _aligned(cell: str, side: str) -> str:
    # An alignment point before a cell makes it start where the others of its column do, behind it end there.
    return {"left": f"& {cell}", "right": f"{cell} &"}.get(side, cell)


_Writer = tuple[Callable[[Element, int], str], frozenset[str]]
_OF_SIGNS = frozenset(
    ("accent", "fence", "form", "lspace", "maxsize", "minsize", "movablelimits", "rspace", "stretchy")
)
# How each element is written, and its attributes that either make no difference or are dealt with.
_ELEMENTS: Mapping[str, _Writer] = {
    "math": (_row, frozenset(("display", "xmlns"))),
    "menclose": (_enclosed, frozenset(("notation",))),
    "mfrac": (_fraction, frozenset(("linethickness",))),
    "mi": (_name, frozenset(("mathvariant",))),
    "mn": (_name, frozenset(("mathvariant",))),
    "mo": (_operator, _OF_SIGNS),
    "mover": (_attached("t", limits=True), frozenset(("accent",))),
    "mpadded": (_padded, frozenset(("depth", "height", "lspace", "voffset", "width"))),
    "mroot": (_root, frozenset()),
    "mphantom": (_hidden, frozenset()),
    "mrow": (_row, frozenset(("data-operator", "lspace", "movablelimits", "rspace"))),
    "mspace": (_space, frozenset(("depth", "linebreak", "width"))),
    "msqrt": (lambda element, depth: f"sqrt({_row(element, depth)})", frozenset()),
    "mstyle": (_style, frozenset(("displaystyle", "mathcolor", "scriptlevel"))),
    "msub": (_attached("b", limits=False), frozenset()),
    "msubsup": (_attached("b", "t", limits=False), frozenset()),
    "msup": (_attached("t", limits=False), frozenset()),
    "mtable": (_table, frozenset(("columnlines", "columnspacing", "displaystyle", "rowlines", "rowspacing"))),
    "mtext": (_words, frozenset(("mathvariant",))),
    "munder": (_attached("b", limits=True), frozenset(("accent",))),
    "munderover": (_attached("b", "t", limits=True), frozenset()),
}
