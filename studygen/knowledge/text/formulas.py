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

_DEEPEST = 24  # elements within each other; Typst has a limit, too
_ENVIRONMENTS = frozenset((
    "align", "align*", "aligned", "array", "Bmatrix", "bmatrix", "cases", "matrix", "pmatrix", "smallmatrix",
    "split", "Vmatrix", "vmatrix",
))  # fmt: skip
# latex2mathml reads these, and gives less than was written.
_DEFINITION = re.compile(r"\\(?:re)?newcommand\b|\\def\b|\\let\b|\\tag\b|\\href\b|\\sideset\b")
_ESCAPED = re.compile(r"\\.", re.DOTALL)


class _UnreadableError(ValueError):
    """A formula cannot be drawn; the message says why."""


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
        _check(latex)
        return _written(_parsed(latex)), None
    except _UnreadableError as error:
        return None, str(error)


def _check(latex: str) -> None:
    """Refuse what latex2mathml takes and drops."""
    plain = _ESCAPED.sub("", latex)
    if "%" in plain:
        raise _UnreadableError(r"% begins a comment; write \% for the sign")
    depth = 0
    for mark in re.findall(r"[{}]", plain):
        depth += 1 if mark == "{" else -1
        if depth < 0:
            raise _UnreadableError("a } closes nothing")
    if depth:
        raise _UnreadableError("a { is not closed")
    if found := _DEFINITION.search(latex):
        raise _UnreadableError(f"{found[0]} is not known on paper")
    for name in re.findall(r"\\begin\s*\{([^}]*)\}", latex):
        if name not in _ENVIRONMENTS:
            raise _UnreadableError(f"the environment {name} is not known on paper")


def _parsed(latex: str) -> Element:
    # It takes 40 ms to import, and few texts have formulas.
    from latex2mathml.converter import convert_to_element
    from latex2mathml.exceptions import NoAvailableTokensError

    # It knows the environments with a star only, and numbers the lines of those without.
    plain = re.sub(r"\\(begin|end)\s*\{align(?:ed)?\}", r"\\\1{align*}", latex)
    try:
        return convert_to_element(plain)
    except NoAvailableTokensError:
        raise _UnreadableError("there is nothing in it") from None
    except RecursionError:
        raise _UnreadableError("it is nested too deep") from None
    except Exception as error:  # noqa: BLE001  # whatever its parser trips over
        said = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error")).lower()
        known = error.__class__.__module__.startswith("latex2mathml")
        raise _UnreadableError(f"it is not complete: {said}" if known else "it is not complete") from None


def _escaped(text: str) -> str:
    """Return text that Typst takes for nothing but text, in a formula and in a string alike."""
    return re.sub(r"[^a-zA-Z0-9 ]", lambda char: f"\\u{{{ord(char[0]):x}}}", text)


def _written(element: Element, depth: int = 0) -> str:
    """Return an element of MathML in Typst."""
    writer, attributes = _ELEMENTS.get(element.tag, (None, frozenset[str]()))
    if writer is None or depth > _DEEPEST:
        raise _UnreadableError(
            "it is nested too deep" if writer else f"{_meaning(element.tag)} is not known on paper"
        )
    if unknown := set(element.attrib) - attributes:
        raise _UnreadableError(f"{_meaning(min(unknown))} is not known on paper")
    return writer(element, depth)


def _meaning(name: str) -> str:
    """Return what an element or an attribute of MathML is in the words of whoever wrote the LaTeX."""
    return _MEANING.get(name, f"<{name}>")


_MEANING = {
    "columnlines": "a line in a table",
    "linebreak": r"\\ outside of an environment",
    "mathcolor": "a colour",
    "mathsize": "another size",
    "mphantom": "an invisible part",
    "rowlines": "a line in a table",
}


def _children(element: Element, count: int, depth: int) -> list[str]:
    if len(element) != count:
        raise _UnreadableError("it is not complete: something that belongs to a command is missing")
    return [_written(child, depth + 1) for child in element]


def _row(element: Element, depth: int) -> str:
    return _joined(list(element), depth)


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
    return " ".join(pieces) or '""'


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
    if (element.text or "").startswith("\\"):  # `&#x0005C;` where \backslash was written
        raise _UnreadableError(f"{element.text} is not known on paper")
    return " ".join(map(_escaped, _text(element)))


def _name(element: Element, _: int) -> str:
    """Write a variable, a sign, or the name of a function."""
    text, marks = _text(element), _signs(element)
    if element.text in ("&", "{", "}"):  # latex2mathml has `&#x00026;` where \& was written
        raise _UnreadableError(f"{text} stands where it means nothing; write \\{text} for the sign")
    if not text:
        return '""'
    if len(text) > 1 and "".join(text.split()).isalpha() and ord(text[0]) < 0x1D400:
        has_limits = " ".join(text.split()) in _LIMITS  # \limsup comes with a space narrower than usual
        return f'op("{_escaped(text)}", limits: #{str(has_limits).lower()})'
    if text in _ORDINARY:
        return f'class("normal", {marks})'
    variant = element.get("mathvariant", "normal" if _is_upright(element) else "")
    return _in_variant(variant, marks)


def _is_upright(element: Element) -> bool:
    r"""Tell whether latex2mathml has written a letter of \mathrm, of which it says nothing else."""
    return element.tag == "mi" and (element.text or "").startswith("&#x000") and _text(element).isalpha()


def _in_variant(variant: str, marks: str) -> str:
    if variant and variant not in _VARIANTS:
        raise _UnreadableError(f"the alphabet {variant} is not known on paper")
    return _VARIANTS.get(variant, "{}").format(marks)


def _operator(element: Element, depth: int) -> str:
    if size := element.get("minsize"):
        return f"lr(size: #{_length(size)}, {_signs(element)})"
    return _name(element, depth)


def _words(element: Element, _: int) -> str:
    return _in_variant(element.get("mathvariant", ""), f'"{_escaped(_text(element))}"')


_SPACES = {"negativethinmathspace": "-0.167em"}


def _space(element: Element, _: int) -> str:
    width = element.get("width")
    return f"#h({_length(width)})" if width else '""'


def _length(written: str) -> str:
    found = re.fullmatch(r"(-?[0-9]*\.?[0-9]+)(em|pt|cm|mm|in|mu)", _SPACES.get(written, written))
    if not found:
        raise _UnreadableError(f"the length {written} is not known on paper")
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


def _style(element: Element, depth: int) -> str:
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
            raise _UnreadableError("another size is not known on paper")


def _padded(element: Element, depth: int) -> str:
    if "lspace" not in element.attrib:
        raise _UnreadableError(r"\not is known on paper before \in only; write the sign itself, such as \neq")
    return _row(element, depth)


def _enclosed(element: Element, depth: int) -> str:
    body = _row(element, depth)
    match element.get("notation"):
        case "updiagonalstrike":
            return f"cancel({body})"
        case "downdiagonalstrike":
            return f"cancel(inverted: #true, {body})"
        case _:
            raise _UnreadableError("a frame is not known on paper")


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
    return f"mat(delim: #none, column-gap: #{apart}, row-gap: #{gap}, {'; '.join(lines)})"


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
    "mpadded": (_padded, frozenset(("height", "lspace", "voffset", "width"))),
    "mroot": (_root, frozenset()),
    "mrow": (_row, frozenset()),
    "mspace": (_space, frozenset(("depth", "width"))),
    "msqrt": (lambda element, depth: f"sqrt({_row(element, depth)})", frozenset()),
    "mstyle": (_style, frozenset(("displaystyle", "scriptlevel"))),
    "msub": (_attached("b", limits=False), frozenset()),
    "msubsup": (_attached("b", "t", limits=False), frozenset()),
    "msup": (_attached("t", limits=False), frozenset()),
    "mtable": (_table, frozenset(("columnspacing", "displaystyle", "rowspacing"))),
    "mtext": (_words, frozenset(("mathvariant",))),
    "munder": (_attached("b", limits=True), frozenset(("accent",))),
    "munderover": (_attached("b", "t", limits=True), frozenset()),
}
