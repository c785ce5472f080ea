"""The options that several commands share: what to ask of which snapshot, where to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from renkou.schema.text import Text

from .bilingual import option

Decorator = Callable[..., Any]


def snapshot_option() -> Decorator:
    """`--snapshot`, which must be given."""
    return option(
        "--snapshot",
        text=Text("The snapshot's folder.", "快照文件夹。"),
        required=True,
        type=click.Path(path_type=Path),
    )


def by_option(default: str = "city") -> Decorator:
    """`--by`: one level of areas, or several."""
    return option(
        "--by",
        text=Text(
            "city, county, township or village; several with commas.",
            "地区级别，可用逗号并列。",
        ),
        default=default,
    )


def years_option(**settings: Any) -> Decorator:
    """`--years`, with what is the command's own about it."""
    return option(
        "--years",
        text=Text(
            "Such as 2024, 2011-2025 or 2011,2015-2017.",
            "如2024、2011-2025或2011,2015-2017。",
        ),
        **settings,
    )


def period_option() -> Decorator:
    """`--period`: by year or by month."""
    text = Text("year or month.", "时期：年或月。")
    return option("--period", text=text, default="year")


def population_option() -> Decorator:
    """`--population`: one of the two."""
    text = Text("resident or registered.", "人口口径。")
    return option("--population", text=text, default="resident")


def known_on_option() -> Decorator:
    """`--known-on`: the past day as of which to answer."""
    return option(
        "--known-on",
        text=Text(
            "As the register stood at the end of this day.", "按该日结束时登记册所知。"
        ),
    )


def area_list_option() -> Decorator:
    """`--area-list`: the day whose list of areas to use."""
    return option(
        "--area-list",
        text=Text("The list of areas in force on this day.", "采用该日的地区名录。"),
        shown_default="newest",
    )


def seed_option() -> Decorator:
    """`--seed`, a whole number, of what is drawn."""
    return option(
        "--seed",
        text=Text(
            "The same seed gives the same figures.", "种子数；相同种子结果相同。"
        ),
        default=1,
    )


def out_option() -> Decorator:
    """`--out`: a file in place of the screen."""
    return option(
        "--out",
        text=Text("Write to this file.", "写入该文件。"),
        type=click.Path(path_type=Path),
    )


def probability_option() -> Decorator:
    """`--probability`: from which on two rows are linked."""
    return option(
        "--probability",
        text=Text("The least probability of a link.", "关联的最低概率。"),
        type=float,
        default=0.95,
    )


def replace_option() -> Decorator:
    """`--replace`, without which nothing that is there is touched."""
    text = Text("Replace what is there.", "替换已有内容。")
    return option("--replace", text=text, is_flag=True)


def persons_option(**settings: Any) -> Decorator:
    """`--persons`: how large a synthetic city begins."""
    return option(
        "--persons",
        text=Text("Registered persons on 2010-11-01.", "2010年11月1日的户籍人口数。"),
        type=int,
        **settings,
    )


def city_seed_option(**settings: Any) -> Decorator:
    """`--seed` of a synthetic city."""
    return option(
        "--seed",
        text=Text(
            "The same seed gives the same city.", "种子数；相同的种子生成相同的城市。"
        ),
        type=int,
        **settings,
    )
