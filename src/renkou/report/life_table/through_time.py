"""Life expectancy year by year, as the measure has it."""

from __future__ import annotations

from collections.abc import Sequence

from renkou.schema.text import Text

from ..chart import Chart
from ..data_table import Column, DataTable, Row, interval_cell, value_cell
from ..figures import Figure
from ..line_chart import Line, LineChart
from ..numbers import Form, decimals
from ..vega.of_years import Trace, over_time

ID = "through-time"
YEARS = Text("years", "岁")
REASON = Text(
    "An age without person-years, or no deaths at 85 and over",
    "某年龄组无人年，或85岁以上无死亡",
)


def through_time(
    name: Text, years: Sequence[int], figures: Sequence[Figure]
) -> Chart | None:
    """e0 of single years with its 95% interval; None where no year has one."""
    known = [(y, f) for y, f in zip(years, figures, strict=True) if f.value is not None]
    if not known:
        return None
    last, value = known[-1]
    shown = f"{value.value:.1f}"
    chart = LineChart(list(years), [Line(name, list(figures))], Form.YEARS, YEARS)
    title = Text(f"{shown} years in {last}", f"{last}年为{shown}岁")
    measured = Text(
        "Life expectancy at birth in single years, 95% interval (Chiang 1984)",
        "逐年出生时预期寿命，95%区间（Chiang，1984）",
    )
    table = _table(years, figures)
    traces = (Trace("value", name, bounds=("lower", "upper")),)
    return Chart(
        id=ID,
        title=title,
        measured=measured,
        drawing=chart.draw(f"{ID}-title"),
        table=table,
        spec=over_time(title, measured, table, traces, form=Form.YEARS, unit=YEARS),
    )


def _table(years: Sequence[int], figures: Sequence[Figure]) -> DataTable:
    return DataTable(
        f"{ID}-table",
        Text("Life expectancy by year", "逐年预期寿命"),
        Text("Year", "年份"),
        ("period",),
        (
            Column(("value",), Text("Life expectancy", "预期寿命")),
            Column(("lower", "upper"), Text("95% interval", "95%区间")),
        ),
        tuple(_row(y, f) for y, f in zip(years, figures, strict=True)),
    )


def _row(year: int, figure: Figure) -> Row:
    places = decimals(Form.YEARS, figure.lower, figure.upper)
    cells = (
        value_cell(figure.value, Form.YEARS, places, sign=False, reason=REASON),
        interval_cell(figure.lower, figure.upper, Form.YEARS, places, reason=REASON),
    )
    return Row(f"{ID}-{year}", Text(str(year), str(year)), (str(year),), cells)
