r"""LaTeX, as Anki's MathJax reads it, to the MathML of latex2mathml: what paper and page both are made of.

What latex2mathml does not know, and can be said otherwise, is said otherwise first; and what comes back
is counted: letters, digits and signs that were written and are not in it make the formula unreadable,
not shorter.
"""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from xml.etree.ElementTree import Element

from studygen.knowledge.text import chemistry
from studygen.knowledge.text.mathjax_commands import KNOWN

# Outside of a text MathJax 3.2 finds no class for them, and the card says “Math input error”.
_TRIPPED_OVER = re.compile("[\u0250-\u02af\u20a0-\u20cf\u2400-\u245f]")


class UnreadableError(ValueError):
    """A formula cannot be drawn; the message says why."""


_ENVIRONMENTS = frozenset((
    "align", "align*", "aligned", "array", "Bmatrix", "bmatrix", "cases", "matrix", "pmatrix", "smallmatrix",
    "split", "Vmatrix", "vmatrix",
))  # fmt: skip
# latex2mathml reads these, and gives less than was written.
_DEFINITION = re.compile(
    r"\\(?:re)?newcommand\b|\\def\b|\\let\b|\\DeclareMathOperator\b|\\tag\b|\\href\b|\\sideset\b"
)
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_ESCAPED_BACKSLASH = re.compile(r"\\\\")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_GROUP = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"  # braces with two more in them


@lru_cache(maxsize=4096)
def parsed(latex: str, *, display: bool = False) -> Element:
    """Return a formula as MathML; `display` has limits stand above and below.

    Raises:
        UnreadableError: It is not complete, or something in it is not known.
    """
    plain = _said_otherwise(latex)
    _check(plain)
    element = _read(plain, "block" if display else "inline")
    _mend(element)
    for each in element.iter():
        if (each.text or "").startswith("\\"):  # `&#x0005C;` where \backslash was written
            raise UnreadableError(f"{each.text} is not known on paper")
    if lost := _seen_in(plain) - Counter(_folded("".join(_drawn(element)))):
        raise UnreadableError(f"{min(lost)} would be missing")
    return element


def unknown_to_anki(latex: str) -> str | None:
    """Return the first command or sign that Anki's MathJax does not know; None if it knows all."""
    if _DEFINITION.search(latex):
        return None  # it may be a command of the author's own
    # Chemistry has commands of its own.
    plain = re.sub(rf"(\\(?:ce|pu)\s*){_GROUP}", r"\1", latex)
    if found := _TRIPPED_OVER.search(re.sub(rf"\\(?:text[a-z]*|mbox|hbox)\s*{_GROUP}", "", plain)):
        return found[0]
    commands = _COMMAND.finditer(_ESCAPED_BACKSLASH.sub(" ", plain))
    return next((found[0] for found in commands if found[1] not in KNOWN), None)


def _check(latex: str) -> None:
    """Refuse what latex2mathml takes and drops."""
    plain = _ESCAPED.sub("", latex)
    if "%" in plain:
        raise UnreadableError(r"% begins a comment; write \% for the sign")
    depth = 0
    for mark in re.findall(r"[{}]", plain):
        depth += 1 if mark == "{" else -1
        if depth < 0:
            raise UnreadableError("a } closes nothing")
    if depth:
        raise UnreadableError("a { is not closed")
    if found := _DEFINITION.search(latex):
        raise UnreadableError(f"{found[0]} is not known on paper")
    for name in re.findall(r"\\begin\s*\{([^}]*)\}", latex):
        if name not in _ENVIRONMENTS:
            raise UnreadableError(f"the environment {name} is not known on paper")


def _read(latex: str, display: str) -> Element:
    # It takes 40 ms to import, and few texts have formulas.
    from latex2mathml.converter import convert_to_element
    from latex2mathml.exceptions import NoAvailableTokensError

    # It knows the environments with a star only, and numbers the lines of those without.
    plain = re.sub(r"\\(begin|end)\s*\{align(?:ed)?\}", r"\\\1{align*}", latex)
    try:
        return convert_to_element(plain, display=display)
    except NoAvailableTokensError:
        raise UnreadableError("there is nothing in it") from None
    except RecursionError:
        raise UnreadableError("it is nested too deep") from None
    except Exception as error:  # noqa: BLE001  # whatever its parser trips over
        said = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error")).lower()
        known = error.__class__.__module__.startswith("latex2mathml")
        raise UnreadableError(f"it is not complete: {said}" if known else "it is not complete") from None


def _said_otherwise(latex: str) -> str:
    """Return a formula in the words that latex2mathml knows."""
    latex = re.sub(r"\\require\s*\{[^{}]*\}", "", latex)
    latex = re.sub(rf"\\ce\s*{_GROUP}", _chemistry, latex)
    latex = re.sub(rf"\\(?:text|textrm|mbox)\s*{_GROUP}", _formulas_in_words, latex)
    latex = re.sub(rf"\\operatorname(\*?)\s*{_GROUP}", _operator, latex)
    latex = re.sub(rf"\\prescript\s*{_GROUP}\s*{_GROUP}\s*{_GROUP}", r"{}^{\1}_{\2}{\3}", latex)
    latex = re.sub(r"\\arg(?![A-Za-z])", r"\\operatorname{arg}", latex)
    latex = re.sub(r"\\not\s*([=<>])", lambda found: _NEGATED[found[1]], latex)
    latex = re.sub(r"\\newline(?![A-Za-z])", r"\\\\", latex)
    latex = re.sub(r"\\(?:smash|vcenter)(?:\[[tb]\])?(?![A-Za-z])|\\(?:math)?strut(?![A-Za-z])", "", latex)
    latex = re.sub(r"(\\\\)\s*\[-?[0-9.]+\s*[a-z]{2}\]", r"\1", latex)  # more space between lines
    return _grouped(_same_environments(latex))


_NEGATED = {"=": r"\neq ", "<": r"\nless ", ">": r"\ngtr "}


def _chemistry(found: re.Match[str]) -> str:
    return f"{{{said}}}" if (said := chemistry.to_latex(found[1])) is not None else found[0]


def _formulas_in_words(found: re.Match[str]) -> str:
    """Part the words of a text from the formulas and the escaped signs in it."""
    pieces = re.split(r"(?<!\\)\$(.*?)(?<!\\)\$|(\\[,;:! %&#_$])", found[1])
    words, maths, signs = pieces[::3], pieces[1::3], pieces[2::3]
    if len(words) == 1 and not re.search(r"[{}]", found[1]):
        return found[0]
    command = found[0][: found[0].index("{")]
    words = [re.sub(r"(?<!\\)[{}]", "", each) for each in words]  # braces in a text are not seen
    said = [f"{command}{{{each}}}" if each else "" for each in words]
    between = [f"{{{each}}}" if each is not None else sign for each, sign in zip(maths, signs, strict=True)]
    return "{" + "".join(one + other for one, other in zip(said, [*between, ""], strict=True)) + "}"


def _operator(found: re.Match[str]) -> str:
    """Return an operator whose name is more than letters, which latex2mathml gives in parts."""
    if re.fullmatch(r"[A-Za-z]+", found[2]):
        return found[0]
    return f"\\mathop{{\\mathrm{{{found[2]}}}}}" if found[1] else f"\\mathrm{{{found[2]}}}"


_SAME = {
    "gather": "matrix", "gather*": "matrix", "gathered": "matrix", "multline": "matrix",
    "multline*": "matrix", "dcases": "cases", "alignat": "align",
    "alignat*": "align", "alignedat": "align", "equation": "", "equation*": "", "displaymath": "",
}  # fmt: skip


def _same_environments(latex: str) -> str:
    def same(found: re.Match[str]) -> str:
        name = _SAME.get(found[2], found[2])
        columns = "" if found[2].startswith(("alignat", "alignedat")) else found[3] or ""
        if found[2].startswith("eqnarray"):
            return r"\begin{array}{rcl}" if found[1] == "begin" else r"\end{array}"
        if found[2] == "rcases":
            return r"\left.\begin{array}{ll}" if found[1] == "begin" else r"\end{array}\right\}"
        return f"\\{found[1]}{{{name}}}{columns}" if name else columns

    latex = re.sub(r"\\(begin|end)\s*\{([a-z]+\*?)\}(\s*\{[0-9]\})?", same, latex, flags=re.IGNORECASE)
    latex = re.sub(r"(\\begin\{array\}\s*)\{((?:[^{}]|\{[^{}]*\})*)\}", _plain_columns, latex)
    # A frame around a table is drawn as the lines within it: the outermost are left out.
    latex = re.sub(r"(\\begin\{array\}\s*\{)\|*([lcr| ]+?)\|*\}", _columns, latex)
    latex = re.sub(r"(\\begin\{array\}\{[lcr|]+\})\s*(?:\\hline\s*)+", r"\1", latex)
    return re.sub(r"\\\\\s*(?:\\hline\s*)+(?=\\end\{array\})", "", latex)


def _plain_columns(found: re.Match[str]) -> str:
    """Return the columns of a table without what stands between them."""
    return found[1] + "{" + re.sub(r"[@!]\s*\{[^{}]*\}", "", found[2]) + "}"


def _columns(found: re.Match[str]) -> str:
    return found[1] + re.sub(r"\|+", "|", found[2].replace(" ", "")) + "}"


def _grouped(latex: str) -> str:
    """Put braces around a matrix that has an exponent or an index: it is all of it that has one."""
    opened: list[int] = []
    inserted: list[tuple[int, str]] = []
    for found in re.finditer(r"\\(begin|end)\s*\{[^{}]*\}", latex):
        if found[1] == "begin":
            opened.append(found.start())
        elif opened:
            start = opened.pop()
            if re.match(r"\s*[\^_']", latex[found.end() :]):
                inserted += [(start, "{"), (found.end(), "}")]
    for at, brace in sorted(inserted, reverse=True):
        latex = latex[:at] + brace + latex[at:]
    return latex


def _mend(element: Element) -> None:
    r"""Make an operator of several parts a row of them, as MathML has it, and a letter of \mathrm upright."""
    for letter in element.iter("mi"):
        # Of a single one latex2mathml says nothing else.
        if (letter.text or "").startswith("&#x000") and html.unescape(letter.text or "").isalpha():
            letter.attrib.setdefault("mathvariant", "normal")
    for each in element.iter("mo"):
        if len(each):
            each.tag = "mrow"
            each.set("data-operator", "")


# Counting

_UNSEEN = re.compile(
    r"""\\(?:begin|end)\s*\{[^{}]*\}(?:\s*\{[lcr|\s]*\})?
    | \\(?:color|textcolor|colorbox|bbox|class|style|h?space\*?|mspace|label|unicode)
        \s*(?:\[[^\]]*\])?\s*\{[^{}]*\}
    | \\(?:kern|mkern|hskip|mskip)\s*-?[0-9.]+\s*[a-z]{2}
    | \\(?:left|right|middle)\s*\.
    | \\(?:[A-Za-z]+\s*|.)""",
    re.VERBOSE | re.DOTALL,
)
_SIGN = re.compile(r"\\[%$#&_]")
# Signs that are drawn as others, or at times as space.
_FOLDS = str.maketrans(
    {"−": "-", "∗": "*", "′": "'", "ϵ": "ε", "ϕ": "φ", "ε": "ε", "∣": "|", "‖": "|", "∥": "|"}
)
_UNCOUNTED = frozenset("{}_^&$~[]'\"`-* \\")


def _folded(text: str) -> Iterator[str]:
    return (char for char in unicodedata.normalize("NFKC", text).translate(_FOLDS) if not char.isspace())


def _seen_in(latex: str) -> Counter[str]:
    """Return how often each letter, digit and sign is to be seen."""
    bare = _UNSEEN.sub(" ", latex)
    signs = "".join(found[0][1] for found in _SIGN.finditer(latex) if found[0][1] not in _UNCOUNTED)
    named = "".join(_symbols().get(found[1], "") for found in _COMMAND.finditer(latex))
    return Counter(char for char in _folded(bare + signs + named) if char not in _UNCOUNTED)


@cache
def _symbols() -> dict[str, str]:
    """Return Greek letters and names of functions, which are to be seen for what they are."""
    from latex2mathml.commands import FUNCTIONS
    from latex2mathml.symbols_parser import SYMBOLS

    letters = {
        name[1:]: chr(int(code, 16)) for name, code in SYMBOLS.items() if re.fullmatch("[0-9A-F]+", code)
    }
    greek = {
        name: sign for name, sign in letters.items() if "α" <= unicodedata.normalize("NFKC", sign) <= "ω"
    }
    return greek | {name[1:]: name[1:] for name in FUNCTIONS}


def _drawn(element: Element) -> Iterator[str]:
    yield html.unescape(element.text or "")
    for child in element:
        yield from _drawn(child)
