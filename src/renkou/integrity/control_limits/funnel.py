"""Funnels: between which limits a count, a ratio or a share stays by chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance import intervals
from renkou.chance.input_rules import (
    Floats,
    confidence,
    not_negative,
    one_of,
    positive,
    refuse,
    together,
)

_LEVELS = (0.95, 0.998)


class Limits(NamedTuple):
    """The lower and the upper limit, (...) or, of several levels, (levels, ...)."""

    low: Floats
    high: Floats


class Exposures(NamedTuple):
    """Exposures at which a count lies on the lower and on the upper limit."""

    low_exposure: Floats
    high_exposure: Floats


def poisson_interval(
    observed: npt.ArrayLike, *, level: float = 0.95, method: str = "exact"
) -> Limits:
    """The interval of the mean behind a Poisson count, (...).

    "exact": χ²(a/2; 2O)/2 and χ²(1 − a/2; 2O + 2)/2 with a = 1 − level (Garwood 1936).
    "byar": O·(1 − 1/(9O) − z/(3√O))³ and (O + 1)·(1 − 1/(9(O + 1)) + z/(3√(O + 1)))³,
    near the exact ones from about 10 up. The lower limit of 0 is 0.

    Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, 2.3.
    ValueError for a negative count.

    >>> [limit.round(3).tolist() for limit in poisson_interval([0, 10])]
    [[0.0, 4.795], [3.689, 18.39]]
    """
    one_of("method", method, ("exact", "byar"))
    counts = not_negative("observed", observed)
    if method == "exact":
        return Limits(*intervals.poisson_interval(counts, level=level))
    z, some = _quantiles((level,))[0], np.where(counts > 0, counts, 1.0)
    low = counts * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3
    more = counts + 1
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return Limits(np.where(counts > 0, np.maximum(low, 0.0), 0.0)[()], high)


def funnel_ratio(
    expected: npt.ArrayLike, *, levels: Sequence[float] = _LEVELS
) -> Limits:
    """The limits of observed/expected around 1 at each number expected, (levels, ...).

    χ²(a/2; 2E)/2E and χ²(1 − a/2; 2E + 2)/2E, a = 1 − level: exact for a Poisson count,
    outside at most a/2 of the time on either side.

    Source: Spiegelhalter (2005), Statistics in Medicine 24. ValueError for an expected
    number not above 0.

    >>> [limit.round(3).tolist() for limit in funnel_ratio(10)]
    [[0.48, 0.296], [1.839, 2.413]]
    """
    from scipy.special import gammainccinv, gammaincinv

    e = positive("expected", expected)
    tails = _tails(levels, e.ndim)
    return Limits(gammaincinv(e, tails) / e, gammainccinv(e + 1, tails) / e)


def funnel_proportion(
    n: npt.ArrayLike,
    target: npt.ArrayLike,
    *,
    levels: Sequence[float] = _LEVELS,
    method: str = "normal",
) -> Limits:
    """The limits of a share of `n` around `target`, (levels, ...).

    "normal": target ∓ z·√(target·(1 − target)/n), clipped to [0, 1]. "exact": the
    smallest and the largest share k/n with binomial probabilities P(K ≤ k) and
    P(K ≥ k) of a/2 or more, a = 1 − level: a share outside has less than a/2 on its
    side; `n` is then whole.

    Source: Spiegelhalter (2005), Statistics in Medicine 24. ValueError for an n not
    above 0 or a target outside 0 to 1.

    >>> [limit.round(3).tolist() for limit in funnel_proportion(100, 0.9)]
    [[0.841, 0.807], [0.959, 0.993]]
    >>> [limit.tolist() for limit in funnel_proportion(100, 0.9, method="exact")]
    [[0.84, 0.8], [0.95, 0.98]]
    """
    one_of("method", method, ("normal", "exact"))
    size, share = positive("n", n), not_negative("target", target)
    refuse("target", share > 1, share, "be no more than 1")
    ndim = len(together(n=size, target=share))
    if method == "normal":
        z = _quantiles(levels).reshape(-1, *[1] * ndim)
        reach = z * np.sqrt(share * (1 - share) / size)
        return Limits(np.clip(share - reach, 0, 1), np.clip(share + reach, 0, 1))
    refuse("n", size != np.floor(size), size, "be a whole number")
    tails = _tails(levels, ndim)
    below = _binomial_quantile(tails, size, share)
    above = size - _binomial_quantile(tails, size, 1 - share)
    return Limits(below / size, above / size)


def _binomial_quantile(tail: Floats, n: Floats, share: Floats) -> Floats:
    """The smallest k with P(K ≤ k) of `tail` or more."""
    from renkou.chance.binomial import at_most

    tail, n, share = np.broadcast_arrays(tail, n, share)
    low, high = np.full(n.shape, -1.0), n.astype(np.float64)
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        enough = at_most(np.maximum(middle, 0), n, share) >= tail
        apart = high - low > 1
        high = np.where(apart & enough, middle, high)
        low = np.where(apart & ~enough, middle, low)
    return high


def funnel_curve(
    observed: npt.ArrayLike,
    *,
    target: npt.ArrayLike = 1.0,
    levels: Sequence[float] = _LEVELS,
) -> Exposures:
    """The exposures at which a count lies exactly on the limits, (levels, ...).

    `low_exposure`, at which `observed` is on the lower limit, is the upper exact
    Poisson bound of `observed` over `target`; `high_exposure`, at which it is on the
    upper limit, the lower bound over `target`: the funnel drawn count by count.

    Source: Dover and Schopflocher (2011), Population Health Metrics 9:58. ValueError
    for a negative count or a target not above 0.

    >>> [exposure.round(3).tolist() for exposure in funnel_curve(10)]
    [[18.39, 24.134], [4.795, 2.961]]
    """
    counts, rate = not_negative("observed", observed), positive("target", target)
    together(observed=counts, target=rate)
    bounds = [intervals.poisson_interval(counts, level=level) for level in levels]
    return Exposures(
        np.stack([bound.high / rate for bound in bounds]),
        np.stack([bound.low / rate for bound in bounds]),
    )


def flag(
    observed: npt.ArrayLike,
    expected: npt.ArrayLike,
    *,
    levels: Sequence[float] = _LEVELS,
) -> npt.NDArray[np.int64]:
    """How far outside the funnel a count lies: −2, −1, 0, 1 or 2, (...).

    The number of `levels` at which `expected` is outside the exact Poisson interval of
    `observed`; above 0 where more was observed than expected, below 0 where less. Of
    areas that are as expected, (1 − level)/2 or fewer are flagged on either side.

    Source: Garwood (1936), Biometrika 28. ValueError for a negative count.

    >>> flag([10, 10, 10, 10], [2, 4, 12, 30]).tolist()
    [2, 1, 0, -2]
    """
    counts, e = not_negative("observed", observed), not_negative("expected", expected)
    together(observed=counts, expected=e)
    found = np.zeros(np.broadcast_shapes(counts.shape, e.shape), dtype=np.int64)
    for level in levels:
        low, high = intervals.poisson_interval(counts, level=level)
        found += (e < low).astype(np.int64) - (e > high)
    return found[()]


def _tails(levels: Sequence[float], ndim: int) -> Floats:
    tails = np.array([confidence(level) for level in levels])
    return tails.reshape(-1, *[1] * ndim)


def _quantiles(levels: Sequence[float]) -> Floats:
    from scipy.special import ndtri

    z: Floats = -ndtri(_tails(levels, 0))
    return z
