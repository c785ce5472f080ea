"""The central course of the city and of areas that sum to it, year by year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renkou.demography.projection import project, reconcile, scenario

from .asking import Question
from .components import Array, Observed
from .migration import area_migration, city_migration, fading
from .rates import AreaLevels, Level, Rates, area_levels, level_of, rates_of

TIMING = "end"


@dataclass(frozen=True)
class Course:
    """The central path of the city (position 0) and of its areas after it.

    As `project` takes it, with `timing="end"` and steps of a year: population
    (1 + areas, 2, 101) and the rest with one more axis, of steps. `levels` says how
    the areas stand to the city, `moving` (1 + areas,) is the variance left in an area's
    net migrants of a year as a share of its people.
    """

    population: Array
    survival: Array
    fertility: Array
    sex_ratio: Array
    migration: Array
    levels: AreaLevels
    moving: Array


def course(areas: Observed, asked: Question) -> Course:
    """The path of all areas together and of each, from recent rates.

    Rates follow the United Nations' trends for China at the level of the city, and in
    an area at its own level, small ones drawn towards the city's. In every cell and
    year the areas sum to the city; what that changes counts as their migration.
    """
    whole, past = areas.summed(), asked.learned_from
    level = level_of(whole, past)
    stand = area_levels(areas, level, past)
    before, after = rates_of(level, past), _future(level, asked)
    city = city_migration(whole, before)
    own = area_migration(areas, city, before, stand.mortality.ratio)
    mortality = np.append(1.0, stand.mortality.ratio)[:, None, None, None]
    bearing = np.append(1.0, stand.fertility.ratio)[:, None, None]
    rates = Rates(after.survival**mortality, after.fertility * bearing, after.sex_ratio)
    base = np.concatenate([whole.base, areas.base])
    moving = np.concatenate([city.rates, own.rates])
    migrants = _migrants(base, rates, moving, _left(asked))
    return Course(
        base,
        rates.survival,
        rates.fertility,
        rates.sex_ratio,
        migrants,
        stand,
        np.append(city.variance, own.variance),
    )


def _future(level: Level, asked: Question) -> Rates:
    """The city's rates of the years to come, under the scenario asked for."""
    medium = rates_of(level, range(asked.base + 1, asked.to + 1))
    given = scenario(
        asked.scenario,
        survival=medium.survival,
        fertility=medium.fertility,
        sex_ratio=medium.sex_ratio,
        migration=None,
        width=1,
    )
    return Rates(given["survival"], given["fertility"], given["sex_ratio"])


def _left(asked: Question) -> Array:
    """What of recent migration is left in each year."""
    if asked.scenario == "zero-migration":
        return np.zeros(asked.steps)
    return fading(asked.steps, asked.migration)


def _migrants(base: Array, rates: Rates, moving: Array, left: Array) -> Array:
    """Net migrants (1 + areas, steps, 2, 101): shares of who is there each year."""
    people, migrants = base, []
    for t, part in enumerate(left):
        stayed = project(
            people,
            rates.survival[:, t : t + 1],
            rates.fertility[:, t : t + 1],
            rates.sex_ratio[t : t + 1],
            width=1,
            timing=TIMING,
        ).population[:, 1]
        people = stayed * (1 + part * moving)
        people = np.concatenate([people[:1], reconcile(people[1:], people[0])])
        migrants.append(people - stayed)
    return np.stack(migrants, axis=1)
