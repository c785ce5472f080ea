"""A thousand courses of the base: what each figure of the plan would come to."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from renkou.chance.input_rules import Floats

from ..life_table import LifeTable
from ..projection import Projection, project
from .central_path import AGES, CentralPath, migration_by_age
from .reading import Plan
from .shocks import Shocks

ASSUMED_SPREAD = 0.015  # of the log size of a base that is not counted
_MOST_LEAVING = 0.25  # of an age in a year
_FEWEST_OF_A_SEX = 0.3  # of those born, for certain to be of one sex and alive


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


def courses(plan: Plan, path: CentralPath, shock: Shocks) -> Courses:
    """The base carried forward through every draw, in single ages and years."""
    fertility = path.fertility * np.exp(shock.fertility)
    rates, expectancy = _mortality(path, shock.mortality)
    share = shock.migration + path.migration / plan.base.sum()
    went = _carried(
        plan.base,
        _survival(rates[:, 1:]),
        fertility[:, 1:, None] * path.mothers,
        path.boys * np.exp(shock.boys[:, 1:]),
        share[:, 1:],
    )
    first = fertility[:, 0] * float(path.mothers @ plan.base[1])
    died = (rates[:, 0] * plan.base).sum(axis=(-1, -2))
    moved = share[:, 0] * plan.base.sum()
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


def _carried(
    base: Floats, survival: Floats, fertility: Floats, boys: Floats, share: Floats
) -> Projection:
    """All draws a year at a time, since who moves depends on who is there."""
    people = np.broadcast_to(base, (share.shape[0], *base.shape))
    years = []
    for t in range(share.shape[1]):
        year = slice(t, t + 1)
        went = project(
            people,
            survival[:, year],
            fertility[:, year],
            boys[:, year],
            _migrants(people, fertility[:, t], share[:, t])[:, None],
            width=1,
        )
        people = went.population[:, -1]
        years.append(went)
    return Projection(
        population=np.concatenate(
            [years[0].population[:, :1], *(w.population[:, 1:] for w in years)], axis=1
        ),
        births=np.concatenate([w.births for w in years], axis=1),
        deaths=np.concatenate([w.deaths for w in years], axis=1),
        migrants=np.concatenate([w.migrants for w in years], axis=1),
    )


def _migrants(people: Floats, fertility: Floats, share: Floats) -> Floats:
    """Net migrants of a year, (draws, 2, 101): `share` of the population.

    By age they follow the curve of migration and those who are there; no more than a
    quarter of an age, or of the one that comes after it, leaves within a year.
    """
    moving = migration_by_age() * people
    moving /= moving.sum(axis=(-1, -2), keepdims=True)
    number = share * people.sum(axis=(-1, -2))
    born = (fertility * people[:, 1]).sum(axis=-1) * _FEWEST_OF_A_SEX
    infants = np.broadcast_to(born[:, None, None], people[..., :1].shape)
    next_ = np.concatenate([infants, people[..., :-1]], axis=-1)
    least = -_MOST_LEAVING * np.minimum(people, next_)
    went: Floats = np.maximum(number[:, None, None] * moving, least)
    return went


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
