"""A question, checked before anything is read for long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from renkou.definitions import Measure
from renkou.indicators import MEASURES
from renkou.schema import POPULATIONS
from renkou.schema.problem import Problem
from renkou.schema.suggestion import nearest

from .periods import Period, parse_years, periods_of
from .places import LEVELS

SEXES = ("total", "male", "female")
PERIODS = ("year", "month")
COMPARISONS = ("previous", "parent", "nation")
FEW = 8


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked: which measures, where, when, of whom and as known when."""

    measures: tuple[Measure, ...]
    levels: tuple[str, ...]
    periods: tuple[Period, ...]
    populations: tuple[str, ...]
    sexes: tuple[str, ...]
    known_on: date | None
    versus: date | None
    area_list: date | None
    totals: Path | None
    compare: tuple[str, ...] = ()

    def sexes_of(self, measure: Measure) -> tuple[str, ...]:
        """The sexes asked for that the measure has."""
        if measure.by_sex:
            return self.sexes
        return tuple(sex for sex in self.sexes if sex == "total")


def several(value: str | Iterable[str]) -> tuple[str, ...]:
    """`a,b` or an iterable of words, as a tuple without repeats."""
    words = value.split(",") if isinstance(value, str) else list(value)
    return tuple(dict.fromkeys(word.strip() for word in words))


def one_of(name: str, value: str, allowed: Sequence[str], zh: str) -> str:
    """`value`, where it is `allowed`; else a Problem that says which there are."""
    if value in allowed:
        return value
    guess = nearest(value, allowed)
    hint = f" Did you mean {guess[0]}?" if guess else ""
    hint_zh = f"您是否想用{guess[0]}？" if guess else ""
    if len(allowed) > FEW:
        raise Problem(
            f"{name}: there is no {value!r}.{hint} `renkou {name}s` lists them all.",
            f"{zh}：没有{value!r}。{hint_zh}可用renkou {name}s列出全部。",
        )
    raise Problem(
        f"{name}: {value!r} is not one of {', '.join(allowed)}.{hint}",
        f"{zh}：{value!r}不在可选值{'、'.join(allowed)}之中。{hint_zh}",
    )


def day_of(name: str, value: date | str | None, zh: str) -> date | None:
    """A date from `2024-12-31` or a date."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Problem(
            f"{name}: {value!r} is not a date. Write it as 2024-12-31.",
            f"{zh}：{value!r}不是日期。请写成2024-12-31的形式。",
        ) from None


def request(
    keys: str | Iterable[str],
    *,
    by: str | Iterable[str],
    years: str | int | Iterable[int],
    period: str,
    population: str | Iterable[str],
    sex: str | Iterable[str],
    known_on: date | str | None,
    versus: date | str | None,
    area_list: date | str | None,
    totals: str | Path | None,
    compare: str | Iterable[str] = (),
) -> Request:
    """A checked request; Problem names the argument, its value and what would do."""
    listed = MEASURES if keys == "all" else several(keys)
    measures = tuple(
        MEASURES[one_of("measure", key, tuple(MEASURES), "指标")] for key in listed
    )
    checked = Request(
        measures=measures,
        levels=tuple(one_of("by", name, LEVELS, "地区级别") for name in several(by)),
        periods=periods_of(
            parse_years(years), one_of("period", period, PERIODS, "时期")
        ),
        populations=tuple(
            one_of("population", name, POPULATIONS, "人口口径")
            for name in several(population)
        ),
        sexes=tuple(one_of("sex", name, SEXES, "性别") for name in several(sex)),
        known_on=day_of("known-on", known_on, "已知日期"),
        versus=day_of("vs", versus, "对比日期"),
        area_list=day_of("area-list", area_list, "地区名录"),
        totals=Path(totals) if totals is not None else None,
        compare=tuple(
            one_of("compare", name, COMPARISONS, "比较对象")
            for name in several(compare)
            if name
        ),
    )
    for measure in measures:
        if keys != "all" and not checked.sexes_of(measure):
            raise Problem(
                f"{measure.key} is not given by sex. Ask for it with sex total.",
                f"{measure.key}（{measure.title.zh}）不分性别，请将性别设为total。",
            )
    if not measures or not checked.periods:
        raise Problem(
            "no measure or no year was asked for. `renkou measures` lists measures.",
            "未指定指标或年份。可用renkou measures查看指标。",
        )
    return checked
