"""Counts by age of every area, as known on each day: where projections begin from.

A file a day and population, beside the tables: persons by single age at the end of the
last years over by then, person-years and deaths by age and births of the years kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from renkou.definitions import Events
from renkou.schema import KIND_OF_POPULATION, POPULATIONS
from renkou.schema.problem import Problem
from renkou.schema.progress import Progress
from renkou.schema.text import Text
from renkou.schema.whole_file import whole_file

from ..by_age import Array, Counts, Observed, nothing_given
from ..knowledge import Knowledge
from ..levels import Levels
from ..periods import Period, Span
from ..workspace import Workspace
from .axes import LEVELS, Axes
from .history import History
from .recorded import Recorded
from .store import Tables

COUNTING = Text("Counting by age", "正在按年龄统计")
STOCKS = 6  # year's ends of which persons by single age are kept
KEPT = 8  # files held in memory


@dataclass(frozen=True)
class ByAge:
    """Counts by age of all areas of the axes, of `years`, as known on a day.

    `observed.stock` holds the last six year's ends, the rest every one of `years`.
    """

    years: range
    observed: Observed

    @property
    def base(self) -> int:
        """The last year that was over on the day."""
        return self.years[-1]

    def of_level(self, axes: Axes, level: str) -> tuple[tuple[str, ...], Observed]:
        """The codes and counts of the areas of one level."""
        from renkou.areas.unit import level_of

        mine = np.array([level_of(code) == level for code in axes.areas])
        codes = tuple(c for c, own in zip(axes.areas, mine, strict=True) if own)
        return codes, self.observed.of(mine)


def read_by_age(tables: Tables, day: date, population: str) -> ByAge:
    """The counts kept for a day; Problem where there are none."""
    file = _file(tables, day, population)
    try:
        return _read(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        raise Problem(
            f"known: counts by age as known on {day} are not computed. Choose another "
            "day, or end this server and run `renkou serve` again.",
            f"已知日期：尚未计算截至{day}所知的分年龄数据。请选择其他日期，"
            "或停止服务后重新运行renkou serve。",
        ) from None


@lru_cache(maxsize=KEPT)
def _read(file: Path, changed: int) -> ByAge:
    with np.load(file) as arrays:
        parts = [arrays[f.name].astype(np.float64) for f in fields(Observed)]
        first, last = arrays["years"].tolist()
    return ByAge(range(first, last + 1), Observed(*parts))


def make_by_age(
    work: Workspace, tables: Tables, days: Sequence[date], progress: Progress
) -> None:
    """Count and keep what is lacking of `days`, all of them at once."""
    first = Period(tables.axes.years[0]).last
    lacking = [
        day
        for day in sorted(days)
        if day >= first
        and not all(
            _file(tables, day, population).exists() for population in POPULATIONS
        )
    ]
    if lacking:
        _count(work, tables, lacking, progress)


def _count(
    work: Workspace, tables: Tables, days: Sequence[date], progress: Progress
) -> None:
    axes, counts = tables.axes, Counts.declared()
    span = Span.over(Period(year) for year in axes.years)
    wanted = [each for each in counts.every if isinstance(each, Events)]
    with closing(Knowledge(work, days[-1])) as knowledge:
        levels = Levels(knowledge, work.tree.list_for(None), LEVELS)
        recorded = Recorded(levels, days, span)
        events = recorded.events(wanted, lambda done: progress(done / 2, COUNTING))
        for number, population in enumerate(POPULATIONS):
            progress((1 + number / len(POPULATIONS)) / 2, COUNTING)
            kind = KIND_OF_POPULATION[population]
            counter = History(recorded, events, kind, nothing_given)
            found = [counts.of(counter, level) for level in LEVELS]
            for at, day in enumerate(days):
                over = sum(Period(year).last <= day for year in axes.years)
                parts = [_of_day(each, at, len(days), over) for each in found]
                _write(_file(tables, day, population), axes, over, parts)


def _of_day(each: Observed, at: int, days: int, over: int) -> Observed:
    """One day's counts of the areas of a level, of the years over on it."""

    def day(array: Array) -> Array:
        found: Array = array[at::days]  # every area stands once for each day
        return found

    stock = day(each.stock)[:, max(over + 1 - STOCKS, 0) : over + 1]
    rest = (each.lived, each.deaths, each.born, each.births)
    return Observed(stock, *(day(part)[:, :over] for part in rest))


def _write(file: Path, axes: Axes, over: int, levels: list[Observed]) -> None:
    arrays = {
        f.name: _clean(np.concatenate([getattr(each, f.name) for each in levels]))
        for f in fields(Observed)
    }
    arrays["lived"] = arrays["lived"].astype(np.float32)  # days of a year: six digits
    arrays["years"] = np.array([axes.years[0], axes.years[over - 1]])
    with whole_file(file) as unfinished, unfinished.open("wb") as out:
        np.savez_compressed(out, **arrays)  # type: ignore[arg-type]


def _clean(counts: Array) -> Array:
    """Without what sums of places shared out leave below the eighth decimal."""
    found: Array = np.maximum(counts.round(8), 0.0)
    return found


def _file(tables: Tables, day: date, population: str) -> Path:
    return tables.place / f"by-age-{population}-{day.isoformat()}.npz"
