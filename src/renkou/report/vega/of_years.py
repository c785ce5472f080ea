"""Series over the years: lines with their bands, and what stands beside them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from renkou.schema.text import Text

from ..data_table import DataTable
from ..markup import one_line, reader
from ..numbers import Form
from .spec import HEIGHT, Layer, Spec, figure_axis, rows_of, spec_of, told

ROOM, LINE = 64, 15


@dataclass(frozen=True, slots=True)
class Trace:
    """A series of the table: its field, the fields of its interval, its name and ink.

    `ink` is "main", "second", "third", "nation" or "earlier".
    """

    field: str
    name: Text
    bounds: tuple[str, str] | None = None
    ink: str = "main"


def over_time(
    title: Text,
    measured: Text,
    table: DataTable,
    traces: Sequence[Trace],
    *,
    form: Form,
    unit: Text,
    along: str = "period",
    log: bool = False,
    zero: bool | None = None,
) -> Spec | None:
    """The series of a table whose rows are years, or ages or days in order.

    The axis of counts begins at nought, of others where the figures do, unless `zero`
    says otherwise; `log` makes it logarithmic.
    """
    if reader() is None or not table.rows:
        return None
    years = all(row.head_raw[0].isdecimal() for row in table.rows)
    named = years or len(traces) > 1
    x = _across(along, table.head, years=years, named=named)
    begins: Layer = {"zero": form.value.count if zero is None else zero}
    scale: Layer = {"type": "log"} if log else begins
    axis = figure_axis(form, unit)
    y: Layer = {"type": "quantitative", "axis": axis, "scale": scale}
    layers = [_band(t, x, y) for t in traces if t.bounds]
    layers += [_line(t, x, y) for t in traces]
    if named:
        layers += _ends(traces, x, y, table, along)
    return spec_of(title, measured, table, [*layers, _pointer(x, table)])


def _across(along: str, head: Text, *, years: bool, named: bool) -> Layer:
    # Names of the series stand to the right of their last year.
    across = [0, {"expr": f"width - {ROOM}" if named else "width"}]
    if not years:
        axis = {"title": one_line(head), "labelAngle": 0, "labelOverlap": True}
        place = {"sort": None, "axis": axis, "scale": {"range": across}}
        return {"field": along, "type": "ordinal", **place}
    axis = {"title": None, "format": "d", "tickMinStep": 1, "grid": False}
    scale = {"zero": False, "nice": False, "range": across}
    return {"field": along, "type": "quantitative", "scale": scale, "axis": axis}


def _band(trace: Trace, x: Layer, y: Layer) -> Layer:
    low, high = trace.bounds or ("", "")
    mark = {"type": "area", "style": f"{trace.ink}-band"}
    return {
        "mark": mark,
        "encoding": {"x": x, "y": {"field": low, **y}, "y2": {"field": high}},
    }


def _line(trace: Trace, x: Layer, y: Layer) -> Layer:
    mark = {"type": "line", "style": trace.ink}
    return {"mark": mark, "encoding": {"x": x, "y": {"field": trace.field, **y}}}


def _ends(
    traces: Sequence[Trace], x: Layer, y: Layer, table: DataTable, along: str
) -> list[Layer]:
    """The names of the series at their last year, kept apart from one another."""
    rows = rows_of(table)
    ends = [(rows[-1].get(t.field), t) for t in traces]
    shown = [(v, t) for v, t in ends if isinstance(v, int | float)]
    cells = [row.get(trace.field) for row in rows for trace in traces]
    every = [cell for cell in cells if isinstance(cell, int | float)]
    reach = float(max(every, default=1)) - float(min(every, default=0)) or 1.0
    last = f"datum.{along} == {json.dumps(rows[-1][along])}"
    above = float("-inf")
    layers: list[Layer] = []
    for value, trace in sorted(shown, key=lambda end: -end[0]):
        at = -HEIGHT * value / reach
        spot = max(at, above + LINE)
        layers.append(_end(trace, x, y, last, spot - at))
        above = spot
    return layers


def _end(trace: Trace, x: Layer, y: Layer, last: str, lower: float) -> Layer:
    style = "label" if trace.ink == "main" else "note"
    mark = {"type": "text", "style": style, "align": "left", "dx": 6}
    return {
        "transform": [{"filter": last}],
        "mark": {**mark, "dy": round(lower, 1)},
        "encoding": {
            "x": x,
            "y": {"field": trace.field, **y},
            "text": {"value": one_line(trace.name)},
        },
    }


def _pointer(x: Layer, table: DataTable) -> Layer:
    """A rule at the year nearest to the pointer, which tells the row."""
    nearest = {
        "type": "point",
        "encodings": ["x"],
        "nearest": True,
        "on": "pointermove",
        "clear": "pointerout",
    }
    pointed = {"condition": {"param": "at", "empty": False, "value": 1}, "value": 0}
    return {
        "mark": {"type": "rule", "style": "rule"},
        "params": [{"name": "at", "select": nearest}],
        "encoding": {"x": x, "opacity": pointed, "tooltip": told(table)},
    }
