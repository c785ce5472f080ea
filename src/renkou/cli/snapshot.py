"""`renkou snapshot`: check anybody's snapshot, make one from CSV files, export one."""

from __future__ import annotations

from pathlib import Path

import click

from renkou.schema.problem import Problem
from renkou.schema.text import Text

from .bilingual import Group, argument, format_option, option, quiet_option, say
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


@command.add(
    Text(
        "Bring a city's own CSV files into a snapshot.\n\n"
        "MAPPING.toml names the files, their headers and codes. Identity numbers "
        "become pseudonyms by a key and are not stored. All of it is written, or "
        "nothing.",
        "把本市自有的CSV文件转成快照。\n\n"
        "MAPPING.toml写明文件、列名与代码。身份号码用密钥换成化名编号，不予保存。"
        "要么全部写出，要么不写。",
    ),
    "from-csv",
)
@argument(
    "mapping",
    text=Text("The mapping; not with --example.", "映射文件；与--example不同用。"),
    metavar="[MAPPING.toml]",
    required=False,
    type=click.Path(path_type=Path),
)
@option(
    "--out",
    text=Text("The folder to write.", "要写出的文件夹。"),
    metavar="DIR",
    type=click.Path(path_type=Path),
)
@option(
    "--replace",
    text=Text("Replace what is there.", "替换已有内容。"),
    is_flag=True,
)
@option(
    "--errors",
    text=Text("List every fault in this file, if any.", "如有问题，全部列入此文件。"),
    metavar="FILE.csv",
    type=click.Path(path_type=Path),
)
@option(
    "--example",
    text=Text(
        "Write a mapping with files to begin from.", "写出可供参照的映射文件与数据。"
    ),
    metavar="DIR",
    type=click.Path(path_type=Path),
)
@quiet_option()
def from_csv(
    mapping: Path | None,
    out: Path | None,
    replace: bool,
    errors: Path | None,
    example: Path | None,
    quiet: bool,
) -> int:
    """Write the snapshot, or the example; then say what is there."""
    from renkou.snapshot.importing import from_csv as bring_in
    from renkou.snapshot.importing.example import write_example

    from . import findings

    if example is not None:
        click.echo(say(_example(write_example(example, replace=replace))))
        return 0
    if mapping is None or out is None:
        raise Problem(
            "Give MAPPING.toml and --out DIR; --example DIR writes files to begin "
            "from.",
            "请给出MAPPING.toml和--out DIR；--example DIR可写出参照文件。",
        )
    with progress(quiet=quiet) as report_progress:
        made = bring_in(
            mapping, out, replace=replace, errors=errors, progress=report_progress
        )
    for name, rows in made.report.rows.items():
        click.echo(f"{name}  {rows:,}")
    click.echo(findings.as_text(made.report))
    return 0


@command.add(
    Text(
        "Write a snapshot's tables as CSV files.\n\n"
        "One file for each table, in UTF-8; --bom marks them for spreadsheets.",
        "把快照各表写成CSV文件。\n\n每表一个UTF-8文件；--bom加上字节顺序标记，便于电子表格打开。",
    ),
    "export",
)
@argument("folder", text=_FOLDER, metavar="DIR", type=click.Path(path_type=Path))
@option(
    "--out",
    text=Text("The folder to write.", "要写出的文件夹。"),
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
)
@format_option("csv", default="csv")
@option(
    "--bom",
    text=Text("Begin each file with a byte order mark.", "文件开头加字节顺序标记。"),
    is_flag=True,
)
@option(
    "--replace",
    text=Text("Replace what is there.", "替换已有内容。"),
    is_flag=True,
)
@quiet_option()
def export(
    folder: Path, out: Path, form: str, bom: bool, replace: bool, quiet: bool
) -> int:
    """Write the files; then say how many rows each has."""
    from renkou.snapshot.exporting import export_csv

    with progress(quiet=quiet) as report_progress:
        rows = export_csv(
            folder, out, mark=bom, replace=replace, progress=report_progress
        )
    for name, count in rows.items():
        click.echo(f"{out / name}.{form}  {count:,}")
    return 0


def _example(folder: Path) -> Text:
    mapping = folder / "mapping.toml"
    return Text(
        f"Written. Now: renkou snapshot from-csv {mapping} --out snapshot",
        f"已写出。接着运行：renkou snapshot from-csv {mapping} --out snapshot",
    )
