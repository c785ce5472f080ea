"""`renkou lookback`: figures as first published, at each closing, and now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from renkou.schema.text import Text

from .asking import (
    area_list_option,
    by_option,
    out_option,
    period_option,
    population_option,
    snapshot_option,
    years_option,
)
from .bilingual import argument, format_option, option, quiet_option
from .bilingual import command as cli_command
from .measure import check_format, write
from .progress import progress


@cli_command(
    Text(
        "Set a measure as first published beside its closings and now, by office.\n\n"
        "KEY is a measure (see `renkou measures`). A period is first published on the "
        "last day of the month after it; its closings are each 31 December after that. "
        "Offices come in the order of what came late. A flag is a question, not an "
        "accusation: where no office is late, one look in a hundred flags any.",
        "将指标的首次公布值与历次年末及现在所知对照，分地区列出。\n\n"
        "KEY为指标代号（见renkou measures）。首次公布为时期结束后次月末日，"
        "其后每年12月31日为一次年末。地区按迟报多少排列。标记只是疑问，并非指责："
        "若无地区迟报，平均一百次查询中有一次会出现标记。",
    ),
    "lookback",
)
@argument("key", text=Text("A measure.", "指标。"), metavar="KEY")
@snapshot_option()
@by_option("township")
@years_option(shown_default="the last five")
@period_option()
@population_option()
@option("--sex", text=Text("total, male or female.", "性别。"), default="total")
@option(
    "--known-on",
    text=Text("The day that now stands for.", "以该日为现在。"),
    shown_default="the last day",
)
@area_list_option()
@format_option("table", "csv", "json", "parquet")
@out_option()
@quiet_option()
def command(key: str, form: str, out: Path | None, quiet: bool, **asked: Any) -> int:
    """Look back, then write; nothing is written where anything is wrong."""
    check_format(form, out)
    from renkou.engines.lookback import look_back

    from .looked_back import listed

    with progress(quiet=quiet) as report:
        table = look_back(key, progress=report, **asked)
    write(table, form, out, listed)
    return 0
