"""A thousand courses of the base: what each figure of the plan would come to."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..input_rules import Floats
from ..life_table import LifeTable
from ..projection import project
from .catalogue import OLDEST
from .central_path import AGES, CentralPath, migration_by_age
from .reading import Plan

SOURCES = ("fertility", "mortality", "migration")
# Of log fertility and of life expectancy: what the United Nations' 80% bounds for China
# widen to over their first twelve years (World Population Prospects 2024).
FERTILITY_YEARLY, EXPECTANCY_YEARLY = 0.045, 0.5
FERTILITY_LEVEL, FERTILITY_GIVEN = 0.115, 0.06
EXPECTANCY_LEVEL, EXPECTANCY_GIVEN = 2.5, 0.5
# Of net migration as a share of the population: Sichuan's prefectures grew from 2010 to
# 2020 at rates 0.7 points apart.
MIGRATION_LEVEL, MIGRATION_YEARLY = 0.005, 0.002
BOYS_LEVEL = 0.02  # of the log sex ratio at birth
ASSUMED_SPREAD = 0.015  # of the log size of a base that is not counted
_MOST_LEAVING = 0.9  # of a cohort over the plan


@dataclass(frozen=True, eq=False)
class Shocks:
    """What each draw departs from the central path by, (draws, years).

    `fertility` in log units, `mortality` in years of life expectancy, `migration` as
    a share of the population a year, `boys` of the sex ratio at birth in log units.
    Year 0 is the year before the base.
    """

    fertility: Floats
    mortality: Floats
    migration: Floats
    boys: Floats


@dataclass(frozen=True, eq=False)
class Courses:
    """The plan's population year by year in each draw; index 0 of years is base_year.

    Flows are (draws, steps + 1), the year before the base first; `population` is
    (draws, steps + 1, 2, 101) at each year's end, `before` (draws,) a year before the
    base. `fertility` and `expectancy` are (draws, steps + 1).
    """

    population: Floats
    before: Floats
    births: Floats
    boys: Floats
    deaths: Floats
    migrants: Floats
    fertility: Floats
    expectancy: Floats


@dataclass(frozen=True, slots=True)
class Spreads:
    """Standard deviations of the levels at the start, as given or by default.

    The levels of what the plan gives are surer than of what had to be assumed.
    """

    fertility: float
    mortality: float
    migration: float

    @classmethod
    def of(cls, plan: Plan) -> Spreads:
        """Those of a plan."""
        given, own = plan.rates, plan.spread
        unsure = given.total_fertility_rate is None, given.life_expectancy is None
        fertility = FERTILITY_LEVEL if unsure[0] else FERTILITY_GIVEN
        mortality = EXPECTANCY_LEVEL if unsure[1] else EXPECTANCY_GIVEN
        return cls(
            _first(own.total_fertility_rate, fertility),
            _first(own.life_expectancy, mortality),
            _first(own.net_migration, MIGRATION_LEVEL),
        )

    def after(self, years: int) -> tuple[float, float, float]:
        """The standard deviations once the walks have gone on for so many years."""
        return (
            float(np.hypot(self.fertility, FERTILITY_YEARLY * years**0.5)),
            float(np.hypot(self.mortality, EXPECTANCY_YEARLY * years**0.5)),
            self.migration,
        )


def shocks(plan: Plan, draws: int, seed: int) -> Shocks:
    """Walks of fertility and mortality from uncertain levels; lasting migration.

    The first year, the one before the base, has the uncertainty of the level alone.
    """
    random = np.random.default_rng(seed)
    years, level = plan.steps + 1, Spreads.of(plan)
    fertility = _walk(random, draws, years, level.fertility, FERTILITY_YEARLY)
    mortality = _walk(random, draws, years, level.mortality, EXPECTANCY_YEARLY)
    yearly = min(MIGRATION_YEARLY, level.migration)
    lasting = random.normal(0.0, level.migration, (draws, 1))
    migration = lasting + random.normal(0.0, yearly, (draws, years))
    boys = np.repeat(random.normal(0.0, BOYS_LEVEL, (draws, 1)), years, axis=1)
    return Shocks(fertility, mortality, migration, boys)


def only(all_: Shocks, source: str) -> Shocks:
    """The same draws with all shocks but those of `source` taken away."""
    none = np.zeros_like(all_.fertility)
    kept = {name: getattr(all_, name) if name == source else none for name in SOURCES}
    return Shocks(**kept, boys=all_.boys if source == "fertility" else none)


def _first(given: float | None, otherwise: float) -> float:
    return otherwise if given is None else given


def _walk(
    random: np.random.Generator, draws: int, years: int, level: float, yearly: float
) -> Floats:
    steps = random.normal(0.0, yearly, (draws, years))
    steps[:, 0] = random.normal(0.0, level, draws)
    walked: Floats = np.cumsum(steps, axis=1)
    return walked


def courses(plan: Plan, path: CentralPath, shock: Shocks) -> Courses:
    """The base carried forward through every draw, in single ages and years."""
    fertility = path.fertility * np.exp(shock.fertility)
    rates, expectancy = _mortality(path, shock.mortality)
    share = shock.migration + path.migration / plan.base.sum()
    migrants = _migrants(plan, path, share)
    went = project(
        plan.base,
        _survival(rates[:, 1:]),
        fertility[:, 1:, None] * path.mothers,
        path.boys * np.exp(shock.boys[:, 1:]),
        migrants[:, 1:],
        width=1,
    )
    first = fertility[:, 0] * float(path.mothers @ plan.base[1])
    died = (rates[:, 0] * plan.base).sum(axis=(-1, -2))
    moved = migrants[:, 0].sum(axis=(-1, -2))
    boys = path.boys * np.exp(shock.boys[:, 0])
    births = went.births.sum(axis=-1)
    return Courses(
        population=went.population,
        before=plan.base.sum() - first + died - moved,
        births=np.column_stack([first, births.sum(axis=-1)]),
        boys=np.column_stack([first * boys / (1 + boys), births[..., 0]]),
        deaths=np.column_stack([died, went.deaths.sum(axis=(-1, -2))]),
        migrants=np.column_stack([moved, went.migrants.sum(axis=(-1, -2))]),
        fertility=fertility,
        expectancy=expectancy,
    )


def recounted(went: Courses, seed: int) -> Courses:
    """The courses of a base that is only assumed: off by one share throughout."""
    off = np.random.default_rng(seed).normal(0.0, ASSUMED_SPREAD, went.before.size)
    times = np.exp(off)
    by_year = times[:, None]
    return replace(
        went,
        population=went.population * times[:, None, None, None],
        before=went.before * times,
        births=went.births * by_year,
        boys=went.boys * by_year,
        deaths=went.deaths * by_year,
        migrants=went.migrants * by_year,
    )


def by_chance(went: Courses, seed: int) -> Courses:
    """The courses with births and deaths as many as chance may have it (Poisson).

    Only totals change: each year's surplus or deficit stays in the population, at all
    ages in proportion. It counts in small areas alone.
    """
    random = np.random.default_rng(seed)
    births = random.poisson(went.births).astype(np.float64)
    deaths = random.poisson(went.deaths).astype(np.float64)
    more = births - went.births - (deaths - went.deaths)
    gained = np.cumsum(more[:, 1:], axis=1)
    totals = went.population[:, 1:].sum(axis=(-1, -2))
    people = went.population.copy()
    people[:, 1:] *= np.maximum(1 + gained / totals, 0.0)[..., None, None]
    share = np.divide(
        went.boys, went.births, out=np.full_like(went.boys, 0.5), where=went.births > 0
    )
    boys = random.binomial(births.astype(np.int64), share).astype(np.float64)
    return replace(went, population=people, births=births, deaths=deaths, boys=boys)


def _migrants(plan: Plan, path: CentralPath, share: Floats) -> Floats:
    """Net migrants, (draws, steps + 1, 2, 101): `share` of the population a year.

    By age they follow the curve of migration and those who would be there if nobody
    moved; over the plan no cohort can lose more than nine tenths.
    """
    closed = project(
        plan.base,
        np.broadcast_to(_survival(path.death_rates), (plan.steps, 2, OLDEST + 2)),
        path.fertility * path.mothers[None, :],
        path.boys,
        width=1,
    ).population
    there = np.concatenate([closed[:1], closed[:-1]])
    moving = migration_by_age() * there
    moving /= moving.sum(axis=(-1, -2), keepdims=True)
    people = share * there.sum(axis=(-1, -2))
    least = -_MOST_LEAVING / plan.steps * there
    went: Floats = np.maximum(people[..., None, None] * moving, least)
    return went


def _mortality(path: CentralPath, shock: Floats) -> tuple[Floats, Floats]:
    """Death rates (draws, years, 2, 101) and life expectancy of both sexes."""
    logs = -shock[..., None] / path.gain
    rates = path.death_rates * np.exp(logs)[..., None]
    tables = [
        LifeTable.from_rates(rates[..., i, :], AGES, sex=sex).ex[..., 0]
        for i, sex in enumerate(("male", "female"))
    ]
    male = path.boys / (1 + path.boys)
    return rates, male * tables[0] + (1 - male) * tables[1]


def _survival(rates: Floats) -> Floats:
    """Survival ratios, (..., 2, 102), of single-age death rates."""
    both = [
        LifeTable.from_rates(rates[..., i, :], AGES, sex=sex).survival_ratios(width=1)
        for i, sex in enumerate(("male", "female"))
    ]
    return np.stack(both, axis=-2)
