"""The reporting triangle: births by month, by how long they took to be recorded."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
from markupsafe import Markup

from renkou.engines.trust import Examination
from renkou.integrity.nowcast import lawless
from renkou.schema.text import Text

from ..chart import Chart
from ..data_table import Column, DataTable, Row, digits, text_cell, value_cell
from ..drawing import Drawing
from ..numbers import MONTHS, Form, plain

ID = "triangle"
ROWS, DELAYS, LEARNED = 12, 6, 48
WIDTH, LEFT, TOP, PITCH, CELL = 570, 62, 22, 24, 56
_STEPS = (0.5, 0.2, 0.05)
Floats = npt.NDArray[np.float64]


def triangle(found: Examination) -> Chart | None:
    """The last twelve months; None where there are too few to learn delays from."""
    register = found.register
    count = register.months.count
    rows = min(count, LEARNED)
    if rows < DELAYS + 2:
        return None
    counted = _increments(found, rows)
    now = lawless(counted)
    shown = slice(rows - ROWS, rows) if rows >= ROWS else slice(0, rows)
    labels = [register.months.name(count - rows + i) for i in range(rows)][shown]
    cells, expected = counted[shown], now.expected[shown]
    return Chart(
        id=ID,
        title=_title(now.cdf, DELAYS),
        measured=Text(
            "Births of each month by months until recorded, at most "
            f"{DELAYS - 1}; estimated cells dashed; expected with 95% interval",
            f"各月出生按登记所需月数，至{DELAYS - 1}个月；虚线为估计，应有数附95%区间",
        ),
        drawing=_draw(labels, cells, now.cdf, expected),
        table=_table(labels, cells, expected, now.low[shown], now.high[shown]),
    )


def _increments(found: Examination, rows: int) -> Floats:
    """Counts (months, delays), NaN where the month of recording is not over."""
    register = found.register
    months = register.months
    month, recorded = register.month, months.of(register.recorded)
    delay = recorded - month
    first = months.count - rows
    inside = (month >= first) & (month < months.count) & (delay < DELAYS)
    inside &= recorded < months.count
    cell = (month[inside] - first) * DELAYS + delay[inside]
    counted = np.bincount(cell, minlength=rows * DELAYS).reshape(rows, DELAYS)
    table = counted.astype(np.float64)
    known = np.arange(rows)[:, None] + np.arange(DELAYS) < rows
    table[~known] = np.nan
    return table


def _title(cdf: Floats, delays: int) -> Text:
    share = f"{100 * float(cdf[0]):.0f}%"
    return Text(
        f"{share} of births are recorded in the month of birth",
        f"{share}的出生在当月登记",
    )


def _draw(labels: list[str], cells: Floats, cdf: Floats, expected: Floats) -> Markup:
    drawing = Drawing(WIDTH, TOP + PITCH * len(labels) + 6)
    pmf = np.diff(cdf, prepend=0.0)
    for delay in range(DELAYS):
        text = Text(str(delay), str(delay))
        drawing.text(LEFT + CELL * (delay + 0.5), 14, text, anchor="middle")
    drawing.text(LEFT + CELL * DELAYS + 84, 14, Text("expected", "应有"), anchor="end")
    for row, label in enumerate(labels):
        top = TOP + PITCH * row
        drawing.text(0, top + 16, _month(label))
        total = float(expected[row])
        for delay in range(DELAYS):
            _cell(
                drawing, cells[row, delay], total * float(pmf[delay]), total, top, delay
            )
        text = Text(plain(total), plain(total))
        drawing.text(LEFT + CELL * DELAYS + 84, top + 16, text, ink="em", anchor="end")
    return drawing.figure(f"{ID}-title")


def _cell(
    drawing: Drawing,
    value: float,
    estimate: float,
    total: float,
    top: float,
    delay: int,
) -> None:
    known = bool(np.isfinite(value))
    shown = value if known else estimate
    if not np.isfinite(shown):
        return
    share = shown / total if total > 0 else 0.0
    ink = f"t{sum(share >= step for step in _STEPS)}" if known else "est"
    x = LEFT + CELL * delay + 1
    drawing.bar(ink, x, top, CELL - 2, PITCH - 2)
    text = Text(plain(shown), plain(shown))
    drawing.text(x + CELL / 2 - 1, top + 16, text, anchor="middle")


def _month(label: str) -> Text:
    day = date.fromisoformat(f"{label}-01")
    return Text(f"{MONTHS[day.month - 1]} {day.year}", f"{day.year}年{day.month}月")


def _table(
    labels: list[str], cells: Floats, expected: Floats, low: Floats, high: Floats
) -> DataTable:
    columns = [
        Column((f"delay_{d}",), Text(f"{d} months", f"{d}个月")) for d in range(DELAYS)
    ]
    columns += [
        Column(("expected",), Text("Expected", "应有"), kind="num v"),
        Column(("low", "high"), Text("95% interval", "95%区间"), kind="num iv"),
    ]
    rows = []
    for i, label in enumerate(labels):
        values = [float(v) if np.isfinite(v) else None for v in cells[i]]
        counted = [value_cell(v, Form.COUNT, 0) for v in values]
        bounds = f"{plain(float(low[i]))} – {plain(float(high[i]))}"
        zh = f"{plain(float(low[i]))}～{plain(float(high[i]))}"
        interval = text_cell(Text(bounds, zh), "")
        rows.append(
            Row(
                key=label,
                head=_month(label),
                head_raw=(label,),
                cells=(
                    *counted,
                    value_cell(float(expected[i]), Form.COUNT, 0),
                    type(interval)(
                        interval.shown, (digits(float(low[i])), digits(float(high[i])))
                    ),
                ),
            )
        )
    return DataTable(
        f"{ID}-table",
        Text("Births by month and months until recorded", "出生按月份与登记所需月数"),
        Text("Born in", "出生月份"),
        ("month",),
        tuple(columns),
        tuple(rows),
    )
