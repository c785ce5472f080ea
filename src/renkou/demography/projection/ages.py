"""What a projection means: households, and those of school, working and care age."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import (
    Floats,
    not_negative,
    numeric,
    one_of,
    refuse,
    together,
)

from .cohort_component import Projection

AGES = {"school": (6.0, 15.0), "working": (15.0, 65.0), "care": (0.0, 3.0)}
"""From and to, the second exclusive: nine years of compulsory school, the ages of the
dependency ratio, and the under-threes for whom care places are planned."""


def households(population: npt.ArrayLike, headship: npt.ArrayLike) -> Floats:
    """Households by age and sex of their head: population · headship.

    `population` (..., 2, A), persons; `headship` (..., 2, A), the share of them who
    head a household, 0 to 1. Their number is the sum over both. Other leading axes,
    such as sizes of household, broadcast.

    ValueError for anything negative and for shares above 1.

    Source: United Nations, Manual VII (1973), the headship rate method.

    >>> households([[0.0, 100.0], [0.0, 90.0]], [[0.0, 0.5], [0.0, 0.25]]).sum()
    np.float64(72.5)
    """
    people = not_negative("population", population)
    share = not_negative("headship", headship)
    refuse("headship", share > 1, share, "be 1 or below")
    together(population=people, headship=share)
    heads: Floats = people * share
    return heads


def series(
    projection: Projection,
    age: npt.ArrayLike,
    *,
    of: str,
    ages: tuple[float, float] | None = None,
) -> Floats:
    """Persons of school, working or care age at every step, (..., steps + 1).

    `age` (A,), the lower bounds of the projection's age groups. `of`: "school" is 6 to
    14, "working" 15 to 64, "care" under 3, in completed years; `ages`, from and to the
    second exclusive, takes their place, as `of="care", ages=(80, inf)` for the care of
    the old. Of a group only partly in range, the part of its width counts.

    ValueError where a bound lies within the open group.

    >>> from renkou.demography.projection import project
    >>> course = project(np.full((2, 4), 50.0), np.ones((1, 2, 5)), np.zeros((1, 4)),
    ...                  1.05, width=5)
    >>> series(course, [0, 5, 10, 15], of="school").tolist()
    [180.0, 180.0]
    """
    one_of("of", of, AGES)
    low, high = AGES[of] if ages is None else ages
    if not 0 <= low < high:
        raise ValueError(f"ages: {low:g} to {high:g} must rise from 0 or more")
    part = _part(numeric("age", age), float(low), float(high))
    people = projection.population.sum(axis=-2)
    if people.shape[-1:] != part.shape:
        raise ValueError(
            f"age: {part.shape} must match the projection's age groups, "
            f"{people.shape[-1:]}"
        )
    counted: Floats = people @ part
    return counted


def _part(age: Floats, low: float, high: float) -> Floats:
    """The share of each age group that lies from `low` to below `high`."""
    if age.ndim != 1 or age.size < 2:
        raise ValueError(f"age: {age.shape} must be one axis of two groups or more")
    falls = np.append(age[0] < 0, np.diff(age) <= 0)
    refuse("age", falls, age, "be 0 or more and above the age before it")
    for bound in (low, high):
        if age[-1] < bound < np.inf:
            raise ValueError(
                f"age: the open group, {age[-1]:g} and over, must not hold {bound:g}"
            )
    upper = np.append(age[1:], np.inf)
    within = np.minimum(upper[:-1], high) - np.maximum(age[:-1], low)
    part = np.append(np.maximum(within, 0) / np.diff(age), float(high > age[-1]))
    return part
