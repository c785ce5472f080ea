"""A measure over its categories: the schedule by age, or by order, of one year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from renkou.schema.text import Text

from .. import vega
from ..axis import CountAxis, rate_labels
from ..chart import Chart
from ..city import NOT_DEFINED
from ..data_table import Cell, Column, DataTable, Row, interval_cell, value_cell
from ..drawing import Drawing, Scale, ticks
from ..figures import Figure
from ..numbers import Form, decimals
from ..trends import with_unit
from .areas import TOO_FEW
from .categories import category_name

ID = "schedule"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 381, 230, 44, 318, 14, 196
ROOMY = 8  # categories whose names all have room


@dataclass(frozen=True, slots=True)
class Curve:
    """Figures by category, of one sex or of all."""

    name: Text
    field: str
    figures: Sequence[Figure]
    second: bool = False


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """A measure's figures over its categories."""

    title: Text
    unit: Text
    form: Form
    who: Text
    year: int
    place: Text
    head: Text
    categories: Sequence[str]
    curves: Sequence[Curve]
    protected: bool = False


def schedule(data: Schedule) -> Chart:
    """The chart, with its table and its spec."""
    named, table = with_unit(data.title, data.unit), _table(data)
    title = Text(
        f"{data.title.en}, {data.place.en}, {data.year}",
        f"{data.year}年{data.place.zh}{data.title.zh}",
    )
    band = any(f.lower is not None for c in data.curves for f in c.figures)
    measured = Text(
        f"{named.en}, {data.who.en}" + ("; whiskers, 95% interval" if band else ""),
        f"{named.zh}，{data.who.zh}" + ("；竖线为95%区间" if band else ""),
    )
    traces = [
        vega.Trace(
            curve.field,
            curve.name,
            (f"{curve.field}_lower", f"{curve.field}_upper") if band else None,
            ink="second" if curve.second else "main",
        )
        for curve in data.curves
    ]
    return Chart(
        id=ID,
        title=title,
        measured=measured,
        drawing=_draw(data),
        table=table,
        spec=vega.over_time(
            title,
            measured,
            table,
            traces,
            form=data.form,
            unit=data.unit,
            along="category",
        ),
    )


def _draw(data: Schedule) -> Markup:
    drawing = Drawing(WIDTH, HEIGHT)
    every = [f for curve in data.curves for f in curve.figures]
    drawn = [v for f in every for v in (f.value, f.lower, f.upper) if v is not None]
    y = Scale(min([0.0, *drawn]), max([0.0, *drawn]) or 1.0, FOOT, TOP)
    x = Scale(0, max(len(data.categories) - 1, 1), LEFT + 16, RIGHT - 16)
    _axes(drawing, data, x, y)
    for number, curve in enumerate(data.curves):
        shift = 3.0 * (2 * number - len(data.curves) + 1)
        _curve(drawing, curve, x, y, shift)
    spots = [(y(_last(c)), c) for c in data.curves if len(data.curves) > 1]
    below = -99.0
    for at, curve in sorted(spots, key=lambda spot: spot[0]):
        below = max(at + 4, below + 15)
        ink = "" if curve.second else "em"
        drawing.text(RIGHT + 6, below, curve.name, ink=ink)
    return drawing.figure(f"{ID}-title")


def _last(curve: Curve) -> float:
    known = [f.value for f in curve.figures if f.value is not None]
    return known[-1] if known else 0.0


def _axes(drawing: Drawing, data: Schedule, x: Scale, y: Scale) -> None:
    marks = ticks(y.low, y.high, 5)
    if data.form.value.count:
        labels = CountAxis.up_to(y.high, data.unit).labels(marks)
    else:
        labels = rate_labels(marks)
    for mark, label in zip(marks, labels, strict=True):
        ink = "ax" if mark == 0 else "a"
        drawing.line(ink, [(LEFT, y(mark)), (RIGHT, y(mark))])
        drawing.text(LEFT - 6, y(mark) + 4, label, anchor="end")
    step = 1 if len(data.categories) <= ROOMY else 4
    for at in range(0, len(data.categories), step):
        name = category_name(data.categories[at])
        drawing.text(x(at), FOOT + 22, name, anchor="middle")


def _curve(drawing: Drawing, curve: Curve, x: Scale, y: Scale, shift: float) -> None:
    for at, figure in enumerate(curve.figures):
        if figure.value is None:
            continue
        across = x(at) + shift
        if figure.lower is not None and figure.upper is not None:
            ends = [(across, y(figure.lower)), (across, y(figure.upper))]
            drawing.line("l2" if curve.second else "w", ends)
        drawing.dot("k2" if curve.second else "d", across, y(figure.value), 3.5)


def _table(data: Schedule) -> DataTable:
    band = any(f.lower is not None for c in data.curves for f in c.figures)
    columns: list[Column] = []
    for curve in data.curves:
        columns.append(Column((curve.field,), curve.name))
        if band:
            bounds = (f"{curve.field}_lower", f"{curve.field}_upper")
            columns.append(Column(bounds, Text("95% interval", "95%区间")))
    rows = tuple(
        Row(
            key=f"category-{category}",
            head=category_name(category),
            head_raw=(category,),
            cells=tuple(c for curve in data.curves for c in _cells(data, curve, at)),
        )
        for at, category in enumerate(data.categories)
    )
    return DataTable(
        f"{ID}-table", data.title, data.head, ("category",), tuple(columns), rows
    )


def _cells(data: Schedule, curve: Curve, at: int) -> list[Cell]:
    figure, form = curve.figures[at], data.form
    places = decimals(form, figure.lower, figure.upper)
    missing = TOO_FEW if data.protected else NOT_DEFINED
    cells = [value_cell(figure.value, form, places, reason=missing)]
    if any(f.lower is not None for c in data.curves for f in c.figures):
        cells.append(interval_cell(figure.lower, figure.upper, form, places))
    return cells
