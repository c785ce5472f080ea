"""The funnel drawn, with its table and its spec."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup

from renkou.schema.text import Text

from .. import vega
from ..axis import rate_labels
from ..chart import Chart
from ..data_table import Column, DataTable, Row, interval_cell, value_cell
from ..drawing import Drawing, Scale, ticks
from ..markup import one_line
from ..numbers import Form, bare, plain
from .areas import Areas, Floats
from .funnel import LEVELS, Funnel

ID = "funnel"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 381, 300, 44, 328, 22, 252
SIZES = tuple(m * 10.0**e for e in range(8) for m in (1, 1.5, 2, 3, 4, 5, 6, 8))
NAMED = 12  # areas that have room for their names
ROOM, LINE = 56, 14  # of a name
MUCH = 1.5  # times what chance makes: more than chance


def funnel_chart(areas: Areas, funnel: Funnel) -> Chart:
    """Each area's figure by its size, within the limits of chance round the whole."""
    title, measured = _title(areas, funnel), _measured(areas, funnel)
    table = _table(areas, funnel)
    curve = funnel.curve
    low, high = funnel.limits(curve)
    names = ("size", "low_95", "low_998", "high_95", "high_998")
    points = np.stack([curve, *low, *high], axis=1).round(6).tolist()
    return Chart(
        id=ID,
        title=title,
        measured=measured,
        drawing=_draw(areas, funnel, curve, low, high),
        table=table,
        note=spread_note(funnel),
        spec=vega.funnel(
            title,
            measured,
            table,
            [dict(zip(names, point, strict=True)) for point in points],
            form=areas.form,
            unit=areas.unit,
            size=funnel.what,
            centre=round(funnel.centre, 6),
            reach=_reach(funnel),
        ),
    )


def _title(areas: Areas, funnel: Funnel) -> Text:
    outside, of = funnel.outside(1), len(funnel.at)
    if not outside:
        return Text(
            f"None of {of} areas lies outside the 99.8% limits",
            f"{of}个地区均在99.8%限内",
        )
    verb = "lies" if outside == 1 else "lie"
    return Text(
        f"{outside} of {of} areas {verb} outside the 99.8% limits",
        f"{of}个地区中有{outside}个在99.8%限外",
    )


def _measured(areas: Areas, funnel: Funnel) -> Text:
    return Text(
        f"{areas.title.en} by {funnel.what.en}, {areas.who.en}, {areas.year}; limits "
        "95% (dashed) and 99.8%, exact, round all areas together",
        f"{areas.year}年{areas.title.zh}与{funnel.what.zh}，{areas.who.zh}；"
        "以各地区合计为中心的95%（虚线）与99.8%精确限",
    )


def spread_note(funnel: Funnel) -> Text:
    """How much the areas vary, and what that makes of the limits."""
    times, inside = f"{funnel.phi:.1f}", funnel.outside(0)
    expected = f"{(1 - LEVELS[0]) * len(funnel.at):.1f}"
    lie = {0: "None lies", 1: "1 lies"}.get(inside, f"{inside} lie")
    en = (
        f"{lie} outside 95%; of areas alike {expected} would. Areas vary {times} times "
        "as much as chance alone makes them"
    )
    zh = (
        f"95%限外有{inside}个，若各地区相同，约有{expected}个。"
        f"地区间差异为偶然波动的{times}倍"
    )
    if funnel.phi > MUCH:
        en += ": they differ in more than chance, and an area outside is no surprise."
        zh += "：差异不只来自偶然，落在限外并不意外。"
    else:
        en += ": little but chance is seen here."
        zh += "：基本可由偶然解释。"
    return Text(en, zh)


def _draw(
    areas: Areas, funnel: Funnel, curve: Floats, low: Floats, high: Floats
) -> Markup:
    drawing = Drawing(WIDTH, HEIGHT)
    x = Scale(float(np.sqrt(curve[0])), float(np.sqrt(curve[-1])), LEFT, RIGHT)
    y = Scale(*_reach(funnel), FOOT, TOP)
    marks = ticks(y.low, y.high, 5)
    for mark, label in zip(marks, rate_labels(marks), strict=True):
        drawing.line("a", [(LEFT, y(mark)), (RIGHT, y(mark))])
        drawing.text(LEFT - 6, y(mark) + 4, label, anchor="end")
    for size in _sizes(float(curve[0]), float(curve[-1])):
        text = Text(plain(size), plain(size))
        drawing.text(x(float(np.sqrt(size))), FOOT + 18, text, anchor="middle")
    drawing.text(RIGHT, FOOT + 38, funnel.what, anchor="end")
    _limits(drawing, x, y, curve, low, high)
    centre = y(funnel.centre)
    drawing.line("ax", [(LEFT, centre), (RIGHT, centre)], stroke_dasharray="1 3")
    shown = bare(funnel.centre, areas.form, areas.form.value.decimals)
    all_of_it = Text(f"All {shown.en}", f"合计 {shown.zh}")
    drawing.text(RIGHT + 4, centre + 4, all_of_it)
    _dots(drawing, areas, funnel, x, y)
    return drawing.figure(f"{ID}-title", role="group")


def _reach(funnel: Funnel) -> tuple[float, float]:
    """What is drawn: the areas, and the limits of the largest."""
    largest = int(np.argmax(funnel.size))
    limits = [funnel.low[1][largest], funnel.high[1][largest]]
    every = [*funnel.value, *limits]
    low, high = float(min(every)), float(max(every))
    room = (high - low) * 0.06 or 0.5
    return (max(low - room, 0.0) if low >= 0 else low - room), high + room


def _sizes(low: float, high: float) -> list[float]:
    inside = [size for size in SIZES if low <= size <= high]
    apart = (np.sqrt(high) - np.sqrt(low)) / 6
    kept: list[float] = []
    for size in reversed(inside):
        if not kept or np.sqrt(kept[-1]) - np.sqrt(size) > apart:
            kept.append(size)
    return kept


def _limits(
    drawing: Drawing, x: Scale, y: Scale, curve: Floats, low: Floats, high: Floats
) -> None:
    across = [x(float(size)) for size in np.sqrt(curve)]
    spot = -99.0
    for level, dashes in ((1, "none"), (0, "4 3")):
        for limit in (high[level], low[level]):
            _within(drawing, across, limit, y, dashes)
        end = float(np.clip(high[level][-1], y.low, y.high))
        spot = max(y(end) + 4, spot + 14)
        name = Text(f"{100 * LEVELS[level]:g}%", f"{100 * LEVELS[level]:g}%")
        drawing.text(RIGHT + 4, spot, name)


def _within(
    drawing: Drawing, across: Sequence[float], limit: Floats, y: Scale, dashes: str
) -> None:
    """A limit where it lies within what is drawn."""
    points = [
        (at, y(float(value)))
        for at, value in zip(across, limit, strict=True)
        if y.low <= value <= y.high
    ]
    drawing.line("n", points, stroke_dasharray=dashes)


def _dots(drawing: Drawing, areas: Areas, funnel: Funnel, x: Scale, y: Scale) -> None:
    labels: list[tuple[float, float]] = []
    for position, size, value in zip(funnel.at, funnel.size, funnel.value, strict=True):
        place = areas.places[int(position)]
        across, down = x(float(np.sqrt(size))), y(float(value))
        link = Markup(
            '<a href="#row-{0}" data-area="{0}"><title>{1} {2}</title>'
            '<circle class="d" cx="{3:.1f}" cy="{4:.1f}" r="4"/>'
        )
        shown = bare(float(value), areas.form, areas.form.value.decimals)
        name = one_line(place.name)
        drawing.parts.append(link.format(place.code, name, shown.en, across, down))
        spot = _free(labels, across, down) if len(funnel.at) <= NAMED else None
        if spot is not None:
            drawing.text(across, spot, place.name, anchor="middle")
        drawing.parts.append(Markup("</a>"))


def _free(
    labels: list[tuple[float, float]], across: float, down: float
) -> float | None:
    """Where a name has room, above its dot or below; it is taken then."""
    for spot in (down - 8, down + 17):
        taken = any(abs(across - a) < ROOM and abs(spot - b) < LINE for a, b in labels)
        if not taken:
            labels.append((across, spot))
            return spot
    return None


def _table(areas: Areas, funnel: Funnel) -> DataTable:
    order = np.argsort(-funnel.size, kind="stable")
    form = areas.form
    rows = []
    for at in order.tolist():
        place = areas.places[int(funnel.at[at])]
        places = form.value.decimals
        limits = [
            interval_cell(float(low[at]), float(high[at]), form, places)
            for low, high in zip(funnel.low, funnel.high, strict=True)
        ]
        rows.append(
            Row(
                key=f"funnel-{place.code}",
                head=place.name,
                head_raw=(place.code, place.chinese),
                cells=(
                    value_cell(float(funnel.size[at]), Form.COUNT, 0),
                    value_cell(float(funnel.value[at]), form, places, sign=False),
                    *limits,
                ),
            )
        )
    return DataTable(
        f"{ID}-table",
        _measured(areas, funnel),
        areas.level,
        ("area", "area_name"),
        (
            Column(("size",), Text("Size", "规模")),
            Column(("value",), Text("Value", "数值")),
            Column(("low_95", "high_95"), Text("95% limits", "95%限"), kind="num iv"),
            Column(
                ("low_998", "high_998"), Text("99.8% limits", "99.8%限"), kind="num iv"
            ),
        ),
        tuple(rows),
    )
