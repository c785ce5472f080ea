"""The counties side by side: now with its interval, and as first published."""

from __future__ import annotations

from markupsafe import Markup

from renkou.areas.unit import level_of
from renkou.schema.text import Text

from . import vega
from .axis import rate_labels
from .chart import Chart
from .city import City, Place
from .data_table import Cell, Column, DataTable, Row, interval_cell, value_cell
from .drawing import Drawing, Scale, ticks
from .figures import Figure
from .numbers import Form, bare, count, decimals, long_date
from .sentences import counties_apart
from .trends import with_unit

ID = "counties-plot"
WIDTH, LEFT, RIGHT, TOP = 381, 128, 318, 24
ROOMY, CLOSE, MANY = 48, 22, 8  # height of a row; from how many areas on they close up
MEASURE = "crude-birth-rate"


def dot_plot(city: City) -> Chart:
    """Births per 1,000 by county, or by township within one."""
    label = city.labels[MEASURE]
    name, parts = with_unit(label.title, label.unit), _parts(city)
    title, table = counties_apart(city, MEASURE, label.title), _table(city)
    measured = Text(
        f"{name.en} by {parts.en}, {city.who.en}, {city.year}",
        f"各{parts.zh}{name.zh}，{city.who.zh}，{city.year}年",
    )
    return Chart(
        id=ID,
        title=title,
        measured=measured,
        drawing=_draw(city),
        table=table,
        spec=vega.dots(
            title,
            measured,
            table,
            form=Form.RATE,
            unit=label.unit,
            earlier="first_published" if city.first_known else "",
        ),
    )


def _parts(city: City) -> Text:
    """What the areas below are."""
    if level_of(city.code) == "county":
        return Text("township", "乡镇街道")
    return Text("county", "县市区")


def _pitch(city: City) -> int:
    return CLOSE if len(city.counties) > MANY else ROOMY


def _of(city: City, code: str) -> Figure:
    return city.figures.get(MEASURE, code, city.year)


def _ranked(city: City) -> list[Place]:
    return sorted(city.counties, key=lambda p: -(_of(city, p.code).value or 0.0))


def _draw(city: City) -> Markup:
    places = _ranked(city)
    pitch = _pitch(city)
    foot = TOP + pitch * len(places)
    drawing = Drawing(WIDTH, foot + 54)
    figures = [_of(city, p.code) for p in places] + [_of(city, city.code)]
    values = [
        v
        for f in figures
        for v in (f.value, f.lower, f.upper, f.earlier)
        if v is not None
    ] or [0.0, 1.0]
    scale = Scale(min(values), max(values), LEFT, RIGHT)
    marks = ticks(min(values), max(values), 4)
    for mark, label in zip(marks, rate_labels(marks), strict=True):
        drawing.line("a", [(scale(mark), TOP), (scale(mark), foot)])
        drawing.text(scale(mark), foot + 16, label, anchor="middle")
    _mean(drawing, city, scale, foot)
    for index, place in enumerate(places):
        _row(drawing, city, place, TOP + pitch * index, scale)
    _legend(drawing, city, foot + 46)
    return drawing.figure(f"{ID}-title", role="group")


def _mean(drawing: Drawing, city: City, x: Scale, foot: float) -> None:
    whole = _of(city, city.code)
    if whole.value is None:
        return
    at = x(whole.value)
    drawing.line("ax", [(at, TOP), (at, foot)], stroke_dasharray="1 3")
    places = decimals(Form.RATE, whole.lower, whole.upper)
    value, name = bare(whole.value, Form.RATE, places), city.place.name
    label = Text(f"{name.en} {value.en}", f"{name.zh} {value.zh}")
    drawing.text(at, TOP - 10, label, anchor="middle")


def _row(drawing: Drawing, city: City, place: Place, top: float, x: Scale) -> None:
    figure, pitch = _of(city, place.code), _pitch(city)
    middle = top + pitch / 2
    named = middle + 4 if pitch == CLOSE else middle - 1
    drawing.line("a", [(0, top + pitch), (WIDTH, top + pitch)])
    drawing.link(
        f"#a-{place.code}", lambda: drawing.text(0, named, place.name, ink="lk")
    )
    people = city.figures.get("population", place.code, city.year).value
    if people is not None and pitch != CLOSE:
        drawing.text(0, middle + 15, count(people))
    if figure.value is None:
        return
    at = x(figure.value)
    if figure.earlier is not None:
        before = x(figure.earlier)
        drawing.line("r", [(before, middle), (at, middle)], stroke_dasharray="2 2")
    if figure.lower is not None and figure.upper is not None:
        drawing.whisker(x(figure.lower), x(figure.upper), middle)
    if figure.earlier is not None:
        drawing.dot("h", x(figure.earlier), middle, 4)
    drawing.dot("d", at, middle, 4.5)
    places = decimals(Form.RATE, figure.lower, figure.upper)
    value = bare(figure.value, Form.RATE, places)
    drawing.text(WIDTH, middle + 4, value, ink="em", anchor="end")


def _legend(drawing: Drawing, city: City, y: float) -> None:
    drawing.dot("d", 5, y - 4, 4.5)
    drawing.text(15, y, Text("now, with 95% interval", "现在，附95%区间"))
    if city.first_known is None:
        return
    day = long_date(city.first_known)
    drawing.dot("h", 172, y - 4, 4)
    drawing.text(182, y, Text(f"first published {day.en}", f"{day.zh}首次公布"))


def _table(city: City) -> DataTable:
    label, parts = city.labels[MEASURE], _parts(city)
    columns = (
        Column(("value",), label.title),
        Column(("lower", "upper"), Text("95% interval", "95%区间")),
        Column(("first_published",), Text("First published", "首次公布")),
    )
    rows = tuple(
        Row(
            key=place.code,
            head=place.name,
            head_raw=(place.code, place.chinese),
            cells=_cells(city, place),
        )
        for place in (city.place, *_ranked(city))
    )
    return DataTable(
        f"{ID}-table",
        Text(
            f"{label.title.en} by {parts.en}, {city.year}",
            f"{city.year}年各{parts.zh}{label.title.zh}",
        ),
        Text(parts.en.capitalize(), parts.zh),
        ("area", "area_name"),
        columns,
        rows,
    )


def _cells(city: City, place: Place) -> tuple[Cell, ...]:
    figure, link = _of(city, place.code), city.link(MEASURE, place.code, city.year)
    places = decimals(Form.RATE, figure.lower, figure.upper)
    return (
        value_cell(figure.value, Form.RATE, places, sign=False, link=link),
        interval_cell(figure.lower, figure.upper, Form.RATE, places),
        value_cell(figure.earlier, Form.RATE, places, sign=False),
    )
