"""How many must come or leave, by county, sex and age, to meet the census of 2020."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .choice import Floats, Index, round_along
from .city import City
from .days import ages_on, first_november
from .deaths import OLD_GROUPS, hazard_until_census
from .figures import AGE_LOWER, COUNTIES, GROUPS, cells, group_of_age
from .lives import CENSUS_2020
from .living import Step

_TIMING_AT = np.array([0.0, 10, 14, 18, 22, 30, 45, 60, 90])
_TIMING = np.array([0.6, 0.5, 0.8, 2.2, 2.0, 1.0, 0.7, 0.5, 0.4])
"""When in life a cohort's migration happens: most when they leave school."""
_REMEMBERED_FROM = 2016.0
_DAMPED, _DAMPING = 0.15, 0.85
"""Net migration after 2020 against that of the years before, and its yearly decline."""
_SHAPE = (len(COUNTIES), 2, GROUPS)


@dataclass
class Steering:
    """The net migration wanted in each step; what it was until 2020 is remembered."""

    moved: Floats = field(default_factory=lambda: np.zeros(_SHAPE))
    held: Floats = field(default_factory=lambda: np.zeros(_SHAPE))

    def wanted(self, city: City, step: Step) -> tuple[Index, Index, int]:
        """Each person's age group, the net gain of each cell, the day of the ages."""
        if step.last <= CENSUS_2020:
            return (*self._towards(city, step), CENSUS_2020)
        return (*self._afterwards(city, step), step.last)

    def pull(self, city: City, step: Step) -> Floats:
        """How much counties draw households from others: those that are to grow."""
        people: Floats = step.size.residents_2020.sum((1, 2)).astype(np.float64)
        if step.last > CENSUS_2020:
            return people
        factor = people / np.maximum(step.size.residents_2010.sum((1, 2)), 1)
        result: Floats = people * factor**4
        return result

    def _towards(self, city: City, step: Step) -> tuple[Index, Index]:
        age = ages_on(city.birth, CENSUS_2020).astype(np.int64)
        group = group_of_age(age)
        here = np.flatnonzero(city.lives >= 0)
        cell = cells(city.living_county(here), city.sex[here], group[here])
        now = _count(cell)
        target = step.size.residents_2020
        if step.last == CENSUS_2020:
            net = target - now.astype(np.int64)
        else:
            hazard = hazard_until_census(step, step.last)[city.sex[here] - 1, age[here]]
            county = city.living_county(here)
            alive = np.exp(-hazard * step.levels.deaths[county])
            left = _count(cell, alive)
            gap = target * _born_by(step.last) - left
            gap *= _share(step) * now / np.maximum(left, 1e-9)
            gap[:, :, OLD_GROUPS[0] :] = 0.0
            net = round_along(gap, step.rng)
        if step.year > _REMEMBERED_FROM:
            self._remember(city, step, here, age, net / np.maximum(now, 1))
        return group, net

    def _remember(
        self, city: City, step: Step, here: Index, age: Index, rate: Floats
    ) -> None:
        """Keep the rates of net migration by age at the step's end."""
        place = city.living_county(here), city.sex[here]
        in_2020 = cells(*place, group_of_age(age[here]))
        today = cells(*place, group_of_age(step.age[here]))
        self.moved += _count(today, rate.ravel()[in_2020])
        self.held += _count(today)

    def _afterwards(self, city: City, step: Step) -> tuple[Index, Index]:
        """The rates of the years before the census, damped more and more."""
        group = group_of_age(step.age)
        here = np.flatnonzero(city.lives >= 0)
        now = _count(cells(city.living_county(here), city.sex[here], group[here]))
        rate = np.clip(self.moved / np.maximum(self.held, 1.0), -0.1, 0.1)
        strength = _DAMPED * _DAMPING ** (step.year - 2021.33) * step.years
        return group, round_along(rate * now * strength, step.rng)


def _count(cell: Index, weight: Floats | None = None) -> Floats:
    size = int(np.prod(_SHAPE))
    return np.bincount(cell, weight, size).reshape(_SHAPE).astype(np.float64)


def _born_by(day: int) -> Floats:
    """The share of each age group of 2020 that is born by `day`."""
    upper = np.append(AGE_LOWER[1:], 95)
    first = np.array([first_november(2020 - int(k)) for k in upper])
    last = np.array([first_november(2020 - int(k)) for k in AGE_LOWER])
    born: Floats = np.clip((day - first) / (last - first), 0.0, 1.0)
    return born


def _share(step: Step) -> Floats:
    """The part of the migration still ahead that falls into this step."""
    middle = AGE_LOWER + np.append(np.diff(AGE_LOWER), 5) / 2
    years = round((CENSUS_2020 - step.last) / 365.25)
    ages = middle[None, :] - np.arange(years, -1, -1)[:, None]
    timing = np.where(ages > 0, np.interp(ages, _TIMING_AT, _TIMING), 0.0)
    ahead = timing.sum(0)
    part: Floats = np.divide(timing[0], ahead, out=np.ones(GROUPS), where=ahead > 0)
    return part
