"""The timeline and the argument map as SVG, for pages that put them inline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from studygen.documents.drawing import argument_map, timeline
from studygen.documents.drawing.argument_map import LABELS, ArgumentMap, Edge
from studygen.documents.drawing.layered_graph import Point
from studygen.documents.drawing.text_metrics import SANS, measure
from studygen.documents.drawing.timeline import Timeline
from studygen.knowledge.kinds.entry import Entry
from studygen.knowledge.kinds.traits import Arguing, Dated, Relation
from studygen.knowledge.knowledge_base import Knowledge
from studygen.knowledge.text.markdown import to_plain
from studygen.templating import guarded, html_environment

_KEY_SIZE, _KEY_SAMPLE, _KEY_GAP, _KEY_LEADING = 12.0, 32.0, 12.0, 22.0
_KEY_WIDTH = 640.0  # of the map's legend: what a reader sees of a wide map before scrolling

# What the legend of a timeline says; the template draws a sample of each.
_TIMELINE_KEYS = {
    "scale": "to scale",
    "order": "in order, not to scale",
    "break": "years left out",
    "relative": "placed by its order",
    "period": "period",
    "vague": "decade or century",
}


@dataclass(frozen=True, slots=True)
class Key:
    """An item of a legend: what is drawn so, its meaning, and where the sample begins."""

    kind: str
    text: str
    x: float
    y: float


def timeline_svg(knowledge: Knowledge, folders: Sequence[Path]) -> str:
    """Return the timeline of all dates as an inline `<svg>`; nothing if there are none.

    Raises:
        FaultyFilesError: the template has a fault.
    """
    dates = [entry for _, entry in knowledge.entries() if isinstance(entry, Dated)]
    if not dates:
        return ""
    laid_out = timeline.lay_out(dates)
    keys = _keys(
        {kind: text for kind, text in _TIMELINE_KEYS.items() if kind in _kinds(laid_out)}, laid_out.width
    )
    context = {
        "timeline": laid_out,
        "axis": timeline.AXIS,
        "right": laid_out.width - timeline.MARGIN,
        "dot": timeline.DOT,
        "when_leading": timeline.WHEN_LEADING,
        "event_leading": timeline.EVENT_LEADING,
        "keys": keys,
        "names": {date.id: _date_name(date) for date in dates},
    }
    return _render("timeline.svg", folders, context)


def argument_map_svg(knowledge: Knowledge, folders: Sequence[Path]) -> str:
    """Return the map of all arguments as an inline `<svg>`; nothing if there are none.

    Raises:
        FaultyFilesError: the template has a fault.
    """
    arguments = [entry for _, entry in knowledge.entries() if isinstance(entry, Arguing)]
    if not arguments:
        return ""
    laid_out = argument_map.lay_out(arguments)
    used = {each.relation for edge in laid_out.edges for each in edge.relations}
    titles = {entry.id: _line(entry) for entry in arguments}
    context = {
        "map": laid_out,
        "padding": argument_map.PADDING,
        "leading": argument_map.LEADING,
        "conclusions": argument_map.conclusions(each for edge in laid_out.edges for each in edge.relations),
        "keys": _keys({kind: text for kind, text in LABELS.items() if kind in used}, _KEY_WIDTH),
        "names": _argument_names(laid_out, titles),
        "paths": [path(edge.points) for edge in laid_out.edges],
        "said": ["; ".join(_said(edge, titles)) for edge in laid_out.edges],
    }
    return _render("argument-map.svg", folders, context)


def path(points: Sequence[Point]) -> str:
    """Return the points as the `d` of an SVG path: straight down, and over from place to place in a curve."""
    steps = [f"M{_number(points[0][0])} {_number(points[0][1])}"]
    for (x1, y1), (x2, y2) in pairwise(points):
        if abs(x1 - x2) < 0.05:
            steps.append(f"V{_number(y2)}")
        else:
            between = _number((y1 + y2) / 2)
            steps.append(f"C{_number(x1)} {between} {_number(x2)} {between} {_number(x2)} {_number(y2)}")
    return "".join(steps)


def words(relation: Relation) -> str:
    """Return a relation as it is said: contrasts with."""
    return relation.replace("-", " ")


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _render(name: str, folders: Sequence[Path], context: Mapping[str, object]) -> str:
    environment = html_environment(folders, autoescape=True)
    environment.filters["n"] = _number
    return guarded(lambda: environment.get_template(name).render(context))


def _line(entry: Entry) -> str:
    """Return an entry's title on one line."""
    return " ".join(to_plain(entry.title).split())


def _date_name(date: Dated) -> str:
    when = " ".join(to_plain(date.when.text).split())
    by_order = " (placed by its order)" if date.when.precision == "relative" else ""
    return f"{when}: {_line(date)}{by_order}"


def _kinds(laid_out: Timeline) -> set[str]:
    """Return what of the legend is in the drawing."""
    bars = {row.is_vague for row in laid_out.rows if row.end is not None}
    kinds: set[str] = {stretch.kind for stretch in laid_out.stretches}
    kinds |= {"vague" if vague else "period" for vague in bars}
    return kinds | ({"relative"} if any(row.is_relative for row in laid_out.rows) else set())


def _argument_names(laid_out: ArgumentMap, titles: Mapping[str, str]) -> dict[str, str]:
    """Return what a reader who does not see the lines is told of each argument."""
    relations: dict[str, list[str]] = {key: [] for key in titles}
    for edge in laid_out.edges:
        for each in edge.relations:
            relations[each.source].append(f"{words(each.relation)} “{titles[each.target]}”")
    return {key: "; ".join([titles[key], *said]) for key, said in relations.items()}


def _said(edge: Edge, titles: Mapping[str, str]) -> list[str]:
    return [
        f"“{titles[each.source]}” {words(each.relation)} “{titles[each.target]}”" for each in edge.relations
    ]


def _keys(texts: Mapping[str, str], width: float) -> list[Key]:
    """Set the items of a legend in lines of this width."""
    keys: list[Key] = []
    x, y = argument_map.MARGIN, 0.0
    for kind, text in texts.items():
        needed = _KEY_SAMPLE + measure(text, _KEY_SIZE * SANS)
        if keys and x + needed > width:
            x, y = argument_map.MARGIN, y + _KEY_LEADING
        keys.append(Key(kind, text, x, y))
        x += needed + _KEY_GAP
    return keys
