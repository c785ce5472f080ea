"""A look back as aligned text for a screen: offices by drift, then each period."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from renkou.indicators import MEASURES
from renkou.indicators.units import COUNTED
from renkou.schema.text import Text

from .bilingual import say

if TYPE_CHECKING:
    import pyarrow as pa

FEW_AREAS = 8  # of a level whose periods are shown one by one
MOST = 600  # lines; more are better in a file
MISSING = "–"
ALL, FIRST, NOW = "all", "first", "now"
HEADS = {
    "area": Text("Area", "地区"),
    "group": Text("Group", "组"),
    "period": Text("Period", "时期"),
    "stage": Text("Known on", "所知日期"),
    "first": Text("First published", "首次公布"),
    "value": Text("Now", "现在"),
    "then": Text("Value", "数值"),
    "drift": Text("Change", "变化"),
    "share": Text("Came later", "其后补报"),
    "interval": Text("95% interval", "95%区间"),
    "flag": Text("Flag", "标记"),
}
FLAGS = {
    "late": Text("later than others", "晚于他处"),
    "few": Text("too few to say", "数量过少"),
}
_Row = dict[str, Any]


def listed(table: pa.Table) -> str:
    """`table` of `look_back` as text; `--format csv` has every period of every area."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(file=out, width=110, no_color=True, highlight=False)
    rows = table.to_pylist()
    what = MEASURES[rows[0]["measure"]]
    console.print(f"{say(what.title)} ({what.key}), {say(what.unit)}")
    places = 0 if what.unit in COUNTED else 2
    for level in dict.fromkeys(row["level"] for row in rows):
        of = [row for row in rows if row["level"] == level]
        console.print(_offices(of, places))
        if len({row["area"] for row in of}) <= FEW_AREAS:
            console.print(_periods(of, places))
    console.print(say(NOTE))
    return out.getvalue()


NOTE = Text(
    "Came later: the share of what is known now that came after first publication. "
    "The flag asks a question; it names no cause. --format csv gives every period.",
    "其后补报：现在所知之中首次公布之后才登记的比例。标记只提出疑问，不说明原因。"
    "用--format csv可得各时期。",
)


def _offices(rows: list[_Row], places: int) -> Any:
    """A line an office, all periods together."""
    whole = [row for row in rows if row["period"] == ALL]
    first = {_of(row): row["value"] for row in whole if row["stage"] == FIRST}
    now = [row for row in whole if row["stage"] == NOW]
    grouped = len({_group(row) for row in now}) > 1
    names = ["area", *(["group"] if grouped else [])]
    grid = _grid([*names, "first", "value", "drift", "share", "interval", "flag"])
    for row in now[:MOST]:
        labels = [row["area_name"], *([_group(row)] if grouped else [])]
        flag = say(FLAGS[row["flag"]]) if row["flag"] else ""
        grid.add_row(
            *labels,
            _number(first.get(_of(row)), places),
            _number(row["value"], places),
            *_drifted(row, places),
            flag,
        )
    return grid


def _periods(rows: list[_Row], places: int) -> Any:
    """A line a period and day on which it was looked at."""
    each = [row for row in rows if row["period"] != ALL]
    grouped = len({_group(row) for row in each}) > 1
    names = ["area", *(["group"] if grouped else []), "period", "stage"]
    grid = _grid([*names, "then", "drift", "share", "interval"])
    for row in each[:MOST]:
        labels = [row["area_name"], *([_group(row)] if grouped else [])]
        cells = (row["period"], row["known_on"], _number(row["value"], places))
        grid.add_row(*labels, *cells, *_drifted(row, places))
    return grid


def _grid(names: list[str]) -> Any:
    from rich import box
    from rich.table import Table

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    left = ("area", "group", "period", "stage", "flag")
    for name in names:
        grid.add_column(say(HEADS[name]), justify="left" if name in left else "right")
    return grid


def _group(row: _Row) -> str:
    sex = "" if row["sex"] == "total" else row["sex"]
    return " ".join(part for part in (row["population"], sex, row["category"]) if part)


def _of(row: _Row) -> tuple[str, str]:
    return row["area"], _group(row)


def _drifted(row: _Row, places: int) -> tuple[str, str, str]:
    if row["drift_lower"] is None:
        interval = MISSING
    else:
        interval = f"{row['drift_lower']:.1%} – {row['drift_upper']:.1%}"
    share = row["drift_share"]
    shown = MISSING if share is None else f"{share:.1%}".replace("-", "−")
    change = row["drift"]
    sign = "+" if change is not None and change > 0 else ""
    return f"{sign}{_number(change, places)}", shown, interval


def _number(value: float | None, places: int) -> str:
    if value is None:
        return MISSING
    digits = places if places or value == round(value) else 1
    return f"{value:,.{digits}f}".replace("-", "−")
