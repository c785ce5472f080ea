"""Lawless's nowcast: delays from the reverse hazard, events from their share seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, confidence

from .reporting import delays, distribution, hazard_sums

_NODES = 24  # of the quadrature over the share recorded
_PRIOR = 0.5  # of a Poisson mean, Jeffreys's: none recorded does not mean none to come


@dataclass(frozen=True, eq=False)
class Nowcast:
    """What is recorded of each date, and how much it will have come to.

    `cdf` (..., delays): the share of events recorded within each delay; `observed`,
    `expected`, `low`, `high` (..., dates).
    """

    cdf: Floats
    observed: Floats
    expected: Floats
    low: Floats
    high: Floats


def lawless(
    triangle: npt.ArrayLike, *, window: int | None = None, level: float = 0.95
) -> Nowcast:
    """What each date's events will have come to once all are recorded.

    `triangle` (..., dates, delays 0…D): increments, NaN where not yet known, the last
    row the present, T. Reverse hazard g(d) = Σ n(t, d)/Σ n(t, ≤ d) over the dates
    T − window … T − d (`window=None`: from the first), 0 where there are no events;
    cdf(d) = Π over e > d of (1 − g(e)), cdf(D) = 1; expected = observed/cdf(T − t),
    missing (NaN) where cdf is 0. What comes later than D is not counted.

    The interval is for the count itself, not for its mean: given the share recorded,
    p, what is still to come is negative binomial in observed + ½ and p; p is beta,
    with the variance that the hazards' own chance gives it (Greenwood's sum). Where
    cdf is 0, or no event is old enough to tell a longer delay, `high` is inf. It takes
    events as independent and delays as unchanged over the window.

    Source: Lawless (1994), Canadian Journal of Statistics 22; Kalbfleisch and Lawless
    (1991), Statistica Sinica 1. ValueError where a count is negative, or is missing or
    known against the rule above, or there are fewer dates than delays.

    >>> nan = np.nan
    >>> found = lawless([[6, 3, 1], [7, 2, 1], [5, 3, nan], [6, nan, nan]])
    >>> found.cdf.round(3), found.expected.round(1)
    (array([0.623, 0.9  , 1.   ]), array([10. , 10. ,  8.9,  9.6]))
    """
    tail = confidence(level)
    table = delays("triangle", triangle)
    events, within = hazard_sums(table, window)
    hazard = np.divide(events, within, out=np.zeros(events.shape), where=within > 0)
    cdf, spread = distribution(hazard), _log_variance(hazard, within)
    seen = table.observed
    share = np.broadcast_to(cdf[..., table.age], seen.shape)
    doubt = np.broadcast_to(spread[..., table.age], seen.shape)
    expected = np.divide(seen, share, out=np.full(seen.shape, np.nan), where=share > 0)
    more_low, more_high = still_to_come(seen, share, doubt, tail)
    return Nowcast(cdf, seen, expected, seen + more_low, seen + more_high)


def _log_variance(hazard: Floats, within: Floats) -> Floats:
    """The variance of log cdf at each delay, inf where a hazard is not known."""
    ratio = np.full(hazard.shape, np.inf)
    known = (within > 0) & (hazard < 1)
    np.divide(hazard, within * (1 - hazard), out=ratio, where=known)
    later = np.concatenate([ratio[..., 1:], np.zeros((*ratio.shape[:-1], 1))], axis=-1)
    return np.asarray(np.cumsum(later[..., ::-1], axis=-1)[..., ::-1])


def still_to_come(
    seen: Floats, share: Floats, doubt: Floats, tail: float
) -> tuple[Floats, Floats]:
    """Quantiles of the number not yet recorded, `tail` below and above them.

    `share`: of events recorded, with `doubt` the variance of its logarithm.
    """
    whole = share >= 1
    open_ = ~whole & (share > 0) & np.isfinite(doubt)
    low, high = np.zeros(seen.shape), np.where(whole & np.isfinite(doubt), 0.0, np.inf)
    if open_.any():
        nodes = _shares(share[open_], doubt[open_])
        low[open_] = _quantile(seen[open_] + _PRIOR, nodes, tail)
        high[open_] = _quantile(seen[open_] + _PRIOR, nodes, 1 - tail)
    return low, high


def _shares(share: Floats, doubt: Floats) -> Floats:
    """Equally likely values of the share, (cells, nodes), of a beta distribution."""
    from scipy.special import betaincinv

    spread = np.maximum(share**2 * doubt, 1e-14)
    size = np.maximum(share * (1 - share) / spread - 1, 1e-2)
    place = (np.arange(_NODES) + 0.5) / _NODES
    a, b = (share * size)[:, None], ((1 - share) * size)[:, None]
    found: Floats = np.clip(betaincinv(a, b, place), 1e-9, 1 - 1e-12)
    return found


def _quantile(shape: Floats, shares: Floats, probability: float) -> Floats:
    """The least number that the mixed negative binomial reaches with `probability`."""
    from scipy.special import betainc

    def reached(number: Floats) -> npt.NDArray[np.bool_]:
        below = betainc(shape[:, None], number[:, None] + 1, shares)
        return np.asarray(below.mean(axis=-1) >= probability)

    low, high = np.full(shape.shape, -1.0), np.ones(shape.shape)
    while not (done := reached(high)).all():
        low, high = np.where(done, low, high), np.where(done, high, 2 * high)
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        inside = reached(middle) & (high - low > 1)
        low = np.where(inside | (high - low <= 1), low, middle)
        high = np.where(inside, middle, high)
    return high
