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
