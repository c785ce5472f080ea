"""The public question: a city and its areas projected, with their uncertainty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from renkou.areas import Unit
from renkou.areas.unit import level_of
from renkou.schema import Scope
from renkou.schema.problem import Problem
from renkou.schema.progress import Progress, silent
from renkou.schema.text import Text

from ..by_age import Observed
from ..request import day_of
from ..workspace import Workspace
from .asking import RECENT, Changes, Question, question
from .components import observed
from .course import course
from .one_area import project_area
from .spreading import quantiles_of
from .table import rows_of


def project_city(
    snapshot: str | Path | Workspace,
    *,
    by: str | Iterable[str] = "city",
    area: str | None = None,
    to: int,
    draws: int = 1000,
    seed: int = 1,
    population: str = "resident",
    known_on: date | str | None = None,
    area_list: date | str | None = None,
    recent: int = RECENT,
    scenario: str = "medium",
    migration: str = "fading",
    broad_ages: str | Iterable[int] = "0,15,60",
    tfr: float | None = None,
    life_expectancy: float | None = None,
    net_migration: float | None = None,
    scope: Scope | None = None,
    progress: Progress = silent,
) -> pa.Table:
    """The population, births and deaths of a snapshot's city and areas to a later year.

    From the last year over by `known_on` (default: the snapshot's last day), each year
    to `to`, for every area of the level or levels `by`, two-sex, single ages, 100 and
    over open. `draws` random courses of fertility, mortality and migration, fixed by
    `seed`, give medians and intervals (`renkou.demography.projection.simulate`).

    - Fertility and mortality: the United Nations' rates for China year by year (World
      Population Prospects 2024), times the city's ratio to them by age over its
      `recent` years, times each area's ratio to the city. Ratios of few events are
      drawn towards the others (Marshall 1991).
    - The sex ratio at birth is the United Nations' for China.
    - Migration: net rates by age and sex, the change of the recent years that births,
      deaths and ageing leave unexplained. `migration` "fading" halves them every ten
      years, "held" keeps them.
    - `scenario`: as `renkou.demography.projection.scenario`.
    - `area`: a code, in place of `by`: this area alone (`one_area.project_area`). Its
      course may then be moved to another total fertility (`tfr`), life expectancy at
      birth (the mean of men's and women's) or net migration (for each 1,000 people) in
      ten years' time.
    - Intervals: the spread of the United Nations' projection of China; in net migration
      also what the growth of Sichuan's counties missed; in areas also what their ratios
      may be off by and the chance of small numbers. `docs/project.md` says what is not
      in them.
    - The areas of a level sum to the city: their central courses in every cell of age
      and sex, and their medians of every figure.

    Columns: measure (population, births, deaths, population-by-broad-age), area,
    area_name, level, period, population, sex, category, value (the median), lower,
    upper (95%), lower_80, upper_80, known_on. A figure of the last known year has no
    uncertainty: its bounds equal it. Areas where nobody lives are left out.

    Raises renkou.schema.problem.Problem that names what is wrong and the mend.

    >>> from renkou.engines.projection import project_city
    >>> project_city("city/snapshot", by="county", to=2050)  # doctest: +SKIP
    """
    work = (
        snapshot
        if isinstance(snapshot, Workspace)
        else Workspace(snapshot, progress=progress)
    )
    asked = question(
        work,
        scope or Scope(purpose="analysis"),
        by=by if area is None else _level_of(work, area, area_list),
        to=to,
        draws=draws,
        seed=seed,
        population=population,
        known_on=known_on,
        area_list=area_list,
        recent=recent,
        scenario=scenario,
        migration=migration,
        broad_ages=broad_ages,
        changes=_changes(area, tfr, life_expectancy, net_migration),
    )
    progress(0.0, Text("Counting recent years", "正在统计近年数据"))
    seen = observed(
        work,
        asked.levels,
        asked.learned_from,
        asked.population,
        asked.known_on,
        asked.area_list,
    )
    tables = []
    for number, (level, (units, counts)) in enumerate(seen.items()):
        progress(
            (1 + number) / (1 + len(seen)),
            Text(f"Projecting by {level}", f"正在预测：{LEVEL_NAMES[level]}"),
        )
        if area is not None:
            return _area(level, units, counts, asked, area)
        tables.append(_level(level, units, counts, asked))
    return pa.concat_tables(tables)


LEVEL_NAMES = {
    "city": "市级",
    "county": "县级",
    "township": "乡级",
    "village": "村级",
}


def _level_of(work: Workspace, area: str, area_list: date | str | None) -> str:
    """The level of the area of a code on a list; Problem where there is none."""
    listed = work.tree.list_for(day_of("area-list", area_list, "地区名录"))
    return level_of(work.tree.by_code(area, listed).code)


def _changes(
    area: str | None,
    tfr: float | None,
    life_expectancy: float | None,
    net_migration: float | None,
) -> Changes:
    changes = Changes(
        tfr=tfr, life_expectancy=life_expectancy, net_migration=net_migration
    )
    if changes.any and area is None:
        raise Problem(
            "tfr, life-expectancy, net-migration: these move the course of one area. "
            "Name it with --area.",
            "总和生育率、预期寿命、净迁移率：只能改变一个地区的走势。请用--area指定地区。",
        )
    return changes


def _area(
    level: str, units: tuple[Unit, ...], counts: Observed, asked: Question, area: str
) -> pa.Table:
    _require_people(counts, asked)
    codes = [unit.code for unit in units]
    if area not in codes:
        raise Problem(
            f"area: {area} is not an area of this city on the list asked for.",
            f"地区：在所用名录中，{area}不属于本市。",
        )
    at = codes.index(area)
    found = project_area(counts, at, level, asked)
    return rows_of(level, (units[at],), found.quantiles, asked)


def _level(
    level: str, units: tuple[Unit, ...], counts: Observed, asked: Question
) -> pa.Table:
    there = counts.inhabited
    _require_people(counts, asked)
    lived_in = tuple(unit for unit, known in zip(units, there, strict=True) if known)
    path = course(counts.of(there), asked)
    return rows_of(level, lived_in, quantiles_of(path, asked), asked)


def _require_people(counts: Observed, asked: Question) -> None:
    """Problem unless people are there at the base and through the recent years."""
    stock = counts.stock.sum(axis=(0, 2, 3))
    if not stock[-1] > 0:
        raise Problem(
            f"at the end of {asked.base} nobody belongs to the {asked.population} "
            "population, so there is nothing to project.",
            f"{asked.base}年末该口径人口为零，无可预测。",
        )
    if stock.min() * 2 < stock[-1]:
        year = asked.learned_from[0] - 1 + int(np.argmin(stock))
        raise Problem(
            f"recent: at the end of {year} the snapshot holds fewer than half of the "
            f"people of {asked.base}, so no rates can be learned from there on. Give "
            "fewer years with --recent, or state first_day in snapshot.toml.",
            f"依据年数：快照中{year}年末人口不足{asked.base}年末的一半，"
            "其后数据不足以推算比率。请用--recent减少年数，"
            "或在snapshot.toml中写明first_day。",
        )
