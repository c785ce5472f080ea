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
        scale = {"domain": [round(end, 6) for end in reach], "nice": True}
    x: Layer = {"field": value, "type": "quantitative", "axis": axis, "scale": scale}
    names = {"title": None, "labelLimit": 140, "ticks": False, "domain": False}
    y: Layer = {"field": "name", "type": "ordinal", "sort": None, "axis": names}
    layers: list[Layer] = []
    if bounds:
        layers += _whiskers(x, y, bounds)
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


def _whiskers(x: Layer, y: Layer, bounds: tuple[str, str]) -> list[Layer]:
    low, high = ({**x, "field": bound} for bound in bounds)
    whisker = {"type": "rule", "style": "whisker", "clip": True}
    cap = {
        "type": "tick",
        "style": "cap",
        "orient": "vertical",
        "size": 8,
        "thickness": 2,
    }
    across: Layer = {"x": low, "x2": {"field": bounds[1]}, "y": y}
    return [
        {"mark": whisker, "encoding": across},
        *({"mark": cap, "encoding": {"x": bound, "y": y}} for bound in (low, high)),
    ]


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
    layers = [
        _limit(x, y, curves, field, style)
        for level, style in (("95", "limit-95"), ("998", "limit"))
        for field in (f"low_{level}", f"high_{level}")
    ]
    mean = {"type": "rule", "style": "mean"}
    layers.append({"mark": mean, "encoding": {"y": {"datum": centre, **y}}})
    place = {"x": x, "y": {"field": "value", **y}, "tooltip": told(table)}
    layers.append(
        {
            "mark": {**DOT, "size": 50, "clip": True},
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
        "mark": {"type": "line", "style": style, "clip": True},
        "encoding": {"x": x, "y": {"field": field, **y}},
    }
