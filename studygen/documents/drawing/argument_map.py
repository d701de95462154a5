"""The map of arguments: a box for each, a line for what one says of another, conclusions above their grounds.

Every line runs from what bears to what is borne upon, so that one reads upwards: A supports B, and A, hence C
where C is said to follow from A. Arguments that hang together make a part of the map; the parts stand side
by side, and those without any relation in a grid below. All lengths are in units of the drawing, in which the
letters of a claim are `SIZE` high.

The layering is our own (`layered_graph.py`): fast-sugiyama 0.5, the best of the libraries, takes boxes of one
size only, puts some on top of each other, and depends on Python's random hashes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from studygen.documents.drawing.layered_graph import GAP, Layered, Link, Point
from studygen.documents.drawing.layered_graph import lay_out as lay_out_layers
from studygen.documents.drawing.text_metrics import SANS, is_right_to_left, measure, wrap
from studygen.knowledge.graphs import components
from studygen.knowledge.kinds.traits import Arguing, Relation
from studygen.knowledge.text.markdown import to_plain

SIZE, LEADING = 15.0, 19.5
LABEL_SIZE, LABEL_HEIGHT = 12.0, 15.0
BOX_WIDTH, PADDING = 206.0, 13.0
MARGIN = 16.0

# What is written on a line, read upwards along it.
LABELS: dict[Relation, str] = {
    "supports": "supports",
    "objects-to": "objects to",
    "answers": "answers",
    "explains": "explains",
    "contrasts-with": "contrasts with",
    "illustrates": "illustrates",
    "follows-from": "hence",
}

_WIDEST, _ASPECT = 1000.0, 1.5  # of parts side by side
_BETWEEN = 56.0  # parts
_MOST_LINES = 9


@dataclass(frozen=True, slots=True)
class StatedRelation:
    """What one argument says of another."""

    source: str
    relation: Relation
    target: str

    @property
    def link(self) -> Link:
        """The ground, and what it bears on: the one that is said to follow."""
        ends = (self.source, self.target)
        return ends[::-1] if self.relation == "follows-from" else ends


@dataclass(frozen=True, slots=True)
class Box:
    """An argument and where its box stands."""

    id: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float

    @property
    def is_right_to_left(self) -> bool:
        """Whether the claim is set from the right."""
        return is_right_to_left("".join(self.lines))


@dataclass(frozen=True, slots=True)
class Label:
    """The words on a line, around a point that is clear of boxes and of other labels."""

    text: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from a ground to what it bears on, with all that is said of the two in this direction."""

    low: str
    high: str
    relations: tuple[StatedRelation, ...]
    points: tuple[Point, ...]
    label: Label | None = None

    @property
    def relation(self) -> Relation:
        """The relation that the line is drawn for."""
        return self.relations[0].relation


@dataclass(frozen=True, slots=True)
class ArgumentMap:
    """Boxes in the order in which they are read, lines, and where the grid of unrelated arguments begins."""

    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    unrelated: float | None
    width: float
    height: float


def lay_out(arguments: Iterable[Arguing]) -> ArgumentMap:
    """Place the arguments on a map."""
    by_id = {argument.id: argument for argument in arguments}
    drawn = _by_line(by_id)
    claims = {key: _claim(argument) for key, argument in by_id.items()}
    sizes = {key: (BOX_WIDTH, len(lines) * LEADING + 2 * PADDING) for key, lines in claims.items()}
    neighbours: dict[str, list[str]] = {key: [] for key in by_id}
    for low, high in drawn:
        neighbours[low].append(high)
    together = components(neighbours)
    parts = [
        lay_out_layers({key: sizes[key] for key in part}, [link for link in drawn if link[0] in part])
        for part in together
        if len(part) > 1
    ]
    places, lines, bottom, width = _side_by_side(parts)
    alone = [part[0] for part in together if len(part) == 1]
    top = bottom + (_BETWEEN if parts else 0) if alone else None
    if top is not None:
        places |= _grid(alone, sizes, top, width)
    boxes = [Box(key, claims[key], *place, *sizes[key]) for key, place in places.items()]
    edges = list(_labelled([Edge(*link, drawn[link], lines[link]) for link in drawn], boxes))
    return ArgumentMap(
        tuple(boxes),
        tuple(edges),
        top if parts else None,
        max([box.x + box.width for box in boxes] + [_right(edge) for edge in edges], default=0) + MARGIN,
        max((box.y + box.height for box in boxes), default=0) + MARGIN,
    )


def _right(edge: Edge) -> float:
    """Return how far to the right a line goes, with its label."""
    line = max(x for x, _ in edge.points)
    return max(line, edge.label.x + edge.label.width / 2) if edge.label else line


def _claim(argument: Arguing) -> tuple[str, ...]:
    return wrap(to_plain(argument.title), BOX_WIDTH - 2 * PADDING, SIZE, _MOST_LINES)


# Lines


def stated_relations(arguments: Mapping[str, Arguing]) -> Iterator[StatedRelation]:
    """Yield what the arguments say of each other, once where both say that they contrast."""
    seen = set()
    for key, argument in arguments.items():
        for relation, others in argument.relations.items():
            for other in dict.fromkeys(others):
                mutual = (relation, frozenset((key, other)))
                if other in arguments and other != key and mutual not in seen:
                    if relation == "contrasts-with":
                        seen.add(mutual)
                    yield StatedRelation(key, relation, other)


def conclusions(stated: Iterable[StatedRelation]) -> frozenset[str]:
    """Return the arguments that others bear on and that bear on none; a contrast is no bearing."""
    links = [each.link for each in stated if each.relation != "contrasts-with"]
    return frozenset(high for _, high in links) - {low for low, _ in links}


def _by_line(arguments: Mapping[str, Arguing]) -> dict[Link, tuple[StatedRelation, ...]]:
    """Collect what is said under the line that it is drawn as; a contrast goes along any line of the two."""
    found: dict[Link, list[StatedRelation]] = {}
    contrasts = []
    for each in stated_relations(arguments):
        if each.relation == "contrasts-with":
            contrasts.append(each)
        else:
            found.setdefault(each.link, []).append(each)
    for each in contrasts:
        there, back = each.link, each.link[::-1]
        found.setdefault(back if back in found else there, []).append(each)
    kinds = list(LABELS)
    return {
        link: tuple(sorted(said, key=lambda each: kinds.index(each.relation))) for link, said in found.items()
    }


def _labelled(edges: Sequence[Edge], boxes: Sequence[Box]) -> Iterator[Edge]:
    """Put words on the lines wherever there is room for them; the kind of the line tells them, too."""
    taken = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in boxes]
    for edge in edges:
        text = ", ".join(dict.fromkeys(LABELS[each.relation] for each in edge.relations))
        width = measure(text, LABEL_SIZE * SANS) + 4
        for x, y in _along(edge.points):
            room = (x - width / 2, y - LABEL_HEIGHT / 2, x + width / 2, y + LABEL_HEIGHT / 2)
            if room[0] >= 0 and not any(_overlap(room, other) for other in taken):
                taken.append(room)
                yield Edge(edge.low, edge.high, edge.relations, edge.points, Label(text, x, y, width))
                break
        else:
            yield edge


def _along(points: Sequence[Point]) -> Iterator[Point]:
    """Yield points of a line where it is between rows, the middle ones first."""
    crossings = list(pairwise(points))[1::2]
    for share in (0.5, 0.34, 0.66, 0.2, 0.8):
        for (x1, y1), (x2, y2) in crossings:
            eased = share * share * (3 - 2 * share)  # as the curve of the drawing goes
            at = 1.5 * share * (1 - share) + share**3  # its control points stand half-way up
            yield x1 + (x2 - x1) * eased, y1 + (y2 - y1) * at


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


# Parts


def _side_by_side(
    parts: Sequence[Layered],
) -> tuple[dict[str, Point], dict[Link, tuple[Point, ...]], float, float]:
    """Put the parts on shelves, larger ones first; return places, lines, the bottom and the width."""
    area = sum((part.width + _BETWEEN) * (part.height + _BETWEEN) for part in parts)
    width = max([_WIDEST, sqrt(area * _ASPECT), *(part.width for part in parts)])
    places: dict[str, Point] = {}
    lines: dict[Link, tuple[Point, ...]] = {}
    x, shelf, bottom = MARGIN, MARGIN, MARGIN
    for part in sorted(parts, key=lambda part: (-part.height, -part.width)):
        if x > MARGIN and x + part.width > width + MARGIN:
            x, shelf = MARGIN, bottom + _BETWEEN
        for key, (left, top) in part.places.items():
            places[key] = (left + x, top + shelf)
        for link, points in part.lines.items():
            lines[link] = tuple((at + x, down + shelf) for at, down in points)
        x += part.width + _BETWEEN
        bottom = max(bottom, shelf + part.height)
    return places, lines, bottom, width


def _grid(keys: Sequence[str], sizes: Mapping[str, Point], top: float, width: float) -> dict[str, Point]:
    columns = max(1, int((width + GAP) // (BOX_WIDTH + GAP)))
    places = {}
    y = top
    for start in range(0, len(keys), columns):
        row = keys[start : start + columns]
        for column, key in enumerate(row):
            places[key] = (MARGIN + column * (BOX_WIDTH + GAP), y)
        y += max(sizes[key][1] for key in row) + GAP
    return places
