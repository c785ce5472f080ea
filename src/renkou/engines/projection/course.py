"""The central course of the city and of areas that sum to it, year by year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from renkou.demography.projection import project, reconcile, scenario

from ..by_age import Array, Observed
from .asking import Question
from .borrowing import Ratio
from .migration import area_migration, city_migration, fading
from .rates import AreaLevels, Level, Rates, area_levels, level_of, rates_of

TIMING = "end"
Fit = Callable[[int, Array], Array]  # who is there at a step's end, made to sum
Also = Callable[[int, Array, Array], Array]  # migrants of a step, given who began it


@dataclass(frozen=True)
class Course:
    """The central path of the city (position 0) and of its areas after it.

    As `project` takes it, with `timing="end"` and steps of a year: population
    (1 + areas, 2, 101) and the rest with one more axis, of steps. `levels` says how
    the areas stand to the city, `moving` (1 + areas,) is the variance left in an area's
    net migrants of a year as a share of its people. `alone`: one area and no city.
    """

    population: Array
    survival: Array
    fertility: Array
    sex_ratio: Array
    migration: Array
    levels: AreaLevels
    moving: Array
    alone: bool = False


@dataclass(frozen=True)
class Learned:
    """What recent years tell of the city (position 0) and of its areas after it.

    `base` (1 + areas, 2, 101) are the people, `rates` (1 + areas, 2, 101) the net
    migrants of a year as a share of them, `moving` (1 + areas,) the variance of that.
    """

    base: Array
    level: Level
    levels: AreaLevels
    rates: Array
    moving: Array

    def of_areas(self, city: Rates, rows: Sequence[int] | None = None) -> Rates:
        """The city's rates and those of its areas after them, or of some `rows`."""
        wanted = slice(None) if rows is None else list(rows)
        mortality = np.append(1.0, self.levels.mortality.ratio)[wanted]
        bearing = np.append(1.0, self.levels.fertility.ratio)[wanted]
        return Rates(
            city.survival ** mortality[:, None, None, None],
            city.fertility * bearing[:, None, None],
            city.sex_ratio,
        )

    def levels_of(self, areas: Sequence[int]) -> AreaLevels:
        """How some areas stand to the city; the first area is 1."""
        at = np.array(areas) - 1
        return AreaLevels(
            *(
                Ratio(r.ratio[at], r.variance[at])
                for r in (self.levels.mortality, self.levels.fertility)
            )
        )


def learned(areas: Observed, past: range) -> Learned:
    """What the years `past` tell of all areas together and of each."""
    whole = areas.summed()
    level = level_of(whole, past)
    stand = area_levels(areas, level, past)
    before = rates_of(level, past)
    city = city_migration(whole, before)
    own = area_migration(areas, city, before, stand.mortality.ratio)
    return Learned(
        base=np.concatenate([whole.base, areas.base]),
        level=level,
        levels=stand,
        rates=np.concatenate([city.rates, own.rates]),
        moving=np.append(city.variance, own.variance),
    )


def course(areas: Observed, asked: Question) -> Course:
    """The path of all areas together and of each, from recent rates.

    Rates follow the United Nations' trends for China at the level of the city, and in
    an area at its own level, small ones drawn towards the city's. In every cell and
    year the areas sum to the city; what that changes counts as their migration.
    """
    known = learned(areas, asked.learned_from)
    rates = known.of_areas(future(known.level, asked, asked.scenario))
    migrants = walk(known.base, rates, known.rates, left(asked), summing)
    return Course(
        known.base,
        rates.survival,
        rates.fertility,
        rates.sex_ratio,
        migrants,
        known.levels,
        known.moving,
    )


def future(level: Level, asked: Question, name: str) -> Rates:
    """The city's rates of the years to come, under the scenario `name`."""
    medium = rates_of(level, range(asked.base + 1, asked.to + 1))
    return under(medium, name)


def under(medium: Rates, name: str) -> Rates:
    """The rates of a scenario, made of those of the medium one."""
    given = scenario(
        name,
        survival=medium.survival,
        fertility=medium.fertility,
        sex_ratio=medium.sex_ratio,
        migration=None,
        width=1,
    )
    return Rates(given["survival"], given["fertility"], given["sex_ratio"])


def left(asked: Question, name: str | None = None) -> Array:
    """What of recent migration is left in each year, under a scenario."""
    if (name or asked.scenario) == "zero-migration":
        return np.zeros(asked.steps)
    return fading(asked.steps, asked.migration)


def summing(step: int, people: Array) -> Array:
    """The areas made to sum to the city at position 0, in every cell."""
    return np.concatenate([people[:1], reconcile(people[1:], people[0])])


def walk(
    base: Array,
    rates: Rates,
    moving: Array,
    remaining: Array,
    fit: Fit,
    also: Also | None = None,
) -> Array:
    """Net migrants (areas, steps, 2, 101): shares of who is there each year.

    `remaining`, of recent migration, is (steps,), or (areas, steps) and so may be the
    sex ratio.
    """
    people, migrants = base, []
    for t in range(remaining.shape[-1]):
        part = remaining[..., t][..., None, None]
        stayed = project(
            people,
            rates.survival[:, t : t + 1],
            rates.fertility[:, t : t + 1],
            rates.sex_ratio[..., t : t + 1],
            width=1,
            timing=TIMING,
        ).population[:, 1]
        moved = fit(t, stayed * (1 + part * moving)) - stayed
        if also is not None:
            moved = np.maximum(also(t, people, moved), -stayed)
        migrants.append(moved)
        people = stayed + moved
    return np.stack(migrants, axis=1)
