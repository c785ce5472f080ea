"""`renkou nowcast`: what recent months will have come to once all is recorded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from renkou.schema.problem import Problem
from renkou.schema.text import Text

from .asking import (
    area_list_option,
    by_option,
    known_on_option,
    out_option,
    population_option,
    seed_option,
    snapshot_option,
)
from .bilingual import argument, format_option, option, quiet_option
from .bilingual import command as cli_command
from .measure import check_format, write
from .progress import progress


@cli_command(
    Text(
        "Foretell the births of recent months while some are still to be recorded.\n\n"
        "KEY is births. By two methods: each area by itself (Lawless 1994), and areas "
        "together, small ones learning from the others how late births come and how "
        "many there are. With intervals, as known on any day.",
        "推算最近各月出生数，其中部分尚待登记。\n\n"
        "KEY为births。两种方法：各地区独立（Lawless，1994）；各地区合并，"
        "人数少的地区借助其他地区推知登记延迟与出生多少。附区间，可按任一日所知。",
    ),
    "nowcast",
)
@argument("key", text=Text("births.", "births（出生）。"), metavar="KEY")
@snapshot_option()
@by_option()
@option(
    "--months",
    text=Text("How many months to give, the newest last.", "给出最近多少个月。"),
    default=12,
)
@population_option()
@known_on_option()
@area_list_option()
@option(
    "--method",
    text=Text(
        "lawless (each area by itself), hierarchical (areas together), or both with a "
        "comma.",
        "lawless（各地区独立）、hierarchical（各地区合并），可用逗号并列。",
    ),
    default="lawless,hierarchical",
)
@option(
    "--longest",
    text=Text(
        "Months of delay foretold; what comes later is left out.",
        "推算至多少个月的延迟；更晚的不计。",
    ),
    default=36,
)
@option(
    "--window",
    text=Text("Months that delays are told from.", "用以推知延迟的月数。"),
    type=int,
    shown_default="all",
)
@seed_option()
@format_option("table", "csv", "json", "parquet")
@out_option()
@quiet_option()
def command(key: str, form: str, out: Path | None, quiet: bool, **asked: Any) -> int:
    """Nowcast, then write; nothing is written where anything is wrong."""
    check_format(form, out)
    if key != "births":
        raise Problem(
            f"KEY: {key!r} cannot be nowcast; only births can, whose delays the "
            "snapshot tells.",
            f"KEY：无法推算{key!r}；目前只能推算births（出生），其登记延迟可由快照得知。",
        )
    from renkou.engines.nowcasting import nowcast_births

    from .nowcasted import listed

    with progress(quiet=quiet) as report:
        table = nowcast_births(progress=report, **asked)
    write(table, form, out, listed)
    return 0
