"""Formulas as browsers draw them: MathML in place of what Anki gives MathJax."""

import re
from functools import lru_cache

from studygen.anki import html_text

_MATH = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)


def with_math(markup: str) -> str:
    r"""Draw the formulas between \( and \), or \[ and \]; one that cannot be read stays as it is written."""
    return _MATH.sub(lambda found: _drawn(found[1] or found[2], bool(found[2])) or found[0], markup)


@lru_cache(maxsize=4096)
def _drawn(escaped: str, display: bool) -> str | None:
    from latex2mathml.converter import convert  # 40 ms, and few projects have formulas

    latex = html_text.unescaped(escaped)
    try:
        drawn = convert(latex, display="block" if display else "inline")
    except Exception:  # noqa: BLE001  # it has no exception of its own: an unknown formula raises whatever it meets
        return None
    return None if "\\" in html_text.to_text(drawn) else drawn
