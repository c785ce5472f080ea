"""How the births of the last years became known: first publication against now."""

from __future__ import annotations

from markupsafe import Markup

from renkou.schema.text import Text

from . import vega
from .axis import CountAxis
from .chart import Chart
from .city import City, Known
from .data_table import Cell, Column, DataTable, Row, digits, text_cell, value_cell
from .drawing import Drawing, Scale, ticks
from .markup import both
from .numbers import Form, count, long_date, plain, short_month, signed
from .sentences import known_at_first

ID = "became-known"
WIDTH, HEIGHT = 381, 246
LEFT, RIGHT, TOP, FOOT = 44, 292, 14, 206
BIRTHS = Text("births", "例")
SHARE = "recorded-within-30-days"


def became_known(city: City) -> Chart | None:
    """Births of the year of the page, month-end by month-end."""
    counts = city.month_counts
    if len(counts) < 2:
        return None
    axis = CountAxis.up_to(max(k.births for k in counts), BIRTHS)
    title = known_at_first(city.year, counts[0].births, counts[-1].births)
    measured = Text(
        f"Births of {city.year} recorded by each month-end, {city.who.en}"
        + (f", {axis.unit.en}" if axis.en > 1 else ""),
        f"{city.year}年出生，各月末已登记数，{city.who.zh}，{axis.unit.zh}",
    )
    table = _month_table(city)
    return Chart(
        id=ID,
        title=title,
        measured=measured,
        drawing=_draw(city, axis),
        table=table,
        spec=vega.over_time(
            title,
            measured,
            table,
            (vega.Trace("births", table.columns[0].title),),
            form=Form.COUNT,
            unit=BIRTHS,
            along="known_on",
            zero=False,
        ),
    )


def _draw(city: City, axis: CountAxis) -> Markup:
    drawing, counts = Drawing(WIDTH, HEIGHT), city.month_counts
    values = [k.births for k in counts]
    room = (max(values) - min(values)) * 0.12 or 1.0
    y = Scale(min(values) - 3 * room, max(values) + room, FOOT, TOP)
    x = Scale(0, len(counts) - 1, LEFT + 6, RIGHT - 20)
    marks = [t for t in ticks(y.low, y.high, 5) if t == round(t)]
    for mark, label in zip(marks, axis.labels(marks), strict=True):
        drawing.line("a", [(LEFT, y(mark)), (RIGHT - 16, y(mark))])
        drawing.text(LEFT - 6, y(mark) + 4, label, anchor="end")
    points = [(x(i), y(k.births)) for i, k in enumerate(counts)]
    drawing.line("l", points)
    for point in points[1:-1]:
        drawing.dot("d", *point, 2.2)
    for index, known in enumerate(counts):
        if index % 3 == 0 or index == len(counts) - 1:
            drawing.text(x(index), FOOT + 22, short_month(known.day), anchor="middle")
    _ends(drawing, counts[0], counts[-1], points)
    return drawing.figure(f"{ID}-title")


def _ends(
    drawing: Drawing, first: Known, now: Known, points: list[tuple[float, float]]
) -> None:
    """Hollow: as first published. Solid: as known now."""
    drawing.dot("h", *points[0], 4)
    drawing.dot("d", *points[-1], 4.5)
    before, after = count(first.births), count(now.births)
    text = Text(f"first published {before.en}", f"首次公布 {before.zh}")
    drawing.text(points[0][0] - 4, FOOT - 4, text)
    x, y = points[-1]
    drawing.text(x + 10, y + 4, Text("Counted", "已登记"), ink="em")
    drawing.text(x + 10, y + 19, after, ink="em")


def _month_table(city: City) -> DataTable:
    rows = tuple(
        Row(
            key=known.day.isoformat(),
            head=long_date(known.day),
            head_raw=(known.day.isoformat(),),
            cells=(value_cell(known.births, Form.COUNT, 0),),
        )
        for known in city.month_counts
    )
    return DataTable(
        f"{ID}-table",
        Text(
            f"Births of {city.year} by the day on which they were known",
            f"{city.year}年出生数，按已知日期",
        ),
        Text("Known on", "截至"),
        ("known_on",),
        (Column(("births",), Text("Births", "出生数")),),
        rows,
    )


def revisions_table(city: City) -> DataTable:
    """Each of the last years: first published, now, and by how much it changed."""
    columns = (
        Column(
            ("first_known_on",), Text("First published on", "首次公布日期"), kind=""
        ),
        Column(("first_published",), Text("First published", "首次公布")),
        Column(("now",), Text("Known now", "现在所知")),
        Column(("revision",), Text("Revised by", "修订")),
        Column(("share_known_first",), Text("Known at first", "首次公布时已知")),
        Column(
            ("recorded_within_30_days",),
            Text("Recorded within 30 days", "30日内登记"),
        ),
    )
    return DataTable(
        "revisions-table",
        Text(
            "Births as first published and as known now", "出生数：首次公布与现在所知"
        ),
        Text("Births of", "出生年份"),
        ("period",),
        columns,
        tuple(_revision_row(city, known) for known in reversed(city.first_counts)),
    )


def _revision_row(city: City, first: Known) -> Row:
    get = city.figures.get
    now = get("births", city.code, first.year).value
    soon = get(SHARE, city.code, first.year).value
    change = None if now is None else now - first.births
    share = 100 * first.births / now if now else None

    def link(measure: str) -> str:
        return city.link(measure, city.code, first.year)

    return Row(
        key=str(first.year),
        head=Text(str(first.year), str(first.year)),
        head_raw=(str(first.year),),
        cells=(
            text_cell(long_date(first.day), first.day.isoformat()),
            _hollow(first.births),
            value_cell(now, Form.COUNT, 0, link=link("births")),
            _signed(change),
            value_cell(share, Form.PERCENT, 1),
            value_cell(soon, Form.PERCENT, 1, link=link(SHARE)),
        ),
    )


def _hollow(value: float) -> Cell:
    """A value as first published: the hollow dot before it."""
    shown = count(value)
    html = Markup('<span><i class="o"></i>{}</span>').format(both(shown))
    return Cell(html, (digits(value),), None, value)


def _signed(value: float | None) -> Cell:
    if value is None:
        return value_cell(None, Form.COUNT, 0)
    text = signed(value) if abs(value) < 10_000 else plain(value)
    return Cell(Text(text, text), (digits(value),), None, value)
