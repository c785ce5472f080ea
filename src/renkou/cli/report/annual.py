"""`renkou report annual`: the yearly bulletin of an area, as PDF and DOCX."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from renkou.schema.problem import Problem
from renkou.schema.text import Text

from ..asking import known_on_option
from ..bilingual import option, quiet_option
from ..progress import progress
from ..serve import snapshot_in
from . import command

if TYPE_CHECKING:
    from renkou.report.bulletin import Rewritten

FORMATS, LANGUAGES = ("pdf", "docx"), ("en", "zh")


@command.add(
    Text(
        "Write the yearly bulletin of a city, county or township.\n\nA PDF and a DOCX "
        "in English and in Chinese: the year's figures with intervals, earlier years "
        "restated, the projection, and where each number comes from. Figures that are "
        "not computed yet are computed first and kept beside the snapshot.",
        "写出市、县或乡镇的年度公报。\n\n中英文各一份PDF和DOCX：本年数据及区间、"
        "往年数据修订、人口预测，以及每个数字的出处。尚未计算的数据先行计算并存于快照旁。",
    ),
    "annual",
)
@option(
    "--area",
    text=Text("The area's code.", "地区代码。"),
    required=True,
    metavar="CODE",
)
@option("--year", text=Text("The year.", "年份。"), required=True, type=int)
@option(
    "--data",
    text=Text("The city's folder, or its snapshot.", "城市文件夹，或其中的快照。"),
    type=click.Path(path_type=Path),
)
@option(
    "--snapshot",
    text=Text("The snapshot's folder.", "快照文件夹。"),
    type=click.Path(path_type=Path),
)
@known_on_option()
@option(
    "--language",
    text=Text("en, zh or both.", "语言：en、zh或both（两种）。"),
    type=click.Choice([*LANGUAGES, "both"]),
    default="both",
)
@option(
    "--format",
    "formats",
    text=Text("pdf, docx or both with a comma.", "格式：pdf、docx，可用逗号并列。"),
    default="pdf,docx",
)
@option(
    "--words",
    text=Text(
        "Words that were rewritten on the bulletin's page (default: the original).",
        "在公报页面改写后的文字（默认用原文）。",
    ),
    metavar="FILE.toml",
    type=click.Path(path_type=Path),
)
@option(
    "--tables",
    text=Text(
        "Where to keep the computed figures (default: beside the snapshot).",
        "计算结果的保存位置（默认在快照旁）。",
    ),
    type=click.Path(path_type=Path),
)
@option(
    "--out",
    text=Text("The folder to write to.", "写入的文件夹。"),
    required=True,
    type=click.Path(path_type=Path),
)
@quiet_option()
def annual(
    area: str,
    year: int,
    data: Path | None,
    snapshot: Path | None,
    known_on: str | None,
    language: str,
    formats: str,
    words: Path | None,
    tables: Path | None,
    out: Path,
    quiet: bool,
) -> int:
    """Write the bulletin; nothing is written where anything is wrong."""
    from renkou.report.bulletin import read_words
    from renkou.report.bulletin.writing import write_bulletin

    chosen = _formats(formats)
    languages = LANGUAGES if language == "both" else (language,)
    rewritten = _fitting(read_words(words), languages) if words else None
    with progress(quiet=quiet) as report:
        made = write_bulletin(
            _snapshot(data, snapshot),
            out,
            area=area,
            year=year,
            known_on=_day(known_on),
            languages=languages,
            formats=chosen,
            words={rewritten.language: rewritten} if rewritten else {},
            folder=tables,
            progress=report,
        )
    for file in made:
        print(file)
    return 0


def _snapshot(data: Path | None, snapshot: Path | None) -> Path:
    if (data is None) == (snapshot is None):
        raise Problem(
            "Give either --data with the city's folder, or --snapshot.",
            "请用--data给出城市文件夹，或用--snapshot给出快照，二者取一。",
        )
    return snapshot if snapshot is not None else snapshot_in(data or Path())


def _formats(text: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    for name in found:
        if name not in FORMATS:
            raise Problem(
                f"--format: {name!r} is not one of {', '.join(FORMATS)}.",
                f"--format：{name!r}不在{'、'.join(FORMATS)}之中。",
            )
    return found


def _fitting(words: Rewritten, languages: tuple[str, ...]) -> Rewritten:
    if words.language in languages:
        return words
    raise Problem(
        f"--words: these words are in {words.language}; the bulletin is asked for in "
        f"{languages[0]}.",
        f"--words：文字的语言为{words.language}，而所需公报为{languages[0]}。",
    )


def _day(text: str | None) -> date | None:
    from renkou.engines.request import day_of

    return None if text is None else day_of("known-on", text, "已知日期")
