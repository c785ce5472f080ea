"""Figures as aligned text for a screen, in the user's language."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from renkou.indicators import MEASURES
from renkou.indicators.units import COUNTED
from renkou.schema.text import Text

from .bilingual import say

if TYPE_CHECKING:
    import pyarrow as pa

TITLES = {
    "area_name": Text("Area", "地区"),
    "period": Text("Period", "时期"),
    "population": Text("Population", "口径"),
    "sex": Text("Sex", "性别"),
    "category": Text("Group", "组"),
    "value": Text("Value", "数值"),
    "interval": Text("95% interval", "95%区间"),
    "value_vs": Text("Known on", "所知"),
    "difference": Text("Change", "变化"),
    "value_previous": Text("Before", "上期"),
    "value_parent": Text("Area above", "上级地区"),
    "value_nation": Text("China", "全国"),
}
WORDS = {
    "resident": Text("residents", "常住"),
    "registered": Text("registered", "户籍"),
    "total": Text("both", "合计"),
    "male": Text("male", "男"),
    "female": Text("female", "女"),
    "not-stated": Text("not stated", "未说明"),
}
MISSING = "–"


def listed(table: pa.Table, *, hidden: int = 0) -> str:
    """`table` of `renkou.measure` as text: a block for each measure, with its unit.

    `hidden` rows that are not shown are mentioned at the end.
    """
    from rich.console import Console

    out = io.StringIO()
    console = Console(file=out, width=110, no_color=True, highlight=False)
    rows = table.to_pylist()
    for key in dict.fromkeys(row["measure"] for row in rows):
        what, known_on = MEASURES[key], rows[0]["known_on"]
        known = Text(f"known on {known_on}", f"{known_on}所知")
        console.print(f"{say(what.title)} ({key}), {say(what.unit)}, {say(known)}")
        console.print(_block([row for row in rows if row["measure"] == key], key))
    if hidden:
        more = Text(
            f"{hidden:,} more rows; --format csv gives all.",
            f"另有{hidden:,}行未显示，可用--format csv查看全部。",
        )
        console.print(say(more))
    return out.getvalue()


def _block(rows: list[dict[str, Any]], key: str) -> Any:
    from rich import box
    from rich.table import Table

    shown = [
        name
        for name in TITLES
        if name == "interval" or (name in rows[0] and _differs(rows, name))
    ]
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in shown:
        numeric = name in ("interval", "difference") or name.startswith("value")
        grid.add_column(say(TITLES[name]), justify="right" if numeric else "left")
    places = 0 if MEASURES[key].unit in COUNTED else 2
    for row in rows:
        grid.add_row(*(_cell(row, name, places) for name in shown))
    return grid


def _differs(rows: list[dict[str, Any]], name: str) -> bool:
    """Whether a column says anything: sex and group are left out where all are one."""
    if name not in ("sex", "category"):
        return True
    return len({row[name] for row in rows}) > 1 or rows[0][name] not in ("", "total")


def _cell(row: dict[str, Any], name: str, places: int) -> str:
    if name == "interval":
        if row["lower"] is None:
            return MISSING
        return f"{_number(row['lower'], places)} – {_number(row['upper'], places)}"
    value = row[name]
    if isinstance(value, float):
        return _number(value, places)
    if value is None:
        return MISSING
    return say(WORDS[value]) if value in WORDS else str(value)


def _number(value: float, places: int) -> str:
    digits = places if places or value == round(value) else 1
    return f"{value:,.{digits}f}".replace("-", "−")
