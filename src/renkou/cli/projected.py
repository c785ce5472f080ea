"""A projection as aligned text for a screen: a line an area and every fifth year."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from renkou.schema.text import Text

from .bilingual import say

if TYPE_CHECKING:
    import pyarrow as pa

EVERY = 5  # years
MOST = 600  # lines; more are better in a file
MISSING = "–"
HEADS = (
    Text("Area", "地区"),
    Text("Year", "年份"),
    Text("Population", "人口"),
    Text("80% interval", "80%区间"),
    Text("95% interval", "95%区间"),
    Text("Births", "出生"),
    Text("Deaths", "死亡"),
)
POPULATIONS = {
    "resident": Text("Residents", "常住人口"),
    "registered": Text("Registered population", "户籍人口"),
}
_Row = dict[str, Any]


def listed(table: pa.Table) -> str:
    """`table` of `project_city` as text: medians, intervals, births and deaths.

    Each fifth year and the last; `--format csv` has every year and the age groups.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table

    rows = [row for row in table.to_pylist() if row["category"] == ""]
    figures = {(r["measure"], r["area"], r["period"]): r for r in rows}
    shown = [
        row for row in rows if row["measure"] == "population" and _shows(row, rows)
    ]
    out = io.StringIO()
    console = Console(file=out, width=110, no_color=True, highlight=False)
    console.print(say(_title(rows[0])))
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for at, head in enumerate(HEADS):
        grid.add_column(say(head), justify="left" if at < 2 else "right")
    for row in shown[:MOST]:
        grid.add_row(*_cells(row, figures))
    console.print(grid)
    if len(shown) > MOST:
        more = len(shown) - MOST
        console.print(say(Text(f"{more:,} more lines.", f"另有{more:,}行未显示。")))
    console.print(say(NOTE))
    return out.getvalue()


NOTE = Text(
    "Medians of random courses; births and deaths are those of the year. "
    "--format csv gives every year and the age groups.",
    "数字为模拟的中位数；出生、死亡为当年数。用--format csv可得各年及各年龄组。",
)


def _title(row: _Row) -> Text:
    of, day = POPULATIONS[row["population"]], row["known_on"]
    return Text(
        f"{of.en}, projected from what was known on {day}",
        f"{of.zh}预测，依据{day}所知",
    )


def _shows(row: _Row, rows: list[_Row]) -> bool:
    """The year of the base, each year that fives divide, and the last."""
    year, first, last = (int(r["period"]) for r in (row, rows[0], rows[-1]))
    return year % EVERY == 0 or year in (first, last)


def _cells(row: _Row, figures: dict[tuple[str, str, str], _Row]) -> list[str]:
    known = row["lower"] == row["upper"]
    bounds = (("lower_80", "upper_80"), ("lower", "upper"))
    events = (
        figures.get((name, row["area"], row["period"])) for name in ("births", "deaths")
    )
    return [
        row["area_name"],
        row["period"],
        f"{row['value']:,.0f}",
        *(
            MISSING if known else f"{row[low]:,.0f} – {row[high]:,.0f}"
            for low, high in bounds
        ),
        *(MISSING if found is None else f"{found['value']:,.0f}" for found in events),
    ]
