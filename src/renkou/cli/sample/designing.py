"""`renkou sample design`: how many to check, and how many misses are acceptable."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from renkou.schema.text import Text

from ..bilingual import format_option, option, say
from . import command

if TYPE_CHECKING:
    from renkou.engines.spot_checks import Design


@command.add(
    Text(
        "Find the smallest check that tells good offices from bad ones.\n\nCheck n "
        "births; accept the office where no more than c were missed. The defaults are "
        "a standard of 98% counted, and one in ten missed as what must be noticed.",
        "求能区分登记好坏的最小抽查量。\n\n核查n例出生，漏登不超过c例即可接受。"
        "默认标准为98%已登记，十例漏一例必须查出。",
    ),
    "design",
)
@option(
    "--good",
    text=Text("Share missed that is to be accepted.", "应予接受的漏登比例。"),
    default=0.02,
)
@option(
    "--bad",
    text=Text("Share missed that is to be noticed.", "应予查出的漏登比例。"),
    default=0.1,
)
@option(
    "--producer-risk",
    text=Text(
        "Chance that a good office is not accepted.", "误判好单位为不合格的概率。"
    ),
    default=0.05,
)
@option(
    "--consumer-risk",
    text=Text("Chance that a bad one is accepted.", "误判差单位为合格的概率。"),
    default=0.1,
)
@option(
    "--lot",
    text=Text("Births there are, where these are few.", "出生总数（数量不大时）。"),
    type=int,
    shown_default="many",
)
@format_option("table", "csv", "json")
def command_design(form: str, **asked: Any) -> int:
    """Print the plan and how often it accepts."""
    from renkou.engines.spot_checks import design

    found = design(**asked)
    click.echo(_written(found, form))
    return 0


def _written(found: Design, form: str) -> str:
    if form == "json":
        return json.dumps(asdict(found), ensure_ascii=False, indent=1)
    if form == "csv":
        rows = (f"{found.n},{found.c},{share:g},{p:.6g}" for share, p in found.curve)
        return "\n".join(["n,c,share_missed,accepted", *rows])
    return _table(found)


def _table(found: Design) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    out = io.StringIO()
    console = Console(file=out, width=110, no_color=True, highlight=False)
    console.print(
        say(
            Text(
                f"Check {found.n} births. Accept where no more than {found.c} were "
                "missed.",
                f"核查{found.n}例出生，漏登不超过{found.c}例即可接受。",
            )
        )
    )
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in (Text("Share missed", "漏登比例"), Text("Accepted", "接受概率")):
        grid.add_column(say(head), justify="right")
    for share, accepted in found.curve:
        grid.add_row(f"{share:.1%}", f"{accepted:.1%}")
    console.print(grid)
    console.print(say(NOTE))
    return out.getvalue().rstrip()


NOTE = Text(
    "Births in one village are alike: where whole villages are drawn, check more, by "
    "the design effect that `renkou sample estimate` shows for the last check.",
    "同村的出生情况相近：若按整村抽取，应按上次抽查的设计效应增加数量。",
)
