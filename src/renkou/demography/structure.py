"""The age structure of a population: dependency, support, median and old age."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import (
    Floats,
    not_negative,
    numeric,
    one_of,
    positive,
    refuse,
)


def dependency_ratio(
    population: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    part: str = "total",
    working: tuple[float, float] = (15, 65),
) -> Floats:
    """Persons of other ages per person of working age, a plain ratio, (...).

    `population` (..., A) by `age` (A,), lower bounds from 0, the last group open.
    `part`: "young" (below working age), "old" (above) or "total". `working` holds the
    age it starts at and the age it ends before, both bounds of groups. Where there is
    an axis of sex the ratios are by sex; add the sexes first for one.
    ValueError for bad counts or ages and nobody of working age.

    Source: United Nations (2019), World Population Prospects, glossary.

    >>> float(dependency_ratio([20, 60, 10], [0, 15, 65]))
    0.5
    """
    one_of("part", part, ("young", "old", "total"))
    young, middle, old = _three(population, age, working)
    refuse("population", middle <= 0, middle, "hold somebody of working age")
    dependent = {"young": young, "old": old, "total": young + old}[part]
    return dependent / middle


def support_ratio(
    population: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    working: tuple[float, float] = (15, 65),
) -> Floats:
    """Persons of working age per older person, a plain ratio, (...).

    The potential support ratio; arguments as in `dependency_ratio`, of whose part
    "old" it is the inverse. ValueError as there and where nobody is older.

    Source: United Nations (2019), World Population Prospects, glossary.

    >>> float(support_ratio([20, 60, 10], [0, 15, 65]))
    6.0
    """
    _, middle, old = _three(population, age, working)
    refuse("population", old <= 0, old, "hold somebody above working age")
    return middle / old


def ageing_index(
    population: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    working: tuple[float, float] = (15, 65),
) -> Floats:
    """Persons above working age per person below it, a plain ratio, (...).

    Arguments as in `dependency_ratio`. ValueError as there and where nobody is below
    working age.

    Source: Siegel and Swanson (2004), The Methods and Materials of Demography, 7.

    >>> float(ageing_index([20, 60, 10], [0, 15, 65]))
    0.5
    """
    young, _, old = _three(population, age, working)
    refuse("population", young <= 0, young, "hold somebody below working age")
    return old / young


def median_age(population: npt.ArrayLike, age: npt.ArrayLike) -> Floats:
    """The age, in years, that half of the population is younger than, (...).

    `population` (..., A) by `age` (A,), lower bounds from 0, the last group open.
    Within the group that holds it people are taken to be spread evenly. ValueError for
    bad counts or ages, a population of nobody, and a median in the open group.

    Source: Siegel and Swanson (2004), The Methods and Materials of Demography, 7.

    >>> float(median_age([10, 20, 10], [0, 20, 60]))
    40.0
    """
    people, ages = _by_age(population, age)
    total = people.sum(axis=-1)
    refuse("population", total <= 0, total, "hold somebody")
    up_to = np.cumsum(people, axis=-1)
    half = total[..., None] / 2
    group = np.sum(up_to < half, axis=-1)[..., None]
    refuse(
        "population",
        group[..., 0] >= ages.size - 1,
        people[..., -1],
        "hold less than half in the open group for a median",
    )
    within = np.take_along_axis(people, group, axis=-1)
    below = np.take_along_axis(up_to, group, axis=-1) - within
    median: Floats = ages[group] + np.diff(ages)[group] * (half - below) / within
    return median[..., 0]


def prospective_old_age(
    population: npt.ArrayLike,
    ex: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    remaining: float = 15,
) -> Floats:
    """The share of people who have `remaining` years or less to live, (...).

    Who is old by `old_age_threshold`, over all; people are spread evenly within a
    group. `population` and `ex` (..., A), by sex where the expectations are, broadcast;
    `age` (A,) lower bounds from 0, the last group open. ValueError for bad input, a
    population of nobody, and a threshold within the open group.

    Source: Sanderson and Scherbov (2010), Science 329:1287.

    >>> float(prospective_old_age([50, 40, 10], [80, 30, 12], [0, 60, 78]).round(4))
    0.1667
    """
    people, ages = _by_age(population, age)
    start = old_age_threshold(ex, age, remaining=remaining)
    upper = np.append(ages[1:], np.inf)
    width = np.where(np.isinf(upper), 1.0, upper - ages)
    old = np.clip((upper - start[..., None]) / width, 0, 1)
    total = people.sum(axis=-1)
    refuse("population", total <= 0, total, "hold somebody")
    share: Floats = np.sum(people * old, axis=-1) / total
    return share


def old_age_threshold(
    ex: npt.ArrayLike, age: npt.ArrayLike, *, remaining: float = 15
) -> Floats:
    """The age from which `remaining` years or less are left to live, (...).

    `ex` (..., A), the expectation of life in years at exact `age` (A,), from 0; between
    two ages it is taken as straight. Where the expectation is `remaining` or less at
    every age the threshold is 0. ValueError for bad input and an expectation still
    above `remaining` at the start of the open group.

    Source: Sanderson and Scherbov (2010), Science 329:1287.

    >>> float(old_age_threshold([80, 30, 12], [0, 60, 78]))
    75.0
    """
    left, ages = _by_age(ex, age, "ex")
    limit = float(positive("remaining", remaining))
    last = left[..., -1]
    refuse("ex", last > limit, last, f"be {limit:g} or less in the open group")
    above = left > limit
    # The last age with more to live than the limit; the first group if there is none.
    before = np.where(above, np.arange(ages.size), 0).max(axis=-1)[..., None]
    high = np.take_along_axis(left, before, axis=-1)
    low = np.take_along_axis(left, before + 1, axis=-1)
    crossed = above.any(axis=-1, keepdims=True)
    fall = np.where(crossed, high - low, 1.0)
    start = ages[before] + np.diff(ages)[before] * (high - limit) / fall
    return np.where(crossed, start, 0.0)[..., 0]


def _three(
    population: npt.ArrayLike, age: npt.ArrayLike, working: tuple[float, float]
) -> tuple[Floats, Floats, Floats]:
    """Persons below, of and above working age."""
    people, ages = _by_age(population, age)
    first, end = np.searchsorted(ages, working)
    if not 0 < first < end < ages.size or ages[[first, end]].tolist() != list(working):
        low, high = working
        raise ValueError(f"age: must have groups that start at {low:g} and at {high:g}")
    parts = (people[..., :first], people[..., first:end], people[..., end:])
    young, middle, old = (part.sum(axis=-1) for part in parts)
    return young, middle, old


def _by_age(
    values: npt.ArrayLike, age: npt.ArrayLike, argument: str = "population"
) -> tuple[Floats, Floats]:
    array, ages = not_negative(argument, values), numeric("age", age)
    if ages.ndim != 1 or ages.size < 2:
        raise ValueError(f"age: {ages.shape} must be one axis of two groups or more")
    refuse("age", ~np.isfinite(ages), ages, "be a number of years")
    refuse("age", np.diff(ages, prepend=-np.inf) <= 0, ages, "ascend")
    refuse("age", ages[:1] != 0, ages[:1], "be 0 in the first group")
    if array.shape[-1:] != ages.shape:
        raise ValueError(
            f"{argument}: the last axis of {array.shape} must match age, {ages.shape}"
        )
    return array, ages
