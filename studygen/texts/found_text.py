"""What was read of somebody's file: paragraphs, and what was guessed or left out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text as paragraphs; lines within one are those of verse."""

    paragraphs: tuple[str, ...]
    title: str = ""
    author: str = ""
    remarks: tuple[str, ...] = ()  # what was guessed, and what was left out
