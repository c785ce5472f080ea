"""Funnels: each township's share by its size, with the limits of chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from markupsafe import Markup

from renkou.engines.trust import Examination
from renkou.integrity.control_limits import funnel_proportion
from renkou.schema.text import Text

from ..chart import Chart
from ..data_table import Column, DataTable, Row, value_cell
from ..drawing import Drawing, Scale, ticks
from ..numbers import Form, plain

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 381, 246, 44, 330, 14, 206
LEVELS = (0.95, 0.998)
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Funnel:
    """What one funnel shows: `count` of `n` in each township."""

    id: str
    title: Text
    measured: Text
    count: Floats
    n: Floats
    flagged: frozenset[str]


def funnels(found: Examination) -> list[Chart]:
    """Recorded within thirty days, certificates lacking, and boys among births."""
    made = [_soon(found)]
    if found.person is not None:
        made.append(_lacking(found))
    made.append(_boys(found))
    return [_chart(found, funnel) for funnel in made if funnel.n.sum() > 0]


def _flagged(found: Examination, key: str) -> frozenset[str]:
    return frozenset(f.area for f in found.findings if f.detector.key == key)


def _outside(flagged: frozenset[str], en: str, zh: str) -> Text:
    count = len(flagged)
    if not count:
        return Text(f"No township is flagged: {en}", f"没有乡镇被提示：{zh}")
    one = "township is" if count == 1 else "townships are"
    return Text(f"{count} {one} flagged: {en}", f"{count}个乡镇被提示：{zh}")


def _soon(found: Examination) -> _Funnel:
    flagged = _flagged(found, "recorded-within-30-days")
    return _Funnel(
        "funnel-soon",
        _outside(flagged, "recorded within 30 days", "30日内登记"),
        Text(
            "Share recorded within 30 days by births of the last twelve months; limits "
            "95% and 99.8%, exact",
            "近12个月出生30日内登记的比例，按出生数；95%与99.8%精确限",
        ),
        found.late.soon,
        found.late.born,
        flagged,
    )


def _lacking(found: Examination) -> _Funnel:
    flagged = _flagged(found, "certificates-not-registered")
    last = found.person.last if found.person else None
    births = last.births[:, -1] if last else np.zeros(1)
    absent = last.lacking[:, -1] if last else np.zeros(1)
    return _Funnel(
        "funnel-lacking",
        _outside(flagged, "certificates not in the register", "有证明而未登记"),
        Text(
            "Share of births with a certificate that the register lacks, last five "
            "years; limits 95% and 99.8%, exact",
            "近五年有出生证明而登记册所缺的比例；95%与99.8%精确限",
        ),
        absent,
        births,
        flagged,
    )


def _boys(found: Examination) -> _Funnel:
    flagged = _flagged(found, "sex-ratio-of-area")
    return _Funnel(
        "funnel-boys",
        _outside(flagged, "boys among births", "出生中的男孩"),
        Text(
            "Share of boys among births of five years; limits 95% and 99.8%, exact",
            "五年出生中男孩的比例；95%与99.8%精确限",
        ),
        found.sexes.boys,
        found.sexes.boys + found.sexes.girls,
        flagged,
    )


def _chart(found: Examination, funnel: _Funnel) -> Chart:
    return Chart(
        id=funnel.id,
        title=funnel.title,
        measured=funnel.measured,
        drawing=_draw(found, funnel),
        table=_table(found, funnel),
    )


def _draw(found: Examination, funnel: _Funnel) -> Markup:
    some = funnel.n > 0
    n, share = funnel.n[some], funnel.count[some] / funnel.n[some]
    codes = [u.code for u, s in zip(found.register.units, some, strict=True) if s]
    target = float(np.clip(funnel.count.sum() / funnel.n.sum(), 1e-6, 1 - 1e-6))
    drawing = Drawing(WIDTH, HEIGHT)
    x = Scale(0, float(np.sqrt(n.max() * 1.05)), LEFT, RIGHT)
    y = Scale(*_range(share, target), FOOT, TOP)
    for mark in ticks(100 * y.low, 100 * y.high, 5):
        at = y(mark / 100)
        drawing.line("a", [(LEFT, at), (RIGHT, at)])
        drawing.text(LEFT - 6, at + 4, Text(f"{mark:g}%", f"{mark:g}%"), anchor="end")
    for mark in _sizes(float(n.max())):
        text = Text(plain(mark), plain(mark))
        drawing.text(x(float(np.sqrt(mark))), FOOT + 18, text, anchor="middle")
    drawing.text(RIGHT, FOOT + 36, Text("births", "出生数"), anchor="end")
    _limits(drawing, x, y, float(n.max()), target)
    order = np.argsort([code in funnel.flagged for code in codes], kind="stable")
    for i in order:
        flagged = codes[int(i)] in funnel.flagged
        across, down = x(float(np.sqrt(n[i]))), y(float(share[i]))
        ink, radius = ("hit", 4.5) if flagged else ("d", 2.5)
        drawing.dot(ink, across, down, radius)
    return drawing.figure(f"{funnel.id}-title")


def _range(share: Floats, target: float) -> tuple[float, float]:
    low, high = min(float(share.min()), target), max(float(share.max()), target)
    room = (high - low) * 0.08 or 0.05
    return max(low - room, -0.02), min(high + room, 1.02)


def _sizes(most: float) -> list[float]:
    steps = [1.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1e3, 2.5e3, 5e3, 1e4]
    return [s for s in steps if 0.03 * most <= s <= most]


def _limits(drawing: Drawing, x: Scale, y: Scale, most: float, target: float) -> None:
    size = np.unique(np.rint(np.linspace(1, np.sqrt(most * 1.05), 120) ** 2))
    low, high = funnel_proportion(size, target, levels=LEVELS, method="exact")
    drawing.line("ax", [(x.start, y(target)), (x.end, y(target))])
    for level, dashes in zip(range(len(LEVELS)), ("4 3", "none"), strict=True):
        for limit in (low[level], high[level]):
            points = [
                (x(float(np.sqrt(s))), y(float(np.clip(v, y.low, y.high))))
                for s, v in zip(size, limit, strict=True)
            ]
            drawing.line("n", points, stroke_dasharray=dashes)
        label = Text(f"{100 * LEVELS[level]:g}%", f"{100 * LEVELS[level]:g}%")
        at = y(float(np.clip(low[level][-1], y.low, y.high)))
        drawing.text(RIGHT + 6, at + 4 + 12 * level, label)


def _table(found: Examination, funnel: _Funnel) -> DataTable:
    order = [int(i) for i in np.argsort(-funnel.n) if funnel.n[i] > 0]
    rows = [
        Row(
            key=f"{funnel.id}-{found.register.units[i].code}",
            head=found.names[i],
            head_raw=(found.register.units[i].code, found.names[i].en),
            cells=(
                value_cell(float(funnel.n[i]), Form.COUNT, 0),
                value_cell(float(funnel.count[i]), Form.COUNT, 0),
                value_cell(100 * float(funnel.count[i] / funnel.n[i]), Form.PERCENT, 1),
            ),
        )
        for i in order
    ]
    return DataTable(
        f"{funnel.id}-table",
        funnel.measured,
        Text("Township", "乡镇街道"),
        ("area", "name"),
        (
            Column(("births",), Text("Births", "出生数")),
            Column(("count",), Text("Of them", "其中")),
            Column(("share",), Text("Share", "比例")),
        ),
        tuple(rows),
    )
