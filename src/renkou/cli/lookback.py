"""`renkou lookback`: figures as first published, at each closing, and now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from renkou.schema.text import Text

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
@option(
    "--snapshot",
    text=Text("The snapshot's folder.", "快照文件夹。"),
    required=True,
    type=click.Path(path_type=Path),
)
@option(
    "--by",
    text=Text(
        "city, county, township or village; several with commas.",
        "地区级别，可用逗号并列。",
    ),
    default="township",
)
@option(
    "--years",
    text=Text(
        "Such as 2024, 2011-2025 or 2011,2015-2017.",
        "如2024、2011-2025或2011,2015-2017。",
    ),
    shown_default="the last five",
)
@option("--period", text=Text("year or month.", "时期：年或月。"), default="year")
@option(
    "--population",
    text=Text("resident or registered.", "人口口径。"),
    default="resident",
)
@option("--sex", text=Text("total, male or female.", "性别。"), default="total")
@option(
    "--known-on",
    text=Text("The day that now stands for.", "以该日为现在。"),
    shown_default="the last day",
)
@option(
    "--area-list",
    text=Text("The list of areas in force on this day.", "采用该日的地区名录。"),
    shown_default="newest",
)
@format_option("table", "csv", "json", "parquet")
@option(
    "--out",
    text=Text("Write to this file.", "写入该文件。"),
    type=click.Path(path_type=Path),
)
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
