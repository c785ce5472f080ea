"""Age groups of any width split by a monotone spline."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Flags, Floats

from .groups import Groups, groups, with_totals


def monotone(
    counts: npt.ArrayLike, age: npt.ArrayLike, *, open_group: bool = True
) -> Floats:
    """Age groups split into single years by a monotone spline.

    A cubic spline through the cumulated counts that never falls, so that no year is
    below 0. Its slope at a bound is the mean of those of the two groups; where that
    would make it fall, the slopes at both ends of a group are reduced until it does
    not.

    `counts` (..., A); `age` lower bounds from 0, groups of any width. Returns single
    years from 0, then the open group as given (with `open_group=False` the last group
    is closed, as wide as the one before it): the totals of all groups are kept.
    ValueError for negative counts, ages not from 0.

    Source: Fritsch and Carlson (1980), SIAM Journal on Numerical Analysis 17(2).

    >>> monotone([10, 10, 0, 4], [0, 5, 10, 20]).round(2)[[0, 4, 5, 9, 10, 20]]
    array([2.  , 2.  , 2.32, 0.72, 0.  , 4.  ])
    """
    given = groups(counts, age, open_group)
    years = np.arange(given.bounds[-1] + 1)
    return with_totals(np.diff(_cumulated(given, years), axis=-1), given)


def _cumulated(given: Groups, years: npt.NDArray[np.int64]) -> Floats:
    """The counts below each of `years`."""
    density = given.closed / given.width
    total = np.cumsum(given.closed, axis=-1)
    below = np.concatenate([np.zeros_like(total[..., :1]), total], axis=-1)
    slope = _slopes(density)
    group = np.searchsorted(given.bounds, years, side="right") - 1
    group = np.minimum(group, given.width.size - 1)
    width = given.width[group]
    t = (years - given.bounds[group]) / width
    rise = t**2 * (3 - 2 * t)
    start, end = t * (1 - t) ** 2, t**2 * (t - 1)
    cumulated: Floats = below[..., group] + given.closed[..., group] * rise
    cumulated += width * (slope[..., group] * start + slope[..., group + 1] * end)
    return cumulated


def _slopes(density: Floats) -> Floats:
    """The slope at each bound that leaves every group monotone."""
    inner = (density[..., :-1] + density[..., 1:]) / 2
    slope = np.concatenate([density[..., :1], inner, density[..., -1:]], axis=-1)
    for group in range(density.shape[-1]):
        secant = density[..., group]
        ends = slope[..., group : group + 2]
        flat = secant <= 0
        steepness = np.hypot(ends[..., 0], ends[..., 1])
        wrong = ~flat & _falls(ends, secant)
        scale = np.divide(3 * secant, steepness, out=np.ones_like(secant), where=wrong)
        ends *= np.where(flat, 0.0, scale)[..., None]
    return slope


def _falls(ends: Floats, secant: Floats) -> Flags:
    """Whether the cubic with these end slopes falls somewhere in its group.

    With α, β the slopes over the secant it does where both 2α + β and α + 2β are
    above 3 and α is below (2α + β − 3)²/3(α + β − 2).
    """
    a, b = ends[..., 0], ends[..., 1]
    left, right = 2 * a + b - 3 * secant, a + 2 * b - 3 * secant
    outside = (left > 0) & (right > 0)
    return np.asarray(outside & (a * (left + right) < left**2))
