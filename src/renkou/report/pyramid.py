"""The population pyramid, against the outline of the latest census."""

from __future__ import annotations

import json
from collections.abc import Sequence

from markupsafe import Markup

from renkou.schema.text import Text

from . import vega
from .axis import CountAxis
from .beside import WHOLE
from .chart import Chart
from .city import AGE_GROUPS, City, Outline
from .data_table import Column, DataTable, Row, csv_address, digits, value_cell
from .drawing import Drawing, Scale, pixels, ticks
from .markup import both
from .numbers import Form
from .sentences import largest_age_group

ID = "pyramid"
WIDTH, HEIGHT = 381, 318
PITCH, THICK, TOP = 15.0, 13.0, 18.0
LEFT, RIGHT = 166.0, 214.0  # where men's and women's bars begin
REACH = 158.0
PERSONS = Text("persons", "人")


def pyramid(city: City, *, slider: bool = True) -> Chart:
    """The pyramid at the year of the page; the slider shows the other years."""
    years = city.stock_years if slider else [city.year]
    largest = max(
        (value for year in years for value in _bars(city, year)),
        default=1.0,
    )
    largest = max(largest, *(v for o in city.outlines for v in (*o.men, *o.women)), 1.0)
    axis = CountAxis.up_to(largest, PERSONS)
    title, table = largest_age_group(city, city.year), _table(city)
    return Chart(
        id=ID,
        title=title,
        measured=Text(
            f"{_people(city).en} by age and sex, 31 December, {axis.unit.en}",
            f"年末{city.who.zh}，按年龄和性别，{axis.unit.zh}",
        ),
        drawing=_draw(city, largest, axis),
        table=table,
        spec=vega.pyramid(title, _caption(city, city.year), table),
        note=_note(city),
        before=_slider(city, largest) if slider else None,
        all_years=_every_year(city) if slider else "",
    )


def _bars(city: City, year: int) -> list[float]:
    return city.by_age(year, "male") + city.by_age(year, "female")


def _y(group: int) -> float:
    return TOP + (len(AGE_GROUPS) - 1 - group) * PITCH


def _draw(city: City, largest: float, axis: CountAxis) -> Markup:
    drawing = Drawing(WIDTH, HEIGHT)
    scale = Scale(0, largest, 0, REACH)
    foot = TOP + len(AGE_GROUPS) * PITCH + 2
    marks = ticks(0, largest, 4)
    for mark, label in zip(marks, axis.labels(marks), strict=True):
        for x in (LEFT - scale(mark), RIGHT + scale(mark)):
            if mark:
                drawing.line("a", [(x, TOP - 2), (x, foot)])
            drawing.text(x, foot + 15, label, anchor="middle")
    men, women = city.by_age(city.year, "male"), city.by_age(city.year, "female")
    for group, name in enumerate(AGE_GROUPS):
        _bar(drawing, "bm", LEFT - scale(men[group]), group, scale(men[group]))
        _bar(drawing, "bf", RIGHT, group, scale(women[group]))
        if group % 2 == 0 or group == len(AGE_GROUPS) - 1:
            span = name.replace("-", "–")
            drawing.text(190, _y(group) + 10.5, span, anchor="middle")
    _outline(drawing, city.outline(city.year), scale)
    drawing.text(0, 10, Text("Men", "男"), ink="em")
    drawing.text(WIDTH, 10, Text("Women", "女"), ink="em", anchor="end")
    return drawing.figure(f"{ID}-title")


def _bar(drawing: Drawing, ink: str, x: float, group: int, width: float) -> None:
    at = f'x="{pixels(x)}" y="{pixels(_y(group))}"'
    size = f'width="{pixels(width)}" height="{pixels(THICK)}"'
    drawing.parts.append(Markup(f'<rect class="{ink}" {at} {size}/>'))


def _outline(drawing: Drawing, census: Outline | None, scale: Scale) -> None:
    if census is None:
        return
    drawing.path("r", _steps([LEFT - scale(v) for v in census.men]))
    drawing.path("r", _steps([RIGHT + scale(v) for v in census.women]))
    drawing.line("r", [(44, 6), (62, 6)])
    drawing.text(
        68, 10, Text(f"{census.year} census", f"{census.year}年普查"), ink="census"
    )


def _steps(xs: list[float]) -> str:
    """A staircase over the age groups, from the youngest up."""
    parts = [f"M{pixels(xs[0])} {pixels(_y(0) + PITCH - 1)}"]
    for group, x in enumerate(xs):
        parts.append(f"H{pixels(x)}V{pixels(_y(group) - 1)}")
    return "".join(parts)


def _slider(city: City, largest: float) -> Markup:
    """The slider over the years and what it needs; hidden where it cannot work."""
    years = list(city.stock_years)
    titles = [largest_age_group(city, year) for year in years]
    data = {
        "years": years,
        "left": LEFT,
        "reach": REACH / largest,
        "men": [[round(v) for v in city.by_age(y, "male")] for y in years],
        "women": [[round(v) for v in city.by_age(y, "female")] for y in years],
        "titles": [[title.en, title.zh] for title in titles],
        "captions": [[c.en, c.zh] for c in (_caption(city, y) for y in years)],
        "outlines": [_outline_data(city.outline(year), largest) for year in years],
    }
    safe = Markup(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"))
    return Markup(
        '<div class="slider needs-script"><label for="pyramid-year">'
        "{}</label>"
        '<input type="range" id="pyramid-year" min="{}" max="{}" value="{}" step="1">'
        '<output for="pyramid-year">{}</output></div>'
        '<script type="application/json" id="pyramid-data">{}</script>'
    ).format(
        both(Text("Year", "年份")), years[0], years[-1], city.year, city.year, safe
    )


def _outline_data(census: Outline | None, largest: float) -> dict[str, object] | None:
    if census is None:
        return None
    scale = Scale(0, largest, 0, REACH)
    return {
        "year": census.year,
        "men": _steps([LEFT - scale(v) for v in census.men]),
        "women": _steps([RIGHT + scale(v) for v in census.women]),
        "counts": [[round(v) for v in census.men], [round(v) for v in census.women]],
    }


def _note(city: City) -> Text | None:
    if city.outline(city.year) is None or city.scale > WHOLE:
        return None
    return Text(
        f"The census outline is scaled to this city's size, 1 in {1 / city.scale:.1f}.",
        f"普查轮廓已按本城市规模缩放，约为实际的1/{1 / city.scale:.1f}。",
    )


COLUMNS = (
    Column(("men",), Text("Men", "男")),
    Column(("women",), Text("Women", "女")),
    Column(("census_men",), Text("Census, men", "普查：男")),
    Column(("census_women",), Text("Census, women", "普查：女")),
)


def _rows(city: City, year: int) -> tuple[Row, ...]:
    census = city.outline(year)
    nobody: list[float | None] = [None] * len(AGE_GROUPS)
    counts: list[tuple[str, Sequence[float | None]]] = [
        ("male", city.by_age(year, "male")),
        ("female", city.by_age(year, "female")),
        ("", census.men if census else nobody),
        ("", census.women if census else nobody),
    ]

    def link(sex: str, name: str) -> str:
        if not sex:
            return ""
        return city.link("population-by-age", city.code, year, sex=sex, category=name)

    return tuple(
        Row(
            key=f"{year}-{name}",
            head=Text(name.replace("-", "–"), name.replace("-", "–")),
            head_raw=(name,),
            cells=tuple(
                value_cell(
                    None if column[group] is None else round(column[group] or 0),
                    Form.COUNT,
                    0,
                    reason=NO_CENSUS,
                    link=link(sex, name),
                )
                for sex, column in counts
            ),
        )
        for group, name in enumerate(AGE_GROUPS)
    )


NO_CENSUS = Text("No census up to this year", "此年份之前无普查数据")


def _people(city: City) -> Text:
    name = city.who.en
    return Text(name[0].upper() + name[1:], city.who.zh)


def _caption(city: City, year: int) -> Text:
    return Text(
        f"{_people(city).en} by age and sex, {year}",
        f"{year}年末{city.who.zh}，按年龄和性别",
    )


def _table(city: City) -> DataTable:
    return DataTable(
        id=f"{ID}-table",
        caption=_caption(city, city.year),
        head=Text("Age", "年龄"),
        head_fields=("age",),
        columns=COLUMNS,
        rows=_rows(city, city.year),
    )


def _every_year(city: City) -> str:
    """All years of the pyramid as one CSV address."""
    lines = ["period,age,men,women"]
    for year in city.stock_years:
        men, women = city.by_age(year, "male"), city.by_age(year, "female")
        lines += [
            f"{year},{name},{digits(men[group])},{digits(women[group])}"
            for group, name in enumerate(AGE_GROUPS)
        ]
    return csv_address("\r\n".join(lines) + "\r\n")
