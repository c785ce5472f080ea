"""The United Nations' rates for China by single age, year by year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import PchipInterpolator

from renkou.reference import (
    fertility_pattern,
    indicators,
    mortality_rates,
)

from .choice import Floats

AGES = 121
FIRST_YEAR = 1940
"""Years before 1950 take the figures of 1950."""


@dataclass(frozen=True, kw_only=True)
class Tables:
    """Rates by year from `FIRST_YEAR` on.

    `mortality` (years, male and female, single ages) and `fertility` (years, single
    ages of women) are per person-year; `boys` is the share of boys among births,
    `births` the births of the nation.
    """

    mortality: Floats
    fertility: Floats
    boys: Floats
    births: Floats

    def deaths(self, year: float) -> Floats:
        """Death rates by sex and age around `year` (2010.83 is 1 November 2010)."""
        return _at(self.mortality, year)

    def children(self, year: float) -> Floats:
        """Birth rates by women's age around `year`."""
        return _at(self.fertility, year)


def _at(table: Floats, year: float) -> Floats:
    """`table` between the middles of two years."""
    place = min(max(year - 0.5 - FIRST_YEAR, 0.0), len(table) - 1.001)
    low = int(place)
    result: Floats = table[low] + (place - low) * (table[low + 1] - table[low])
    return result


def _by_year(periods: tuple[tuple[int, int], ...], values: Floats) -> Floats:
    """Five-year values carried to the years between the middles of the periods."""
    middle = np.array([(a + b) / 2 for a, b in periods])
    years = np.clip(np.arange(FIRST_YEAR, 2031) + 0.5, middle[0], middle[-1])
    after = np.clip(np.searchsorted(middle, years), 1, len(middle) - 1)
    share = (years - middle[after - 1]) / (middle[after] - middle[after - 1])
    share = share.reshape(-1, *([1] * (values.ndim - 1)))
    result: Floats = values[after - 1] * (1 - share) + values[after] * share
    return result


def _single_mortality(values: Floats, lower: Floats) -> Floats:
    """Abridged rates by single age: log-linear between the middles of the groups."""
    width = np.append(np.diff(lower), 5.0)
    middle = lower + width / 2
    ages = np.arange(AGES) + 0.5
    logs = np.log(values).reshape(-1, len(lower))
    single = np.exp(np.stack([np.interp(ages, middle, row) for row in logs]))
    slope = np.exp((logs[:, -1] - logs[:, -2]) / 5)[:, None]
    beyond = single[:, 102:103] * slope ** (ages - ages[102])
    single = np.where(ages > ages[102], np.minimum(beyond, 2.0), single)
    single[:, 0] = values.reshape(-1, len(lower))[:, 0]
    result: Floats = single.reshape(*values.shape[:-1], AGES)
    return result


def _single_fertility(shares: Floats) -> Floats:
    """Five-year shares of total fertility by single age, through their running sum."""
    edges = np.arange(15, 55, 5)
    summed = np.concatenate([np.zeros((len(shares), 1)), np.cumsum(shares, 1)], 1)
    single = np.zeros((len(shares), AGES))
    steps = PchipInterpolator(edges, summed, axis=1)(np.arange(15, 51))
    single[:, 15:50] = np.diff(steps, axis=1)
    return single


def tables() -> Tables:
    """China's rates from the World Population Prospects 2024."""
    mortality, pattern, yearly = mortality_rates(), fertility_pattern(), indicators()
    years = np.arange(FIRST_YEAR, 2031)
    rows = np.searchsorted(yearly.year, np.maximum(years, 1950))
    total = yearly.tfr[rows][:, None]
    ratio = yearly.srb[rows]
    deaths = _single_mortality(mortality.values, mortality.age.astype(np.float64))
    shares = _single_fertility(pattern.values)
    return Tables(
        mortality=_by_year(mortality.periods, deaths),
        fertility=total * _by_year(pattern.periods, shares),
        boys=ratio / (1 + ratio),
        births=yearly.births[rows],
    )
