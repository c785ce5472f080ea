"""`renkou plan check`: a plan's figures against one another and against its base."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from renkou.schema.problem import Problem
from renkou.schema.text import Text

from ..bilingual import argument, format_option, option, quiet_option
from ..progress import progress
from . import command

if TYPE_CHECKING:
    from renkou.demography.plan import Verdict


@command.add(
    Text(
        "Check whether a plan's figures can hold together.\n\nPLAN.toml names "
        "the plan, "
        "its base population by age and sex, and its figures. Each figure is "
        "set beside "
        "what the others leave of it and what the base leads to. Exit status 1 where "
        "figures cannot hold together or one is unlikely. Advice to planners, nobody's "
        "target.",
        "检查计划中的各项数字能否同时成立。\n\nPLAN.toml写明计划、分年龄性别的基期人口和"
        "各项数字。逐项给出其他各项所容许的范围和由基期推算的结果。有不能同时成立或"
        "可能性小的，退出状态为1。仅供规划参考，不是任何人的任务。",
    ),
    "check",
)
@argument(
    "file",
    text=Text("The plan.", "计划文件。"),
    metavar="PLAN.toml",
    type=click.Path(path_type=Path),
)
@format_option("text", "json", default="text")
@option(
    "--out",
    text=Text("Write a page with table and chart too.", "另写出带表和图的网页。"),
    metavar="FILE.html",
    type=click.Path(path_type=Path),
)
@option(
    "--draws",
    text=Text("Courses of the population drawn.", "抽取的人口走势条数。"),
    type=click.IntRange(min=100, max=100_000),
    default=1_000,
)
@option(
    "--seed",
    text=Text(
        "The same seed gives the same verdict.", "种子数；相同的种子给出相同的结论。"
    ),
    type=click.IntRange(min=0),
    default=1,
)
@quiet_option()
def check(
    file: Path, form: str, out: Path | None, draws: int, seed: int, quiet: bool
) -> int:
    """Print the verdict, and write its page where one is asked for."""
    verdict = _verdict(file, draws, seed, quiet)
    if out is not None:
        from renkou.report.plan import write_plan_html

        write_plan_html(verdict, out)
    if form == "json":
        from .as_json import as_json

        click.echo(json.dumps(as_json(verdict), ensure_ascii=False, indent=1))
    else:
        from .as_text import as_text

        click.echo(as_text(verdict), nl=False)
    return 0 if verdict.met else 1


def _verdict(file: Path, draws: int, seed: int, quiet: bool) -> Verdict:
    from renkou.demography.plan import PlanError
    from renkou.demography.plan import check as checked
    from renkou.report.plan.plan_file import read_plan

    with progress(quiet=quiet) as report:
        plan = read_plan(file)
        report(0.1, Text("Checking the plan", "正在检查计划"))
        try:
            return checked(plan, draws=draws, seed=seed)
        except PlanError as error:
            raise Problem(f"{file}: {error.en}", f"{file}：{error.zh}") from error
