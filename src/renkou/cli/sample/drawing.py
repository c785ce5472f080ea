"""`renkou sample draw`: a draw from a public seed, and sheets to take along."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from renkou.schema.problem import Problem, language
from renkou.schema.text import Text
from renkou.schema.whole_file import whole_file

from ..asking import population_option
from ..bilingual import option, quiet_option, say
from ..progress import progress
from . import command

if TYPE_CHECKING:
    import pyarrow as pa

    from renkou.engines.spot_checks import Frame


@command.add(
    Text(
        "Draw villages, households or persons by a public rule, and print the sheets."
        "\n\nThe same list and seed give the same draw to everybody; nobody chooses. "
        "Take as the seed what becomes public after the list is fixed, such as a "
        "lottery's numbers. The sheets do not show what the register says.",
        "按公开办法抽取村、户或人，并打印核查表。\n\n"
        "名单与种子相同，抽取结果人人相同，无人挑选。种子宜取名单确定之后才公布的数字，"
        "如彩票开奖号码。核查表不显示登记内容。",
    ),
    "draw",
)
@option(
    "--snapshot",
    text=Text("Draw from this snapshot.", "自该快照抽取。"),
    type=click.Path(path_type=Path),
)
@option(
    "--frame",
    text=Text(
        "Draw from a CSV of your own: id, and where wanted stratum, place.",
        "自备抽样框（CSV）：id列，可另有stratum、place列。",
    ),
    type=click.Path(path_type=Path),
)
@option(
    "--units",
    text=Text("villages, households or persons.", "抽取单位：村、户或人。"),
    default="villages",
)
@option("--n", text=Text("How many.", "抽取数。"), type=int, required=True)
@option(
    "--seed",
    text=Text("A public text; see above.", "公开的种子，见上文。"),
    required=True,
)
@option(
    "--by",
    text=Text(
        "Strata, each with its share: none, county or township.",
        "分层，各层按比例：none（不分层）、county或township。",
    ),
    default="none",
)
@option(
    "--area",
    text=Text("Only within the area of this code.", "只在该代码的地区内抽取。"),
)
@population_option()
@option(
    "--known-on",
    text=Text("The list as known on this day.", "按该日所知的名单。"),
    shown_default="the last day",
)
@option(
    "--since",
    text=Text(
        "Births since this day are asked about.", "核查该日以来的出生，如2025-01-01。"
    ),
    shown_default="twelve months",
)
@option(
    "--out",
    text=Text("Write the draw to this CSV file.", "抽取结果写入该CSV文件。"),
    type=click.Path(path_type=Path),
    required=True,
)
@option(
    "--sheets",
    text=Text(
        "Write the sheets to this PDF, in the language of RENKOU_LANG.",
        "核查表写入该PDF文件，语言随RENKOU_LANG。",
    ),
    type=click.Path(path_type=Path),
)
@quiet_option()
def command_draw(
    out: Path, sheets: Path | None, seed: str, n: int, quiet: bool, **asked: Any
) -> int:
    """Draw, then write the table and the sheets; nothing where anything is wrong."""
    from renkou.engines.spot_checks import draw_sample

    since = _since(asked.pop("since"))
    if sheets is not None:
        _require_printing(sheets)
    with progress(quiet=quiet) as report:
        report(0.0, Text("Listing what is drawn from", "正在列出抽样框"))
        frame = _frame(**asked)
        if since is None and frame.known_on is not None:
            since = _a_year_before(frame.known_on)
        sample = draw_sample(frame, n, seed=seed, since=since)
        if sheets is not None:
            from renkou.report.sheets import write_sheets

            report(0.5, Text("Printing the sheets", "正在生成核查表"))
            write_sheets(sample, sheets, language())
    _write_csv(sample, out)
    click.echo(say(_told(len(frame.ids), sample, out)))
    return 0


def _require_printing(sheets: Path) -> None:
    """Problem, before anything is drawn, where this machine cannot print."""
    from renkou.report.sheets import missing

    lacking = missing()
    if lacking is not None:
        raise Problem(
            f"{sheets}: printed sheets cannot be made here. {lacking.en} Or leave "
            "--sheets out.",
            f"{sheets}：本机无法生成打印件。{lacking.zh}或去掉--sheets。",
        )


def _frame(
    snapshot: Path | None, frame: Path | None, units: str, by: str, **asked: Any
) -> Frame:
    from renkou.engines import Workspace
    from renkou.engines.spot_checks import frame_of_file, frame_of_snapshot

    if (snapshot is None) == (frame is None):
        raise Problem(
            "Give either --snapshot or --frame to draw from.",
            "请用--snapshot或--frame之一指定抽样框。",
        )
    if frame is not None:
        return frame_of_file(frame)
    return frame_of_snapshot(Workspace(str(snapshot)), units=units, by=by, **asked)


def _since(text: str | None) -> date | None:
    from renkou.engines.request import day_of

    return day_of("since", text, "起始日期")


def _a_year_before(day: date) -> date:
    """The day after the same day a year ago, so that twelve months end on `day`."""
    following = date.fromordinal(day.toordinal() + 1)
    leap_day = (following.month, following.day) == (2, 29)
    return following.replace(
        year=following.year - 1, day=28 if leap_day else following.day
    )


def _write_csv(sample: pa.Table, out: Path) -> None:
    """With a byte-order mark: spreadsheets in Chinese offices read it rightly then."""
    with (
        whole_file(out) as made,
        made.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.DictWriter(file, sample.column_names)
        writer.writeheader()
        writer.writerows(sample.to_pylist())


def _told(size: int, sample: pa.Table, out: Path) -> Text:
    drawn, seal = sample.num_rows, sample["frame_hash"][0].as_py()
    return Text(
        f"{out}: {drawn:,} of {size:,} drawn. SHA-256 of the list: {seal}",
        f"{out}：自{size:,}个中抽取{drawn:,}个。名单的SHA-256：{seal}",
    )
