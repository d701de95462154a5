"""Formulas as browsers draw them: MathML in place of what Anki gives MathJax."""

import copy
import re
from functools import lru_cache
from xml.etree import ElementTree

from studygen.anki import html_text
from studygen.knowledge.text.latex import UnreadableError, parsed

_MATH = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)


def with_math(markup: str) -> str:
    r"""Draw the formulas between \( and \), or \[ and \]; one that cannot be read stays as it is written."""
    return _MATH.sub(lambda found: _drawn(found[1] or found[2], bool(found[2])) or found[0], markup)


@lru_cache(maxsize=4096)
def _drawn(escaped: str, display: bool) -> str | None:
    try:
        element = parsed(html_text.unescaped(escaped), display=display)
    except UnreadableError:
        return None
    element = _for_browsers(copy.deepcopy(element), display)
    # The letters in it are references already, as in `&#x003B8;`.
    return ElementTree.tostring(element, encoding="unicode").replace("&amp;#x", "&#x")


def _for_browsers(element: ElementTree.Element, display: bool) -> ElementTree.Element:
    """Say what browsers leave out in what they draw: frames, lines, words over an arrow."""
    for each in list(element.iter()):
        if each.tag == "menclose" and each.get("notation") == "box":
            each.tag = "mrow"
            del each.attrib["notation"]
            each.set("style", "border: 1px solid; padding: 0.2em")
        elif each.tag == "mtable":
            _draw_lines(each)
        elif each.tag == "mpadded" and each.get("width", "").startswith("+"):
            each.tag = "mrow"
            each.attrib.clear()
            each.insert(0, ElementTree.Element("mspace", width="0.4em"))
            each.append(ElementTree.Element("mspace", width="0.4em"))
        elif display and each.tag in _LIMITS and "data-operator" in each[0].attrib:
            each.tag = _LIMITS[each.tag]
    return element


_LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}


def _draw_lines(table: ElementTree.Element) -> None:
    columns, rows = (table.get(name, "").split() for name in ("columnlines", "rowlines"))
    for at, row in enumerate(table):
        for column, cell in enumerate(row):
            style = "border-right: 1px solid; " if "solid" in columns[column : column + 1] else ""
            style += "border-bottom: 1px solid" if "solid" in rows[at : at + 1] else ""
            if style:
                cell.set("style", style.strip())
