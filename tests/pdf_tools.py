"""What tests read from a PDF."""

import io
from typing import Any

import pypdf


def alternatives(pdf: bytes) -> set[str]:
    """Return what screen readers are told of the formulas and pictures of a PDF."""
    root: Any = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    pending, found = [root["/StructTreeRoot"]], set()
    while pending:
        each = pending.pop().get_object()
        if isinstance(each, list):
            pending += each
        elif isinstance(each, dict):
            found |= {str(each["/Alt"])} if "/Alt" in each else set()
            pending += [each["/K"]] if "/K" in each else []
    return found


def fonts_of(reader: pypdf.PdfReader) -> set[str]:
    """Return the names of the fonts that pages use."""
    found: set[str] = set()
    for page in reader.pages:
        resources: Any = page["/Resources"]
        fonts = resources.get_object().get("/Font", {}).get_object()
        found |= {str(font.get_object()["/BaseFont"]) for font in fonts.values()}
    return found
