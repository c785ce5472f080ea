"""Deaths and person-years by age, and the life table that they make."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist

import numpy as np

from renkou.definitions.groups import ABRIDGED
from renkou.demography.life_table import (
    LifeTable,
    can_be_built,
    life_expectancy_interval,
)
from renkou.demography.life_table.interval import ExpectationInterval
from renkou.demography.mortality.small_area import small_area_e0
from renkou.engines.by_age import Array
from renkou.schema.text import Text

AGES = np.asarray(ABRIDGED.lower, dtype=np.float64)
LABELS = ABRIDGED.labels
SEXES = {"total": "both", "male": "male", "female": "female"}
FEW = 100  # deaths; with fewer, e0 is known to two years or worse
TWO_SIDED = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Lives:
    """What a life table is made of: `deaths` and `lived` by age, (19,), 85 and over."""

    name: Text
    sex: str  # total, male or female
    deaths: Array
    lived: Array

    @classmethod
    def of(cls, name: Text, sex: str, deaths: Array, lived: Array) -> Lives:
        """Of counts by sex and age to 100, (2, 22): one sex, or both together."""
        return cls(name, sex, to_85(of_sex(deaths, sex)), to_85(of_sex(lived, sex)))

    @property
    def built(self) -> bool:
        """Whether a table can be made: person-years at every age, deaths at 85+."""
        return bool(can_be_built(self.deaths, self.lived))

    @cached_property
    def table(self) -> LifeTable:
        """The table; as the measure `life-expectancy` makes it."""
        return LifeTable.from_rates(self.deaths / self.lived, AGES, sex=SEXES[self.sex])

    @cached_property
    def interval(self) -> ExpectationInterval:
        """The 95% interval of the expectation of life at every age (Chiang 1984)."""
        return life_expectancy_interval(self.table, self.deaths)

    @cached_property
    def risk(self) -> tuple[Array, Array]:
        """The 95% interval of nqx, normal in its logarithm; NaN where nobody died."""
        died = np.where(self.deaths > 0, self.deaths, np.nan)
        off = np.exp(TWO_SIDED * np.sqrt(self.table.npx / died))
        low, high = self.table.nqx / off, np.minimum(self.table.nqx * off, 1.0)
        low[-1] = high[-1] = np.nan  # all die in the open group
        return low, high

    @property
    def e0(self) -> tuple[float, float, float]:
        """Life expectancy at birth and its interval."""
        found = self.interval
        return float(found.ex[0]), float(found.low[0]), float(found.high[0])

    @property
    def number(self) -> float:
        """All deaths."""
        return float(self.deaths.sum())


@dataclass(frozen=True)
class Smoothed:
    """The expectation of life of a small area that borrows from the others."""

    e0: float
    low: float
    high: float
    areas: int


def smoothed(deaths: Array, lived: Array, at: int, sex: str) -> Smoothed | None:
    """That of the area at `at`, of counts (areas, 2, 22); None where none can be."""
    died, years = to_85(of_sex(deaths, sex)), to_85(of_sex(lived, sex))
    there = years.sum(axis=-1) > 0
    died = np.where(years > 0, died, 0.0)
    if not (years.sum(axis=0) > 0).all() or not died[:, -1].sum() > 0:
        return None
    if not there[at] or there.sum() < 2:
        return None
    found = small_area_e0(died, years, AGES, sex=SEXES[sex])
    e0, low, high = (float(part[at, 0]) for part in (found.ex, found.low, found.high))
    return Smoothed(e0, low, high, int(there.sum()))


def of_sex(counts: Array, sex: str) -> Array:
    """One sex of (…, 2, ages), or both together."""
    if sex == "total":
        summed: Array = counts.sum(axis=-2)
        return summed
    one: Array = counts[..., 0 if sex == "male" else 1, :]
    return one


def to_85(counts: Array) -> Array:
    """Ages 85 to 100 and over put together, as the city's measures have them."""
    last = len(AGES) - 1
    older = counts[..., last:].sum(axis=-1, keepdims=True)
    found: Array = np.concatenate([counts[..., :last], older], axis=-1)
    return found
