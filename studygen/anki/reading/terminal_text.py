"""Text of packages of any origin for a terminal: the words of HTML, and nothing that moves the cursor."""

import re

from studygen.anki.html_text import to_text

_SOUND = re.compile(r"\[sound:([^\]\[]{1,300})\]")
LINE_BREAK = "\ufffd"  # instead of one where there is to be none
# Control characters steer a terminal, and marks of direction put words in another order than they have.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def words(html: str) -> str:
    """Return the words of a field or side, a block on each line; pictures and sounds by their names."""
    if "<" not in html and "&" not in html and "[" not in html:
        return " ".join(html.split())
    return to_text(with_sounds(html), pictures=True)


def with_sounds(html: str) -> str:
    """Return HTML with sounds as words, which Anki replaces by buttons."""
    return _SOUND.sub(r"[sound \1]", html)


def printable(text: str) -> str:
    """Return text with a mark for every character that would steer a terminal."""
    return _UNSAFE.sub("\ufffd", text)


def printable_line(text: str) -> str:
    """Return a line with marks for line breaks as well, which a name may have to pass for what it is not."""
    return printable(text).replace("\n", LINE_BREAK)


def printable_json(text: str) -> str:
    """Return JSON in which such characters are escaped, so that nothing is lost."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
