"""`renkou measure`: figures of a snapshot, on the screen or in a file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from renkou.schema.problem import Problem
from renkou.schema.text import Text
from renkou.schema.whole_file import whole_file

from .asking import (
    area_list_option,
    by_option,
    known_on_option,
    out_option,
    period_option,
    snapshot_option,
    years_option,
)
from .bilingual import argument, format_option, option, quiet_option
from .bilingual import command as cli_command
from .progress import progress

if TYPE_CHECKING:
    import pyarrow as pa

ON_SCREEN = 2_000  # rows; more are better in a file


@cli_command(
    Text(
        "Compute measures by area and period from a snapshot.\n\nKEY is a measure "
        "(see `renkou measures`) or `all`. Each figure comes with its interval and "
        "with what it was made of.",
        "由快照计算各地区、各时期的指标。\n\nKEY为指标代号（见renkou measures）或all。"
        "每个数字附区间及其分子分母。",
    ),
    "measure",
)
@argument(
    "keys",
    text=Text("Measures.", "指标。"),
    nargs=-1,
    required=True,
    metavar="KEY…",
)
@snapshot_option()
@by_option()
@years_option(required=True)
@period_option()
@option(
    "--population",
    text=Text("resident, registered or both with a comma.", "人口口径。"),
    default="resident",
)
@option(
    "--sex",
    text=Text("total, male, female or several with commas.", "性别。"),
    default="total",
)
@known_on_option()
@option(
    "--vs",
    "versus",
    text=Text("Set beside what was known on this day.", "与该日所知对比。"),
)
@area_list_option()
@option(
    "--total",
    "totals",
    text=Text("CSV of area, period, value, for per-head.", "人均值所用总量（CSV）。"),
    type=click.Path(path_type=Path),
)
@option(
    "--compare",
    text=Text(
        "Set beside: previous (period), parent (area), nation; several with commas.",
        "比较对象：previous（上期）、parent（上级地区）、nation（全国），可用逗号并列。",
    ),
    default="",
    shown_default="none",
)
@option("--engine", text=Text("duckdb or spark.", "计算引擎。"), default="duckdb")
@format_option("table", "csv", "json", "parquet")
@out_option()
@quiet_option()
def command(
    keys: tuple[str, ...],
    engine: str,
    form: str,
    out: Path | None,
    quiet: bool,
    **asked: Any,
) -> int:
    """Compute, then write; nothing is written where anything is wrong."""
    _check_engine(engine)
    check_format(form, out)
    from renkou.engines import measure

    with progress(quiet=quiet) as report:
        table = measure("all" if "all" in keys else keys, progress=report, **asked)
    write(table, form, out)
    return 0


def check_format(form: str, out: Path | None) -> None:
    """Problem where Parquet would be written to a screen."""
    if form == "parquet" and out is None and sys.stdout.isatty():
        raise Problem(
            "Parquet is not text. Give a file with --out, or pipe it on.",
            "Parquet不是文本。请用--out指定文件，或重定向输出。",
        )


def _check_engine(engine: str) -> None:
    if engine == "spark":
        raise Problem(
            "The Spark engine is not built yet. Leave --engine out to use DuckDB.",
            "Spark引擎尚未建成。请去掉--engine以使用DuckDB。",
        )
    if engine != "duckdb":
        raise Problem(
            f"engine: {engine!r} is not one of duckdb, spark.",
            f"计算引擎：{engine!r}不在可选值duckdb、spark之中。",
        )


def write(
    table: pa.Table,
    form: str,
    out: Path | None,
    on_screen: Callable[[pa.Table], str] | None = None,
) -> None:
    """Write figures as `form` to `out`, or to standard output.

    `on_screen` makes the text of `--format table`; None: that of measures.
    """
    text = on_screen or _screen
    if out is None:
        _write(table, form, sys.stdout.buffer, text)
        sys.stdout.flush()
        return
    with whole_file(out) as made, made.open("wb") as file:
        _write(table, form, file, text)


def _write(
    table: pa.Table, form: str, file: Any, on_screen: Callable[[pa.Table], str]
) -> None:
    match form:
        case "csv":
            _csv(table, file)
        case "parquet":
            import pyarrow.parquet as pq

            pq.write_table(table, file)
        case "json":
            _json(table, file)
        case _:
            file.write(on_screen(table).encode())


def _csv(table: pa.Table, file: Any) -> None:
    """Plain digits, quotes only where needed; whole numbers without a point."""
    import pyarrow.csv as pc

    options = pc.WriteOptions(quoting_style="needed")
    pc.write_csv(table, file, options)


def _json(table: pa.Table, file: Any) -> None:
    import json

    rows = json.dumps(table.to_pylist(), ensure_ascii=False, indent=1)
    file.write(rows.encode() + b"\n")


def _screen(table: pa.Table) -> str:
    """The figures as aligned text, in the user's language."""
    from .figures import listed

    shown = table.slice(0, ON_SCREEN)
    return listed(shown, hidden=table.num_rows - shown.num_rows)
