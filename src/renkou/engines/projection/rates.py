"""Rates of the city and its areas, year by year into the future.

The United Nations' rates of China, times what the city had of them in recent years.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renkou.demography.life_table import LifeTable
from renkou.reference import fertility_pattern, indicators, mortality_rates

from ..by_age import ABRIDGED, OLDEST, WOMEN, Array, Observed
from .borrowing import Ratio, shrunken

NATION = "CHN"
GROUP = np.searchsorted(ABRIDGED.lower, np.arange(OLDEST + 1), side="right") - 1
FIVE = 5  # years of a group of mothers


@dataclass(frozen=True)
class Rates:
    """Rates by year: survival (years, 2, 102), fertility (years, 101), boys a girl."""

    survival: Array
    fertility: Array
    sex_ratio: Array


@dataclass(frozen=True)
class Level:
    """How the city's recent rates stand to the nation's.

    `mortality` (2, 22) and `fertility` (7,) are ratios by age.
    """

    mortality: Array
    fertility: Array


@dataclass(frozen=True)
class AreaLevels:
    """How each area's recent rates stand to the city's, (areas,)."""

    mortality: Ratio
    fertility: Ratio


def nation_mortality(years: range) -> Array:
    """Death rates of the nation by calendar year, (years, 2, 22)."""
    rates = mortality_rates(NATION)
    return np.exp(_by_year(rates.periods, np.log(rates.values), years))


def nation_fertility(years: range) -> Array:
    """Births per woman of the nation by calendar year and five-year age, (years, 7)."""
    pattern, found = fertility_pattern(NATION), indicators(NATION)
    shares = _by_year(pattern.periods, pattern.values, years)
    return _of_years(found.tfr, years)[:, None] * shares / FIVE


def _by_year(
    periods: tuple[tuple[int, int], ...], values: Array, years: range
) -> Array:
    """From the middles of periods to the middles of years, in straight lines.

    The last line goes on beyond the last middle.
    """
    middles = np.mean(periods, axis=1)
    at = np.asarray(years) + 0.5
    left = np.clip(np.searchsorted(middles, at) - 1, 0, len(middles) - 2)
    part = (at - middles[left]) / (middles[left + 1] - middles[left])
    part = part.reshape(-1, *([1] * (values.ndim - 1)))
    between: Array = values[left] + part * (values[left + 1] - values[left])
    return between


def _of_years(series: Array, years: range) -> Array:
    known = indicators(NATION).year
    return series[np.searchsorted(known, np.asarray(years))]


def level_of(whole: Observed, years: range) -> Level:
    """The city's ratios to the nation, ages of few events drawn towards the others."""
    expected = (whole.lived[0] * nation_mortality(years)).sum(axis=0)
    births = (whole.women[0] * nation_fertility(years)).sum(axis=0)
    return Level(
        mortality=shrunken(whole.deaths[0].sum(axis=0), expected).ratio,
        fertility=shrunken(whole.births[0].sum(axis=0), births).ratio,
    )


def area_levels(areas: Observed, level: Level, years: range) -> AreaLevels:
    """Each area's ratios to the city, those of few events drawn towards 1."""
    mortality = nation_mortality(years) * level.mortality
    fertility = nation_fertility(years) * level.fertility
    return AreaLevels(
        mortality=shrunken(
            areas.deaths.sum(axis=(1, 2, 3)),
            (areas.lived * mortality).sum(axis=(1, 2, 3)),
        ),
        fertility=shrunken(
            areas.births.sum(axis=(1, 2)), (areas.women * fertility).sum(axis=(1, 2))
        ),
    )


def rates_of(level: Level, years: range) -> Rates:
    """The city's rates of `years`: the nation's of each year times its ratios."""
    deaths = (nation_mortality(years) * level.mortality)[..., GROUP]
    age = np.arange(OLDEST + 1)
    tables = [
        LifeTable.from_rates(deaths[:, sex], age, sex=name)
        for sex, name in enumerate(("male", "female"))
    ]
    births = nation_fertility(years) * level.fertility
    fertility = np.zeros((len(years), OLDEST + 1))
    first = ABRIDGED.lower[WOMEN.start]
    by_single = np.repeat(births, FIVE, axis=-1)
    fertility[:, first : first + by_single.shape[-1]] = by_single
    return Rates(
        survival=np.stack([table.survival_ratios(1) for table in tables], axis=1),
        fertility=fertility,
        sex_ratio=_of_years(indicators(NATION).srb, years),
    )
