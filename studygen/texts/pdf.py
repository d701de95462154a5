"""The text of a PDF, less what is of its pages: running heads, page numbers, hyphens at line ends."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from studygen.problems import StudygenError
from studygen.texts.found_text import FoundText
from studygen.texts.plain import paragraphs_of

_MOST_PAGES = 3_000
_EDGE = 2  # lines at the top and at the foot of a page that may recur
_NUMBER = re.compile(r"[\divxlc]+", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:page|seite|p\.|s\.)?\s*(?:\d{1,4}|[ivxlc]{1,6})[-–—\s]*(?:(?:/|of|von)\s*\d+)?",
    re.IGNORECASE,
)


def read_pdf(data: bytes) -> FoundText:
    """Read the text of a PDF.

    Raises:
        StudygenError: it has none, cannot be read, or the package for it is not installed.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise StudygenError("PDFs are read by `pip install 'studygen[texts]'`") from error
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > _MOST_PAGES:
            raise StudygenError(f"the PDF has more than {_MOST_PAGES:,} pages; take a part of it")
        pages = [page.get_textpage().get_text_bounded() for page in document]
        facts = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise StudygenError(f"the PDF cannot be read: {error}; is it protected by a password?") from error
    if not any(page.strip() for page in pages):
        raise StudygenError(
            "the PDF has pictures of pages and no text; a program for text recognition (OCR) makes one"
        )
    lines_of = [[line for each in _unbroken(page).splitlines() if (line := each.strip())] for page in pages]
    kept, left_out = _without_edges(lines_of)
    paragraphs, _ = paragraphs_of("\n".join(chain.from_iterable(kept)), is_cut=True)
    remarks = [f"{len(paragraphs):,} paragraphs were guessed from the lines of its pages"]
    if left_out:
        remarks.append(f"{left_out} running heads and page numbers left out")
    remarks.append("footnotes stand where they stood on the page; look over the text")
    return FoundText(
        paragraphs, facts.get("Title", "").strip(), facts.get("Author", "").strip(), tuple(remarks)
    )


def _unbroken(page: str) -> str:
    """Return the text of a page without hyphens at the ends of lines, which PDFium marks."""
    return re.sub(r"\x02\s*", "", page)


def _without_edges(pages: Sequence[list[str]]) -> tuple[list[list[str]], int]:
    """Return the lines of pages without those at the edges that recur or are numbers, and how many."""
    often: Counter[str] = Counter()
    for lines in pages:
        often.update({_pattern(line) for line in (*lines[:_EDGE], *lines[-_EDGE:])})
    least = max(3, len(pages) // 3)
    kept, left_out = [], 0
    for lines in pages:
        rest = []
        for at, line in enumerate(lines):
            is_edge = at < _EDGE or at >= len(lines) - _EDGE
            if is_edge and (_PAGE_NUMBER.fullmatch(line) or often[_pattern(line)] >= least):
                left_out += 1
            else:
                rest.append(line)
        kept.append(rest)
    return kept, left_out


def _pattern(line: str) -> str:
    """Return a line with its numbers left open, which are another on each page."""
    return _NUMBER.sub("#", line.casefold())
