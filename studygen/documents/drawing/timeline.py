"""The timeline: where dates are drawn, one below the other, as on a scroll that time runs down.

Many dates that a text gives are not exact: "after Lenin's death" is an order, not a year. So the axis is
drawn in stretches. On a solid one time runs to scale, one scale for the whole timeline, and ticks stand there
only. A dashed one keeps the order alone: it holds dates that are relative to others, or more at once than
the scale has room for. A broken one leaves years out. Nothing pretends to be exact that is not, and a crowded
year does not blow up the centuries around it. The scale is the one that shows most of the dates so in a
drawing not much longer than its labels.

Labels stand in one column beside the axis, each pushed down until it is clear of the one above and led to
its dot by a line; periods are bars in lanes between the two. All lengths are in units of the drawing, in
which the letters of an event are `EVENT_SIZE` high.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import Literal

from studygen.documents.drawing.text_metrics import BOLD_SANS, is_right_to_left, wrap
from studygen.knowledge.date_order import Span, in_order, span
from studygen.knowledge.kinds.traits import Dated
from studygen.knowledge.text.markdown import to_plain

WIDTH = 360.0
WHEN_SIZE, EVENT_SIZE = 13.0, 16.0
WHEN_LEADING, EVENT_LEADING = 17.0, 21.0
DETAIL_SIZE, DETAIL_LEADING = 12.0, 15.5
AXIS = 50.0  # how far from the left
MARGIN = 14.0

_FIRST_LANE, _LANE, _LANES = 12.0, 9.0, 54.0  # from the axis; from lane to lane; all lanes at most
_LEADER = 26.0  # between the lanes and the labels
_GAP = 16.0  # between labels
_DRIFT = 110.0  # how far down a label may be pushed before the axis makes room
_FAR = 220.0  # the same for a label whose year is that of the last one: on paper, no page has room for more
_CLOSE = 11.0  # two dots that would touch
_LONGEST, _BREAK = 300.0, 58.0  # of a stretch that is not broken, and of one that is
_LENGTH = 1.35  # of the drawing, as a multiple of all its labels set closely
_TICKS = 56.0  # between ticks at least
DOT = 9.0  # from the top of a label to the middle of its first line

SCALES = tuple(step * 10.0**power for power in range(-2, 4) for step in (1, 1.5, 2, 3, 5, 7))  # units a year

Kind = Literal["scale", "order", "break"]


@dataclass(frozen=True, slots=True)
class Row:
    """A date: its dot (and bar) by the axis, and its label. `top` and `bottom` are the label's."""

    id: str  # of the entry
    when: tuple[str, ...]
    event: tuple[str, ...]
    top: float
    height: float
    dot: float
    end: float | None = None  # of the bar that begins at the dot
    lane: int = 0
    detail: tuple[str, ...] = ()
    is_relative: bool = False  # whether only its order is known
    is_vague: bool = False  # whether it is known to a decade or a century only

    @property
    def bottom(self) -> float:
        """Where the label ends."""
        return self.top + self.height

    @property
    def is_right_to_left(self) -> bool:
        """Whether the label is set from the right."""
        return is_right_to_left("".join(self.event))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the axis, and the years that it stands for where both are known."""

    kind: Kind
    top: float
    bottom: float
    years: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A round year on a stretch that is to scale."""

    year: int
    at: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dates in their order with all that a drawing shows of them."""

    rows: tuple[Row, ...]
    stretches: tuple[Stretch, ...]
    ticks: tuple[Tick, ...]
    scale: float  # units a year, on stretches that are to scale
    lanes: int
    labels: float  # where they begin
    width: float
    height: float

    @property
    def lanes_at(self) -> tuple[float, ...]:
        """How far from the left each lane is."""
        apart = min(_LANE, _LANES / max(self.lanes, 1))
        return tuple(AXIS + _FIRST_LANE + number * apart for number in range(max(self.lanes, 1)))


def lay_out(
    dates: Iterable[Dated], width: float = WIDTH, details: Mapping[str, str] | None = None
) -> Timeline:
    """Place the dates on a timeline of this width, each with what `details` say of it by its id."""
    ordered = in_order(dates)
    spans = [span(date.when) for date in ordered]
    lanes = _lanes(spans)
    count = max(lanes, default=-1) + 1
    labels = AXIS + (_FIRST_LANE + count * min(_LANE, _LANES / count) if count else 0) + _LEADER
    said = details or {}
    rows = [
        _row(date, lane, width - labels - MARGIN, said.get(date.id, ""))
        for date, lane in zip(ordered, lanes, strict=True)
    ]
    stations = list(_stations(rows, spans))
    drawn = min((_Axis(rows, stations, scale) for scale in SCALES), key=lambda axis: axis.badness)
    placed = drawn.rows()
    height = max([row.bottom for row in placed] + [each.bottom for each in drawn.stretches], default=0)
    return Timeline(
        tuple(placed),
        tuple(drawn.stretches),
        tuple(_ticks(drawn)),
        drawn.scale,
        count,
        labels,
        width,
        height + MARGIN,
    )


def _row(date: Dated, lane: int, room: float, said: str) -> Row:
    when = wrap(to_plain(date.when.text), room, WHEN_SIZE * BOLD_SANS, 6)
    event = wrap(to_plain(date.title), room, EVENT_SIZE)
    detail = wrap(said, room, DETAIL_SIZE, 16) if said else ()
    height = len(when) * WHEN_LEADING + len(event) * EVENT_LEADING + len(detail) * DETAIL_LEADING
    return Row(
        date.id,
        when,
        event,
        0,
        height,
        0,
        lane=max(lane, 0),
        detail=detail,
        is_relative=date.when.precision == "relative",
        is_vague=date.when.precision in ("decade", "century"),
    )


def _lanes(spans: Sequence[Span | None]) -> list[int]:
    """Give each period the first lane that is free by then; -1 for what is no period."""
    free_from: list[float] = []
    lanes = []
    for found in spans:
        if found is None or found[1] is None:
            lanes.append(-1)
            continue
        start, end = found[0], found[1]
        lane = next((at for at, free in enumerate(free_from) if free < start), len(free_from))
        free_from[lane : lane + 1] = [end]
        lanes.append(lane)
    return lanes


@dataclass(frozen=True, slots=True)
class _Station:
    """Where the drawing passes something on its way down: a date begins, or (`ends`) a period is over."""

    row: int
    year: float | None
    ends: bool = False


def _stations(rows: Sequence[Row], spans: Sequence[Span | None]) -> Iterator[_Station]:
    """Yield what comes by, in order; the end of a period before whatever is known to be later."""
    ends: list[tuple[float, int]] = []
    upcoming: list[float] = [inf] * (len(rows) + 1)
    for index in reversed(range(len(rows))):
        found = spans[index]
        upcoming[index] = found[0] if found else upcoming[index + 1]
    for index, found in enumerate(spans):
        while ends and ends[0][0] <= upcoming[index] and upcoming[index] < inf:
            yield _Station(ends[0][1], heapq.heappop(ends)[0], ends=True)
        if upcoming[index] == inf:
            while ends:
                yield _Station(ends[0][1], heapq.heappop(ends)[0], ends=True)
        yield _Station(index, found[0] if found else None)
        if found and found[1] is not None:
            heapq.heappush(ends, (found[1], index))
    while ends:
        yield _Station(ends[0][1], heapq.heappop(ends)[0], ends=True)


@dataclass
class _Axis:
    """The axis at one scale, drawn on the way from the first station to the last."""

    given: Sequence[Row]
    stations: Sequence[_Station]
    scale: float
    stretches: list[Stretch] = field(default_factory=list)
    _dots: dict[int, float] = field(default_factory=dict)
    _tops: dict[int, float] = field(default_factory=dict)
    _ends: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._floor = MARGIN  # below it no label stands yet
        self._last_dot = -inf
        at, since = MARGIN + DOT, None
        between: list[int] = []  # the dates without a year since then
        for station in self.stations:
            if station.year is None:
                between.append(station.row)
                continue
            at = self._advance(at, since, station, between)
            since, between = station.year, []
        if between:
            start = at
            at = self._place_relative(at, between, first=since is None)
            self._add("order", start, at)

    @property
    def badness(self) -> tuple[float, float]:
        """How little is to scale (left-out years count twice), how much it is too long; then, how small."""
        kinds = [stretch.kind for stretch in self.stretches if stretch.years]
        length = self._floor / (sum(row.height + _GAP for row in self.given) + 1)
        too_long = len(kinds) * max(0.0, length - _LENGTH)
        return round(kinds.count("order") + 2 * kinds.count("break") + too_long), -self.scale

    def rows(self) -> list[Row]:
        """Return the dates in their places."""
        return [
            replace(row, top=self._tops[index], dot=self._dots[index], end=self._ends.get(index))
            for index, row in enumerate(self.given)
        ]

    def _advance(self, at: float, since: float | None, station: _Station, between: list[int]) -> float:
        """Go on to a station with a year, past the dates without one, and return where it is."""
        year = station.year or 0.0
        kind, length = self._length(at, None if since is None else self.scale * (year - since), between)
        below = at + length
        if station.ends:
            self._ends[station.row] = below
        else:
            top = max(below - DOT, self._floor)
            if (below > at or top + DOT - below > _FAR) and self._is_crowded(below, top):
                kind, below = "order", top + DOT
            self._put(station.row, top, below)
        if below > at:
            self._add(kind, at, below, None if since is None else (since, year))
        return below

    def _length(self, at: float, true: float | None, between: list[int]) -> tuple[Kind, float]:
        """Return how long the way to the next year is, and what is to be told of it; `true` is to scale."""
        if not between:
            true = true or 0.0
            return ("break", _BREAK) if true > _LONGEST else ("scale", true)
        room = min(true or 0.0, _LONGEST)
        needed = self._place_relative(at, between, first=true is None, room=room) - at
        return ("scale", room) if room == true and room >= needed else ("order", needed)

    def _is_crowded(self, dot: float, top: float) -> bool:
        """Tell whether a label at `top` is far from its dot, or the dot can't be told from the last one."""
        pushed = top + DOT - dot
        return pushed > _DRIFT or (pushed > 0 and dot - self._last_dot < _CLOSE)

    def _place_relative(self, at: float, between: list[int], *, first: bool, room: float = 0) -> float:
        """Place dates without a year below each other, and return where the next one could be."""
        top = self._floor if first else max(self._floor, at + 2 * DOT)
        needed = top + sum(self.given[index].height + _GAP for index in between) - at
        spare = max(0.0, room - needed) / (len(between) + 1)
        for index in between:
            top += spare
            self._put(index, top, top + DOT)
            top = self._floor
        return top + DOT

    def _put(self, row: int, top: float, dot: float) -> None:
        self._tops[row], self._dots[row] = top, dot
        self._floor = top + self.given[row].height + _GAP
        self._last_dot = dot

    def _add(self, kind: Kind, top: float, bottom: float, years: tuple[float, float] | None = None) -> None:
        self.stretches.append(Stretch(kind, top, bottom, years))


def _ticks(axis: _Axis) -> Iterator[Tick]:
    """Yield round years on the stretches that are to scale."""
    step = next(
        step * 10**power
        for power in range(7)
        for step in (1, 2, 5)
        if step * 10**power * axis.scale >= _TICKS
    )
    last = -inf
    for stretch in axis.stretches:
        if stretch.kind != "scale" or stretch.years is None:
            continue
        start, end = stretch.years
        first = -int(-start // step) * step
        for year in range(first, int(end) + 1, step):
            at = stretch.top + (year - start) * axis.scale
            if at - last >= _TICKS / 2 and at <= stretch.bottom + 0.01:
                yield Tick(year, at)
                last = at
