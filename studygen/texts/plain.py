"""Plain text, in whatever encoding and with whatever line ends it comes."""

import re
from collections.abc import Iterator
from statistics import median

from studygen.problems import StudygenError
from studygen.texts.found_text import FoundText

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# What texts are in that are not Unicode: what Windows has used, and East Asia.
_ENCODINGS = [
    *(f"cp{number}" for number in (1252, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258, 874, 949)),
    *("koi8_r", "shift_jis", "euc_jp", "gb18030", "big5", "iso8859_2", "iso8859_5"),
]
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_BLANK = re.compile(r"\n[^\S\n]*\n+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]\n(?=[^\W\d_])")
_ENDS = re.compile(r"[.!?…:;。！？؟।][”’\"'»)\]]*$")
_FULL = 0.8  # of the longest lines' width; a shorter line ends a paragraph, or is one of verse
_WRAPPED = 45  # characters, from which on lines are those of prose that was cut


def decoded(data: bytes) -> tuple[str, str]:
    """Return a text and the encoding that was taken.

    Raises:
        StudygenError: it is no text, or its encoding cannot be told without the packages for other files.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff"), encoding.removesuffix("-sig")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        from charset_normalizer import from_bytes
    except ImportError as error:
        raise StudygenError(
            "the text is not UTF-8; save it so, or `pip install 'studygen[texts]'`, which tells encodings"
        ) from error
    best = from_bytes(data, cp_isolation=_ENCODINGS).best()
    if best is None:
        raise StudygenError("this is no text in any known encoding; save it as plain text, as UTF-8")
    return str(best), best.encoding


def read_plain(data: bytes) -> FoundText:
    """Read a text file: blank lines part its paragraphs, or what looks like their ends if there are none."""
    text, encoding = decoded(data)
    remarks = []
    if encoding != "utf-8":
        remarks.append(f"the encoding {encoding} was taken; look whether all letters are right")
    paragraphs, told = paragraphs_of(text)
    return FoundText(paragraphs, remarks=(*remarks, *told))


def paragraphs_of(text: str, *, is_cut: bool | None = None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the paragraphs of a text, each a line but for verse, and what was guessed about them.

    Args:
        text: with whatever line ends.
        is_cut: whether its lines are those of a page; None if that is to be guessed.
    """
    for written, meant in (("\r\n", "\n"), ("\r", "\n"), ("\f", "\n\n"), ("\u00a0", " ")):
        text = text.replace(written, meant)
    text = _CONTROL.sub("", text).strip("\n")
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    widths = [len(line) for line in lines] or [0]
    if is_cut is None and _BLANK.search(text):
        return tuple(filter(None, map(_joined, _BLANK.split(text)))), ()
    if is_cut is None:
        ended = sum(bool(_ENDS.search(line)) for line in lines)
        is_cut = median(widths) >= _WRAPPED and max(widths) <= 3 * _WRAPPED and ended <= len(lines) * 2 / 3
    if not is_cut:
        return tuple(lines), ()
    found = tuple(map(_one_line, _parted(lines)))
    return found, (f"lines were cut, and no blank line parts paragraphs: {len(found)} were guessed",)


def _parted(lines: list[str]) -> Iterator[list[str]]:
    """Yield cut lines by paragraphs: one ends with a sentence in a line that is not full, or is a heading."""
    full = _FULL * sorted(map(len, lines))[int(0.9 * (len(lines) - 1))]  # as most lines of prose are
    paragraph: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        paragraph.append(line)
        is_end = bool(_ENDS.search(line)) or (len(paragraph) == 1 and not following[:1].islower())
        if len(line) < full and is_end:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _joined(paragraph: str) -> str:
    """Return a paragraph as one line; of verse, the lines stay."""
    lines = [" ".join(line.split()) for line in paragraph.split("\n") if line.strip()]
    return "\n".join(lines) if len(lines) > 1 and _is_verse(lines) else _one_line(lines)


def _one_line(lines: list[str]) -> str:
    return " ".join(_HYPHEN.sub("", "\n".join(lines)).split())


def _is_verse(lines: list[str]) -> bool:
    """Tell whether lines end where they were meant to: they are short, and begin with capitals."""
    begins = sum(line[:1].isupper() or not line[:1].isalpha() for line in lines)
    return max(map(len, lines)) < _WRAPPED * 1.4 and begins >= 0.75 * len(lines) and len(lines) > 2
