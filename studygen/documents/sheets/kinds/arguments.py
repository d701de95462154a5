"""The arguments on paper: each as premises and conclusion, then a map of how they bear on each other.

A part of the map that is too large for a page at letters of 7 points is printed like a road atlas: on several
sheets that overlap by more than a box, so that each box is whole on one of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from pydantic import Field

from studygen.documents.drawing import argument_map
from studygen.documents.drawing.argument_map import (
    BOX_WIDTH,
    LABELS,
    ArgumentMap,
    Box,
    Edge,
    conclusions,
    stated_relations,
)
from studygen.documents.sheets.kinds import glossary
from studygen.documents.sheets.options import SheetOptions
from studygen.documents.sheets.sheet import Content, NothingToPrintError, Sheet, SheetInput
from studygen.knowledge.graphs import components
from studygen.knowledge.kinds import kinds_with
from studygen.knowledge.kinds.traits import Arguing
from studygen.knowledge.text.markdown import to_plain
from studygen.wording import counted

# What both papers have room for, in points: with the page upright, and on its side. In a booklet, all are
# upright, since whoever reads it would have to turn all of it.
_ROOMS = {False: ((480.0, 595.0), (668.0, 395.0)), True: ((318.0, 420.0),) * 2}
# Points a unit of the drawing: at most, for several parts on a page, and at least.
_LARGEST, _GOOD, _SMALLEST = (points / argument_map.SIZE for points in (9.3, 8, 6.2))
_OVERLAP = (BOX_WIDTH + 24, 190.0)


class ArgumentsOptions(SheetOptions):
    """Options of the arguments."""

    list: bool = Field(True, description="Whether each argument is written out with its reasons.")
    map: bool = Field(True, description="Whether the map of all arguments is drawn.")


@dataclass(frozen=True, slots=True)
class Tile:
    """What a page shows of a part of the map: from `x`, `y`, in units of which one has `unit` points."""

    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    x: float
    y: float
    width: float
    height: float
    unit: float
    is_upright: bool
    number: int
    of: int
    told: tuple[str, ...]  # sentences that say what boxes and lines show


def content(given: SheetInput) -> Content:
    """Return what the template of the arguments is given.

    Raises:
        NothingToPrintError: no arguments are selected, or neither their list nor their map is wanted.
    """
    entries = given.entries
    arguments = [entry for entry in entries.values() if isinstance(entry, Arguing)]
    if not arguments:
        raise NothingToPrintError("there is nothing to map: no notes of arguments are selected")
    options = given.options.of(ArgumentsOptions)
    if not (options.list or options.map):
        raise NothingToPrintError("there is nothing to print: of arguments, list and map are both false")
    tiles = tuple(tiles_of(arguments, small=given.is_small)) if options.map else ()
    used = {each.relation for tile in tiles for edge in tile.edges for each in edge.relations}
    made = glossary.items_of(entries, given.knowledge) if options.list else {}
    items = tuple(made[argument.id] for argument in arguments) if options.list else ()
    values = {
        "items": items,
        "tiles": tiles,
        "keys": tuple(kind for kind in LABELS if kind in used),
        "labels": LABELS,
        "conclusions": conclusions(stated_relations({each.id: each for each in arguments})),
        "size": argument_map.SIZE,
        "leading": argument_map.LEADING,
        "padding": argument_map.PADDING,
        "count": counted(len(arguments), "argument"),
    }
    return Content(
        {"arguments": values},
        glossary.pictures(items, given.knowledge),
        # No argument has a place of its own on the map.
        dict.fromkeys(kinds_with(Arguing), "arguments-") if items else {},
        titled=bool(items),
    )


def tiles_of(arguments: Sequence[Arguing], *, small: bool = False) -> Iterator[Tile]:
    """Draw each part of the map that hangs together, then the arguments without relations, on pages."""
    by_id = {argument.id: argument for argument in arguments}
    neighbours: dict[str, list[str]] = {key: [] for key in by_id}
    for each in stated_relations(by_id):
        neighbours[each.source].append(each.target)
    together = components(neighbours)
    parts = sorted((part for part in together if len(part) > 1), key=len, reverse=True)
    alone = [key for part in together if len(part) == 1 for key in part]
    pages = _Pages(*_ROOMS[small])
    for group in pages.grouped([part for part in (*parts, alone) if part], by_id):
        yield from pages.tiles(argument_map.lay_out(by_id[key] for key in group), by_id)


@dataclass(frozen=True, slots=True)
class _Pages:
    """Pages that have so much room, in points, upright and on their sides."""

    upright: tuple[float, float]
    on_its_side: tuple[float, float]

    def grouped(self, parts: Iterable[Sequence[str]], by_id: Mapping[str, Arguing]) -> Iterator[list[str]]:
        """Put parts together on a page as long as the letters stay good to read."""
        group: list[str] = []
        for part in parts:
            larger = [*group, *part]
            if group and self.unit(argument_map.lay_out(by_id[key] for key in larger)) < _GOOD:
                yield group
                larger = [*part]
            group = larger
        yield group

    def unit(self, drawn: ArgumentMap) -> float:
        """Return how large the drawing can be on a page, upright or on its side."""
        return max(_fitting(drawn, self.upright), _fitting(drawn, self.on_its_side))

    def tiles(self, drawn: ArgumentMap, by_id: Mapping[str, Arguing]) -> Iterator[Tile]:
        """Yield the drawing on one page, or in parts on several."""
        upright, best = _fitting(drawn, self.upright), self.unit(drawn)
        if best >= _SMALLEST:
            size = drawn.width, drawn.height
            told = tuple(_told(drawn.boxes, drawn.edges, by_id))
            yield Tile(drawn.boxes, drawn.edges, 0, 0, *size, best, upright >= best, 1, 1, told)
            return
        width, height = (each / _SMALLEST for each in self.on_its_side)
        places = [
            (x, y)
            for y in _starts(drawn.height, height, _OVERLAP[1])
            for x in _starts(drawn.width, width, _OVERLAP[0])
        ]
        found = [(x, y, tuple(_whole(drawn.boxes, x, y, width, height))) for x, y in places]
        shown = [(x, y, boxes) for x, y, boxes in found if boxes]
        is_upright = self.upright == self.on_its_side
        for number, (x, y, boxes) in enumerate(shown, start=1):
            edges = tuple(edge for edge in drawn.edges if _crosses(edge, x, y, width, height))
            seen = min(width, drawn.width - x), min(height, drawn.height - y)
            told = tuple(_told(boxes, edges, by_id))
            yield Tile(boxes, edges, x, y, *seen, _SMALLEST, is_upright, number, len(shown), told)


def _told(boxes: Iterable[Box], edges: Iterable[Edge], by_id: Mapping[str, Arguing]) -> Iterator[str]:
    """Yield what a part of the map shows, for those who do not see it: the lines, then boxes without any."""
    claims = {key: f"“{' '.join(to_plain(argument.title).split())}”" for key, argument in by_id.items()}
    joined = set()
    for edge in edges:
        joined |= {edge.low, edge.high}
        for each in edge.relations:
            ends = (each.source, each.target)
            first, then = reversed(ends) if each.relation == "follows-from" else ends  # it reads “hence”
            yield f"{claims[first]} {LABELS[each.relation]} {claims[then]}."
    yield from (f"{claims[box.id]}." for box in boxes if box.id not in joined)


def _fitting(drawn: ArgumentMap, room: tuple[float, float]) -> float:
    return min(room[0] / drawn.width, room[1] / drawn.height, _LARGEST)


def _starts(length: float, window: float, overlap: float) -> list[float]:
    """Return where windows begin that cover a length, evenly spread, each overlapping the next."""
    if length <= window:
        return [0.0]
    count = ceil((length - overlap) / (window - overlap))
    step = (length - window) / (count - 1)
    return [index * step for index in range(count)]


def _whole(boxes: Iterable[Box], x: float, y: float, width: float, height: float) -> Iterator[Box]:
    for box in boxes:
        if x <= box.x and box.x + box.width <= x + width and y <= box.y and box.y + box.height <= y + height:
            yield box


def _crosses(edge: Edge, x: float, y: float, width: float, height: float) -> bool:
    xs, ys = [at for at, _ in edge.points], [at for _, at in edge.points]
    return max(xs) >= x and min(xs) <= x + width and max(ys) >= y and min(ys) <= y + height


SHEET = Sheet(
    "arguments",
    "arguments with their reasons, and a map of all",
    "the arguments and their map",
    content,
    ArgumentsOptions,
    chapters=("arguments",),
    shows=Arguing,
)
