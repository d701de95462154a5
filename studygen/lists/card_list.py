"""What is read of a file of cards, before anything is made of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

Media = Callable[[str], bytes | None]  # what a file holds that a card names; None if there is none


def no_media(_name: str) -> None:
    """Have no files."""


@dataclass(frozen=True, slots=True)
class Row:
    """A card as it was written: its values by column, and what stands beside them."""

    values: tuple[str, ...]
    tags: tuple[str, ...] = ()
    group: str = ""  # its deck, or its file


@dataclass(frozen=True, slots=True)
class CardTable:
    """Cards of one form. `columns` are called as in the file, "" if nothing calls them anything."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    is_html: bool = False  # whether values are HTML whatever they look like
    roles: dict[int, str] = field(
        default_factory=dict
    )  # of columns of which the file itself says what they are


@dataclass(frozen=True, slots=True)
class CardList:
    """All cards of a file, or of a folder, and the files that they name."""

    tables: tuple[CardTable, ...]
    media: Media = no_media
    remarks: tuple[str, ...] = ()
