"""`renkou city`: build an invented city, compare it, score what was found in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from renkou.schema.text import Text

from .asking import city_seed_option, persons_option
from .bilingual import Group, argument, format_option, option, quiet_option, say
from .progress import progress

if TYPE_CHECKING:
    from renkou.snapshot.synthetic.scoring import Score
    from renkou.snapshot.synthetic.summary import Built

command = Group(
    "city", Text("Build an invented city to try things on.", "生成供试用的虚构城市。")
)


@command.add(
    Text(
        "Build a city: register, snapshot, four departments' extracts and the truth.",
        "生成一座城市：登记册、快照、四个部门的数据与真值。",
    ),
    "build",
)
@persons_option(required=True)
@city_seed_option(required=True)
@option(
    "--out",
    text=Text("The folder to write.", "要写入的文件夹。"),
    type=Path,
    required=True,
)
@option(
    "--faults",
    text=Text(
        "FAULTS.toml: faults to plant in place of the usual ones.",
        "FAULTS.toml：用以代替默认差错的设置。",
    ),
    type=Path,
)
@option(
    "--replace",
    text=Text(
        "Replace what is there, once the new city is complete.",
        "新城市完成后替换已有内容。",
    ),
    is_flag=True,
)
@quiet_option()
def build(
    persons: int,
    seed: int,
    out: Path,
    faults: Path | None,
    replace: bool,
    quiet: bool,
) -> int:
    """Build a city and say what it holds."""
    from renkou.snapshot.synthetic.build import build_city

    with progress(quiet=quiet) as report:
        built = build_city(persons, seed, out, faults, replace=replace, progress=report)
    print(say(_told(built)))
    return 0


@command.add(
    Text(
        "Set findings beside the truth: precision and recall of each detector.\n\n"
        "Months until found are the median over the areas found; false claims are "
        "given by month of the snapshot. Exit status 1 says that a detector claimed "
        "what was not planted or missed what was.",
        "将发现与真值对照：各检测方法的查准率与查全率。\n\n"
        "“发现用时”为已发现地区的月数中位数；误报按快照月数平均。"
        "有检测方法误报或漏报时退出状态为1。",
    ),
    "score",
)
@argument(
    "folder",
    text=Text("The folder of a built city.", "已生成的城市文件夹。"),
    metavar="DIR",
    type=Path,
)
@argument(
    "findings",
    text=Text("FINDINGS.csv.", "FINDINGS.csv。"),
    metavar="FINDINGS.csv",
    type=Path,
)
def score(folder: Path, findings: Path) -> int:
    """Print the scores as a table."""
    from renkou.snapshot.synthetic.scoring import NOBODY_LOOKED
    from renkou.snapshot.synthetic.scoring import score as scored

    scores = scored(folder, findings)
    for line in _table(scores):
        print(line)
    looked = [each for each in scores if each.detector != NOBODY_LOOKED]
    return 0 if all(each.complete for each in looked) else 1


@command.add(
    Text(
        "Set the residents of 2020 beside the real census, by county.\n\nA city is "
        "lived and compared; nothing but the picture is written. The farthest cell is "
        "the age group and sex nearest its bound, or farthest outside. Exit status 1 "
        "says that a county or a cell lies outside its bound: 2% and 5% at full size, "
        "wider in a smaller city.",
        "将2020年常住人口与真实普查分县对照。\n\n生成一座城市并作比较，除图外不写入"
        "任何文件。“相差最大的组”指最接近限度（或超出最多）的年龄性别组。有县市区或年龄性别组超出"
        "限度时退出码为1：全规模为2%和5%，规模较小时放宽。",
    ),
    "compare",
)
@persons_option(default=200_000)
@city_seed_option(default=1)
@option(
    "--picture",
    text=Text(
        "Draw a pyramid for each county to FILE.svg.",
        "将各县市区的人口金字塔绘入FILE.svg。",
    ),
    metavar="FILE.svg",
    type=Path,
)
@format_option("table", "csv", "json")
@quiet_option()
def compare(
    persons: int, seed: int, picture: Path | None, form: str, quiet: bool
) -> int:
    """Print the comparison, then the verdict; 1 where the bound fails."""
    from renkou.report.census_pyramids import write_census_pyramids
    from renkou.snapshot.synthetic import comparison, live, room

    from .comparing import check_picture, verdict, written

    room.check_size(persons, seed)
    check_picture(picture)
    with progress(quiet=quiet) as report:
        compared = comparison.census_comparison(
            live.live(persons, seed, progress=report)
        )
    if picture:
        write_census_pyramids(compared, persons, seed, picture)
    print(written(compared, form))
    if form == "table":
        print(f"\n{say(verdict(compared))}")
    elif not quiet:
        print(say(verdict(compared)), file=sys.stderr)
    return 0 if compared.holds() else 1


def _told(built: Built) -> Text:
    """The record counts, and a few figures of the truth beside the real ones."""
    from renkou.snapshot.synthetic.summary import comparison, counts

    head, figures = f"{built.path}\n{counts(built)}", comparison(built)
    return Text(f"{head}\n\n{figures.en}", f"{head}\n\n{figures.zh}")


def _table(scores: tuple[Score, ...]) -> list[str]:
    heads = [
        say(text)
        for text in (
            Text("detector", "检测方法"),
            Text("kind", "差错"),
            Text("claimed", "指认"),
            Text("right", "正确"),
            Text("planted", "设置"),
            Text("found", "找到"),
            Text("precision", "查准率"),
            Text("recall", "查全率"),
            Text("months until found", "发现用时（月）"),
            Text("false a month", "每月误报"),
        )
    ]
    rows = [heads]
    for each in scores:
        counts = (each.claimed, each.right, each.planted, each.found)
        shares = (each.precision, each.recall)
        rows.append(
            [
                each.detector,
                each.kind,
                *(f"{count:,}" for count in counts),
                *("" if share is None else f"{share:.3f}" for share in shares),
                ""
                if each.months_until_found is None
                else f"{each.months_until_found:.1f}",
                "" if each.false_a_month is None else f"{each.false_a_month:.3f}",
            ]
        )
    return (
        ["\t".join(row) for row in rows] if not sys.stdout.isatty() else _aligned(rows)
    )


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(
            cell + " " * (width - _width(cell))
            for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    """Columns a text takes on a terminal: a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
