"""Deaths of a step: the UN's rates at the county's level, the old as counted."""

from __future__ import annotations

import numpy as np

from .choice import Floats, Index, choose
from .city import City
from .days import ages_on, year_of
from .figures import COUNTIES, GROUPS, group_of_age
from .lives import CENSUS_2020, Bytes
from .living import Step

OLD_GROUPS = (GROUPS - 2, GROUPS - 1)
"""Age groups of 2020, 80-84 and 85+, whose deaths are apportioned to the census."""
_WINTER = 0.25
_FIRST_WEEKS = 0.85
"""Infant deaths in the first weeks: they fall to the newborn of the step."""
_LEAST, _MOST = 0.3, 4.0


def die(city: City, step: Step) -> None:
    """Deaths of those alive at the beginning of the step."""
    alive = np.flatnonzero((city.lives >= 0) | (city.registered >= 0))
    county = county_of(city, alive)
    hazard = yearly_hazard(step, step.start)[city.sex[alive] - 1, step.age[alive]]
    hazard *= step.years * step.levels.deaths[county]
    chance = -np.expm1(-hazard)
    dead = step.rng.random(len(alive)) < chance
    if step.last <= CENSUS_2020:
        rows, counts, stratum = _old(city, step, alive, hazard)
        dead[rows] = False
        dead[rows[choose(step.rng, stratum, hazard[rows], counts)]] = True
    who = alive[dead]
    city.bury(who, step.day(city.busy[who], season=_WINTER))


def county_of(city: City, who: Index) -> Bytes:
    """Where they live, or else where they are registered."""
    village = np.where(city.lives[who] >= 0, city.lives[who], city.registered[who])
    return city.county_of[village]


def yearly_hazard(step: Step, day: int) -> Floats:
    """Death rates over the year after `day` by sex and age at the end of that year."""
    rate = step.rates.deaths(year_of(day) + 0.5)
    before = np.concatenate([rate[:, :1], rate[:, :-1]], axis=1)
    hazard = (before + rate) / 2
    hazard[:, 1] = (1 - _FIRST_WEEKS) * rate[:, 0] + rate[:, 1] / 2
    hazard[:, 0] = 0.0
    return hazard


def hazard_until_census(step: Step, day: int) -> Floats:
    """Summed death rates from `day`, a 1 November, to that of 2020, by age in 2020."""
    total = np.zeros_like(step.rates.deaths(2010))
    years = round((CENSUS_2020 - day) / 365.25)
    for back in range(years):
        rate = yearly_hazard(step, CENSUS_2020 - round(365.25 * (back + 1)))
        total[:, back:] += rate[:, : rate.shape[1] - back]
    return total


def _old(
    city: City, step: Step, alive: Index, hazard: Floats
) -> tuple[Index, Index, Index]:
    """The old residents, deaths wanted among them, and the stratum of each.

    Strata are county, sex and age group in 2020. The wanted deaths are those under
    the rates times one factor up to 2020, with which the survivors will be as many
    as the census counts.
    """
    age = ages_on(city.birth[alive], CENSUS_2020)
    group = group_of_age(age.astype(np.int64))
    rows = np.flatnonzero((group >= OLD_GROUPS[0]) & (city.lives[alive] >= 0))
    county = city.living_county(alive[rows]).astype(np.int64)
    sex = (city.sex[alive[rows]] - 1).astype(np.int64)
    stratum = (county * 2 + sex) * 2 + (group[rows] - OLD_GROUPS[0])
    strata = 4 * len(COUNTIES)
    wanted = step.size.residents_2020[:, :, OLD_GROUPS[0] :].ravel()
    ahead = hazard_until_census(step, step.start)[sex, age[rows]]
    ahead = ahead * step.levels.deaths[county]
    factor = _factor(stratum, ahead, wanted, strata)
    now = np.bincount(stratum, minlength=strata)
    expected = np.bincount(stratum, -np.expm1(-hazard[rows] * factor[stratum]), strata)
    counts = np.floor(expected + step.rng.random(strata)).astype(np.int64)
    if step.last == CENSUS_2020:
        plain = np.bincount(stratum, hazard[rows], strata)
        bound = np.floor(_LEAST * plain), np.ceil(_MOST * plain)
        counts = np.clip(now - wanted, *bound).astype(np.int64)
    return rows, counts, stratum


def _factor(stratum: Index, ahead: Floats, wanted: Index, strata: int) -> Floats:
    """The factor on the hazards ahead that leaves `wanted` alive, by bisection."""
    low, high = np.full(strata, _LEAST), np.full(strata, _MOST)
    for _ in range(14):
        middle = (low + high) / 2
        left = np.bincount(stratum, np.exp(-ahead * middle[stratum]), strata)
        too_many = left > wanted
        low = np.where(too_many, middle, low)
        high = np.where(too_many, high, middle)
    factor: Floats = (low + high) / 2
    return factor


def die_newborn(city: City, step: Step, children: Index) -> None:
    """Deaths in the first weeks of life among the children born in the step."""
    sex = city.sex[children] - 1
    rate = step.rates.deaths(step.year)[:, 0][sex]
    rate = rate * _FIRST_WEEKS * step.levels.deaths[county_of(city, children)]
    who = children[step.rng.random(len(children)) < rate]
    age = step.rng.exponential(12.0, len(who)).astype(np.int64)
    day = np.minimum(city.birth[who] + age, step.last)
    city.bury(who, day.astype(np.int32))
