"""The pyramid of a year ahead, over the outline of the base year."""

from __future__ import annotations

import json

from markupsafe import Markup

from renkou.engines.by_age import Array
from renkou.schema.text import Text

from .. import vega
from ..axis import CountAxis
from ..chart import Chart
from ..city import AGE_GROUPS
from ..data_table import Column, DataTable, Row, value_cell
from ..drawing import Drawing, Scale, pixels, ticks
from ..markup import both, one_line
from ..numbers import Form
from .outlook import Outlook
from .plot import PERSONS

ID = "pyramid"
WIDTH, HEIGHT = 381, 318
PITCH, THICK, TOP = 15.0, 13.0, 18.0
LEFT, RIGHT, REACH = 166.0, 214.0, 158.0


def future_pyramid(outlook: Outlook) -> Chart:
    """Persons by sex and age on the central course; the slider moves through time."""
    year = outlook.pyramid_year
    largest = max(float(outlook.pyramid(y).max()) for y in outlook.years) or 1.0
    axis = CountAxis.up_to(largest, PERSONS)
    measured = Text(
        f"{outlook.whom.en.capitalize()} by age and sex at the end of the year, "
        f"{axis.unit.en}; the median course's rates; outline: {outlook.base}",
        f"年末{outlook.whom.zh}，按年龄和性别，{axis.unit.zh}；中间走势；"
        f"轮廓：{outlook.base}年",
    )
    table = _table(outlook, year)
    return Chart(
        id=ID,
        title=title(outlook, year),
        measured=measured,
        drawing=_draw(outlook, year, largest, axis),
        table=table,
        spec=vega.pyramid(
            title(outlook, year),
            measured,
            table,
            bars=(f"men_{year}", f"women_{year}"),
            outline=("men_base", "women_base"),
        ),
        before=_slider(outlook, largest),
    )


def title(outlook: Outlook, year: int) -> Text:
    """What share is 65 and over in the year, and in the base year."""
    then, base = (_old(outlook.pyramid(y)) for y in (year, outlook.base))
    if year == outlook.base:
        return Text(
            f"{year}: {base:.0f}% are 65 and over", f"{year}年65岁及以上占{base:.0f}%"
        )
    return Text(
        f"{year}: {then:.0f}% are 65 and over, after {base:.0f}% in {outlook.base}",
        f"{year}年65岁及以上占{then:.0f}%，{outlook.base}年为{base:.0f}%",
    )


def _old(groups: Array) -> float:
    whole = float(groups.sum())
    return 100 * float(groups[:, 13:].sum()) / whole if whole else 0.0


def _y(group: int) -> float:
    return TOP + (len(AGE_GROUPS) - 1 - group) * PITCH


def _draw(outlook: Outlook, year: int, largest: float, axis: CountAxis) -> Markup:
    drawing = Drawing(WIDTH, HEIGHT)
    scale = Scale(0, largest, 0, REACH)
    foot = TOP + len(AGE_GROUPS) * PITCH + 2
    marks = ticks(0, largest, 4)
    for mark, label in zip(marks, axis.labels(marks), strict=True):
        for x in (LEFT - scale(mark), RIGHT + scale(mark)):
            if mark:
                drawing.line("a", [(x, TOP - 2), (x, foot)])
            drawing.text(x, foot + 15, label, anchor="middle")
    men, women = outlook.pyramid(year)
    ink = "bm" if year == outlook.base else "mv"
    for group, name in enumerate(AGE_GROUPS):
        for side, value in (("men", men[group]), ("women", women[group])):
            _bar(drawing, f"{ink} {side}", group, scale(float(value)), side == "men")
        if group % 2 == 0 or group == len(AGE_GROUPS) - 1:
            span = name.replace("-", "–")
            drawing.text(190, _y(group) + 10.5, span, anchor="middle")
    for values, start, way in zip(
        outlook.pyramid(outlook.base), (LEFT, RIGHT), (-1, 1), strict=True
    ):
        drawing.path("r", _steps([start + way * scale(float(v)) for v in values]))
    drawing.text(0, 10, Text("Men", "男"), ink="em")
    drawing.text(WIDTH, 10, Text("Women", "女"), ink="em", anchor="end")
    drawing.text(190, 10, str(year), ink="em year", anchor="middle")
    return drawing.figure(f"{ID}-title")


def _bar(drawing: Drawing, ink: str, group: int, width: float, left: bool) -> None:
    x = LEFT - width if left else RIGHT
    drawing.parts.append(
        Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
            ink, pixels(x), pixels(_y(group)), pixels(width), pixels(THICK)
        )
    )


def _steps(xs: list[float]) -> str:
    """A staircase over the age groups, from the youngest up."""
    parts = [f"M{pixels(xs[0])} {pixels(_y(0) + PITCH - 1)}"]
    for group, x in enumerate(xs):
        parts.append(f"H{pixels(x)}V{pixels(_y(group) - 1)}")
    return "".join(parts)


def _slider(outlook: Outlook, largest: float) -> Markup:
    """The slider over the years with what each shows; it needs a script."""
    years = list(outlook.years)
    frames = {
        "first": years[0],
        "left": LEFT,
        "reach": REACH / largest,
        "people": [outlook.pyramid(y).round().astype(int).tolist() for y in years],
        "titles": [one_line(title(outlook, y)) for y in years],
    }
    pattern = Markup(
        '<div class="slider needs-script"><label for="pyramid-year">{}</label>'
        '<input type="range" id="pyramid-year" min="{}" max="{}" value="{}" step="1" '
        'data-frames="{}"><output for="pyramid-year">{}</output></div>'
    )
    year = outlook.pyramid_year
    text = both(Text("Year", "年份"))
    return pattern.format(text, years[0], years[-1], year, json.dumps(frames), year)


def _table(outlook: Outlook, year: int) -> DataTable:
    then, base = outlook.pyramid(year), outlook.pyramid(outlook.base)
    rows = tuple(
        Row(
            key=f"{year}-{name}",
            head=Text(name.replace("-", "–"), name.replace("-", "–")),
            head_raw=(name,),
            cells=tuple(
                value_cell(round(float(values[group])), Form.COUNT, 0)
                for values in (*then, *base)
            ),
        )
        for group, name in enumerate(AGE_GROUPS)
    )
    return DataTable(
        f"{ID}-table",
        Text(
            f"Persons by age and sex, {year} and {outlook.base}",
            f"{year}年与{outlook.base}年分年龄性别人口",
        ),
        Text("Age", "年龄"),
        ("age",),
        (
            Column((f"men_{year}",), Text(f"Men, {year}", f"{year}年男")),
            Column((f"women_{year}",), Text(f"Women, {year}", f"{year}年女")),
            Column(("men_base",), Text(f"Men, {outlook.base}", f"{outlook.base}年男")),
            Column(
                ("women_base",), Text(f"Women, {outlook.base}", f"{outlook.base}年女")
            ),
        ),
        rows,
    )
