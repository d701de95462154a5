"""What tests read from a PDF."""

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from unittest.mock import patch

import pdfplumber
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from pdfplumber.page import PDFPageAggregatorWithMarkedContent


class Character(NamedTuple):
    """A character on a page and the room that its font takes for it, in points from the left and the top."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


class Page(NamedTuple):
    """A page, and what is written on it but for white space, cut off or not."""

    number: int
    width: float
    height: float
    characters: list[Character]


def pages_of(pdf: bytes) -> Iterator[Page]:
    """Yield the pages of a PDF: as pdfplumber has them, and a hundred times as fast."""
    box = pdfium.FS_RECTF()
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            text, (width, height) = page.get_textpage(), page.get_size()
            found = []
            for index in range(text.count_chars()):
                character = chr(pdfium.FPDFText_GetUnicode(text, index))
                if character.strip() and not pdfium.FPDFText_IsGenerated(text, index):
                    pdfium.FPDFText_GetLooseCharBox(text, index, box)
                    found.append(
                        Character(character, box.left, height - box.top, box.right, height - box.bottom)
                    )
            yield Page(number, width, height, found)


@dataclass(frozen=True, slots=True)
class Tag:
    """A part of a document as screen readers are told of it: what it is and consists of, in order."""

    kind: str  # H1, P, L …
    alt: str | None
    parts: tuple["Tag | str", ...]

    @property
    def tags(self) -> Iterator["Tag"]:
        """Itself and all tags within it, in the order in which they are read."""
        yield self
        for part in self.parts:
            if isinstance(part, Tag):
                yield from part.tags

    @property
    def text(self) -> str:
        """What is read out: for pictures their descriptions, and each block by itself."""
        if self.alt is not None:
            return f"[{self.alt}]"
        said = "".join(part if isinstance(part, str) else part.text for part in self.parts)
        return said if self.kind in ("Link", "Quote", "Span", "Em", "Strong") else f"\n{said}\n"

    def all(self, *kinds: str) -> list["Tag"]:
        """Return the tags of these kinds within it."""
        return [tag for tag in self.tags if tag.kind in kinds]


def structure(pdf: bytes) -> Tag:
    """Return the structure tree of a PDF, with the text that belongs to each tag."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    marked = _marked(pdf)
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages)}  # type: ignore[union-attr]  # of pages that were read

    def read(element: Any, page: int | None) -> Tag:
        if "/Pg" in element:
            page = numbers[element.raw_get("/Pg").idnum]
        kids = element["/K"] if "/K" in element else []  # noqa: SIM401  # `get` leaves references as they are
        kids = kids if isinstance(kids, list) else [kids]
        parts: list[Tag | str] = []
        for kid in (kid.get_object() for kid in kids):
            if isinstance(kid, int):
                parts.append(marked.get((page, kid), ""))
            elif kid.get("/Type") == "/MCR":
                at = numbers[kid.raw_get("/Pg").idnum] if "/Pg" in kid else page
                parts.append(marked.get((at, kid["/MCID"]), ""))
            elif "/S" in kid:
                parts.append(read(kid, page))
        alt = str(element["/Alt"]) if "/Alt" in element else None
        return Tag(str(element["/S"]).removeprefix("/"), alt, tuple(parts))

    kids = root["/StructTreeRoot"]["/K"]
    return read((kids[0] if isinstance(kids, list) else kids).get_object(), None)


def _marked(pdf: bytes) -> Mapping[tuple[int | None, int], str]:
    """Return the text of each piece of marked content, by page and number; lines end in a space."""
    found: dict[tuple[int | None, int], str] = defaultdict(str)
    nesting = patch.object(pdfplumber.page, "PDFPageAggregatorWithMarkedContent", _Nested)
    with nesting, pdfplumber.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages):
            line: dict[int, float] = {}
            for char in page.chars:
                mcid, bottom = char["mcid"], char["bottom"]
                if mcid is not None:
                    if abs(line.setdefault(mcid, bottom) - bottom) > char["size"] * 0.9:
                        found[number, mcid] += " "
                    line[mcid] = bottom
                    found[number, mcid] += char["text"].replace("\u00ad", "")
    return found


class _Nested(PDFPageAggregatorWithMarkedContent):
    """Reads text of marked content that has other marks in it, such as those of a hyphen."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.outer: list[int | None] = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        self.outer.append(self.cur_mcid)
        super().begin_tag(tag, props)
        if self.cur_mcid is None and self.cur_tag != "Artifact":
            self.cur_mcid = self.outer[-1]

    def end_tag(self) -> None:
        super().end_tag()
        self.cur_mcid = self.outer.pop()


def alternatives(pdf: bytes) -> set[str]:
    """Return what screen readers are told of the formulas and pictures of a PDF."""
    return {tag.alt for tag in structure(pdf).tags if tag.alt is not None}


def fonts_of(reader: pypdf.PdfReader) -> set[str]:
    """Return the names of the fonts that pages use."""
    found: set[str] = set()
    for page in reader.pages:
        resources: Any = page["/Resources"]
        fonts = resources.get_object().get("/Font", {}).get_object()
        found |= {str(font.get_object()["/BaseFont"]) for font in fonts.values()}
    return found
