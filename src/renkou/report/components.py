"""What the number of people changed by: births, deaths and moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from renkou.schema.text import Text

from . import vega
from .axis import CountAxis
from .chart import Chart
from .city import City
from .data_table import Cell, Column, DataTable, Row, digits
from .drawing import Drawing, Scale, ticks
from .numbers import MISSING, signed
from .sentences import components as title_of

ID = "components"
WIDTH, HEIGHT = 381, 318
LEFT, RIGHT, TOP, FOOT = 44, 316, 8, 268
PERSONS = Text("persons", "人")


@dataclass(frozen=True, slots=True)
class Year:
    """One year's births, deaths, net moves and change in number."""

    year: int
    births: float
    deaths: float
    moves: float
    change: float | None


def components(city: City) -> Chart:
    """Births up, deaths down, moves either way; the line is the change they make."""
    years = [_year(city, year) for year in city.years if year <= city.year]
    axis = CountAxis.up_to(
        max((y.births + y.deaths for y in years), default=1), PERSONS
    )
    title, table = title_of(city), _table(city, years)
    measured = Text(
        f"Births, deaths and net moves a year, {city.who.en}, {axis.unit.en}",
        f"每年出生、死亡与净迁移，{city.who.zh}，{axis.unit.zh}",
    )
    return Chart(
        id=ID,
        title=title,
        measured=measured,
        drawing=_draw(years, axis),
        table=table,
        spec=vega.components(title, measured, table),
    )


def _year(city: City, year: int) -> Year:
    def value(measure: str, at: int = year) -> float:
        return city.figures.get(measure, city.code, at).value or 0.0

    before = city.figures.get("population", city.code, year - 1).value
    change = None if before is None else value("population") - before
    moves = value("in-migrants") - value("out-migrants")
    return Year(year, value("births"), value("deaths"), moves, change)


def _draw(years: Sequence[Year], axis: CountAxis) -> Markup:
    drawing = Drawing(WIDTH, HEIGHT)
    high = max(y.births + max(y.moves, 0) for y in years)
    low = min(-y.deaths + min(y.moves, 0) for y in years)
    scale = Scale(low, high, FOOT, TOP)
    marks = ticks(low, high, 5)
    for mark, label in zip(marks, axis.labels(marks), strict=True):
        drawing.line(
            "ax" if mark == 0 else "a", [(LEFT, scale(mark)), (RIGHT, scale(mark))]
        )
        drawing.text(LEFT - 6, scale(mark) + 4, label, anchor="end")
    pitch = (RIGHT - LEFT) / len(years)
    for index, year in enumerate(years):
        _bars(drawing, year, LEFT + index * pitch + 2, pitch - 5, scale)
        if (year.year - years[-1].year) % 4 == 0:
            middle = LEFT + (index + 0.5) * pitch
            drawing.text(middle, FOOT + 20, str(year.year), anchor="middle")
    _line(drawing, years, pitch, scale)
    _labels(drawing, years[-1], axis, scale)
    return drawing.figure(f"{ID}-title")


def _bars(drawing: Drawing, year: Year, x: float, width: float, y: Scale) -> None:
    zero = y(0)
    drawing.bar("d", x, y(year.births), width, zero - y(year.births))
    drawing.bar("k2", x, zero, width, y(-year.deaths) - zero)
    if year.moves >= 0:
        top = y(year.births + year.moves)
        drawing.bar("mv", x + 0.5, top, width - 1, y(year.births) - top)
    else:
        top = y(-year.deaths)
        drawing.bar("mv", x + 0.5, top, width - 1, y(-year.deaths + year.moves) - top)


def _line(drawing: Drawing, years: Sequence[Year], pitch: float, y: Scale) -> None:
    points = [
        (LEFT + (index + 0.5) * pitch, y(year.change))
        for index, year in enumerate(years)
        if year.change is not None
    ]
    drawing.line("tl", points)
    for point in points:
        drawing.dot("tp", *point, 2.6)
    note = Text("Line: change in their number", "折线：人口增减")
    drawing.text(LEFT, HEIGHT - 6, note)


def _labels(drawing: Drawing, last: Year, axis: CountAxis, y: Scale) -> None:
    ends = [
        (y(last.births / 2), Text("Births", "出生"), last.births),
        (y(-last.deaths / 2), Text("Deaths", "死亡"), -last.deaths),
        (_moves_at(last, y), Text("Moves", "迁移"), last.moves),
    ]
    spot = -99.0
    for at, name, value in sorted(ends, key=lambda end: end[0]):
        spot = max(at, spot)
        drawing.text(RIGHT + 8, spot, name, ink="em")
        drawing.text(RIGHT + 8, spot + 15, axis.change(value))
        spot += 36


def _moves_at(last: Year, y: Scale) -> float:
    if last.moves >= 0:
        return y(last.births + last.moves / 2)
    return y(-last.deaths + last.moves / 2)


def _table(city: City, years: Sequence[Year]) -> DataTable:
    heads = (
        ("births", Text("Births", "出生")),
        ("deaths", Text("Deaths", "死亡")),
        ("net_moves", Text("Net moves", "净迁移")),
        ("change", Text("Change in number", "人口增减")),
    )
    rows = tuple(
        Row(
            key=str(year.year),
            head=Text(str(year.year), str(year.year)),
            head_raw=(str(year.year),),
            cells=tuple(
                _cell(value, measure and city.link(measure, city.code, year.year))
                for value, measure in (
                    (year.births, "births"),
                    (-year.deaths, "deaths"),
                    (year.moves, ""),
                    (year.change, ""),
                )
            ),
        )
        for year in years
    )
    return DataTable(
        f"{ID}-table",
        Text("Components of change", "人口变动构成"),
        Text("Year", "年份"),
        ("period",),
        tuple(Column((key,), title) for key, title in heads),
        rows,
    )


def _cell(value: float | None, link: str) -> Cell:
    if value is None:
        return Cell(MISSING, ("",), Text("No figure a year before", "缺上年数"))
    shown = Text(signed(value), signed(value))
    return Cell(shown, (digits(value),), None, value, link)
