"""`renkou trust`: the signs of a bad number, sought in a snapshot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from renkou.schema.problem import Problem
from renkou.schema.text import Text
from renkou.schema.whole_file import whole_file

from .asking import known_on_option, snapshot_option
from .bilingual import command as cli_command
from .bilingual import option, quiet_option, say
from .progress import progress

if TYPE_CHECKING:
    from renkou.engines.trust import Examination, Finding


@cli_command(
    Text(
        "Look for the signs of a bad number: late, left out, invented.\n\n"
        "Every detector looks at the snapshot as known on one day and back from there, "
        "month by month. A finding says what, where, how sure, why, and what would "
        "settle it; it accuses nobody. Exit status 1 says that there are findings.",
        "查找可疑数字：登记迟、漏登、编造。\n\n"
        "各检测方法按某日所知检查快照，并逐月回看。每条发现写明内容、地点、把握、可能的原因"
        "以及如何核实；不指责任何人。有发现时退出状态为1。",
    ),
    "trust",
)
@snapshot_option()
@option(
    "--extracts",
    text=Text(
        "The folder with the birth certificates, health.csv. No name is read.",
        "含出生证明health.csv的文件夹。不读取姓名。",
    ),
    type=click.Path(path_type=Path),
)
@known_on_option()
@option(
    "--out",
    text=Text("Write the findings to this CSV.", "将发现写入该CSV文件。"),
    type=click.Path(path_type=Path),
)
@option(
    "--page",
    text=Text("Write a page in both languages to this file.", "将双语网页写入该文件。"),
    type=click.Path(path_type=Path),
)
@quiet_option()
def command(
    snapshot: Path,
    extracts: Path | None,
    known_on: str | None,
    out: Path | None,
    page: Path | None,
    quiet: bool,
) -> int:
    """Examine, write what was asked for, and print the findings in words."""
    for file in (out, page):
        _check_file(file)
    from renkou.engines.trust import examine, table_of

    with progress(quiet=quiet) as report:
        found = examine(snapshot, extracts=extracts, known_on=known_on, progress=report)
    if out is not None:
        _write_csv(out, table_of(found.findings))
    if page is not None:
        from renkou.report.trust import write_trust_html

        write_trust_html(found, page)
    print(_told(found))
    return 1 if found.findings else 0


def _check_file(path: Path | None) -> None:
    if path is not None and path.is_dir():
        raise Problem(
            f"{path}: this is a folder. Name the file to write.",
            f"{path}：这是文件夹。请给出要写入的文件名。",
        )


def _write_csv(path: Path, table: object) -> None:
    """Whole or not at all, with plain digits."""
    import pyarrow.csv as pc

    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as unfinished:
        pc.write_csv(table, unfinished, pc.WriteOptions(quoting_style="needed"))


def _told(found: Examination) -> str:
    blocks = [_block(finding) for finding in found.findings]
    blocks.append(say(_summary(found)))
    return "\n".join(blocks)


def _block(finding: Finding) -> str:
    head = f"{say(finding.name)} ({finding.area}): {say(finding.detector.title)}"
    lines = [finding.what, finding.sure, finding.why, finding.detector.settle]
    return "\n".join([head, *(f"    {say(line)}" for line in lines), ""])


def _summary(found: Examination) -> Text:
    count, looked = len(found.findings), len(found.detectors)
    places = len({finding.area for finding in found.findings})
    en, zh = "", ""
    if not found.person:
        en = (
            " No certificates were given (--extracts): births left out were sought "
            "from counts alone."
        )
        zh = "未提供出生证明（--extracts），漏登仅由计数查找。"
    return Text(
        f"{count} findings in {places} areas by {looked} detectors, as known on "
        f"{found.register.known_on}. A finding is a question.{en}",
        f"{looked}种检测方法在{places}个地区有{count}条发现，"
        f"截至{found.register.known_on}所知。发现只是疑问。{zh}",
    )
