"""Births, deaths, fertility and length of life, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from renkou.schema.text import Text

from . import vega
from .chart import Chart
from .city import Beside, City
from .data_table import Cell, Column, DataTable, Row, interval_cell, value_cell
from .figures import Figure
from .line_chart import Line, LineChart
from .numbers import Form, decimals
from .sentences import trend

WOMEN, MEN = Text("Women", "女"), Text("Men", "男")
CHINA, NATION_FIELD = Text("China", "全国"), "china"
NO_NATION = Text("No figure of the nation for this year", "本年无全国数据")
BY_SEX = ("female", "male")  # in the order of the lines


@dataclass(frozen=True, slots=True)
class Trend:
    """A measure to be drawn over the years; by sex where it is so defined."""

    measure: str
    by_sex: bool = False


TRENDS = (
    Trend("births"),
    Trend("total-fertility-rate"),
    Trend("mean-age-at-birth"),
    Trend("deaths"),
    Trend("life-expectancy", by_sex=True),
    Trend("net-migration-rate"),
)


def trends(city: City) -> list[Chart]:
    """One chart a measure, with its table."""
    return [_chart(city, spec) for spec in TRENDS if spec.measure in city.labels]


def _chart(city: City, spec: Trend) -> Chart:
    years = [year for year in city.years if year <= city.year]
    label, key = city.labels[spec.measure], f"trend-{spec.measure}"
    form = city.form(spec.measure)
    lines = _lines(city, spec, years)
    nation = [None if spec.by_sex else city.beside(spec.measure, y) for y in years]
    chart = LineChart(years, lines, form, label.unit, nation if any(nation) else ())
    unit = chart.axis.unit if form.value.count else label.unit
    if spec.by_sex:
        title = _by_sex(label.title, lines, years[-1])
    else:
        title = trend(label.title, list(lines[0].figures), years)
    named = with_unit(label.title, unit)
    measured = _measured(city.who, named, lines, any(nation))
    table = _table(city, spec, lines, years, form, nation)
    return Chart(
        id=key,
        title=title,
        measured=measured,
        drawing=chart.draw(f"{key}-title"),
        table=table,
        spec=vega.over_time(
            title, measured, table, traces(lines, nation), form=form, unit=label.unit
        ),
    )


def traces(
    lines: Sequence[Line], nation: Sequence[Beside | None] = ()
) -> list[vega.Trace]:
    """The series of the table that `lines` make, and the nation's where it is known."""
    beside = [vega.Trace(NATION_FIELD, CHINA, ink="nation")] if any(nation) else []
    return beside + [
        vega.Trace(
            _field(lines, line),
            line.name,
            (f"{_field(lines, line)}_lower", f"{_field(lines, line)}_upper")
            if any(f.lower is not None for f in line.figures)
            else None,
            ink="second" if line.second else "main",
        )
        for line in lines
    ]


def _field(lines: Sequence[Line], line: Line) -> str:
    return line.name.en.lower() if len(lines) > 1 else "value"


def _lines(city: City, spec: Trend, years: Sequence[int]) -> list[Line]:
    def series(sex: str) -> list[Figure]:
        return city.figures.series(spec.measure, city.code, years, sex=sex)

    if spec.by_sex:
        return [Line(WOMEN, series("female")), Line(MEN, series("male"), second=True)]
    return [Line(city.place.name, series("total"))]


def _measured(who: Text, named: Text, lines: Sequence[Line], nation: bool) -> Text:
    band = any(f.lower is not None for line in lines for f in line.figures)
    return Text(
        f"{named.en}, {who.en}"
        + ("; band, 95% interval" if band else "")
        + ("; dashed, UN projection" if nation else ""),
        f"{named.zh}，{who.zh}"
        + ("；色带为95%区间" if band else "")
        + ("；虚线为联合国预测" if nation else ""),
    )


def with_unit(title: Text, unit: Text) -> Text:
    """A measure's name with its unit, unless the name says it.

    >>> with_unit(Text("Births per 1,000", "出生率"), Text("per 1,000", "‰"))
    Text(en='Births per 1,000', zh='出生率，‰')
    """
    return Text(
        title.en if said(title.en, unit.en) else f"{title.en}, {unit.en}",
        title.zh if said(title.zh, unit.zh) else f"{title.zh}，{unit.zh}",
    )


def said(name: str, unit: str) -> bool:
    """Whether a name says its unit: births in births, per 1,000 in births per 1,000."""
    return unit.lower() in name.lower()


def _by_sex(title: Text, lines: Sequence[Line], year: int) -> Text:
    women, men = lines[0].figures[-1], lines[1].figures[-1]
    if women.value is None or men.value is None:
        return title
    if women.lower is None or men.upper is None or women.lower <= men.upper:
        return title
    gap = f"{women.value - men.value:.1f}"
    return Text(
        f"Women live {gap} years longer than men", f"女性预期寿命比男性长{gap}岁"
    )


def _table(
    city: City,
    spec: Trend,
    lines: Sequence[Line],
    years: Sequence[int],
    form: Form,
    nation: Sequence[Beside | None],
) -> DataTable:
    title = city.labels[spec.measure].title
    columns: list[Column] = []
    shown = list(nation) if any(nation) else []
    for line in lines:
        name = _field(lines, line)
        head = line.name if len(lines) > 1 else title
        columns += [
            Column((name,), head),
            Column((f"{name}_lower", f"{name}_upper"), Text("95% interval", "95%区间")),
        ]
    if shown:
        columns.append(Column((NATION_FIELD,), CHINA))
    rows = [
        Row(
            key=str(year),
            head=Text(str(year), str(year)),
            head_raw=(str(year),),
            cells=(
                *_line_cells(city, spec, lines, index, year),
                *(_nation_cell(each, form) for each in shown[index : index + 1]),
            ),
        )
        for index, year in enumerate(years)
    ]
    return DataTable(
        f"trend-{spec.measure}-table",
        title,
        Text("Year", "年份"),
        ("period",),
        tuple(columns),
        tuple(rows),
    )


def _line_cells(
    city: City, spec: Trend, lines: Sequence[Line], index: int, year: int
) -> list[Cell]:
    """The figures of one year, a value and an interval for each line."""
    form, why, cells = city.form(spec.measure), city.why(spec.measure), list[Cell]()
    sexes = BY_SEX if spec.by_sex else ("total",)
    for line, sex in zip(lines, sexes, strict=True):
        figure = line.figures[index]
        places = decimals(form, figure.lower, figure.upper)
        link = city.link(spec.measure, city.code, year, sex=sex)
        cells += [
            value_cell(figure.value, form, places, reason=why, link=link),
            interval_cell(figure.lower, figure.upper, form, places),
        ]
    return cells


def _nation_cell(figure: Beside | None, form: Form) -> Cell:
    value = None if figure is None else figure.value
    return value_cell(value, form, form.value.decimals, reason=NO_NATION)
