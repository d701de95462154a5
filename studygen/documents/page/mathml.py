"""Formulas as browsers draw them: MathML in place of what Anki gives MathJax."""

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
    # The letters in it are references already, as in `&#x003B8;`.
    return ElementTree.tostring(element, encoding="unicode").replace("&amp;#x", "&#x")
