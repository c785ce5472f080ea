"""What was measured of the detectors: how often wrong, and what they found."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from renkou.chance.intervals import proportion_interval
from renkou.schema.text import Text

FILE = "measured.toml"


@dataclass(frozen=True, slots=True)
class Found:
    """Of offices that were planted: found, claimed in all, and months until then."""

    planted: int
    found: int
    claimed: int
    months: float | None = None


@dataclass(frozen=True)
class Measured:
    """The content of measured.toml."""

    cities: int
    persons: int
    spoke: Mapping[str, int]
    full_persons: int
    found: Mapping[str, Found]
    series_offices: int
    series_mean: int
    series_found: Mapping[str, int]


@cache
def measured() -> Measured:
    """The figures as they were measured."""
    text = (files(__package__) / FILE).read_text("utf-8")
    content = tomllib.loads(text)
    clean, full, series = content["clean"], content["full"], content["series"]
    return Measured(
        clean["cities"],
        clean["persons"],
        clean["spoke"],
        full["persons"],
        {key: Found(**found) for key, found in full["found"].items()},
        series["offices"],
        series["mean"],
        series["found"],
    )


def wrongly(key: str) -> Text | None:
    """In how many clean cities a detector spoke, with its interval."""
    of = measured()
    spoke = of.spoke.get(key)
    if spoke is None:
        return None
    bounds = proportion_interval(spoke, of.cities)
    low, high = (float(100 * bound) for bound in bounds)
    return Text(
        f"Measured: spoke in {spoke} of {of.cities} synthetic cities without a fault "
        f"({low:.0f}–{high:.0f}%).",
        f"实测：{of.cities}座无问题的合成城市中有{spoke}座出现提示"
        f"（{low:.0f}～{high:.0f}%）。",
    )


def power(key: str) -> Text:
    """What a detector found where something was planted."""
    of = measured()
    if (found := of.found.get(key)) is not None:
        en = zh = ""
        if found.months is not None:
            en = f", after {found.months:g} months on average"
            zh = f"，平均用时{found.months:g}个月"
        return Text(
            f"Found {found.found} of {found.planted} planted offices in a city of "
            f"{of.full_persons:,}{en}; {found.claimed} flagged in all.",
            f"在{of.full_persons / 1e4:g}万人的合成城市中，"
            f"{found.planted}个问题单位找出{found.found}个{zh}；共提示{found.claimed}个。",
        )
    if (number := of.series_found.get(key)) is not None:
        return Text(
            f"Found {number} of {of.series_offices} invented series with a mean of "
            f"{of.series_mean} a month: it does not see this kind of invention.",
            f"月均{of.series_mean}例的{of.series_offices}个编造序列中找出{number}个："
            "无法识别此类编造。",
        )
    return Text(
        "Power not measured: no fault of its kind is planted.",
        "未测识别力：合成城市不含此类问题。",
    )
