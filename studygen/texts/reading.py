"""Reading a text from whatever file somebody has."""

from collections.abc import Callable, Mapping
from pathlib import Path

from studygen.problems import StudygenError
from studygen.texts.archives import read_docx, read_epub, read_odt
from studygen.texts.found_text import FoundText
from studygen.texts.markup import read_html_file, read_markdown
from studygen.texts.pdf import read_pdf
from studygen.texts.plain import read_plain
from studygen.wording import listed

_MOST_BYTES = 200 * 2**20
_READERS: Mapping[str, Callable[[bytes], FoundText]] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html_file,
    ".htm": read_html_file,
    ".xhtml": read_html_file,
    ".docx": read_docx,
    ".odt": read_odt,
    ".epub": read_epub,
    ".pdf": read_pdf,
}
_INSTEAD = {".doc": ".docx", ".rtf": ".docx or .odt", ".pages": ".docx", ".mobi": ".epub", ".pptx": ".pdf"}


def is_readable(path: Path) -> bool:
    """Tell whether a file is of a kind that can be read."""
    return path.is_file() and path.suffix.lower() in _READERS


def read_file(path: Path) -> FoundText:
    """Read the text of a file.

    Raises:
        StudygenError: it is of no kind that is known, cannot be read, or has no text.
    """
    ending = path.suffix.lower()
    if ending not in _READERS:
        other = (
            f"save it as {_INSTEAD[ending]}" if ending in _INSTEAD else f"known are {listed(_READERS, 20)}"
        )
        raise StudygenError(f"{path} is of no kind that can be read; {other}")
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise StudygenError(f"{path} has more than {_MOST_BYTES >> 20} MB, which no text has")
        data = path.read_bytes()
    except OSError as error:
        raise StudygenError(f"cannot read {path}: {error.strerror}") from error
    try:
        found = _READERS[ending](data)
    except StudygenError as error:
        raise StudygenError(f"{path}: {error}") from error
    if not found.paragraphs:
        raise StudygenError(f"{path} has no text")
    return found
