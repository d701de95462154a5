r"""Chemistry: what mhchem's \ce{…} means, in LaTeX that everything reads.

The common part of it: formulas, charges, isotopes, states, bonds, reactions with words over their
arrows. What is not known here is None, for a formula that is nearly right teaches what is wrong.
"""

import re

_ARROWS = {
    "<=>": (r"\rightleftharpoons", r"\xrightleftharpoons"),
    "<->": (r"\longleftrightarrow", r"\xleftrightarrow"),
    "->": (r"\longrightarrow", r"\xrightarrow"),
    "<-": (r"\longleftarrow", r"\xleftarrow"),
}
_ARROW = re.compile(r"(<=>|<->|->|<-)(?:\[([^\[\]]*)\])?(?:\[([^\[\]]*)\])?")
_BONDS = {"-": "{-}", "=": "{=}", "#": r"{\equiv}"}
_RAISED = r"\^(?:\{([^{}]*)\}|([0-9]*[+-]|[0-9]+|\*))"
_LOWERED = r"_(?:\{([^{}]*)\}|([0-9]+|[a-z]))"
_PART = re.compile(
    rf"""(?P<element>[A-Z][a-z]?|e(?=\^?-)|\\[A-Za-z]+\s*)
    | (?P<state>\((?:aq|s|l|g|cr)\))
    | (?P<open>[(\[])
    | (?P<close>[)\]])
    | (?P<both>{_RAISED}{_LOWERED})
    | (?P<raised>{_RAISED})
    | (?P<lowered>{_LOWERED})
    | (?P<charge>[+-](?![A-Za-z0-9(\[]))
    | (?P<bond>[-=\#](?=[A-Z(\[]))
    | (?P<number>[0-9]+(?:[./][0-9]+)?)
    | (?P<dot>[*.](?=[0-9A-Z]))
    | (?P<variable>[nmxyk](?![a-z]))""",
    re.VERBOSE,
)
_GREEK = re.compile(r"\\(?:alpha|beta|gamma|delta|Delta|mu|nu|pi|sigma|omega)\s*")


def to_latex(written: str) -> str | None:
    r"""Return the inside of a \ce{…} in plain LaTeX; None if something in it is not known here."""
    parts: list[str] = []
    at = 0
    for arrow in _ARROW.finditer(written):
        parts += [_side(written[at : arrow.start()]) or "", _arrow(arrow) or ""]
        if not parts[-1] or (not parts[-2] and written[at : arrow.start()].strip()):
            return None
        at = arrow.end()
    last = _side(written[at:])
    return None if last is None else " ".join([*parts, last])


def _arrow(found: re.Match[str]) -> str | None:
    plain, long = _ARROWS[found[1]]
    over, under = (_condition(words) for words in (found[2] or "", found[3] or ""))
    if over is None or under is None:
        return None
    if not over and not under:
        return plain
    return f"{long}[{under}]{{{over}}}" if under else f"{long}{{{over}}}"


def _condition(words: str) -> str | None:
    """Return what stands over or under an arrow: substances, or words."""
    if not words.strip() or _GREEK.fullmatch(words.strip()):
        return words.strip()
    if "\\" in words or "$" in words or "{" in words:
        return None
    return _side(words) or f"\\text{{{words}}}"


def _side(written: str) -> str | None:
    """Return substances and the plus signs between them."""
    terms = []
    for term in written.split():
        known = {"+": "+", "v": r"\downarrow ", "^": r"\uparrow "}.get(term) or _substance(term)
        if known is None:
            return None
        terms.append(known)
    # A number that stands alone brings its space with it.
    return r"\,".join(terms).replace(r"\,\,", r"\,").replace(r"\,+\,", "+")


def _substance(written: str) -> str | None:
    pieces: list[str] = []
    at, follows = 0, False  # whether a number is an index of what stands before it
    while at < len(written):
        found = _PART.match(written, at)
        if found is None or found.end() == at:
            return None
        piece = _piece(found, follows=follows)
        if piece is None:
            return None
        pieces.append(piece)
        follows = found.lastgroup in ("element", "close", "variable") or (
            # In SO4^2- and Fe^{3+}2 a number goes on below.
            follows and found.lastgroup in ("raised", "lowered", "number")
        )
        follows = follows and not (found.lastgroup == "number" and not pieces[-1].startswith("_"))
        at = found.end()
    return "".join(pieces)


def _piece(found: re.Match[str], *, follows: bool) -> str | None:
    text = found[0]
    base = "" if follows else "{}"  # an isotope's numbers stand before its letters
    kind = next(name for name, value in found.groupdict().items() if value is not None)
    match kind:
        case "element":
            known = _GREEK.fullmatch(text) or not text.startswith("\\")
            return (text if text.startswith("\\") else f"\\mathrm{{{text}}}") if known else None
        case "number":
            return f"_{{{text}}}" if follows else _amount(text)
        case "charge":
            return f"^{{{text}}}" if follows else None
        case "both" | "raised" | "lowered":
            marks = re.findall(r"([_^])(?:\{([^{}]*)\}|([0-9]*[+-]|[0-9]+|\*|[a-z]))", text)
            return base + "".join(f"{mark}{{\\mathrm{{{braced or bare}}}}}" for mark, braced, bare in marks)
        case "bond":
            return _BONDS[text]
        case "dot":
            return r"\cdot "
        case "state":
            return f"\\mathrm{{{text}}}"
        case _:
            return text


def _amount(number: str) -> str:
    over, _, under = number.partition("/")
    return f"\\tfrac{{{over}}}{{{under}}}\\," if under else f"{number}\\,"
