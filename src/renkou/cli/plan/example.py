"""`renkou plan example`: a plan to begin from, its base made from public figures."""

from __future__ import annotations

from pathlib import Path

import click

from renkou.schema.problem import Problem
from renkou.schema.suggestion import meant
from renkou.schema.text import Text

from ..bilingual import argument, option
from . import command

EXAMPLES = ("2006-2010", "2021-2025")


@command.add(
    Text(
        "Write an example of a PLAN.toml.\n\nNAME is 2006-2010 (an old plan whose "
        "figures contradict one another) or 2021-2025 (a sound one).",
        "写出一份PLAN.toml示例。\n\nNAME为2006-2010（一份旧计划，各项数字互相矛盾）或"
        "2021-2025（一份可以成立的计划）。",
    ),
    "example",
)
@argument(
    "name",
    text=Text("Which example.", "示例名称。"),
    metavar="NAME",
    default="2006-2010",
)
@option(
    "--out",
    text=Text("Write to this file.", "写入该文件。"),
    metavar="PLAN.toml",
    type=click.Path(path_type=Path),
)
def example(name: str, out: Path | None) -> None:
    """Print the example, or write it."""
    if name not in EXAMPLES:
        hint = meant(name, EXAMPLES)
        raise Problem(
            f"There is no example {name!r}. {hint.en}", f"没有示例“{name}”。{hint.zh}"
        )
    from renkou.report.plan.examples import example_plan

    text = example_plan(name)
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")
