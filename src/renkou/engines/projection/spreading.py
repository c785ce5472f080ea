"""Medians and intervals around the central course, areas summing to the city."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from renkou.demography.projection import reconcile, simulate
from renkou.demography.projection.area_model import EXPECTED_UNLIKENESS, SICHUAN
from renkou.demography.projection.spread import Spread, default

from ..by_age import Array
from .asking import Question
from .course import TIMING, Course

QUANTILES = (0.025, 0.1, 0.5, 0.9, 0.975)
MEDIAN = QUANTILES.index(0.5)
TEN = 10.0  # years that the errors of Sichuan's counties are known over
LASTING = 0.97  # of a deviation in net migration, kept for another year
NORMAL = np.array([NormalDist().inv_cdf(quantile) for quantile in QUANTILES])


@dataclass(frozen=True)
class Quantiles:
    """Quantiles by area and year; `population` and `broad_ages` begin at the base.

    (areas, quantiles, years), `broad_ages` with groups last.
    """

    population: Array
    births: Array
    deaths: Array
    broad_ages: Array


def quantiles_of(path: Course, asked: Question) -> Quantiles:
    """Quantiles of each area, its medians summing to the city's.

    An area's quantiles of a figure in a year are scaled alike, then widened by what
    small numbers add: to the squared distance from the median is added the variance of
    a Poisson count of births or deaths, and to that of persons what the small-area
    method found in Sichuan's counties, 0.5 persons squared a year for each.
    """
    found = simulate(
        path.population,
        path.survival,
        path.fertility,
        path.sex_ratio,
        path.migration,
        width=1,
        timing=TIMING,
        draws=asked.draws,
        seed=asked.seed,
        quantiles=QUANTILES,
        broad_ages=asked.broad_ages,
        spread=spread_of(path, asked),
    )
    fit = _as_found if path.alone else _summing
    total, groups = fit(found.total), fit(found.broad_ages)
    births, deaths = fit(found.births), fit(found.deaths)
    turnover = SICHUAN.turnover[0] * np.arange(asked.steps + 1) / TEN
    return Quantiles(
        population=_with_chance(total, turnover * total[:, MEDIAN]),
        births=_with_chance(births, births[:, MEDIAN]),
        deaths=_with_chance(deaths, deaths[:, MEDIAN]),
        broad_ages=_with_chance(groups, turnover[:, None] * groups[:, MEDIAN]),
    )


def spread_of(path: Course, asked: Question) -> Spread:
    """The spread of a nation, and beyond it what is not known of the city and areas.

    To the variances are added, in every year: of fertility and mortality, that left in
    an area's ratio to the city; of net migration, that left in an area's distance from
    the city, and that by which counties' growth in ten years missed what their past
    and their parent's course told (`renkou.demography.projection.project_areas`).
    A deviation in migration lasts.
    """
    nation = default(asked.steps, 1)
    stand = path.levels
    sensitivity = _years_of_life(path.survival[0, 0])
    missed = SICHUAN.floor**2 + (SICHUAN.unlikeness * EXPECTED_UNLIKENESS) ** 2
    yearly = missed * (1 - SICHUAN.momentum**2) / TEN**2
    city = () if path.alone else (0.0,)
    kept = np.broadcast_to(nation.kept, (3, asked.steps)).copy()
    kept[2] = LASTING

    def wider(sd: Array, variance: Array) -> Array:
        found: Array = np.sqrt(sd**2 + variance[:, None])
        return found

    return replace(
        nation,
        fertility=wider(nation.fertility, np.append(city, stand.fertility.variance)),
        mortality=wider(
            nation.mortality,
            np.append(city, stand.mortality.variance) * sensitivity**2,
        ),
        migration=wider(nation.migration, path.moving + yearly),
        kept=kept,
    )


def _years_of_life(survival: Array) -> float:
    """Years of e0 that death rates e times as high would cost, (2, 102) -> number."""
    step = 0.01

    def expectation(power: float) -> float:
        lived = np.cumprod(survival[:, :-1] ** power, axis=-1)
        older = lived[:, -1] * survival[:, -1] ** power
        closing = older / (1 - survival[:, -1] ** power)
        return float((lived.sum(axis=-1) + closing).mean())

    return (expectation(1 - step) - expectation(1 + step)) / (2 * step)


def _as_found(found: Array) -> Array:
    """The quantiles of an area projected alone."""
    return found


def _summing(found: Array) -> Array:
    """The areas' quantiles, without the city's at position 0, scaled to its median."""
    city, areas = found[0, MEDIAN], found[1:]
    median = areas[:, MEDIAN]
    fitted = reconcile(median, np.where(median.sum(axis=0) > 0, city, 0.0))
    factor = np.divide(fitted, median, out=np.ones_like(median), where=median > 0)
    scaled: Array = areas * factor[:, None]
    return scaled


def _with_chance(found: Array, variance: Array) -> Array:
    """Quantiles (areas, quantiles, …) widened around the median by `variance`."""
    median = found[:, MEDIAN : MEDIAN + 1]
    z = NORMAL.reshape(-1, *([1] * (found.ndim - 2)))
    distance = np.sqrt((found - median) ** 2 + z**2 * variance[:, None])
    widened: Array = np.maximum(median + np.sign(z) * distance, 0.0)
    return widened
