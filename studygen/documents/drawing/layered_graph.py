"""Layered drawings of directed graphs: boxes in rows, what bears on a box in the rows below it.

After K. Sugiyama, S. Tagawa, M. Toda, "Methods for visual understanding of hierarchical system structures",
IEEE Transactions on Systems, Man, and Cybernetics 11 (1981), in four steps: rows by longest paths, of bounded
length as in E. G. Coffman, R. L. Graham, "Optimal scheduling for two-processor systems", Acta Informatica 1
(1972); orders within the rows by barycentres and exchanges of neighbours; places in them by least squares
(weighted isotonic regression, which pools adjacent violators); and lines that move sideways only between
rows, so that none runs through a box.
"""

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, sqrt

from studygen.knowledge.graphs import back_edges, in_topological_order

Point = tuple[float, float]
Link = tuple[str, str]  # from what lies below to what lies above

GAP, PASSAGE = 30.0, 18.0  # between two boxes, and beside a line that passes
ROW_GAP = 72.0
_SWEEPS, _SETTLING = 24, 40
_STRAIGHT = 6.0  # how much straighter a line wants to be along its way than at its ends
_PORT = 26.0  # between lines that end at one side of a box


@dataclass(frozen=True, slots=True)
class Layered:
    """Where each box begins (its upper left corner), row by row, and the points that each line runs through.

    From point to point a line goes straight down, or, between rows, over from one place to another.
    """

    places: dict[str, Point]
    lines: dict[Link, tuple[Point, ...]]
    width: float
    height: float


@dataclass
class _Node:
    """A box, or a place in a row that a line passes through."""

    name: str | None
    row: int
    width: float = 0.0
    height: float = 0.0
    x: float = 0.0  # of its middle
    at: int = 0  # in its row
    up: list["_Node"] = field(default_factory=list)
    down: list["_Node"] = field(default_factory=list)


Rows = list[list[_Node]]


def lay_out(sizes: Mapping[str, Point], links: Sequence[Link]) -> Layered:
    """Place boxes of these sizes so that links lead upwards; those that close a circle lead downwards."""
    turned = _turned(sizes, links)
    nodes = {name: _Node(name, row, *sizes[name]) for name, row in _rows(sizes, turned).items()}
    chains = {link: _chain(nodes[link[0]], nodes[link[1]]) for link in dict.fromkeys(turned)}
    rows = _with_passages(nodes, chains)
    _order(rows)
    _settle(rows)
    tops = _tops(rows)
    lines = {link: _line(chains[turned[at]], tops, rows) for at, link in enumerate(links)}
    lines = {
        link: points if link == turned[at] else points[::-1]
        for at, (link, points) in enumerate(lines.items())
    }
    return Layered(
        {node.name: _corner(node, tops, rows) for row in rows for node in row if node.name},
        lines,
        max(node.x + node.width / 2 for row in rows for node in row),
        tops[-1] + _height(rows[-1]),
    )


def _turned(sizes: Mapping[str, Point], links: Sequence[Link]) -> list[Link]:
    """Return the links with those turned round that close a circle."""
    following: dict[str, list[str]] = {name: [] for name in sizes}
    for low, high in links:
        following[low].append(high)
    back = back_edges(following)
    return [(high, low) if (low, high) in back else (low, high) for low, high in links]


# Rows


def _rows(sizes: Mapping[str, Point], links: Sequence[Link]) -> dict[str, int]:
    """Return how far down each box stands: below all that it bears on, and no row longer than is readable."""
    above: dict[str, list[str]] = {name: [] for name in sizes}
    below: dict[str, list[str]] = {name: [] for name in sizes}
    for low, high in links:
        above[low].append(high)
        below[high].append(low)
    bearing = dict.fromkeys(sizes, 0)  # the longest way down from it
    order = in_topological_order(below)
    for name in reversed(order):
        bearing[name] = max((bearing[other] + 1 for other in below[name]), default=0)
    most = max(3, ceil(sqrt(len(sizes))))
    rows: dict[str, int] = {}
    filled: dict[int, int] = {}
    waiting = {name: len(above[name]) for name in sizes}
    ready = [name for name in sizes if not waiting[name]]
    while ready:
        # What carries the longest argument goes first, so that it is not pushed down.
        name = min(ready, key=lambda each: (_lowest(above[each], rows), -bearing[each]))
        ready.remove(name)
        row = _lowest(above[name], rows)
        while filled.get(row, 0) >= most:
            row += 1
        rows[name] = row
        filled[row] = filled.get(row, 0) + 1
        for other in below[name]:
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return {name: rows[name] for name in sizes}


def _lowest(above: Sequence[str], rows: Mapping[str, int]) -> int:
    return max((rows[other] + 1 for other in above), default=0)


def _chain(low: _Node, high: _Node) -> list[_Node]:
    """Return the nodes of a line from below to above, joined to each other."""
    chain = [low, *(_Node(None, row) for row in range(low.row - 1, high.row, -1)), high]
    for lower, upper in pairwise(chain):
        lower.up.append(upper)
        upper.down.append(lower)
    return chain


def _with_passages(nodes: Mapping[str, _Node], chains: Mapping[Link, list[_Node]]) -> Rows:
    rows: Rows = [[] for _ in range(max(node.row for node in nodes.values()) + 1)]
    passages = [node for chain in chains.values() for node in chain[1:-1]]
    for node in _walk([*nodes.values(), *passages]):
        rows[node.row].append(node)
    return rows


def _walk(nodes: Sequence[_Node]) -> list[_Node]:
    """Return the nodes in the order in which one meets them, going down from the top row."""
    seen: dict[int, _Node] = {}
    for start in sorted(nodes, key=lambda node: node.row):
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if id(node) not in seen:
                seen[id(node)] = node
                waiting += reversed(node.down)
    return list(seen.values())


# Orders within rows


def _order(rows: Rows) -> None:
    """Put every row into an order with few crossings."""
    _number(rows)
    best, fewest = [list(row) for row in rows], _crossings(rows)
    for sweep in range(_SWEEPS):
        downwards = sweep % 2 == 0
        for row in rows[1:] if downwards else rows[-2::-1]:
            _sort(row, upwards=downwards)
        while _exchange(rows):
            pass
        count = _crossings(rows)
        if count < fewest:
            best, fewest = [list(row) for row in rows], count
    rows[:] = best
    _number(rows)


def _number(rows: Rows) -> None:
    for row in rows:
        for at, node in enumerate(row):
            node.at = at


def _sort(row: list[_Node], *, upwards: bool) -> None:
    """Sort a row by the barycentres of the neighbours above, or below; who has none stays where it is."""

    def barycentre(node: _Node) -> float:
        neighbours = node.up if upwards else node.down
        return sum(each.at for each in neighbours) / len(neighbours)

    movable = [at for at, node in enumerate(row) if (node.up if upwards else node.down)]
    ordered = sorted((row[at] for at in movable), key=barycentre)
    for at, node in zip(movable, ordered, strict=True):
        row[at] = node
        node.at = at


def _exchange(rows: Rows) -> bool:
    """Exchange neighbours wherever that saves crossings; tell whether it did."""
    saved = False
    for row in rows:
        for at in range(len(row) - 1):
            left, right = row[at], row[at + 1]
            if _between(left, right) > _between(right, left):
                row[at], row[at + 1] = right, left
                left.at, right.at = at + 1, at
                saved = True
    return saved


def _between(left: _Node, right: _Node) -> int:
    """Count the crossings of their lines, if they stand in this order."""
    return _inversions(left.up, right.up) + _inversions(left.down, right.down)


def _inversions(left: Sequence[_Node], right: Sequence[_Node]) -> int:
    places = sorted(node.at for node in right)
    return sum(bisect_left(places, node.at) for node in left)


def _crossings(rows: Rows) -> int:
    count = 0
    for row in rows:
        passed: list[int] = []
        for node in row:
            count += sum(len(passed) - bisect_left(passed, other.at + 1) for other in node.up)
            for other in node.up:
                insort(passed, other.at)
    return count


# Places in rows


def _settle(rows: Rows) -> None:
    """Move the nodes of each row, in their order, as near to their neighbours as their widths allow."""
    for row in rows:
        offsets = _offsets(row)
        for node, offset in zip(row, offsets, strict=True):
            node.x = offset - offsets[-1] / 2
    for _ in range(_SETTLING):
        for row in (*rows, *rows[-2::-1]):
            _settle_row(row)
    left = min(node.x - node.width / 2 for row in rows for node in row)
    for row in rows:
        for node in row:
            node.x -= left


def _settle_row(row: list[_Node]) -> None:
    offsets = _offsets(row)
    wishes = [_wish(node) for node in row]
    wanted = [(x - offset, weight) for (x, weight), offset in zip(wishes, offsets, strict=True)]
    for node, x, offset in zip(row, _isotonic(wanted), offsets, strict=True):
        node.x = x + offset


def _offsets(row: Sequence[_Node]) -> list[float]:
    """Return how far each node is from the first if all stand as close as they may."""
    offsets = [0.0]
    for left, right in pairwise(row):
        gap = GAP if left.name and right.name else PASSAGE
        offsets.append(offsets[-1] + (left.width + right.width) / 2 + gap)
    return offsets


def _wish(node: _Node) -> tuple[float, float]:
    """Return where a node would like to stand, and how much."""
    weights = [
        (other.x, 1.0 if node.name and other.name else _STRAIGHT if not (node.name or other.name) else 2.0)
        for other in (*node.up, *node.down)
    ]
    total = sum(weight for _, weight in weights)
    if not total:
        return node.x, 1.0
    return sum(x * weight for x, weight in weights) / total, total


def _isotonic(wanted: Sequence[tuple[float, float]]) -> list[float]:
    """Return the rising numbers that are nearest to those wanted, each with its weight."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in wanted:
        pool = (value, weight, 1)
        while pools and pools[-1][0] > pool[0]:
            before = pools.pop()
            both = before[1] + pool[1]
            mean = (before[0] * before[1] + pool[0] * pool[1]) / both
            pool = (mean, both, before[2] + pool[2])
        pools.append(pool)
    return [value for value, _, count in pools for _ in range(count)]


# Lines


def _height(row: Sequence[_Node]) -> float:
    return max(node.height for node in row)


def _tops(rows: Rows) -> list[float]:
    tops = [0.0]
    for row in rows[:-1]:
        tops.append(tops[-1] + _height(row) + ROW_GAP)
    return tops


def _line(chain: Sequence[_Node], tops: Sequence[float], rows: Rows) -> tuple[Point, ...]:
    """Return the points of a line, from the top of the lower box to the bottom of the upper one."""
    low, high = chain[0], chain[-1]
    starts, ends = _port(low, low.up, chain[1]), _port(high, high.down, chain[-2])
    middle = _middle(low, tops, rows)
    points = [(starts, middle - low.height / 2), (starts, tops[low.row])]
    for node in chain[1:-1]:
        points += [(node.x, tops[node.row] + _height(rows[node.row])), (node.x, tops[node.row])]
    middle = _middle(high, tops, rows)
    points += [(ends, tops[high.row] + _height(rows[high.row])), (ends, middle + high.height / 2)]
    return tuple(points)


def _corner(node: _Node, tops: Sequence[float], rows: Rows) -> Point:
    return node.x - node.width / 2, _middle(node, tops, rows) - node.height / 2


def _middle(node: _Node, tops: Sequence[float], rows: Rows) -> float:
    return tops[node.row] + _height(rows[node.row]) / 2


def _port(node: _Node, neighbours: Sequence[_Node], other: _Node) -> float:
    """Return where on the side of a box the line to one of its neighbours ends."""
    ordered = sorted(neighbours, key=lambda each: each.x)
    step = min(_PORT, (node.width - _PORT) / max(1, len(ordered) - 1))
    number = next(at for at, each in enumerate(ordered) if each is other)
    return node.x + (number - (len(ordered) - 1) / 2) * step
