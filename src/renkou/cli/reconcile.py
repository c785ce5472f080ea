"""`renkou reconcile`: register and departments' extracts, person by person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from renkou.schema.text import Text

from .asking import probability_option, replace_option
from .bilingual import command as make_command
from .bilingual import option, quiet_option, say
from .commands import COMMANDS
from .link import check_probability
from .progress import progress

if TYPE_CHECKING:
    from renkou.linkage import Reconciled

STATUSES = {
    "agreed": Text("agreed", "一致"),
    "differing": Text("differing", "不一致"),
    "missing_here": Text("missing in the register", "登记册缺失"),
    "missing_there": Text("missing in the extract", "部门数据缺失"),
    "doubled": Text("doubled", "重复"),
}
SOURCES = {
    "public_security": Text("public security", "公安"),
    "health": Text("health", "卫生健康"),
    "civil_affairs": Text("civil affairs", "民政"),
    "social_security": Text("social security", "人社"),
}
ROLES = {
    "registered": Text("registered", "户籍人员"),
    "child": Text("child", "子女"),
    "mother": Text("mother", "母亲"),
    "first": Text("first named", "当事人一"),
    "second": Text("second named", "当事人二"),
    "resident": Text("resident", "居住人员"),
}


@make_command(
    Text(
        COMMANDS["reconcile"].text.en + "\n\nThe extracts are known by their headings, "
        "in UTF-8 or GBK. The result names nobody: pseudonyms, statuses, which field "
        "differs and which side is likelier, and how many are on neither list. Exit "
        "status 1 where anything differs, is missing or doubled.",
        COMMANDS["reconcile"].text.zh
        + "\n\n按列名识别各部门数据，编码为UTF-8或GBK均可。"
        "结果不含姓名与身份号码，只有化名编号、核对状态、不一致的字段及更可能正确的一方，"
        "以及两边均遗漏的估计人数。有不一致、缺失或重复时退出状态为1。",
    ),
    "reconcile",
)
@option(
    "--register",
    text=Text("The folder of the register's Parquet files.", "登记册Parquet文件夹。"),
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
)
@option(
    "--extracts",
    text=Text("The folder of the departments' CSV files.", "部门CSV数据文件夹。"),
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
)
@option(
    "--out",
    text=Text("The folder to write.", "要写入的文件夹。"),
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
)
@option(
    "--key",
    text=Text(
        "The key of the pseudonyms, made where there is none; keep it apart from the "
        "result. Without it ids hold for this result only.",
        "化名密钥文件，不存在时自动生成，须与结果分开保管；不给出时编号仅在本次结果中有效。",
    ),
    metavar="FILE",
    type=click.Path(path_type=Path),
)
@option(
    "--earlier",
    text=Text(
        "An earlier result made with the same key: its links and ids are kept, and the "
        "extracts may hold only the rows that changed.",
        "以同一密钥生成的以前结果：保留其关联与编号，部门数据可只含变动的行。",
    ),
    metavar="DIR",
    type=click.Path(path_type=Path),
)
@probability_option()
@replace_option()
@quiet_option()
def command(
    register: Path,
    extracts: Path,
    out: Path,
    key: Path | None,
    earlier: Path | None,
    probability: float,
    replace: bool,
    quiet: bool,
) -> int:
    """Write the result; then say how many of each status there are."""
    from renkou.linkage import reconcile

    check_probability(probability)
    with progress(quiet=quiet) as report:
        made = reconcile(
            register,
            extracts,
            out,
            key=key,
            earlier=earlier,
            probability=probability,
            replace=replace,
            progress=report,
        )
    for line in told(made):
        click.echo(line)
    return int(any(status != "agreed" for _, _, status, _ in made.statuses))


def told(made: Reconciled) -> list[str]:
    """The counts, the coverage of each list, and what was not compared."""
    lines = [
        f"{say(SOURCES[source])}\t{say(ROLES[role])}\t{say(STATUSES[status])}\t{count:,}"
        for source, role, status, count in made.statuses
    ]
    for row in made.undercount.to_pylist():
        if row["dimension"] == "total" and row["estimate"] is not None:
            en, zh = SOURCES[row["source"]].en, SOURCES[row["source"]].zh
            ours, theirs = row["register_coverage"], row["source_coverage"]
            lines.append(
                say(
                    Text(
                        f"Register and {en}: {row['estimate']:,.0f} in "
                        f"all ({row['low']:,.0f} to {row['high']:,.0f}); the register "
                        f"has {ours:.2%}, the extract {theirs:.2%}",
                        f"登记册与{zh}：合计估计{row['estimate']:,.0f}人"
                        f"（{row['low']:,.0f}至{row['high']:,.0f}）；"
                        f"登记册覆盖{ours:.2%}，部门数据覆盖{theirs:.2%}",
                    )
                )
            )
    return lines + [say(each.text()) for each in made.left_out]
