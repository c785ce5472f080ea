"""`renkou link A B`: which rows of two files are the same person."""

from __future__ import annotations

from pathlib import Path

import click

from renkou.schema.problem import Problem
from renkou.schema.text import Text

from .asking import probability_option, replace_option
from .bilingual import argument, option, quiet_option, say
from .bilingual import command as make_command
from .commands import COMMANDS
from .progress import progress


def check_probability(probability: float) -> None:
    """Refuse what is no probability above one half."""
    if not 0.5 <= probability < 1:
        raise Problem(
            f"--probability: {probability} must be at least 0.5 and below 1.",
            f"--probability：{probability}应不小于0.5且小于1。",
        )


@make_command(
    Text(
        COMMANDS["link"].text.en + "\n\nBoth are CSV files with a heading, in UTF-8 or "
        "GBK: extracts, or any with columns such as name, identity_number, sex, "
        "birth_date, area. The result has no names: ids or row numbers, the "
        "probability, what each field weighed, and by which rule the pair was found.",
        COMMANDS["link"].text.zh
        + "\n\n两个文件均为带标题行的CSV（UTF-8或GBK）：部门数据，"
        "或含姓名、公民身份号码、性别、出生日期、地区代码等列的文件。"
        "结果不含姓名，只有编号或行号、概率、各字段的权重与配对规则。",
    ),
    "link",
)
@argument(
    "left",
    text=Text("The first file.", "第一个文件。"),
    metavar="A.csv",
    type=click.Path(path_type=Path),
)
@argument(
    "right",
    text=Text("The second file.", "第二个文件。"),
    metavar="B.csv",
    type=click.Path(path_type=Path),
)
@option(
    "--out",
    text=Text("The file to write.", "要写入的文件。"),
    metavar="FILE.csv",
    required=True,
    type=click.Path(path_type=Path),
)
@probability_option()
@option(
    "--many",
    text=Text(
        "A person may stand in several rows of the first file.",
        "同一人可在第一个文件中出现多行。",
    ),
    is_flag=True,
)
@replace_option()
@quiet_option()
def command(
    left: Path,
    right: Path,
    out: Path,
    probability: float,
    many: bool,
    replace: bool,
    quiet: bool,
) -> int:
    """Write the links; then say how many there are."""
    from renkou.linkage import link_files

    check_probability(probability)
    with progress(quiet=quiet) as report:
        made = link_files(
            left,
            right,
            out,
            probability=probability,
            many=many,
            replace=replace,
            progress=report,
        )
    click.echo(
        say(
            Text(
                f"{out}: {made.links:,} links, {made.by_number:,} of them by identity "
                f"number; {made.left:,} rows in {left.name}, {made.right:,} in "
                f"{right.name}",
                f"{out}：{made.links:,}条关联，其中{made.by_number:,}条按身份号码；"
                f"{left.name}有{made.left:,}行，{right.name}有{made.right:,}行",
            )
        )
    )
    for each in made.left_out:
        click.echo(say(each.text()))
    return 0
