"""Sex ratios of many areas at once: which differ by more than chance, how much."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.binomial import two_sided
from renkou.chance.input_rules import (
    Flags,
    Floats,
    confidence,
    not_negative,
    positive,
    refuse,
    together,
)

_WIDEST = 0.25  # standard deviation of the shares of boys over areas
_GRID = 201


class AreaRatios(NamedTuple):
    """Of each area, (..., areas): q value, whether flagged, and its ratio shrunk.

    `flagged` says of an area's figures that chance alone is a poor account of them, so
    that somebody looks at how they were recorded. It says nothing of any birth.
    """

    q: Floats
    flagged: Flags
    shrunk: Floats
    low: Floats
    high: Floats


def many(
    boys: npt.ArrayLike,
    girls: npt.ArrayLike,
    *,
    against: float = 105.0,
    rate: float = 0.05,
    level: float = 0.95,
) -> AreaRatios:
    """The sex ratios of many areas, on the last axis, (..., areas).

    `q`: the p values of `compare` with `against`, as Benjamini–Hochberg q values over
    the areas; `flagged` where q is at most `rate`, so that of the areas flagged no more
    than that share is expected to be chance. `shrunk`, `low`, `high`: boys per 100
    girls by empirical Bayes. The areas' true shares of boys are taken as normal about a
    mean, both estimated; the spread's own uncertainty is integrated over (its prior is
    flat), so that few or small areas give wide intervals; each area's share then has
    mean and variance of that mixture, and beta limits at `level`. An area without
    births gets the mean and the spread of the others. In simulated sets of 10 to 60
    areas of 20 to 20,000 births, whose true shares had standard deviations of 0 to
    0.02, the 95% intervals held the true ratio of 93 to 100 areas in 100.

    Source: Benjamini and Hochberg (1995); Gelman and others (2013), Bayesian Data
    Analysis, 5.4. ValueError for a count that is negative or not whole, or no births.

    >>> found = many([525, 60, 700], [500, 50, 500])
    >>> found.flagged.tolist(), found.shrunk.round().tolist()
    ([False, False, True], [107.0, 120.0, 138.0])
    """
    b, g = not_negative("boys", boys), not_negative("girls", girls)
    shape = together(boys=b, girls=g)
    if not shape:
        raise ValueError("boys: a number must be an axis of areas")
    b, g = np.broadcast_to(b, shape), np.broadcast_to(g, shape)
    for name, count in (("boys", b), ("girls", g)):
        refuse(name, count != np.floor(count), count, "be a whole number")
    if not 0 < rate < 1:
        raise ValueError(f"rate: {rate} must lie between 0 and 1")
    n, tail = b + g, confidence(level)
    some = n.sum(axis=-1)
    refuse("boys", some <= 0, some, "be above 0, with girls, in some area")
    usual = positive("against", against)
    q = false_discovery(two_sided(b, n, usual / (100 + usual)))
    mean, variance = _shrunk(b, n)
    low, high = _beta_limits(mean, variance, tail)
    return AreaRatios(q, q <= rate, _ratio(mean), _ratio(low), _ratio(high))


def false_discovery(p: Floats) -> Floats:
    """Benjamini–Hochberg q values of `p` over the last axis.

    The smallest rate of false discoveries at which each would be flagged.

    >>> false_discovery(np.array([0.01, 0.5, 0.02])).round(3).tolist()
    [0.03, 0.5, 0.03]
    """
    count = p.shape[-1]
    order = np.argsort(p, axis=-1)
    ranked = np.take_along_axis(p, order, axis=-1) * count / np.arange(1, count + 1)
    least = np.minimum.accumulate(ranked[..., ::-1], axis=-1)[..., ::-1]
    q = np.empty_like(least)
    np.put_along_axis(q, order, np.minimum(least, 1.0), axis=-1)
    return q


def _shrunk(boys: Floats, births: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of each area's share of boys, over all spreads between areas.

    Given the spread t the mean over areas is normal with precision Σ w, w = 1/(v + t²);
    an area's share is t²/(v + t²) of its own and the rest of that mean.
    """
    total = births.sum(axis=-1, keepdims=True)
    # Of no boys, or of no girls, the chance of one birth more keeps v above 0.
    pooled = (boys.sum(axis=-1, keepdims=True) + 0.5) / (total + 1)
    # In units of one birth's variance: an area of n births then weighs n/(1 + n·t²).
    unit = pooled * (1 - pooled)
    known = births > 0
    own = np.divide(boys, births, out=np.zeros(births.shape), where=known)
    spread = _WIDEST * (np.arange(_GRID) / (_GRID - 1)) ** 2
    weight = np.zeros((_GRID, *total.shape))
    means = np.zeros((_GRID, *total.shape))
    for i, t in enumerate(spread):
        w = births / (unit + births * t**2)
        precision = w.sum(axis=-1, keepdims=True)
        means[i] = (w * own).sum(axis=-1, keepdims=True) / precision
        fit = np.log(np.where(known, w, 1.0)) - w * (own - means[i]) ** 2
        fit = fit.sum(axis=-1, keepdims=True) - np.log(precision)
        weight[i] = fit / 2
    weight = np.exp(weight - weight.max(axis=0))
    step = np.gradient(spread).reshape(-1, *[1] * total.ndim)
    weight = weight * step
    weight /= weight.sum(axis=0)
    first, second = np.zeros(births.shape), np.zeros(births.shape)
    for i, t in enumerate(spread):
        w = births / (unit + births * t**2)
        pull = w * t**2  # what an area keeps of its own share
        centre = pull * own + (1 - pull) * means[i]
        precision = w.sum(axis=-1, keepdims=True)
        variance = t**2 * (1 - pull) + (1 - pull) ** 2 / precision
        first += weight[i] * centre
        second += weight[i] * (variance + centre**2)
    # Of few births and one sex the mean would be 0 or 1: half a birth keeps it off.
    edge = 0.5 / (total + 1)
    return np.clip(first, edge, 1 - edge), second - first**2


def _beta_limits(mean: Floats, variance: Floats, tail: float) -> tuple[Floats, Floats]:
    from scipy.special import betaincinv

    # No vaguer than a share of which nothing is known, which weighs two births, and
    # at an edge no vaguer than half a birth there: the limits then enclose the mean.
    rarer = np.minimum(mean, 1 - mean)
    least = np.maximum(2.0, 0.5 / rarer)
    weight = np.maximum(mean * (1 - mean) / variance - 1, least)
    a, b = mean * weight, (1 - mean) * weight
    return betaincinv(a, b, tail), 1 - betaincinv(b, a, tail)


def _ratio(share: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        found: Floats = np.divide(100 * share, 1 - share)
    return found
