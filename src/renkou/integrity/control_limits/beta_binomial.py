"""The shares behind the counts of many areas, each drawn to what the others have."""

from __future__ import annotations

from dataclasses import dataclass

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

from .profile import precision

_WIDE = 25.0  # of a logit


@dataclass(frozen=True, eq=False)
class SharesBehind:
    """Posterior mean, median and limits of each area's share, (areas,).

    `alpha` and `beta` of the beta distribution between areas: mean alpha/(alpha +
    beta); both inf where areas are no more different than chance.
    """

    share: Floats
    median: Floats
    low: Floats
    high: Floats
    alpha: float
    beta: float
    mean: float


def beta_binomial(
    count: npt.ArrayLike, n: npt.ArrayLike, *, level: float = 0.95
) -> SharesBehind:
    """Empirical Bayes shares: counts binomial, shares beta between areas.

    `count` of `n` is binomial of a share that is beta(alpha, beta) between areas, both
    by maximum likelihood; then an area's share is beta(alpha + count, beta + n −
    count), of which mean, median and quantiles are given. `mean` is alpha/(alpha +
    beta). The limits do not count the uncertainty of alpha and beta. Simulated,
    95% limits held 94.5% of the shares of 100 areas of 50 or more, and 89% of those of
    30 areas of 20. Where areas differ no more than by chance both are inf, every
    share is the mean, and the limits are those of the smallest alpha + beta that the
    profile likelihood at `level` does not exclude, and always hold the mean.

    Source: Skellam (1948), Journal of the Royal Statistical Society B 10; Casella
    (1985), The American Statistician 39. ValueError for a count above n, fewer than two
    areas, or counts that are all 0 or all n.

    >>> found = beta_binomial([70, 97, 96, 99, 18], [100, 100, 100, 100, 20])
    >>> found.share.round(2).tolist(), round(found.mean, 2)
    ([0.72, 0.96, 0.96, 0.98, 0.9], 0.9)
    """
    k, size = not_negative("count", count), positive("n", n)
    shape = together(count=k, n=size)
    k, size = np.broadcast_to(k, shape), np.broadcast_to(size, shape)
    _check(k, size)

    def likelihood(total: float) -> float:
        return _best(k, size, total)[0]

    found = precision(likelihood, likelihood(np.inf), level=level)
    alike = np.isinf(found.likeliest)
    mean = _best(k, size, found.likeliest)[1]
    total = found.least if alike else found.likeliest
    centre = _best(k, size, total)[1]
    a, b, tail = total * centre + k, total * (1 - centre) + size - k, confidence(level)
    share, median, low, high = (
        a / (a + b),
        *(_quantile(a, b, part) for part in (0.5, tail, 1 - tail)),
    )
    if alike:
        share, median = np.full(shape, mean), np.full(shape, mean)
        low, high = np.minimum(low, mean), np.maximum(high, mean)
        return SharesBehind(share, median, low, high, np.inf, np.inf, mean)
    alpha = total * centre
    return SharesBehind(share, median, low, high, alpha, total - alpha, mean)


def _check(k: Floats, size: Floats) -> None:
    refuse("count", k > size, k, "be no more than n")
    for name, values in (("count", k), ("n", size)):
        refuse(name, values != np.floor(values), values, "be a whole number")
    if k.ndim != 1 or k.size < 2:
        raise ValueError(f"count: {k.shape} must be one axis of two areas at least")
    if not k.any() or not (size - k).any():
        raise ValueError("count: one must be above 0 and one below n")


def _best(k: Floats, size: Floats, total: float) -> tuple[float, float]:
    """The log-likelihood at alpha + beta = `total` of the likeliest mean, and it."""
    from scipy.optimize import minimize_scalar
    from scipy.special import betaln, expit, xlog1py, xlogy

    if np.isinf(total):
        mean = float(k.sum() / size.sum())
        return float((xlogy(k, mean) + xlog1py(size - k, -mean)).sum()), mean

    def likelihood(logit: float) -> float:
        a, b = total * expit(logit), total * expit(-logit)
        return float((betaln(a + k, b + size - k) - betaln(a, b)).sum())

    peak = minimize_scalar(
        lambda x: -likelihood(x),
        bounds=(-_WIDE, _WIDE),
        method="bounded",
        options={"xatol": 1e-9},
    )
    return float(-peak.fun), float(expit(peak.x))


def _quantile(a: Floats, b: Floats, share: float) -> Floats:
    from scipy.special import betaincinv

    found: Floats = betaincinv(a, b, share)
    return found
