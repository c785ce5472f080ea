"""One measure of several areas over the years: a small picture an area, one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from renkou.schema.text import Text

from .. import vega
from ..axis import CountAxis, rate_labels
from ..chart import Chart
from ..city import NOT_DEFINED, Place
from ..data_table import Column, DataTable, Row, value_cell
from ..drawing import Drawing, Scale, ticks
from ..figures import Figure
from ..numbers import Form, bare, decimals
from ..trends import with_unit

MOST = 6  # areas that have pictures
ACROSS, WIDTH, LEFT = 3, 381, 44
PANEL, GAP, HIGH, HEAD = 102, 12, 64, 34


@dataclass(frozen=True, kw_only=True)
class Multiples:
    """A measure's figures by area and year, and those of the whole."""

    measure: str
    title: Text
    unit: Text
    form: Form
    who: Text
    years: Sequence[int]
    places: Sequence[Place]
    figures: Sequence[Sequence[Figure]]
    whole: Sequence[Figure]
    of: Text
    left_out: int


def multiples(data: Multiples) -> Chart:
    """The pictures, with their table and their spec."""
    unit = _axis(data).unit if data.form.value.count else data.unit
    named, table = with_unit(data.title, unit), _table(data)
    whole = not data.form.value.count
    en = f"{named.en}, {data.who.en}, {data.years[0]} to {data.years[-1]}"
    zh = f"{data.years[0]}至{data.years[-1]}年{named.zh}，{data.who.zh}"
    if whole:
        en, zh = en + f"; grey, {data.of.en}", zh + f"；灰线为{data.of.zh}"
    if data.left_out:
        en += f"; the first {MOST} areas, {data.left_out} more in the table above"
        zh += f"；仅前{MOST}个地区，其余{data.left_out}个见上表"
    if any(f.lower is not None for row in data.figures for f in row):
        en, zh = en + "; band, 95% interval", zh + "；色带为95%区间"
    measured = Text(en, zh)
    traces = [vega.Trace(p.code, p.name, ink="second") for p in data.places]
    return Chart(
        id=f"trend-{data.measure}",
        title=data.title,
        measured=measured,
        drawing=_draw(data, whole),
        table=table,
        spec=vega.over_time(
            data.title, measured, table, traces, form=data.form, unit=data.unit
        ),
    )


def _reach(data: Multiples, whole: bool) -> tuple[float, float]:
    rows = [*data.figures, *([data.whole] if whole else [])]
    values = [f.value for row in rows for f in row if f.value is not None]
    if data.form.value.count:
        return min([0.0, *values]), max([0.0, *values]) or 1.0
    low, high = min(values, default=0.0), max(values, default=1.0)
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _axis(data: Multiples) -> CountAxis:
    return CountAxis.up_to(_reach(data, whole=False)[1], data.unit)


def _draw(data: Multiples, whole: bool) -> Markup:
    deep = math.ceil(len(data.places) / ACROSS)
    drawing = Drawing(WIDTH, deep * (HIGH + HEAD) + 22)
    low, high = _reach(data, whole)
    marks = ticks(low, high, 3)
    for number, (place, figures) in enumerate(
        zip(data.places, data.figures, strict=True)
    ):
        left = LEFT + (number % ACROSS) * (PANEL + GAP)
        top = HEAD - 6 + (number // ACROSS) * (HIGH + HEAD)
        x = Scale(data.years[0], data.years[-1], left, left + PANEL)
        y = Scale(low, high, top + HIGH, top)
        _axes(drawing, data, x, y, marks, first=number % ACROSS == 0)
        _panel(drawing, data, place, figures, x, y)
        if whole:
            _line(drawing, "l2", data.years, data.whole, x, y)
    foot = drawing.height - 6
    ends = ((data.years[0], LEFT, ""), (data.years[-1], LEFT + PANEL, "end"))
    for year, at, anchor in ends:
        drawing.text(at, foot, str(year), anchor=anchor)
    return drawing.figure(f"trend-{data.measure}-title")


def _axes(
    drawing: Drawing,
    data: Multiples,
    x: Scale,
    y: Scale,
    marks: list[float],
    *,
    first: bool,
) -> None:
    count = data.form.value.count
    labels = _axis(data).labels(marks) if count else rate_labels(marks)
    for mark, label in zip(marks, labels, strict=True):
        drawing.line("a", [(x.start, y(mark)), (x.end, y(mark))])
        if first:
            drawing.text(x.start - 6, y(mark) + 4, label, anchor="end")


def _panel(
    drawing: Drawing,
    data: Multiples,
    place: Place,
    figures: Sequence[Figure],
    x: Scale,
    y: Scale,
) -> None:
    bounded = [
        (year, figure.lower, figure.upper)
        for year, figure in zip(data.years, figures, strict=True)
        if figure.lower is not None and figure.upper is not None
    ]
    drawing.band(
        [(x(year), y(max(low, y.low))) for year, low, _ in bounded],
        [(x(year), y(min(high, y.high))) for year, _, high in bounded],
    )
    _line(drawing, "l", data.years, figures, x, y)
    last = figures[-1]
    drawing.text(x.start, y.end - 8, place.name)
    if last.value is not None:
        drawing.dot("d", x(data.years[-1]), y(last.value), 2.5)
        if data.form.value.count:
            shown = _axis(data).value(last.value)
        else:
            places = decimals(data.form, last.lower, last.upper)
            shown = bare(last.value, data.form, places)
        drawing.text(x.end, y.end - 8, shown, ink="em", anchor="end")


def _line(
    drawing: Drawing,
    ink: str,
    years: Sequence[int],
    figures: Sequence[Figure],
    x: Scale,
    y: Scale,
) -> None:
    """A line, parted where a year has no figure."""
    run: list[tuple[float, float]] = []
    for year, figure in zip(years, figures, strict=True):
        if figure.value is None:
            drawing.line(ink, run)
            run = []
        else:
            run.append((x(year), y(figure.value)))
    drawing.line(ink, run)


def _table(data: Multiples) -> DataTable:
    places = data.form.value.decimals
    rows = tuple(
        Row(
            key=f"{data.measure}-{year}",
            head=Text(str(year), str(year)),
            head_raw=(str(year),),
            cells=tuple(
                value_cell(f[at].value, data.form, places, reason=NOT_DEFINED)
                for f in data.figures
            ),
        )
        for at, year in enumerate(data.years)
    )
    return DataTable(
        f"trend-{data.measure}-table",
        data.title,
        Text("Year", "年份"),
        ("period",),
        tuple(Column((place.code,), place.name) for place in data.places),
        rows,
    )
