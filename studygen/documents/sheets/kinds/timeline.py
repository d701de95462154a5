"""The timeline on paper: the one of `drawing`, cut into pieces that a page may end between."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import Field

from studygen.cards.places import locator
from studygen.documents.drawing import timeline
from studygen.documents.drawing.timeline import Row, Stretch, Tick, Timeline
from studygen.documents.sheets.options import SheetOptions
from studygen.documents.sheets.sheet import Content, NothingToPrintError, Sheet, SheetInput
from studygen.knowledge.kinds import kinds_with
from studygen.knowledge.kinds.traits import Dated
from studygen.knowledge.knowledge_base import Source
from studygen.knowledge.text.markdown import to_plain

_WIDTHS = {False: 680.0, True: 560.0}  # units of the drawing, on whole pages and on those of a booklet
_MARGIN = 7.0  # above a label, within its piece


class TimelineOptions(SheetOptions):
    """Options of the timeline."""

    notes: bool = Field(True, description="Whether the editor's notes stand below the dates.")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the drawing from `top` to `bottom` that is not divided; what stands in it, it holds whole."""

    top: float
    bottom: float
    rows: tuple[Row, ...]
    bars: tuple[tuple[Row, float, float], ...]  # and from where to where each goes here
    stretches: tuple[Stretch, ...]
    ticks: tuple[Tick, ...]


def content(given: SheetInput) -> Content:
    """Return what the template of the timeline is given.

    Raises:
        NothingToPrintError: no dates are selected.
    """
    entries = given.entries
    dates = [entry for entry in entries.values() if isinstance(entry, Dated)]
    if not dates:
        raise NothingToPrintError("there is nothing on the timeline: no notes of dates are selected")
    sources = given.knowledge.source_of
    with_notes = given.options.of(TimelineOptions).notes
    details = {date.id: _detail(sources[date.id], date, with_notes=with_notes) for date in dates}
    laid_out = timeline.lay_out(dates, _WIDTHS[given.is_small], details)
    values = {
        "from_to": _years(dates),
        "drawn": laid_out,
        "pieces": tuple(pieces(laid_out)),
        "keys": _keys(laid_out),
    }
    return Content(
        {"axis": timeline.AXIS, "timeline": values}, places=dict.fromkeys(kinds_with(Dated), "timeline-")
    )


def pieces(drawn: Timeline) -> Iterator[Piece]:
    """Cut a timeline wherever a label begins and nothing of the one before, or of its own, is cut through."""
    cuts = [0.0]
    for before, row in zip(drawn.rows, drawn.rows[1:], strict=False):
        cut = min(row.top, row.dot) - _MARGIN
        if cut >= max(before.bottom, before.dot):
            cuts.append(cut)
    for top, bottom in zip(cuts, [*cuts[1:], drawn.height], strict=True):
        yield Piece(
            top,
            bottom,
            tuple(row for row in drawn.rows if top <= row.top < bottom),
            tuple(
                (row, max(row.dot, top), min(row.end, bottom))
                for row in drawn.rows
                if row.end is not None and row.dot < bottom and max(row.end, row.dot + 1) > top
            ),
            tuple(
                Stretch(each.kind, max(each.top, top), min(each.bottom, bottom))
                for each in drawn.stretches
                if each.top < bottom and each.bottom > top
            ),
            tuple(tick for tick in drawn.ticks if top <= tick.at < bottom),
        )


def _detail(source: Source, date: Dated, *, with_notes: bool) -> str:
    """Return who says so, where, and what the editor adds."""
    said = [source.speaker(date.voice), locator(source.cite(date.passages))]
    gist = "" if date.gist == date.when.text else " ".join(to_plain(date.gist).split())
    note = to_plain(date.note) if date.note and with_notes else ""
    return " — ".join(filter(None, [gist, " · ".join(filter(None, said)), " ".join(note.split())]))


def _years(dates: Iterable[Dated]) -> str:
    """Return the first and the last year; "" where none is known."""
    written = [year for each in dates for year in (each.when.sort, each.when.until) if year]
    years = sorted({year[:4].lstrip("0") or "0" for year in written}, key=int)
    return "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""


def _keys(drawn: Timeline) -> tuple[str, ...]:
    """Return what of the legend is in the drawing: the words of the theme for it are called so."""
    found = [
        f"on-{kind}" for kind in ("scale", "order", "break") if any(s.kind == kind for s in drawn.stretches)
    ]
    if any(row.is_relative for row in drawn.rows):
        found.append("relative")
    vague = {row.is_vague for row in drawn.rows if row.end is not None}
    return (*found, *(["period"] if False in vague else []), *(["vague"] if True in vague else []))


SHEET = Sheet(
    "timeline",
    "dates down an axis, to scale where they have years",
    "the timeline",
    content,
    TimelineOptions,
    chapters=("timeline",),
    shows=Dated,
)
