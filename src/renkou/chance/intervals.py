"""Intervals for counts, rates, shares and ratios, for millions of cells at once.

Every function broadcasts its arguments and returns an `Interval` of arrays. Exact
Poisson limits are worked out once for each distinct count, so that half a million
cells cost little more than finding out which counts there are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .input_rules import (
    Floats,
    confidence,
    not_negative,
    one_of,
    positive,
    refuse,
    together,
)

_STEPS = 60
_NEAR = 1e-12  # of the root


class Interval(NamedTuple):
    """The lower and the upper limit, arrays of one shape."""

    low: Floats
    high: Floats


def poisson_interval(
    count: npt.ArrayLike, *, level: float = 0.95, mid_p: bool = False
) -> Interval:
    """The exact interval of the mean of a Poisson count.

    Garwood (1936): each tail holds at most (1 − level)/2. With `mid_p` the count
    observed itself is given half its weight (Lancaster 1961), which is narrower and
    has the level on average instead of at least. Counts that were shared out need not
    be whole. Shape of `count`; ValueError where one is negative.

    >>> low, high = poisson_interval([0, 10])
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([0.0, 4.8], [3.69, 18.39])
    """
    from scipy.special import gammainccinv, gammaincinv

    counts, tail = not_negative("count", count), confidence(level)
    distinct, place = np.unique(counts, return_inverse=True)
    low, high = gammaincinv(distinct, tail), gammainccinv(distinct + 1, tail)
    if mid_p:
        low, high = _mid_p(distinct, tail, low, high)
    low = np.where(distinct > 0, low, 0.0)
    return Interval(low[place].reshape(counts.shape), high[place].reshape(counts.shape))


def _mid_p(
    count: Floats, tail: float, low: Floats, high: Floats
) -> tuple[Floats, Floats]:
    """The limits at which half the observed count's weight is left out."""
    from scipy.special import gammainc, gammaincc, gammainccinv, gammaincinv

    def above(mean: Floats) -> Floats:
        tails: Floats = (gammainc(count, mean) + gammainc(count + 1, mean)) / 2
        return tails - tail

    def below(mean: Floats) -> Floats:
        tails: Floats = (gammaincc(count, mean) + gammaincc(count + 1, mean)) / 2
        return tails - tail

    inner_high = np.where(count > 0, gammainccinv(count, tail), 0.0)
    return (
        _root(above, low, gammaincinv(count + 1, tail)),
        _root(below, high, inner_high),
    )


def _root(function: Callable[[Floats], Floats], below: Floats, above: Floats) -> Floats:
    """Where `function` is 0; it is not above 0 at `below`, nor below 0 at `above`.

    False position, the end that stays put losing half its weight (the Illinois rule).
    """
    at_below, at_above = function(below), function(above)
    point = below
    for _ in range(_STEPS):
        gap, before = at_above - at_below, point
        share = np.divide(-at_below, gap, out=np.full(gap.shape, 0.5), where=gap > 0)
        point = below + share * (above - below)
        found = function(point)
        under = found < 0
        at_above = np.where(under, at_above / 2, found)
        at_below = np.where(under, found, at_below / 2)
        below, above = np.where(under, point, below), np.where(under, above, point)
        if np.all(np.abs(point - before) <= _NEAR * point):
            break
    return point


def rate_interval(
    count: npt.ArrayLike,
    exposure: npt.ArrayLike,
    *,
    level: float = 0.95,
    mid_p: bool = False,
) -> Interval:
    """The exact Poisson interval of a rate, count / exposure.

    >>> rate_interval(10, 1_000).high.round(5)
    np.float64(0.01839)
    """
    lived = positive("exposure", exposure)
    low, high = poisson_interval(count, level=level, mid_p=mid_p)
    together(count=low, exposure=lived)
    return Interval(low / lived, high / lived)


def proportion_interval(
    part: npt.ArrayLike,
    whole: npt.ArrayLike,
    *,
    level: float = 0.95,
    method: str = "wilson",
) -> Interval:
    """The interval of a share, `part` of `whole`.

    `method`: "wilson" (1927, score without continuity correction; the level on
    average) or "clopper-pearson" (1934, exact; the level at least). Of none (`whole`
    0) nothing is known: 0 to 1. `part` is no more than `whole`.

    >>> [limit.round(4) for limit in proportion_interval(81, 263)]
    [np.float64(0.2553), np.float64(0.3662)]
    """
    one_of("method", method, ("wilson", "clopper-pearson"))
    some, all_ = not_negative("part", part), not_negative("whole", whole)
    shape = together(part=some, whole=all_)
    some, all_ = np.broadcast_to(some, shape), np.broadcast_to(all_, shape)
    refuse("part", some > all_, some, "be no more than whole")
    tail = confidence(level)
    if method == "wilson":
        return _wilson(some, all_, tail)
    return _clopper_pearson(some, all_ - some, tail)


def _wilson(part: Floats, whole: Floats, tail: float) -> Interval:
    from scipy.special import ndtri

    z2 = float(ndtri(tail)) ** 2
    centre = part + z2 / 2
    known = np.maximum(whole, np.finfo(np.float64).tiny)
    spread = np.sqrt(z2 * (part * (whole - part) / known + z2 / 4))
    low = np.where(part > 0, (centre - spread) / (whole + z2), 0.0)
    high = np.where(part < whole, (centre + spread) / (whole + z2), 1.0)
    return Interval(low, high)


def _clopper_pearson(yes: Floats, no: Floats, tail: float) -> Interval:
    from scipy.special import betaincinv

    # 1 − the upper limit is the lower limit of the share of the others.
    low = np.where(yes > 0, betaincinv(np.maximum(yes, 1e-9), no + 1, tail), 0.0)
    rest = np.where(no > 0, betaincinv(np.maximum(no, 1e-9), yes + 1, tail), 0.0)
    return Interval(low, 1 - rest)


def ratio_interval(
    first: npt.ArrayLike, second: npt.ArrayLike, *, level: float = 0.95
) -> Interval:
    """The exact interval of the ratio of two Poisson counts, first / second.

    Given their sum the first is binomial: the Clopper–Pearson limits p of its share
    become p/(1 − p). Boys per girl, or of two rates with the same exposure. Where
    `second` is 0 the upper limit is inf; of 0 to 0 nothing is known: 0 to inf.

    >>> [limit.round(3) for limit in ratio_interval(525, 500)]
    [np.float64(0.927), np.float64(1.189)]
    """
    from scipy.special import betaincinv

    yes, no = not_negative("first", first), not_negative("second", second)
    shape, tail = together(first=yes, second=no), confidence(level)
    yes, no = np.broadcast_to(yes, shape), np.broadcast_to(no, shape)

    def odds(part: Floats, other: Floats) -> Floats:
        p = betaincinv(np.maximum(part, 1e-9), other + 1, tail)
        return np.where(part > 0, p / (1 - p), 0.0)

    with np.errstate(divide="ignore"):
        return Interval(odds(yes, no), 1 / odds(no, yes))


def weighted_sum_interval(
    count: npt.ArrayLike,
    weight: npt.ArrayLike,
    *,
    level: float = 0.95,
    method: str = "fay-feuer",
) -> Interval:
    """The interval of Σ weight·count, the sum over the last axis, of Poisson counts.

    A total fertility rate is one, with weights 5/person-years; so is a standardised
    rate. `method`: "fay-feuer" (1997, gamma, with the largest weight for the upper
    limit; the level at least) or "dobson-byar" (Dobson and others 1991 on exact
    Poisson limits of the sum of counts; of no events, with the largest weight).
    Weights finite, 0 or more.

    >>> [x.round(4) for x in weighted_sum_interval([3, 7], [0.1, 0.1])]
    [np.float64(0.4795), np.float64(1.839)]
    """
    one_of("method", method, ("fay-feuer", "dobson-byar"))
    counts, weights = not_negative("count", count), not_negative("weight", weight)
    shape, tail = together(count=counts, weight=weights), confidence(level)
    counts, weights = np.broadcast_to(counts, shape), np.broadcast_to(weights, shape)
    value = (weights * counts).sum(axis=-1)
    variance = (weights**2 * counts).sum(axis=-1)
    largest = weights.max(axis=-1)
    if method == "dobson-byar":
        return _dobson(counts.sum(axis=-1), value, variance, largest, level)
    low = _gamma_limit(value, variance, tail, lower=True)
    return Interval(
        np.where(value > 0, low, 0.0)[()],
        _gamma_limit(value + largest, variance + largest**2, tail, lower=False),
    )


def _gamma_limit(mean: Floats, variance: Floats, tail: float, lower: bool) -> Floats:
    """The quantile of the gamma distribution of this mean and variance."""
    from scipy.special import gammainccinv, gammaincinv

    scale = np.divide(variance, mean, out=np.zeros(mean.shape), where=mean > 0)
    shape = np.divide(mean, scale, out=np.ones(mean.shape), where=scale > 0)
    quantile: Floats = (gammaincinv if lower else gammainccinv)(shape, tail)
    return scale * quantile


def _dobson(
    total: Floats, value: Floats, variance: Floats, largest: Floats, level: float
) -> Interval:
    low, high = poisson_interval(total, level=level)
    mean = np.divide(variance, total, out=np.array(largest**2), where=total > 0)
    scale = np.sqrt(mean)
    return Interval(value + scale * (low - total), value + scale * (high - total))


def difference_interval(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    exposure: npt.ArrayLike = 1.0,
    *,
    level: float = 0.95,
) -> Interval:
    """The interval of (first − second)/exposure of two independent Poisson counts.

    Natural increase is one. The distances from each count to its exact limits are
    squared and added (the method of variance estimates recovery; Zou and Donner 2008),
    so that the interval is not symmetric where the counts are small.

    >>> [x.round(2) for x in difference_interval(10, 4)]
    [np.float64(-2.13), np.float64(14.88)]
    """
    lived = positive("exposure", exposure)
    up, down = not_negative("first", first), not_negative("second", second)
    together(first=up, second=down, exposure=lived)
    up_low, up_high = poisson_interval(up, level=level)
    down_low, down_high = poisson_interval(down, level=level)
    change = up - down
    below = np.hypot(up - up_low, down_high - down)
    above = np.hypot(up_high - up, down - down_low)
    return Interval((change - below) / lived, (change + above) / lived)
