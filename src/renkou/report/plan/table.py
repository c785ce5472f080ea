"""The figures of a plan in one table, as it is shown and as it is downloaded."""

from __future__ import annotations

import math

from renkou.demography.plan import Figure, Verdict, Wording
from renkou.demography.plan.sentences import SOURCES, number, percent, percent_zh
from renkou.schema.text import Text

from ..data_table import Cell, Column, DataTable, Row, digits

COLUMNS = (
    Column(("typed",), Text("As typed", "所写"), kind=""),
    Column(
        ("others_leave_low", "others_leave_high"),
        Text("The others leave", "其他各项容许"),
    ),
    Column(("projected",), Text("Projected", "推算"), kind="num v"),
    Column(
        ("projected_low", "projected_high"),
        Text("80% interval", "80%区间"),
        kind="num iv",
    ),
    Column(("probability",), Text("Probability", "达到概率")),
    Column(("verdict",), Text("Verdict", "结论"), kind="verdict"),
)


def text(wording: Wording) -> Text:
    """A wording as the page's text."""
    return Text(wording.en, wording.zh)


def name(figure: Figure) -> Text:
    """A figure's number, title and years."""
    title, period = figure.quantity.title, figure.period
    return Text(
        f"{figure.number}. {title.en}, {period}",
        f"{figure.number}. {title.zh}，{period}年",
    )


def figures_table(verdict: Verdict, id_: str = "figures-table") -> DataTable:
    """One row a figure."""
    return DataTable(
        id_,
        text(verdict.title),
        Text("Figure", "项目"),
        ("number", "figure", "first", "last"),
        COLUMNS,
        tuple(_row(verdict, figure) for figure in verdict.figures),
    )


def _row(verdict: Verdict, figure: Figure) -> Row:
    label = figure.label
    implied, projected = verdict.implied[label], verdict.projected[label]
    likely = verdict.probability[label]
    reason = verdict.reason[label]
    mark = "✓" if verdict.fits[label] else "✕"
    return Row(
        key=f"figure-{figure.number}",
        head=name(figure),
        head_raw=(
            str(figure.number),
            figure.quantity.key,
            str(figure.first),
            str(figure.last),
        ),
        cells=(
            Cell(text(figure.typed), (figure.typed.en,)),
            _interval(implied.low, implied.high),
            Cell(_same(number(projected.median)), (digits(projected.median),)),
            _interval(projected.low, projected.high),
            Cell(Text(percent(likely), percent_zh(likely)), (digits(likely),)),
            Cell(Text(f"{mark} {reason.en}", f"{mark} {reason.zh}"), (reason.en,)),
        ),
    )


def _interval(low: float, high: float) -> Cell:
    shown = number(low), number(high)
    joint = " to " if low < 0 else " – "
    raw = tuple(digits(x if math.isfinite(x) else None) for x in (low, high))
    return Cell(Text(joint.join(shown), "～".join(shown)), raw)


def drivers_table(verdict: Verdict) -> DataTable:
    """What share of each figure's variance is due to what."""
    return DataTable(
        "drivers-table",
        Text("Shares of variance", "方差构成"),
        Text("Figure", "项目"),
        ("number", "figure"),
        tuple(
            Column((key,), text(source), Text("per cent", "%"))
            for key, source in SOURCES.items()
        ),
        tuple(
            Row(
                key=f"drivers-{figure.number}",
                head=name(figure),
                head_raw=(str(figure.number), figure.quantity.key),
                cells=tuple(
                    Cell(_same(f"{100 * share:.0f}"), (digits(100 * share),))
                    for share in (verdict.drivers[figure.label][s] for s in SOURCES)
                ),
            )
            for figure in verdict.figures
        ),
    )


def _same(shown: str) -> Text:
    return Text(shown, shown)
