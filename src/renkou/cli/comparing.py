"""What `renkou city compare` prints: a table, CSV or JSON, and the verdict."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from renkou.schema.problem import Problem
from renkou.schema.text import Text

from .bilingual import say

if TYPE_CHECKING:
    from rich.console import JustifyMethod

    from renkou.report.census_rows import CensusRow
    from renkou.snapshot.synthetic.comparison import CensusComparison

HEADS = (
    Text("County", "县市区"),
    Text("Simulated", "合成"),
    Text("Census", "普查"),
    Text("Error", "误差"),
    Text("Farthest cell", "相差最大的组"),
    Text("Error", "误差"),
)
NUMERIC = (1, 2, 3, 5)


def check_picture(picture: Path | None) -> None:
    """Raise Problem where the picture could not be written, before any work is done."""
    if picture is None:
        return
    if picture.suffix.lower() != ".svg" or picture.is_dir():
        raise Problem(
            f"--picture: {picture} is not a file that ends in .svg.",
            f"--picture：{picture}不是以.svg结尾的文件。",
        )
    if not picture.parent.is_dir():
        raise Problem(
            f"--picture: there is no folder {picture.parent}. Make it first.",
            f"--picture：没有文件夹{picture.parent}，须先建立。",
        )


def written(compared: CensusComparison, form: str) -> str:
    """The comparison by county as `form`: table, csv or json."""
    from renkou.report.census_rows import census_rows

    if form == "table":
        return _table((*census_rows(compared), *census_rows(compared.whole())))
    rows = [_plain(row) for row in census_rows(compared)]
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "within": str(row["within"]).lower()} for row in rows)
    return out.getvalue().rstrip("\n")


def verdict(compared: CensusComparison) -> Text:
    """Whether the bound holds, and for which counties it does not."""
    from renkou.report.census_rows import census_rows
    from renkou.snapshot.synthetic.comparison import BY_CELL, BY_COUNTY, DEVIATIONS

    en = f"{BY_COUNTY:.0%} by county, {BY_CELL:.0%} by county, age and sex"
    zh = f"各县市区{BY_COUNTY:.0%}，各县市区年龄性别组{BY_CELL:.0%}"
    if not compared.full_size:
        en += f", plus {DEVIATIONS:.0f} standard deviations at this size"
        zh += f"，此规模另加{DEVIATIONS:.0f}个标准差"
    outside = [row.name for row in census_rows(compared) if not row.within]
    if not outside:
        return Text(
            f"All counties are within the bound: {en}.", f"各县市区均在限度内：{zh}。"
        )
    names_en = ", ".join(name.en for name in outside)
    names_zh = "、".join(name.zh for name in outside)
    return Text(
        f"Outside the bound: {names_en}. The bound: {en}.",
        f"超出限度：{names_zh}。限度：{zh}。",
    )


def _plain(row: CensusRow) -> dict[str, Any]:
    """A row as programs read it: the census and errors rounded, the name in Chinese."""
    found = asdict(row)
    found["area_name"] = row.name.zh
    for name in ("census", "cell_census"):
        found[name] = round(found[name], 2)
    for name in ("error", "cell_error"):
        found[name] = round(found[name], 6)
    order = ("area", "area_name", *(k for k in found if k not in _NAMES))
    return {name: found[name] for name in order}


_NAMES = ("area", "area_name", "name")


def _table(rows: tuple[CensusRow, ...]) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for number, head in enumerate(HEADS):
        numeric = number in NUMERIC
        side: JustifyMethod = "right" if numeric else "left"
        grid.add_column(say(head), justify=side, no_wrap=True)
    for row in rows:
        grid.add_row(*_cells(row))
    out = io.StringIO()
    console = Console(file=out, width=110, no_color=True, highlight=False)
    title = Text(
        "Residents on 2020-11-01, beside the census of 2020 at the city's size",
        "2020年11月1日常住人口，与按城市规模折算的2020年普查对照",
    )
    console.print(say(title))
    console.print(grid)
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().split("\n"))


def _cells(row: CensusRow) -> tuple[str, ...]:
    from renkou.report.census_pyramids import signed_share
    from renkou.report.census_rows import cell_name

    return (
        say(row.name),
        f"{row.simulated:,}",
        f"{row.census:,.0f}",
        signed_share(row.error),
        say(cell_name(row)),
        signed_share(row.cell_error),
    )
