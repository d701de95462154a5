"""Pages of a sheet as pictures beside its PDF: glossary-01.png, glossary-02.png and so on.

Each says inside that studygen made it. This tells those that a longer sheet of the same name has left behind
from whatever else is called so.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from struct import pack
from zlib import crc32

from studygen.files import write_bytes
from studygen.problems import StudygenError

_HEAD = 33  # bytes of the signature and of the first chunk, which says how large the picture is
_TEXT = b"tEXtSoftware\0studygen"
_MARK = pack(">I", len(_TEXT) - 4) + _TEXT + pack(">I", crc32(_TEXT))  # https://www.w3.org/TR/png/#11tEXt


def write_pages(pdf: Path, pages: Sequence[bytes]) -> list[Path]:
    """Write the pages of a sheet beside its PDF.

    Raises:
        StudygenError: a file cannot be written.
    """
    digits = len(str(len(pages)))
    files = [pdf.with_name(f"{pdf.stem}-{number:0{digits}}.png") for number in range(1, len(pages) + 1)]
    for file, page in zip(files, pages, strict=True):
        write_bytes(file, page[:_HEAD] + _MARK + page[_HEAD:])
    return files


def remove_leftovers(pdf: Path, kept: Collection[Path]) -> list[Path]:
    """Remove the pages of earlier sheets of this name, but for those `kept`, and return which these were.

    Raises:
        StudygenError: a file cannot be removed.
    """
    removed = []
    for file in sorted(set(_pages(pdf)) - set(kept)):
        try:
            file.unlink()
        except OSError as error:
            raise StudygenError(
                f"cannot remove {file}, a page of an earlier sheet: {error.strerror}"
            ) from error
        removed.append(file)
    return removed


def _pages(pdf: Path) -> Iterator[Path]:
    """Yield the pages of sheets of this name, whenever they were written."""
    for file in pdf.parent.iterdir():
        if re.fullmatch(rf"{re.escape(pdf.stem)}-[0-9]+\.png", file.name) and file.is_file():
            with file.open("rb") as opened:
                if opened.read(_HEAD + len(_MARK)).endswith(_MARK):
                    yield file
