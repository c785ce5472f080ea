"""`renkou project`: a snapshot's city and areas in years to come."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from renkou.schema.text import Text

from .asking import (
    area_list_option,
    by_option,
    known_on_option,
    out_option,
    population_option,
    seed_option,
    snapshot_option,
)
from .bilingual import command as cli_command
from .bilingual import format_option, option, quiet_option
from .measure import check_format, write
from .progress import progress


@cli_command(
    Text(
        "Project the population of a city and its areas, with intervals.\n\n"
        "Two-sex, by single years of age, from the last year of the snapshot that is "
        "over. Fertility and mortality follow the United Nations' trends for China at "
        "the level of the city and of each area; small areas borrow from the city. "
        "Medians of areas sum to the city's. Nothing is a quota.",
        "预测全市及各地区的人口，并给出区间。\n\n"
        "分性别、按一岁年龄，自快照中最后一个已结束的年份起。生育与死亡依联合国对中国的"
        "趋势，并按本市及各地区的水平调整；人口少的地区向全市水平靠拢。"
        "各地区中位数之和等于全市。预测并非指标。",
    ),
    "project",
)
@snapshot_option()
@option(
    "--to",
    text=Text("The last year, up to 2100.", "预测至哪一年，最晚2100。"),
    required=True,
    type=int,
)
@by_option()
@option(
    "--area",
    text=Text(
        "The code of one area, projected alone, in place of --by.",
        "单个地区的代码，代替--by，只预测该地区。",
    ),
    metavar="CODE",
)
@option(
    "--draws",
    text=Text("Random courses that intervals come from.", "用以推算区间的模拟次数。"),
    default=1000,
)
@seed_option()
@population_option()
@option(
    "--scenario",
    text=Text(
        "medium, low, high (half a child less or more), constant, "
        "instant-replacement or zero-migration.",
        "情景：medium（中）、low、high（总和生育率减、加0.5）、constant（不变）、"
        "instant-replacement（即达更替）或zero-migration（零迁移）。",
    ),
    default="medium",
)
@option(
    "--migration",
    text=Text(
        "Recent net migration: fading (half after ten years) or held.",
        "近年净迁移率：fading（每十年减半）或held（保持）。",
    ),
    default="fading",
)
@option(
    "--recent",
    text=Text(
        "Years that the city's rates are learned from.", "推算本市比率所用年数。"
    ),
    default=5,
)
@option(
    "--ages",
    "broad_ages",
    text=Text("Where broad age groups begin.", "大年龄组的起始年龄。"),
    default="0,15,60",
)
@option(
    "--tfr",
    text=Text(
        "With --area: total fertility that is reached in ten years.",
        "与--area同用：十年后达到的总和生育率。",
    ),
    type=float,
)
@option(
    "--life-expectancy",
    text=Text(
        "With --area: life expectancy at birth, the mean of men's and women's, that "
        "is reached in ten years.",
        "与--area同用：十年后达到的出生预期寿命（男女平均）。",
    ),
    type=float,
)
@option(
    "--net-migration",
    text=Text(
        "With --area: net migrants a year for each 1,000 people, reached in ten years.",
        "与--area同用：十年后每千人每年的净迁入人数。",
    ),
    type=float,
)
@known_on_option()
@area_list_option()
@format_option("table", "csv", "json", "parquet")
@out_option()
@quiet_option()
def command(form: str, out: Path | None, quiet: bool, **asked: Any) -> int:
    """Project, then write; nothing is written where anything is wrong."""
    check_format(form, out)
    from renkou.engines.projection import project_city

    from .projected import listed

    with progress(quiet=quiet) as report:
        table = project_city(progress=report, **asked)
    write(table, form, out, listed)
    return 0
