"""One area's measure over the years: beside the area above, China, and then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from renkou.schema.text import Text

from .. import vega
from ..chart import Chart
from ..city import NOT_DEFINED, Beside
from ..data_table import Cell, Column, DataTable, Row, interval_cell, value_cell
from ..figures import Figure
from ..key_figures import NO_FIRST
from ..line_chart import Line, LineChart
from ..numbers import Form, decimals
from ..sentences import trend
from ..trends import CHINA, NATION_FIELD, NO_NATION, with_unit
from .areas import TOO_FEW

ID = "over-years"
FIRST = Text("First published", "首次公布")


@dataclass(frozen=True, kw_only=True)
class OverYears:
    """The figures of an area by year, `earlier` as first published, and others beside.

    `above` are the figures of the area that it is part of, named `above_name`.
    """

    title: Text
    unit: Text
    form: Form
    who: Text
    name: Text
    years: Sequence[int]
    figures: Sequence[Figure]
    above: Sequence[Figure] = ()
    above_name: Text | None = None
    nation: Sequence[Beside | None] = ()
    protected: bool = False
    link: Callable[[int], str] = lambda _: ""  # where all is said of a year's figure


def over_years(data: OverYears) -> Chart:
    """The chart, with its table and its spec."""
    lines = [Line(data.name, data.figures)]
    if data.above and data.above_name is not None:
        lines.append(Line(data.above_name, data.above, second=True))
    nation = data.nation if any(data.nation) else ()
    first = [figure.earlier for figure in data.figures]
    chart = LineChart(data.years, lines, data.form, data.unit, nation, first)
    unit = chart.axis.unit if data.form.value.count else data.unit
    title = trend(data.title, list(data.figures), list(data.years))
    measured, table = _measured(data, unit, bool(nation)), _table(data)
    return Chart(
        id=ID,
        title=title,
        measured=measured,
        drawing=chart.draw(f"{ID}-title"),
        table=table,
        spec=vega.over_time(
            title, measured, table, _traces(data), form=data.form, unit=data.unit
        ),
    )


def _measured(data: OverYears, unit: Text, nation: bool) -> Text:
    named = with_unit(data.title, unit)
    en, zh = f"{named.en}, {data.who.en}", f"{named.zh}，{data.who.zh}"
    if any(f.lower is not None for f in data.figures):
        en, zh = en + "; band, 95% interval", zh + "；色带为95%区间"
    if any(f.earlier is not None for f in data.figures):
        en, zh = en + "; hollow, first published", zh + "；空心点为首次公布"
    if nation:
        en, zh = en + "; dashed, UN projection", zh + "；虚线为联合国预测"
    return Text(en, zh)


def _bounded(figures: Sequence[Figure]) -> bool:
    return any(figure.lower is not None for figure in figures)


def _traces(data: OverYears) -> list[vega.Trace]:
    found = []
    if any(data.nation):
        found.append(vega.Trace(NATION_FIELD, CHINA, ink="nation"))
    if any(figure.earlier is not None for figure in data.figures):
        found.append(vega.Trace("first_published", FIRST, ink="earlier"))
    if data.above and data.above_name is not None:
        found.append(vega.Trace("above", data.above_name, ink="second"))
    bounds = ("lower", "upper") if _bounded(data.figures) else None
    return [*found, vega.Trace("value", data.name, bounds)]


def _table(data: OverYears) -> DataTable:
    columns = [Column(("value",), data.name)]
    if _bounded(data.figures):
        columns.append(Column(("lower", "upper"), Text("95% interval", "95%区间")))
    columns.append(Column(("first_published",), FIRST))
    if data.above and data.above_name is not None:
        columns.append(Column(("above",), data.above_name))
    if any(data.nation):
        columns.append(Column((NATION_FIELD,), CHINA))
    rows = tuple(
        Row(
            key=f"year-{year}",
            head=Text(str(year), str(year)),
            head_raw=(str(year),),
            cells=tuple(_cells(data, at)),
        )
        for at, year in enumerate(data.years)
    )
    return DataTable(
        f"{ID}-table",
        data.title,
        Text("Year", "年份"),
        ("period",),
        tuple(columns),
        rows,
    )


def _cells(data: OverYears, at: int) -> list[Cell]:
    figure, form = data.figures[at], data.form
    places = decimals(form, figure.lower, figure.upper)
    missing = TOO_FEW if data.protected else NOT_DEFINED
    link = data.link(data.years[at])
    cells = [value_cell(figure.value, form, places, reason=missing, link=link)]
    if _bounded(data.figures):
        cells.append(interval_cell(figure.lower, figure.upper, form, places))
    first = TOO_FEW if data.protected else NO_FIRST
    cells.append(value_cell(figure.earlier, form, places, reason=first))
    if data.above and data.above_name is not None:
        above = data.above[at]
        digits = decimals(form, above.lower, above.upper)
        cells.append(value_cell(above.value, form, digits, reason=NOT_DEFINED))
    if any(data.nation):
        beside = data.nation[at]
        value = None if beside is None else beside.value
        cells.append(value_cell(value, form, form.value.decimals, reason=NO_NATION))
    return cells
