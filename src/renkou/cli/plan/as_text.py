"""A verdict on the screen: a table, then what it comes to in words."""

from __future__ import annotations

import io
import textwrap
from typing import Literal

from renkou.demography.plan import Figure, Verdict, Wording
from renkou.demography.plan.sentences import (
    ADVICE,
    SOURCES,
    number,
    percent,
    percent_zh,
)
from renkou.schema.problem import language
from renkou.schema.text import Text

from ..bilingual import say

WIDTH = 118
_COLUMNS = (
    Text("No.", "序号"),
    Text("Figure", "项目"),
    Text("As typed", "所写"),
    Text("Others leave", "其他各项容许"),
    Text("Projected (80%)", "推算（80%区间）"),
    Text("Met", "达到概率"),
    Text("Driven by", "主要因素"),
    Text("Verdict", "结论"),
)


def as_text(verdict: Verdict) -> str:
    """The verdict in the user's language."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    out = io.StringIO()
    console = Console(file=out, width=WIDTH, no_color=True, highlight=False)
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in _COLUMNS:
        numeric = column.en in ("No.", "Others leave", "Projected (80%)", "Met")
        justify: Literal["left", "right"] = "right" if numeric else "left"
        grid.add_column(say(column), justify=justify, overflow="fold")
    for figure in verdict.figures:
        grid.add_row(*_row(verdict, figure))
    console.print(_said(verdict.title))
    console.print(grid)
    for note in (verdict.summary, *verdict.assumed, verdict.services, ADVICE):
        console.print(_folded(_said(note)))
    return out.getvalue()


def _row(verdict: Verdict, figure: Figure) -> list[str]:
    label, joint = figure.label, "～" if language() == "zh" else "–"
    implied, projected = verdict.implied[label], verdict.projected[label]
    likely = percent_zh if language() == "zh" else percent
    return [
        str(figure.number),
        f"{_said(figure.quantity.title)}\n{figure.period}",
        _said(figure.typed),
        f"{number(implied.low)}{joint}{number(implied.high)}",
        f"{number(projected.median)}\n"
        f"{number(projected.low)}{joint}{number(projected.high)}",
        likely(verdict.probability[label]),
        _driver(dict(verdict.drivers[label])),
        _said(verdict.reason[label]),
    ]


def _driver(shares: dict[str, float]) -> str:
    main = max(shares, key=lambda source: shares[source])
    return f"{_said(SOURCES[main])}\n{shares[main]:.0%}" if shares[main] > 0 else "–"


def _said(text: Wording) -> str:
    return text.zh if language() == "zh" else text.en


def _folded(text: str) -> str:
    if language() == "zh":
        return text
    return textwrap.fill(text, WIDTH)
