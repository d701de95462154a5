"""large-media: a picture of more than 1 MB, or a recording of more than 5 MB.

Why: a deck's files go to every device of every learner and through their synchronization, where each counts
for as long as the deck is kept. A picture as wide as a screen needs some 200 kB, a minute of speech 500 kB.
Source: this project.
"""

from collections.abc import Iterator

from studygen.checks.card_texts import AllCards
from studygen.checks.rule import Hit
from studygen.knowledge.questions import Image

_MEGABYTE = 1_000_000
_MOST_OF_AN_IMAGE, _MOST_OF_AUDIO = 1 * _MEGABYTE, 5 * _MEGABYTE


def large_media(all_cards: AllCards) -> Iterator[Hit]:
    """Find files that are larger than what is in them needs."""
    for source, entry in all_cards.knowledge.entries():
        for path, medium in entry.all_media:
            size = source.media[medium.file].size
            most = _MOST_OF_AN_IMAGE if isinstance(medium, Image) else _MOST_OF_AUDIO
            if size > most:
                way_out = "fewer pixels" if isinstance(medium, Image) else "fewer bits per second"
                message = (
                    f"{medium.file!r} has {size / _MEGABYTE:.1f} MB, which every learner's devices load;"
                    f" save it with {way_out}, below {most // _MEGABYTE} MB"
                )
                yield Hit(entry.full_id(path), entry.place(*path, "file"), message, "warning")
