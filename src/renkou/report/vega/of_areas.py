"""Areas side by side: dots with their intervals, and the funnel of rate by size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from renkou.schema.text import Text

from ..data_table import DataTable
from ..markup import reader
from ..numbers import Form
from .spec import Layer, Spec, figure_axis, spec_of, told

PITCH = 24
BOUNDS = ("lower", "upper")
# The area under the pointer, here or in another chart of the page.
AREA: Layer = {"name": "area", "value": ""}
DOT = {"type": "point", "style": "dot", "filled": True, "opacity": 1}
CAP = {"size": 8, "thickness": 2}
FOUND = {"filter": "datum.area === area"}


def dots(
    title: Text,
    measured: Text,
    table: DataTable,
    *,
    form: Form,
    unit: Text,
    value: str = "value",
    bounds: tuple[str, str] | None = BOUNDS,
    earlier: str = "",
    reach: tuple[float, float] | None = None,
) -> Spec | None:
    """A row an area in the table's order: interval, dot, hollow dot as known before.

    What lies outside `reach`, where it is given, is cut off.
    """
    if reader() is None or not table.rows:
        return None
    axis = {**figure_axis(form, unit), "orient": "top"}
    scale: Layer = {"zero": form.value.count}
    if reach is not None:
        ends = [round(end, 6) for end in reach]
        scale = {"domain": ends, "nice": False, "clamp": True}
    x: Layer = {"field": value, "type": "quantitative", "axis": axis, "scale": scale}
    names = {"title": None, "labelLimit": 140, "ticks": False, "domain": False}
    y: Layer = {"field": "name", "type": "ordinal", "sort": None, "axis": names}
    layers: list[Layer] = []
    if bounds:
        layers += _whiskers(x, y, bounds, reach)
    if earlier:
        hollow = {"type": "point", "style": "hollow", "size": 60, "opacity": 1}
        layers.append(
            {"mark": hollow, "encoding": {"x": {**x, "field": earlier}, "y": y}}
        )
    place = {"x": x, "y": y, "tooltip": told(table)}
    layers.append({"mark": {**DOT, "size": 70}, "encoding": place})
    layers.append(_found(place))
    height = max(PITCH * len(table.rows), 120)
    return spec_of(title, measured, table, layers, height=height, params=[AREA])


def _whiskers(
    x: Layer, y: Layer, bounds: tuple[str, str], reach: tuple[float, float] | None
) -> list[Layer]:
    """Whiskers, and a cap at each end that is drawn: one that goes on has none."""
    whisker = {"type": "rule", "style": "whisker"}
    cap = {"type": "tick", "style": "cap", "orient": "vertical", **CAP}
    low, high = bounds
    across: Layer = {"x": {**x, "field": low}, "x2": {"field": high}, "y": y}
    ends: list[Layer] = [
        {
            "transform": [{"filter": _within(bound, reach)}],
            "mark": cap,
            "encoding": {"x": {**x, "field": bound}, "y": y},
        }
        for bound in bounds
    ]
    return [{"mark": whisker, "encoding": across}, *ends]


def _within(field: str, reach: tuple[float, float] | None) -> str:
    """The expression that a bound is there and lies within what is drawn."""
    known = f"isValid(datum['{field}'])"
    if reach is None:
        return known
    low, high = reach
    return f"{known} && datum['{field}'] >= {low:g} && datum['{field}'] <= {high:g}"


def _found(place: Mapping[str, object]) -> Layer:
    """A ring round the area that is pointed at."""
    ring = {"type": "point", "style": "found", "size": 160, "opacity": 1}
    return {"transform": [FOUND], "mark": ring, "encoding": place}


def funnel(
    title: Text,
    measured: Text,
    table: DataTable,
    curves: Sequence[Mapping[str, float]],
    *,
    form: Form,
    unit: Text,
    size: Text,
    centre: float,
    reach: tuple[float, float],
) -> Spec | None:
    """Each area's `value` by its `size`, within limits that `curves` gives by size.

    The table has the fields `area`, `value`, `size`; a point of `curves` has `size`,
    and `low_95`, `high_95`, `low_998`, `high_998`. The axis of size is a square root;
    `reach` is what of the figures is drawn at first.
    """
    if reader() is None or not table.rows:
        return None
    axis = {**figure_axis(Form.COUNT, size), "grid": False, "labelOverlap": True}
    across = {"type": "sqrt", "zero": False}
    x: Layer = {"field": "size", "type": "quantitative", "axis": axis, "scale": across}
    down = {"domain": [round(end, 6) for end in reach], "nice": True}
    y: Layer = {"type": "quantitative", "axis": figure_axis(form, unit), "scale": down}
    low, high = reach
    layers = [
        _limit(x, y, [c for c in curves if low <= c[field] <= high], field, style)
        for level, style in (("95", "limit-95"), ("998", "limit"))
        for field in (f"low_{level}", f"high_{level}")
    ]
    mean = {"type": "rule", "style": "mean"}
    layers.append({"mark": mean, "encoding": {"y": {"datum": centre, **y}}})
    place = {"x": x, "y": {"field": "value", **y}, "tooltip": told(table)}
    layers.append(
        {
            "mark": {**DOT, "size": 50},
            "params": [{"name": "near", "select": "interval", "bind": "scales"}],
            "encoding": place,
        }
    )
    layers.append(_found(place))
    return spec_of(title, measured, table, layers, params=[AREA])


def _limit(
    x: Layer, y: Layer, curves: Sequence[Mapping[str, float]], field: str, style: str
) -> Layer:
    return {
        "data": {"values": list(curves)},
        "mark": {"type": "line", "style": style},
        "encoding": {"x": x, "y": {"field": field, **y}},
    }
