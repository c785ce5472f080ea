"""Rates and ratios that do not depend on the age structure, with their intervals."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import (
    Floats,
    confidence,
    not_negative,
    positive,
    refuse,
    together,
)
from renkou.chance.intervals import poisson_interval


class StandardisedRate(NamedTuple):
    """A directly standardised rate per person per year and its interval, each (...)."""

    rate: Floats
    low: Floats
    high: Floats


class StandardisedRatio(NamedTuple):
    """Deaths over those expected, 1 = as in the standard, and its interval."""

    smr: Floats
    expected: Floats
    low: Floats
    high: Floats


def direct_standardisation(
    deaths: npt.ArrayLike,
    exposure: npt.ArrayLike,
    standard: npt.ArrayLike,
    *,
    level: float = 0.95,
) -> StandardisedRate:
    """The death rate that the standard's age structure would give, with its interval.

    `deaths` and person-years of `exposure` by age, (..., A); `standard`: a population
    by age, of any size. rate = Σ w·deaths/exposure, w the standard's shares.

    The interval by Dobson's method on Byar's limits: with O deaths in all,
    v = Σ (w/exposure)²·deaths and Byar's limits L, U of O,
    rate + √(v/O)·(L − O), 0 at least, and rate + √(v/O)·(U − O), where
    L = O·(1 − 1/9O − z/3√O)³ and U = (O+1)·(1 − 1/9(O+1) + z/3√(O+1))³.
    Of no deaths at all √(v/O) is the largest w/exposure, on the safe side.

    Source: Dobson and others (1991), Statistics in Medicine 10, 457–462; Breslow and
    Day (1987), volume II, p. 69. ValueError for a group without person-years or with
    more deaths than person-years, or an empty standard.

    >>> found = direct_standardisation([4, 30], [1000, 600], [2000, 1000])
    >>> [value.round(4).item() for value in found]
    [0.0193, 0.0134, 0.027]
    """
    died, lived = not_negative("deaths", deaths), positive("exposure", exposure)
    weights, tail = not_negative("standard", standard), confidence(level)
    shape = together(deaths=died, exposure=lived, standard=weights)
    died = np.broadcast_to(died, shape)
    refuse("deaths", died > lived, died, "be no more than exposure")
    whole = weights.sum(axis=-1, keepdims=True)
    refuse("standard", whole[..., 0] <= 0, whole[..., 0], "sum to more than 0")
    each = weights / whole / lived  # rate per death of the group
    rate, total = (each * died).sum(axis=-1), died.sum(axis=-1)
    variance, largest = (each**2 * died).sum(axis=-1), np.max(each, axis=-1)
    per_death = np.where(total > 0, variance / np.maximum(total, 1e-300), largest**2)
    low, high = _byar(total, tail)
    scale = np.sqrt(per_death)
    return StandardisedRate(
        rate,
        np.maximum(rate + scale * (low - total), 0.0),
        rate + scale * (high - total),
    )


def _byar(count: Floats, tail: float) -> tuple[Floats, Floats]:
    """Byar's limits of the mean of a Poisson count; the lower one of none is 0."""
    from scipy.special import ndtri

    z, more = -float(ndtri(tail)), count + 1
    some = np.maximum(count, 1e-9)
    root = np.maximum(1 - 1 / (9 * some) - z / (3 * np.sqrt(some)), 0.0)
    return (
        np.where(count > 0, count * root**3, 0.0),
        more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3,
    )


def indirect_standardisation(
    deaths: npt.ArrayLike,
    exposure: npt.ArrayLike,
    standard_rates: npt.ArrayLike,
    *,
    level: float = 0.95,
) -> StandardisedRatio:
    """The standardised mortality ratio: deaths over those at the standard's rates.

    `deaths`, person-years of `exposure` and `standard_rates` (per person per year) by
    age, (..., A); of the deaths only the sum counts.
    expected = Σ exposure·standard_rates, smr = Σ deaths/expected; the interval is
    the exact Poisson interval of the deaths (Garwood 1936) over expected, each (...).

    Source: Breslow and Day (1987), Statistical Methods in Cancer Research, volume II,
    chapter 2. ValueError where deaths stand against no person-years, pass them in all,
    or none are expected.

    >>> found = indirect_standardisation([2, 10], [550, 450], [0.004, 0.02])
    >>> [value.round(3).item() for value in found]
    [1.071, 11.2, 0.554, 1.872]
    """
    died, lived = not_negative("deaths", deaths), not_negative("exposure", exposure)
    rates = not_negative("standard_rates", standard_rates)
    shape = together(deaths=died, exposure=lived, standard_rates=rates)
    died, lived = np.broadcast_to(died, shape), np.broadcast_to(lived, shape)
    refuse("deaths", (died > 0) & (lived == 0), died, "be 0 without exposure")
    total, years = died.sum(axis=-1), lived.sum(axis=-1)
    refuse("deaths", total > years, total, "be no more than exposure in all")
    expected = (lived * rates).sum(axis=-1)
    nobody = expected <= 0
    refuse("exposure", nobody, expected, "give some deaths at the standard's rates")
    low, high = poisson_interval(total, level=level)
    return StandardisedRatio(
        total / expected, expected, low / expected, high / expected
    )
