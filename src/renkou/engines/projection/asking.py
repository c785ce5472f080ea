"""What is asked of a projection, checked before anything is read for long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from renkou.demography.projection import SCENARIOS
from renkou.schema import POPULATIONS, Scope
from renkou.schema.problem import Problem

from ..by_age import OLDEST
from ..places import LEVELS
from ..request import day_of, one_of, several
from ..workspace import Workspace

LAST_YEAR = 2100  # of the United Nations' series
FEWEST_DRAWS = 40  # so that a draw lies beyond each limit of a 95% interval
RECENT = 5  # years that rates are learned from
MIGRATION = ("fading", "held")
LIMITS = {
    "tfr": (0.4, 4.0),
    "life_expectancy": (60.0, 95.0),
    "net_migration": (-60, 60),
}
NAMES = {
    "tfr": "总和生育率",
    "life_expectancy": "预期寿命",
    "net_migration": "净迁移率",
}


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What an area's course is moved to in ten years' time; None leaves it.

    Total fertility, the mean of men's and women's expectation of life, and net
    migrants for each 1,000 people at a year's start.
    """

    tfr: float | None = None
    life_expectancy: float | None = None
    net_migration: float | None = None

    def __post_init__(self) -> None:
        for name, (least, most) in LIMITS.items():
            value = getattr(self, name)
            if value is not None and not least <= value <= most:
                word = name.replace("_", "-")
                raise Problem(
                    f"{word}: {value:g} is not from {least:g} to {most:g}.",
                    f"{NAMES[name]}：{value:g}不在{least:g}至{most:g}之间。",
                )

    @property
    def any(self) -> bool:
        """Whether anything is changed."""
        return self != Changes()


@dataclass(frozen=True, kw_only=True)
class Question:
    """A checked question; `base` is the last year that was over on the day."""

    levels: tuple[str, ...]
    base: int
    to: int
    population: str
    known_on: date
    area_list: date | None
    draws: int
    seed: int
    recent: int
    scenario: str
    migration: str
    broad_ages: tuple[int, ...]
    changes: Changes = Changes()

    @property
    def learned_from(self) -> range:
        """The years that rates are learned from."""
        return range(self.base - self.recent + 1, self.base + 1)

    @property
    def steps(self) -> int:
        """Years from the base to the last."""
        return self.to - self.base


def question(
    work: Workspace,
    scope: Scope,
    *,
    by: str | Iterable[str],
    to: int,
    draws: int,
    seed: int,
    population: str,
    known_on: date | str | None,
    area_list: date | str | None,
    recent: int,
    scenario: str,
    migration: str,
    broad_ages: str | Iterable[int],
    changes: Changes = Changes(),
) -> Question:
    """The question, or a Problem that names the argument, its value and the mend."""
    levels = tuple(one_of("by", name, LEVELS, "地区级别") for name in several(by))
    one_of("population", population, POPULATIONS, "人口口径")
    if population not in scope.populations or scope.areas is not None:
        raise Problem(
            "a projection needs the whole city and this population, which are outside "
            "what this reader may see.",
            "预测需要全市及该口径的人口数据，当前权限不含。",
        )
    day = day_of("known-on", known_on, "已知日期")
    if day is not None:
        work.snapshot.require_recording()
    return checked(
        levels,
        day or work.last_day,
        population,
        first_day=work.snapshot.manifest.first_day,
        area_list=day_of("area-list", area_list, "地区名录"),
        to=to,
        draws=draws,
        seed=seed,
        recent=recent,
        scenario=scenario,
        migration=migration,
        broad_ages=broad_ages,
        changes=changes,
    )


def checked(
    levels: tuple[str, ...],
    known: date,
    population: str,
    *,
    first_day: date | None,
    to: int,
    area_list: date | None = None,
    draws: int = 1_000,
    seed: int = 1,
    recent: int = RECENT,
    scenario: str = "medium",
    migration: str = "fading",
    broad_ages: str | Iterable[int] = "0,15,60",
    changes: Changes = Changes(),
) -> Question:
    """The question of levels, day and population that are known to be there.

    `first_day` is the first whose events the snapshot has, where it says so.
    """
    one_of("scenario", scenario, SCENARIOS, "情景")
    one_of("migration", migration, MIGRATION, "迁移")
    base = (known + timedelta(days=1)).year - 1
    _within("draws", draws, FEWEST_DRAWS, 100_000, "模拟次数")
    _within("seed", seed, 0, 2**32 - 1, "种子数")
    return Question(
        levels=levels,
        base=base,
        to=_last(to, base),
        population=population,
        known_on=known,
        area_list=area_list,
        draws=draws,
        seed=seed,
        recent=_recent(first_day, base, recent),
        scenario=scenario,
        migration=migration,
        broad_ages=_broad(broad_ages),
        changes=changes,
    )


def _within(name: str, value: int, least: int, most: int, zh: str) -> None:
    if not least <= value <= most:
        raise Problem(
            f"{name}: {value} is not from {least} to {most:,}.",
            f"{zh}：{value}不在{least}至{most}之间。",
        )


def _last(to: int, base: int) -> int:
    if to <= base:
        raise Problem(
            f"to: {to} is not after {base}, the last year of the snapshot that is "
            f"over. Give a later year, up to {LAST_YEAR}.",
            f"预测终点：{to}不晚于快照中最后一个已结束的年份{base}。"
            f"请给出更晚的年份，最晚{LAST_YEAR}。",
        )
    if to > LAST_YEAR:
        raise Problem(
            f"to: {to} is after {LAST_YEAR}, where the United Nations' trends end.",
            f"预测终点：{to}晚于{LAST_YEAR}，联合国的趋势数据止于该年。",
        )
    return to


def _recent(first: date | None, base: int, recent: int) -> int:
    """At most `recent` years, of those whose every event the snapshot has."""
    _within("recent", recent, 1, 30, "依据年数")
    if first is None:
        return recent
    whole = first.year if (first.month, first.day) == (1, 1) else first.year + 1
    if base < whole:
        raise Problem(
            f"the snapshot begins on {first}, and no year from then is over by the day "
            "asked about. A projection learns from one whole year at least.",
            f"快照自{first}起，至所问日期尚无完整年份。预测至少需要一个完整年份的数据。",
        )
    return min(recent, base - whole + 1)


def _broad(ages: str | Iterable[int]) -> tuple[int, ...]:
    words = ages.split(",") if isinstance(ages, str) else list(ages)
    try:
        bounds = tuple(int(word) for word in words)
    except ValueError:
        bounds = ()
    rising = all(a < b for a, b in pairwise(bounds))
    if not bounds or bounds[0] != 0 or not rising or bounds[-1] > OLDEST:
        given = ages if isinstance(ages, str) else ",".join(map(str, words))
        raise Problem(
            f"ages: {given!r} is not a rising list of ages from 0 to {OLDEST}. Write "
            "0,15,60.",
            f"年龄：{given!r}不是由0起、不超过{OLDEST}的递增年龄。请写成0,15,60的形式。",
        )
    return bounds
