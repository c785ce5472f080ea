"""`renkou sample estimate`: from the filled table to shares with intervals."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from renkou.schema.text import Text

from ..asking import out_option
from ..bilingual import argument, format_option, option, say
from ..measure import check_format, write
from . import command

if TYPE_CHECKING:
    import pyarrow as pa

FIGURES = {
    "births-counted": Text("Share of births counted", "已登记的出生比例"),
    "births-found": Text("Births in all that was drawn from", "抽样框内的出生数"),
    "births-missed": Text("Of these not counted", "其中未登记"),
    "found": Text("Share of persons found", "找到的人的比例"),
    "agrees": Text("Of these, particulars agree", "其中登记内容相符的比例"),
}
SHARES = ("births-counted", "found", "agrees")
HEADS = (
    Text("Figure", "项目"),
    Text("Estimate", "估计值"),
    Text("95% interval", "95%区间"),
    Text("Sampled", "样本数"),
    Text("Design effect", "设计效应"),
)


@command.add(
    Text(
        "Estimate from the answers, as the sample was designed.\n\nFILLED.csv is the "
        "table of `renkou sample draw` with the answers: births_found and "
        "births_counted, or of persons found and agrees (1 or 0). Exit status 1 where "
        "more were missed than --accept allows.",
        "按抽样设计由答案作估计。\n\nFILLED.csv为renkou sample draw所写的表，并填好答案"
        "births_found与births_counted；抽人时为found与agrees（1或0）。"
        "漏登超过--accept时退出状态为1。",
    ),
    "estimate",
)
@argument(
    "filled",
    text=Text("The filled table.", "填好的表。"),
    metavar="FILLED.csv",
    type=click.Path(path_type=Path),
)
@option(
    "--accept",
    text=Text("The c of the plan: misses allowed.", "方案中的c：允许的漏登数。"),
    type=int,
)
@format_option("table", "csv", "json", "parquet")
@out_option()
def command_estimate(
    filled: Path, accept: int | None, form: str, out: Path | None
) -> int:
    """Estimate, then write; 1 where the plan does not accept."""
    check_format(form, out)
    from renkou.engines.spot_checks import estimate

    table = estimate(filled, accept=accept)
    write(table, form, out, _listed)
    return 1 if table["accepted"][0].as_py() is False else 0


def _listed(table: pa.Table) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    rows = table.to_pylist()
    out = io.StringIO()
    console = Console(file=out, width=110, no_color=True, highlight=False)
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for at, head in enumerate(HEADS):
        grid.add_column(say(head), justify="left" if at == 0 else "right")
    for row in rows:
        grid.add_row(*_cells(row))
    console.print(grid)
    console.print(say(_answered(rows[0])))
    if rows[0]["accepted"] is not None:
        console.print(say(_verdict(rows[0])))
    return out.getvalue()


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    shown = "{:.1%}" if row["figure"] in SHARES else "{:,.0f}"
    numbers = (shown.format(row[name]) for name in ("estimate", "lower", "upper"))
    estimate, low, high = numbers
    effect = "–" if row["deff"] is None else f"{row['deff']:.1f}"
    name = say(FIGURES[row["figure"]])
    return name, estimate, f"{low} – {high}", f"{row['of']:,}", effect


def _answered(row: dict[str, Any]) -> Text:
    answered, drawn = row["units_answered"], row["units_drawn"]
    return Text(
        f"{answered:,} of {drawn:,} drawn units answered.",
        f"抽取的{drawn:,}个单位中有{answered:,}个已答。",
    )


def _verdict(row: dict[str, Any]) -> Text:
    missed = row["missed"]
    if row["accepted"]:
        return Text(
            f"{missed} missed: accepted by the plan.", f"漏登{missed}例：按方案接受。"
        )
    return Text(
        f"{missed} missed: more than the plan accepts.",
        f"漏登{missed}例：超出方案所能接受。",
    )
