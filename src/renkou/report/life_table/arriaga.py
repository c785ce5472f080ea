"""Which ages the difference between two expectations of life comes from."""

from __future__ import annotations

import numpy as np

from renkou.demography.mortality.decomposition import arriaga
from renkou.engines.by_age import Array
from renkou.schema.text import Text

from .. import vega
from ..chart import Chart
from ..data_table import Cell, Column, DataTable, Row, digits
from ..drawing import Drawing, Scale, ticks
from ..numbers import plain, signed
from .lives import LABELS, Lives

ID, ALL = "arriaga", "all"
WIDTH, PITCH, TOP, LEFT, RIGHT = 381, 13.5, 16, 60, 330


def arriaga_chart(lives: Lives, other: Lives) -> Chart:
    """Years by which each age raises or lowers the one against the other."""
    parts = arriaga(other.table, lives.table)
    whole = float(parts.sum())
    largest = LABELS[int(np.argmax(np.abs(parts)))].replace("-", "–")
    longer = whole >= 0
    years = plain(abs(whole), 1)
    title = Text(
        f"{years} years {'longer' if longer else 'shorter'} than "
        f"{other.name.en}, most of it at {largest}",
        f"比{other.name.zh}{'长' if longer else '短'}{years}岁，{largest}岁影响最大",
    )
    measured = Text(
        "Years of life expectancy by the age at which mortality differs (Arriaga "
        "1984); the parts sum to the difference",
        "各年龄死亡率差异对预期寿命差距的贡献，岁（Arriaga，1984），各部分之和等于差距",
    )
    table = _table(parts, other)
    return Chart(
        id=ID,
        title=title,
        measured=measured,
        drawing=_draw(parts).figure(f"{ID}-title"),
        table=table,
        spec=vega.parts(title, measured, table, "years", ALL),
    )


def _draw(parts: Array) -> Drawing:
    foot = TOP + PITCH * len(LABELS)
    drawing = Drawing(WIDTH, int(foot) + 30)
    low, high = min(float(parts.min()), 0.0), max(float(parts.max()), 0.0)
    x = Scale(low, high if high > low else low + 1.0, LEFT, RIGHT)
    for mark in ticks(low, high, 5):
        ink = "ax" if mark == 0 else "a"
        drawing.line(ink, [(x(mark), TOP - 4), (x(mark), foot)])
        drawing.text(x(mark), foot + 16, signed(mark, 2), anchor="middle")
    for at, label in enumerate(LABELS):
        y, part = TOP + PITCH * at, float(parts[at])
        start, end = sorted((x(0), x(part)))
        drawing.bar("d" if part >= 0 else "k2", start, y, end - start, PITCH - 3)
        if at % 2 == 0:
            drawing.text(LEFT - 10, y + 9, label.replace("-", "–"), anchor="end")
    return drawing


def _table(parts: Array, other: Lives) -> DataTable:
    def row(key: str, head: Text, value: float) -> Row:
        shown = signed(value, 2)
        cell = Cell(Text(shown, shown), (digits(value),), None, value)
        return Row(f"{ID}-{key}", head, (key,), (cell,))

    rows = [
        row(label, Text(label.replace("-", "–"), label.replace("-", "–")), float(part))
        for label, part in zip(LABELS, parts, strict=True)
    ]
    whole = row(ALL, Text("All ages", "合计"), float(parts.sum()))
    return DataTable(
        f"{ID}-table",
        Text(f"Against {other.name.en}", f"与{other.name.zh}比较"),
        Text("Age", "年龄"),
        ("age",),
        (Column(("years",), Text("Years", "岁")),),
        (*rows, whole),
    )
