"""The public question: how many births recent months will have come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from renkou.areas import AreaTree
from renkou.integrity import nowcast
from renkou.schema import POPULATIONS, Scope
from renkou.schema.problem import Problem
from renkou.schema.progress import Progress, silent
from renkou.schema.text import Text

from ..places import LEVELS, at_level
from ..request import day_of, one_of, several
from ..workspace import Workspace
from .months import label
from .triangles import Array, Triangles, triangles

METHODS = ("lawless", "hierarchical")
LONGEST = 36  # months
SHOWN = 12  # months
NAMES = {
    "lawless": Text("each area by itself", "各地区独立"),
    "hierarchical": Text("areas together", "各地区合并"),
}


@dataclass(frozen=True, kw_only=True)
class _Question:
    methods: tuple[str, ...]
    levels: tuple[str, ...]
    population: str
    known_on: date
    area_list: date | None
    months: int
    longest: int
    window: int | None
    seed: int


def nowcast_births(
    snapshot: str | Path | Workspace,
    *,
    by: str | Iterable[str] = "city",
    months: int = SHOWN,
    population: str = "resident",
    known_on: date | str | None = None,
    area_list: date | str | None = None,
    method: str | Iterable[str] = METHODS,
    longest: int = LONGEST,
    window: int | None = None,
    seed: int = 1,
    scope: Scope | None = None,
    progress: Progress = silent,
) -> pa.Table:
    """Births of the last `months` by area, with those still to be recorded.

    As known on `known_on` (default: the snapshot's last day), up to the newest month
    over by then. Births are located as the measure `births` locates them; a birth is
    recorded on the day of its first record. `method`: "lawless", each area's own delays
    alone; "hierarchical", areas lending each other strength, those of one county the
    more (`renkou.integrity.nowcast`). Births recorded more than `longest` months late
    are not foretold. `window`: the months that delays are told from, all by default.
    `seed` fixes the draws of "hierarchical". Other arguments as in `renkou.measure`.

    Columns: measure, method, area, area_name, level, period, population, sex, observed,
    value (expected), lower, upper (95%, of the number itself), share_recorded,
    known_on. Null where a method cannot tell.

    Raises renkou.schema.problem.Problem that names what is wrong and the mend.

    >>> from renkou.engines.nowcasting import nowcast_births
    >>> nowcast_births("city/snapshot", by="county")  # doctest: +SKIP
    """
    work = (
        snapshot
        if isinstance(snapshot, Workspace)
        else Workspace(snapshot, progress=progress)
    )
    work.snapshot.require_recording()
    _allow(population, scope or Scope(purpose="analysis"))
    asked = _Question(
        methods=tuple(one_of("method", m, METHODS, "方法") for m in several(method)),
        levels=tuple(one_of("by", name, LEVELS, "地区级别") for name in several(by)),
        population=population,
        known_on=day_of("known-on", known_on, "已知日期") or work.last_day,
        area_list=day_of("area-list", area_list, "地区名录"),
        months=_from_one("months", months, "月数"),
        longest=_from_one("longest", longest, "最长延迟"),
        window=window,
        seed=seed,
    )
    progress(0.0, Text("Counting births by delay", "正在按登记延迟统计出生"))
    found = triangles(
        work,
        asked.levels,
        population=population,
        known_on=asked.known_on,
        area_list=asked.area_list,
        longest=asked.longest,
    )
    return _tables(found, asked, work.tree, progress)


def _tables(
    found: dict[str, Triangles], asked: _Question, tree: AreaTree, progress: Progress
) -> pa.Table:
    jobs = [(level, method) for level in found for method in asked.methods]
    tables = []
    for number, (level, method) in enumerate(jobs):
        name = NAMES[method]
        progress(
            (1 + number) / (1 + len(jobs)),
            Text(f"Nowcasting by {level}, {name.en}", f"正在推算：{name.zh}"),
        )
        clusters = _clusters(found[level], asked, tree)
        tables.append(_rows(level, method, found[level], clusters, asked))
    return pa.concat_tables(tables)


def _clusters(found: Triangles, asked: _Question, tree: AreaTree) -> list[str]:
    """The county of each area below one; the same for all others."""
    day = tree.list_for(asked.area_list)
    inner = LEVELS.index("township")
    return [
        at_level(tree, unit, day, "county")
        if LEVELS.index(unit.level) >= inner
        else "city"
        for unit in found.units
    ]


def _rows(
    level: str, method: str, found: Triangles, clusters: list[str], asked: _Question
) -> pa.Table:
    told = _told(method, found.counts, clusters, asked)
    areas, months, delays = found.counts.shape
    shown = min(asked.months, months)
    recent = slice(months - shown, months)
    age = np.minimum(np.arange(months - 1, -1, -1), delays - 1)[recent]
    share = np.where(np.isfinite(told.expected[:, recent]), told.cdf[:, age], np.nan)
    labels = [label(found.first + at) for at in range(months)[recent]]
    each = np.repeat(np.arange(areas), shown)

    def same(value: str) -> pa.Array:
        return pa.repeat(value, areas * shown)

    def number(values: Array) -> pa.Array:
        flat = values.ravel()
        return pa.array(np.where(np.isfinite(flat), flat, np.nan), from_pandas=True)

    return pa.table(
        {
            "measure": same("births"),
            "method": same(method),
            "area": pa.array([u.code for u in found.units]).take(pa.array(each)),
            "area_name": pa.array([u.name for u in found.units]).take(pa.array(each)),
            "level": same(level),
            "period": pa.array(labels * areas),
            "population": same(asked.population),
            "sex": same("total"),
            "observed": number(told.observed[:, recent]),
            "value": number(told.expected[:, recent]),
            "lower": number(told.low[:, recent]),
            "upper": number(told.high[:, recent]),
            "share_recorded": number(share),
            "known_on": same(asked.known_on.isoformat()),
        }
    )


def _told(
    method: str, counts: Array, clusters: list[str], asked: _Question
) -> nowcast.Nowcast | nowcast.HierarchicalNowcast:
    try:
        if method == "lawless":
            return nowcast.lawless(counts, window=asked.window)
        return nowcast.hierarchical(
            counts, groups=clusters, seed=asked.seed, window=asked.window
        )
    except ValueError as error:
        raise Problem(
            f"The births of this snapshot cannot be nowcast so: {error}. Ask for fewer "
            "months of delay with --longest, or leave --window out.",
            f"本快照的出生数无法如此推算：{error}。请用--longest减少延迟月数，"
            "或去掉--window。",
        ) from error


def _from_one(name: str, value: int, zh: str) -> int:
    if value < 1:
        raise Problem(
            f"{name}: {value} is not a number of months from 1.",
            f"{zh}：{value}不是1或以上的月数。",
        )
    return value


def _allow(population: str, scope: Scope) -> None:
    one_of("population", population, POPULATIONS, "人口口径")
    if population not in scope.populations or scope.areas is not None:
        raise Problem(
            "a nowcast needs the whole city and this population, which are outside "
            "what this reader may see.",
            "推算需要全市及该口径的数据，当前权限不含。",
        )
