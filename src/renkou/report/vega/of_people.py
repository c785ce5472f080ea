"""The pyramid against its outline, and the components of change."""

from __future__ import annotations

from renkou.schema.text import Text

from ..data_table import DataTable
from ..markup import one_line, reader
from ..numbers import Form
from .spec import COUNTS, Layer, Spec, figure_axis, spec_of, told

MEN, WOMEN = Text("Men", "男"), Text("Women", "女")


def pyramid(
    title: Text,
    measured: Text,
    table: DataTable,
    *,
    bars: tuple[str, str] = ("men", "women"),
    outline: tuple[str, str] = ("census_men", "census_women"),
) -> Spec | None:
    """Men to the left, women to the right, the fields of `outline` as an outline."""
    if reader() is None:
        return None
    ages = [row.head_raw[0] for row in reversed(table.rows)]
    y: Layer = {
        "field": "age",
        "type": "ordinal",
        "sort": ages,
        "axis": {"title": one_line(table.head), "ticks": False, "domain": False},
    }
    layers = [
        _half(table, y, f"-datum.{bars[0]}"),
        _half(table, y, f"datum.{bars[1]}"),
        *_outline(table, y, outline),
        _name(MEN, 4, "left"),
        _name(WOMEN, {"expr": "width - 4"}, "right"),
    ]
    return spec_of(title, measured, table, layers, height=18 * len(ages))


def _bare_counts() -> Layer:
    """Both halves count from nought: no minus on the left."""
    return {"title": None, "labelExpr": one_line(COUNTS).replace("datum.value", SIZE)}


SIZE = "abs(datum.value)"


def _half(table: DataTable, y: Layer, place: str) -> Layer:
    x = {"field": "at", "type": "quantitative", "axis": _bare_counts()}
    return {
        "transform": [{"calculate": place, "as": "at"}],
        "mark": {"type": "bar", "style": "bar", "height": {"band": 0.86}},
        "encoding": {"x": x, "y": y, "tooltip": told(table)},
    }


def _outline(table: DataTable, y: Layer, fields: tuple[str, str]) -> list[Layer]:
    """The census, or another year, where there is one."""
    if not any(raw for row in table.rows for c in row.cells[2:] for raw in c.raw):
        return []
    x = {"field": "at", "type": "quantitative"}
    mark = {"type": "tick", "style": "outline", "thickness": 2, "opacity": 1}
    return [
        {
            "transform": [{"calculate": place, "as": "at"}],
            "mark": mark,
            "encoding": {"x": x, "y": y},
        }
        for place in (f"-datum.{fields[0]}", f"datum.{fields[1]}")
    ]


def _name(name: Text, x: object, align: str) -> Layer:
    mark = {"type": "text", "style": "label", "align": align, "y": 10}
    return {
        "data": {"values": [{}]},
        "mark": {**mark, "x": x},
        "encoding": {"text": {"value": one_line(name)}},
    }


def components(title: Text, measured: Text, table: DataTable) -> Spec | None:
    """Births up, deaths down, moves on either; the line is the change they make."""
    if reader() is None:
        return None
    x: Layer = {
        "field": "period",
        "type": "ordinal",
        "axis": {"title": None, "labelAngle": 0, "labelOverlap": True},
    }
    y: Layer = {"type": "quantitative", "axis": figure_axis(Form.COUNT, None)}
    ends = [
        {"calculate": "datum.net_moves >= 0 ? datum.births : datum.deaths", "as": "a"},
        {"calculate": "datum.a + datum.net_moves", "as": "b"},
    ]
    layers: list[Layer] = [
        _bar(table, x, {"field": "births", **y}, "bar"),
        _bar(table, x, {"field": "deaths", **y}, "second-bar"),
        {
            "transform": ends,
            **_bar(table, x, {"field": "a", **y}, "moves", {"field": "b"}),
        },
        _change(table, x, y),
    ]
    return spec_of(title, measured, table, layers)


def parts(
    title: Text, measured: Text, table: DataTable, field: str, whole: str
) -> Spec | None:
    """What each age adds or takes away: a bar an age, the row `whole` left out."""
    if reader() is None:
        return None
    along = table.head_fields[0]
    x: Layer = {
        "field": along,
        "type": "ordinal",
        "sort": None,
        "axis": {"title": one_line(table.head), "labelAngle": 0, "labelOverlap": True},
    }
    y: Layer = {
        "field": field,
        "type": "quantitative",
        "axis": figure_axis(Form.YEARS, table.columns[0].title),
    }
    bar = _bar(table, x, y, "bar")
    ages = {"transform": [{"filter": f"datum.{along} != '{whole}'"}]}
    return spec_of(title, measured, table, [{**ages, **bar}])


def _bar(
    table: DataTable, x: Layer, y: Layer, style: str, until: Layer | None = None
) -> Layer:
    place: Layer = {"x": x, "y": y, "tooltip": told(table)}
    if until:
        place["y2"] = until
    return {"mark": {"type": "bar", "style": style}, "encoding": place}


def _change(table: DataTable, x: Layer, y: Layer) -> Layer:
    mark = {"type": "line", "style": "third", "point": {"style": "third", "size": 24}}
    place = {"x": x, "y": {"field": "change", **y}, "tooltip": told(table)}
    return {"mark": mark, "encoding": place}
