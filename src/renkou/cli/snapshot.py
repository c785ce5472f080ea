"""`renkou snapshot`: check anybody's snapshot, make one from CSV files, export one."""

from __future__ import annotations

from pathlib import Path

import click

from renkou.schema.text import Text

from .bilingual import Group, argument, format_option, quiet_option
from .commands import COMMANDS
from .progress import progress

command = Group("snapshot", COMMANDS["snapshot"].text)
_FOLDER = Text("The snapshot's folder.", "快照所在的文件夹。")


@command.add(
    Text(
        "Check a snapshot and say what to mend.\n\n"
        "Every row is looked at: types, codes, days, keys and versions, what refers to "
        "what, areas, and that nobody is named. Exit status 1 where there are errors.",
        "检查快照并说明如何修正。\n\n"
        "逐行检查类型、代码、日期、主键与版本、记录间的关系、地区，"
        "以及是否含个人身份信息。有错误时退出状态为1。",
    ),
    "check",
)
@argument("folder", text=_FOLDER, metavar="DIR", type=click.Path(path_type=Path))
@format_option("table", "csv", "json")
@quiet_option()
def check(folder: Path, form: str, quiet: bool) -> int:
    """Print the findings; 1 where one of them is an error."""
    from renkou.snapshot.checking import check as check_snapshot

    from . import findings

    with progress(quiet=quiet) as report_progress:
        report = check_snapshot(folder, progress=report_progress)
    write = {
        "table": findings.as_text,
        "csv": findings.as_csv,
        "json": findings.as_json,
    }[form]
    click.echo(write(report))
    return 0 if report.passed else 1
