"""A nowcast as aligned text for a screen: a line an area and month."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from renkou.schema.text import Text

from .bilingual import say

if TYPE_CHECKING:
    import pyarrow as pa

MOST = 600  # lines; more are better in a file
MISSING = "–"
AREA, MONTH = Text("Area", "地区"), Text("Month", "月份")
RECORDED = Text("Recorded", "已登记")
INTERVAL = Text("95% interval", "95%区间")
EXPECTED = {
    "lawless": Text("By itself", "独立推算"),
    "hierarchical": Text("Together", "合并推算"),
}
POPULATIONS = {
    "resident": Text("Births of residents", "常住人口出生数"),
    "registered": Text("Births of the registered population", "户籍人口出生数"),
}
NOTE = Text(
    "By itself: from the area's own delays. Together: with the other areas' delays and "
    "numbers. The interval holds the number itself, if delays are as they were; for "
    "residents of small areas it is too narrow, as mothers' homes are learnt late.",
    "独立推算：只用本地区的登记延迟。合并推算：并用其他地区的延迟与出生数。"
    "区间针对出生数本身，前提是登记延迟与以往相同；常住人口的小地区区间偏窄，"
    "因为母亲住地也会迟报。",
)
_Row = dict[str, Any]


def listed(table: pa.Table) -> str:
    """`table` of `nowcast_births` as text, the methods side by side."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    rows = table.to_pylist()
    methods = list(dict.fromkeys(row["method"] for row in rows))
    told = {(row["method"], row["area"], row["period"]): row for row in rows}
    places = list(dict.fromkeys((row["area"], row["period"]) for row in rows))
    out = io.StringIO()
    console = Console(file=out, width=110, no_color=True, highlight=False)
    console.print(say(_title(rows[0])))
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    heads = [part for name in methods for part in (EXPECTED[name], INTERVAL)]
    for at, head in enumerate([AREA, MONTH, RECORDED, *heads]):
        grid.add_column(say(head), justify="left" if at < 2 else "right")
    for area, period in places[:MOST]:
        beside = [told[name, area, period] for name in methods]
        cells = [cell for row in beside for cell in _expected(row)]
        first = beside[0]
        grid.add_row(first["area_name"], period, _number(first["observed"]), *cells)
    console.print(grid)
    if len(places) > MOST:
        more = len(places) - MOST
        console.print(say(Text(f"{more:,} more lines.", f"另有{more:,}行未显示。")))
    console.print(say(NOTE))
    return out.getvalue()


def _title(row: _Row) -> Text:
    of, day = POPULATIONS[row["population"]], row["known_on"]
    return Text(f"{of.en}, as known on {day}", f"{of.zh}，{day}所知")


def _expected(row: _Row) -> tuple[str, str]:
    low, high = _number(row["lower"]), _number(row["upper"])
    interval = MISSING if high == MISSING else f"{low} – {high}"
    return _number(row["value"]), interval


def _number(value: float | None) -> str:
    return MISSING if value is None else f"{value:,.0f}"
