"""Exact binomial probabilities, for many counts at once."""

from __future__ import annotations

import numpy as np

from .input_rules import Floats

_ALIKE = 1e-7  # relative: two outcomes this near in likelihood are equally likely


def at_least(count: Floats, trials: Floats, chance: Floats) -> Floats:
    """The probability of `count` or more of `trials`; accurate far into the tail.

    >>> float(at_least(np.array(82.0), np.array(82.0), np.array(0.5))) == 0.5**82
    True
    """
    from scipy.special import betainc

    k, n = np.broadcast_arrays(count, trials)
    within = betainc(np.maximum(k, 1), np.maximum(n - k + 1, 1), chance)
    found: Floats = np.where(k <= 0, 1.0, np.where(k > n, 0.0, within))
    return found


def at_most(count: Floats, trials: Floats, chance: Floats) -> Floats:
    """The probability of `count` or fewer of `trials`.

    >>> at_most(np.array(1.0), np.array(3.0), np.array(0.5)).round(3)
    np.float64(0.5)
    """
    return at_least(trials - count, trials, 1 - chance)


def two_sided(count: Floats, trials: Floats, chance: Floats) -> Floats:
    """The probability of all outcomes no more likely than `count`; 1 of no trials.

    >>> two_sided(np.array([2.0, 5]), np.array(10.0), np.array(0.5)).round(4).tolist()
    [0.1094, 1.0]
    """
    k, n, chance = np.broadcast_arrays(count, trials, chance)
    # Seen from the rarer side: what is below the mean stays, what is above is turned.
    above = k > n * chance
    share = np.where(above, 1 - chance, chance)
    k = np.where(above, n - k, k)
    reach = _log_probability(k, n, share) + np.log1p(_ALIKE)
    low, high = np.floor(n * share), n + 1.0  # the first count that is unlikely enough
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        unlikely = _log_probability(np.minimum(middle, n), n, share) <= reach
        high = np.where(unlikely, middle, high)
        low = np.where(unlikely, low, middle)
    both = at_most(k, n, share) + at_least(high, n, share)
    found: Floats = np.minimum(both, 1.0)
    return found


def _log_probability(count: Floats, trials: Floats, chance: Floats) -> Floats:
    from scipy.special import betaln, xlog1py, xlogy

    ways = -np.log1p(trials) - betaln(count + 1, trials - count + 1)
    found: Floats = ways + xlogy(count, chance) + xlog1py(trials - count, -chance)
    return found
