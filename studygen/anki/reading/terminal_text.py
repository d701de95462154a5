"""Text of packages of any origin for a terminal: the words of HTML."""

import re

from studygen.anki.html_text import to_text

_SOUND = re.compile(r"\[sound:([^\]\[]{1,300})\]")


def words(html: str) -> str:
    """Return the words of a field or side, a block on each line; pictures and sounds by their names."""
    if "<" not in html and "&" not in html and "[" not in html:
        return " ".join(html.split())
    return to_text(with_sounds(html), pictures=True)


def with_sounds(html: str) -> str:
    """Return HTML with sounds as words, which Anki replaces by buttons."""
    return _SOUND.sub(r"[sound \1]", html)
