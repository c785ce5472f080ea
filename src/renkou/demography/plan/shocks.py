"""What each draw departs from the central path by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renkou.chance.input_rules import Floats

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
