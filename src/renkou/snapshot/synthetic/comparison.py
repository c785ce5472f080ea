"""The synthetic city beside the real one: the census of 2020, the events of 2022."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .choice import Floats, Index
from .days import ages_on
from .figures import AGE_LOWER, COUNTIES, GROUPS, figures, group_of_age
from .lives import ACTUAL, CENSUS_2020, REGISTERED, Lives
from .places import county_in_2020

REAL_2022 = {"births": 22_600, "deaths": 45_400}
"""Neijiang in 2022, as the data's notes give it."""
BY_COUNTY, BY_CELL = 0.02, 0.05
"""The bounds: how far residents may lie from the census, as shares of it."""
DEVIATIONS = 3.0
FULL_SIZE = 4_200_000
CITY = "511000"


@dataclass(frozen=True, kw_only=True)
class CensusComparison:
    """Residents on 2020-11-01 by county of the 2020 list, sex and age group.

    `simulated` and `census` are (6 counties, male and female, 19 age groups); the
    census is scaled to the size of the city. `full_size` tells whether the bounds
    stand alone; below it three standard deviations of a count are allowed beside.
    """

    counties: tuple[str, ...]
    age_lower: Index
    simulated: Index
    census: Floats
    full_size: bool

    def errors(self) -> Floats:
        """Relative errors of the cells."""
        result: Floats = self.simulated / self.census - 1
        return result

    def county_errors(self) -> Floats:
        """Relative errors of the counties' totals."""
        expected = self.census.sum((1, 2))
        result: Floats = self.simulated.sum((1, 2)) / expected - 1
        return result

    def county_use(self) -> Floats:
        """The part of its bound that each county's difference takes up; 1 is all."""
        return self._use(self.simulated.sum((1, 2)), self.census.sum((1, 2)), BY_COUNTY)

    def cell_use(self) -> Floats:
        """The same of every county, sex and age group."""
        return self._use(self.simulated, self.census, BY_CELL)

    def holds(self) -> bool:
        """Whether every county and every cell is within its bound."""
        return bool((self.county_use() <= 1).all() and (self.cell_use() <= 1).all())

    def whole(self) -> CensusComparison:
        """The city as a whole: one area in place of its counties."""
        return replace(
            self,
            counties=(CITY,),
            simulated=self.simulated.sum(0, keepdims=True),
            census=self.census.sum(0, keepdims=True),
        )

    def _use(self, now: Index, then: Floats, bound: float) -> Floats:
        chance = 0.0 if self.full_size else DEVIATIONS * np.sqrt(then)
        result: Floats = np.abs(now - then) / (bound * then + chance)
        return result


def census_comparison(lives: Lives) -> CensusComparison:
    """The residents of 2020-11-01 beside those of the census.

    >>> from .live import live
    >>> census_comparison(live(2_000, seed=1)).holds()
    True
    """
    persons = lives.registered_at_start
    expected, total = figures(persons).exact_2020, (len(COUNTIES), 2, GROUPS)
    spells = lives.spells
    covers = (spells.kind == ACTUAL) & (spells.start <= CENSUS_2020)
    covers &= spells.end > CENSUS_2020
    who = spells.person[covers]
    age = ages_on(lives.persons.birth_day[who], CENSUS_2020).astype(np.int64)
    county = county_in_2020(lives.villages)[spells.village[covers]]
    cell = (county * 2 + lives.persons.sex[who] - 1) * GROUPS + group_of_age(age)
    return CensusComparison(
        counties=COUNTIES,
        age_lower=AGE_LOWER,
        simulated=np.bincount(cell, minlength=int(np.prod(total))).reshape(total),
        census=expected,
        full_size=persons >= FULL_SIZE,
    )


def events_of(lives: Lives, year: int) -> dict[str, dict[str, int]]:
    """Births and deaths of a year of residents and of the registered.

    As the conventions have it: of the mother's, and of the deceased's, spell of the
    population's kind on the day.
    """
    first, last = (
        int(np.datetime64(f"{y}-01-01", "D").astype(np.int64)) for y in (year, year + 1)
    )
    found: dict[str, dict[str, int]] = {}
    for name, who, day in (
        ("births", lives.births.mother, lives.births.day),
        ("deaths", lives.deaths.person, lives.deaths.day),
    ):
        within = (day >= first) & (day < last)
        found[name] = {
            population: int(_covered(lives, kind, who[within], day[within]).sum())
            for population, kind in (("resident", ACTUAL), ("registered", REGISTERED))
        }
    return found


def population_on(lives: Lives, day: int) -> dict[str, int]:
    """Residents and registered persons on a day."""
    spells = lives.spells
    covers = (spells.start <= day) & (spells.end > day)
    return {
        "resident": int((covers & (spells.kind == ACTUAL)).sum()),
        "registered": int((covers & (spells.kind == REGISTERED)).sum()),
    }


def _covered(lives: Lives, kind: int, who: Index, day: Index) -> Index:
    """Whether a spell of the kind covers each person's day."""
    spells = lives.spells
    of_kind = np.flatnonzero(spells.kind == kind)
    key = spells.person[of_kind].astype(np.int64) << 16
    begins = key + np.clip(spells.start[of_kind], 0, 65_535)
    at = np.searchsorted(begins, (who.astype(np.int64) << 16) + day, "right") - 1
    row = of_kind[np.maximum(at, 0)]
    result: Index = (at >= 0) & (spells.person[row] == who) & (spells.end[row] > day)
    return result
