"""Recent months: what is recorded, and what they will have come to."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from renkou.schema.text import Text

from .. import vega
from ..axis import CountAxis
from ..chart import Chart
from ..data_table import Column, DataTable, Row
from ..drawing import Drawing, Point, Scale, ticks
from ..numbers import Form, plain
from .asked import Asked, exact, exact_bounds, exact_cell
from .months import FIRM, RECENT, Month, Months
from .triangle import CANNOT

ID = "nowcast"
WIDTH, HEIGHT = 381, 246
LEFT, RIGHT, TOP, FOOT = 44, 286, 14, 206
APART = 8  # months from one label to the next


def nowcast_chart(asked: Asked, months: Months) -> Chart | None:
    """The newest months; None where nothing can be told of them."""
    newest = months.newest(RECENT)
    if len(newest) < 2 or any(month.expected is None for month in newest):
        return None
    title, measured = _title(asked, newest[-1]), _measured(asked)
    table = _table(asked, newest)
    return Chart(
        id=ID,
        title=title,
        measured=measured,
        drawing=_draw(asked, newest),
        table=table,
        spec=vega.over_time(
            title,
            measured,
            table,
            TRACES,
            form=Form.COUNT,
            unit=asked.event.many,
            along="month",
        ),
        note=Text(
            f"Dashed where more than {100 * FIRM:.0f}% may still come. Told from how "
            "late earlier months were recorded, areas together. An office that has "
            f"just begun to record later looks like one of few {asked.event.many.en}.",
            f"虚线：可能还有{100 * FIRM:.0f}%以上尚待登记。由以往各月的登记时滞推算，"
            "各地区合并估计。若某处刚开始迟报，"
            f"看上去会像{asked.event.many.zh}减少。",
        ),
    )


TRACES = (
    vega.Trace("expected", Text("Expected", "应有"), ("lower", "upper")),
    vega.Trace("recorded", Text("Recorded", "已登记"), ink="second"),
)


def _measured(asked: Asked) -> Text:
    return Text(
        f"{asked.event.title.en} of {asked.of_whom.en} by month: recorded so far, "
        "and expected once all are recorded, with 95% interval",
        f"{asked.of_whom.zh}{asked.event.many.zh}按月：已登记数，"
        "以及全部登记后的应有数，附95%区间",
    )


def _title(asked: Asked, last: Month) -> Text:
    known, expected = plain(last.known), plain(last.expected or 0.0)
    return Text(
        f"{last.name.en}: {known} recorded, {expected} expected",
        f"{last.name.zh}：已登记{known}例，应有{expected}例",
    )


def _draw(asked: Asked, newest: Sequence[Month]) -> Markup:
    drawing = Drawing(WIDTH, HEIGHT)
    most = max(m.upper or m.expected or 0.0 for m in newest)
    y = Scale(0.0, most * 1.05 or 1.0, FOOT, TOP)
    x = Scale(0, len(newest) - 1, LEFT + 6, RIGHT)
    marks = [mark for mark in ticks(0.0, y.high, 5) if mark == round(mark)]
    axis = CountAxis.up_to(most, asked.event.many)
    for mark, label in zip(marks, axis.labels(marks), strict=True):
        drawing.line("ax" if mark == 0 else "a", [(LEFT, y(mark)), (RIGHT, y(mark))])
        drawing.text(LEFT - 6, y(mark) + 4, label, anchor="end")
    for at, month in enumerate(newest):
        if (len(newest) - 1 - at) % APART == 0:
            drawing.text(x(at), FOOT + 22, month.name, anchor="middle")
    _lines(drawing, newest, x, y)
    return drawing.figure(f"{ID}-title")


def _lines(drawing: Drawing, newest: Sequence[Month], x: Scale, y: Scale) -> None:
    """Solid as far as months are firm, dashed with a band from there on."""
    firm = next((at for at, m in enumerate(newest) if not m.firm), len(newest)) - 1
    since = max(firm, 0)
    ahead = list(enumerate(newest))[since:]
    drawing.band(
        [(x(at), y(m.known if m.lower is None else m.lower)) for at, m in ahead],
        [(x(at), y(m.known if m.upper is None else m.upper)) for at, m in ahead],
    )
    drawing.line("k-line", [(x(at), y(m.known)) for at, m in ahead])
    drawing.line("l", [(x(at), y(m.known)) for at, m in enumerate(newest[: since + 1])])
    drawing.line(
        "l",
        [(x(at), y(m.expected or 0.0)) for at, m in ahead],
        stroke_dasharray="4 3",
    )
    _ends(drawing, newest[-1], x(len(newest) - 1), y)


def _ends(drawing: Drawing, last: Month, x: float, y: Scale) -> None:
    expected = last.expected or 0.0
    top: Point = (x, y(expected))
    drawing.dot("d", *top, 3.5)
    drawing.dot("k", x, y(last.known), 3.0)
    below = max(y(last.known) + 4, top[1] + 50)
    drawing.text(x + 9, top[1] + 2, Text("expected", "应有"), ink="em")
    drawing.text(x + 9, top[1] + 17, exact(expected), ink="em")
    if last.lower is not None and last.upper is not None:
        low, high = plain(last.lower), plain(last.upper)
        drawing.text(x + 9, top[1] + 32, Text(f"{low}–{high}", f"{low}～{high}"))
    drawing.text(x + 9, below, Text("recorded", "已登记"))
    drawing.text(x + 9, below + 15, exact(last.known))


def _table(asked: Asked, newest: Sequence[Month]) -> DataTable:
    rows = tuple(
        Row(
            key=f"nowcast-{month.label}",
            head=month.name,
            head_raw=(month.label,),
            cells=(
                exact_cell(month.known),
                exact_cell(month.expected, CANNOT),
                exact_bounds(month.lower, month.upper, CANNOT),
            ),
        )
        for month in newest
    )
    title = asked.event.title
    return DataTable(
        f"{ID}-table",
        Text(
            f"{title.en} of recent months, recorded and expected",
            f"最近各月{title.zh}：已登记与应有",
        ),
        Text("Month", "月份"),
        ("month",),
        (
            Column(("recorded",), Text("Recorded", "已登记")),
            Column(("expected",), Text("Expected", "应有")),
            Column(("lower", "upper"), Text("95% interval", "95%区间"), kind="num iv"),
        ),
        rows,
    )
