"""Brass's ratio of lifetime to current fertility, P/F."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import (
    Floats,
    not_negative,
    one_of,
    positive,
    refuse,
    together,
)

AGES = (15, 20, 25, 30, 35, 40, 45)

# Brass (1968), in The Demography of Tropical Africa: what to multiply the rate of a
# group with to have its part of the mean parity there, and where each column stands.
_COLUMNS = np.array(
    [
        [1.120, 1.310, 1.615, 1.950, 2.305, 2.640, 2.925, 3.170],
        [2.555, 2.690, 2.780, 2.840, 2.890, 2.925, 2.960, 2.985],
        [2.925, 2.960, 2.985, 3.010, 3.035, 3.055, 3.075, 3.095],
        [3.055, 3.075, 3.095, 3.120, 3.140, 3.165, 3.190, 3.215],
        [3.165, 3.190, 3.215, 3.245, 3.285, 3.325, 3.375, 3.435],
        [3.325, 3.375, 3.435, 3.510, 3.610, 3.740, 3.915, 4.150],
        [3.640, 3.895, 4.150, 4.395, 4.630, 4.840, 4.985, 5.000],
    ]
)
_P1_OVER_P2 = np.array([0.014, 0.045, 0.090, 0.143, 0.205, 0.268, 0.330, 0.387])
_MEAN_AGE = np.array([31.7, 30.7, 29.7, 28.7, 27.7, 26.7, 25.7, 24.7])

# Manual X (United Nations 1983), table 7, births by age of mother at the end of the
# year: factors of f(i), of f(i + 1) (of f(i − 1) in the last group), of all fertility.
_TRUSSELL = np.array(
    [
        [2.531, -0.188, 0.0024],
        [3.321, -0.754, 0.0161],
        [3.265, -0.627, 0.0145],
        [3.442, -0.563, 0.0029],
        [3.518, -0.763, 0.0006],
        [3.862, -2.481, -0.0001],
        [3.828, 0.016, -0.0002],
    ]
)
_ADJUST_BY = {"linear": (20,), "trussell": (20, 25, 30)}


@dataclass(frozen=True, eq=False)
class ParityRatios:
    """Reported parity beside what current fertility adds up to; seven age groups."""

    F: Floats  # mean parity that current fertility would give
    ratio: Floats  # P/F
    multipliers: Floats  # (..., 7); "trussell": (7, 3), factors of Manual X, table 7
    mean_age: Floats  # of the schedule, in years
    adjusted: Floats  # asfr at the level of reported parity


def pf_ratio(
    parity: npt.ArrayLike,
    asfr: npt.ArrayLike,
    *,
    interpolation: str = "linear",
    adjust_by: Sequence[int] | None = None,
    midpoint: float = 2.5,
) -> ParityRatios:
    """Brass's P/F ratios, and rates raised to the level of reported parity.

    `parity` (..., 7), children ever born per woman, and `asfr` (..., 7), births of the
    last year per woman, of women aged 15–19 … 45–49 at the end of it: at birth they
    were half a year younger, for which both methods allow. F(i) is the fertility of
    the groups before, 5·Σ f, and within the group

    - "linear": k(i)·f(i), k from Brass's table (1968), the first three groups by
      P1/P2, the others by the mean age of the schedule; beyond the table its end
      intervals are carried on, k kept between 0 and 5;
    - "trussell": a·f(i) + b·f(i + 1) + c·5·Σ f (Manual X, table 7).

    `adjusted` is asfr times the mean ratio of the groups that `adjust_by` names by
    their lower bounds: 20–24 ("linear") or 20–34 ("trussell", as Manual X) if None.
    `midpoint`: where the mean age takes the middle of a group to be, in years from its
    lower bound; 2.0 counts women as half a year younger there too, which moves k by
    0.13 at most, mostly by 0.01 or 0.02.
    All fields but multipliers lead with the axes of the input. ValueError for what is
    negative or missing, parity 0 at 20–24, and a group whose F is not above 0.

    Source: Brass (1968); United Nations (1983), Manual X, chapter II.

    >>> found = pf_ratio(
    ...     [0.283, 1.532, 2.849, 4.185, 5.214, 6.034, 6.453],
    ...     [0.111, 0.245, 0.230, 0.195, 0.147, 0.072, 0.032],
    ... )
    >>> found.ratio.round(3).tolist()
    [1.165, 1.217, 1.151, 1.184, 1.191, 1.234, 1.256]
    """
    one_of("interpolation", interpolation, _ADJUST_BY)
    P, f = _seven("parity", parity), _seven("asfr", asfr)
    shape = together(parity=P, asfr=f)
    P, f = np.broadcast_to(P, shape), np.broadcast_to(f, shape)
    if not 0 <= midpoint <= 5:
        raise ValueError(f"midpoint: {midpoint} must lie between 0 and 5")
    total = 5 * f.sum(axis=-1)
    refuse("asfr", total <= 0, total, "add up to more than 0")
    mean_age = np.sum((np.array(AGES) + midpoint) * f, axis=-1) * 5 / total
    before = 5 * (np.cumsum(f, axis=-1) - f)
    if interpolation == "linear":
        multipliers = _brass(P, mean_age)
        F = before + multipliers * f
    else:
        multipliers = _TRUSSELL.copy()
        F = before + _within(f, total)
    refuse("asfr", F <= 0, F, "give a cumulated fertility above 0")
    ratio = P / F
    level = ratio[..., _groups(adjust_by or _ADJUST_BY[interpolation])]
    adjusted = f * level.mean(axis=-1, keepdims=True)
    return ParityRatios(F, ratio, multipliers, mean_age, adjusted)


def _seven(argument: str, values: npt.ArrayLike) -> Floats:
    array = not_negative(argument, values)
    if array.shape[-1:] != (7,):
        raise ValueError(f"{argument}: {array.shape} must end in seven groups, 15–49")
    return array


def _groups(lower: Sequence[int]) -> list[int]:
    for age in lower:
        one_of("adjust_by", age, AGES)
    return [AGES.index(age) for age in lower]


def _brass(parity: Floats, mean_age: Floats) -> Floats:
    second = positive("parity", parity[..., 1])
    early = _interpolated(parity[..., 0] / second, _P1_OVER_P2, _COLUMNS[:3])
    late = _interpolated(-mean_age, -_MEAN_AGE, _COLUMNS[3:])
    multipliers: Floats = np.clip(np.concatenate([early, late], axis=-1), 0, 5)
    return multipliers


def _interpolated(at: Floats, where: Floats, rows: Floats) -> Floats:
    """Every row at the places `at` (...), straight on beyond the ends: (..., rows)."""
    left = np.clip(np.searchsorted(where, at, side="right") - 1, 0, where.size - 2)
    share = (at - where[left]) / (where[left + 1] - where[left])
    low, high = np.moveaxis(rows[:, left], 0, -1), np.moveaxis(rows[:, left + 1], 0, -1)
    between: Floats = low + share[..., None] * (high - low)
    return between


def _within(f: Floats, total: Floats) -> Floats:
    neighbour = np.concatenate([f[..., 1:], f[..., 5:6]], axis=-1)
    a, b, c = _TRUSSELL.T
    part: Floats = a * f + b * neighbour + c * total[..., None]
    return part
