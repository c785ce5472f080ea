"""Rates of small numbers, drawn towards those of all."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
LENT = 10.0  # expected events lent to the whole at a ratio of 1


class Ratio(NamedTuple):
    """Ratios of observed to expected, and the variance left in their logarithm."""

    ratio: Array
    variance: Array


def shrunken(observed: Array, expected: Array) -> Ratio:
    """Observed over expected along the last axis, each drawn towards that of all.

    Marshall's global empirical Bayes: a ratio keeps the share A/(A + m/E) of its
    distance from the common ratio m, where A is the variance between the ratios beyond
    chance and E what was expected. m itself is (ΣO + 10)/(ΣE + 10): where next to
    nothing happens, all are 1.

    Source: Marshall (1991), Applied Statistics 40(2).

    >>> shrunken(np.array([900.0, 1.0]), np.array([600.0, 1.0])).ratio.round(2)
    array([1.49, 1.49])
    """
    total = expected.sum(axis=-1, keepdims=True)
    common = (observed.sum(axis=-1, keepdims=True) + LENT) / (total + LENT)
    there = expected > 0
    own = np.divide(
        observed,
        expected,
        out=np.broadcast_to(common, expected.shape).copy(),
        where=there,
    )
    weight = np.divide(expected, total, out=np.zeros_like(expected), where=total > 0)
    apart = (weight * (own - common) ** 2).sum(axis=-1, keepdims=True)
    count = np.maximum(there.sum(axis=-1, keepdims=True), 1)
    chance = np.divide(
        common * count, total, out=np.full_like(total, np.inf), where=total > 0
    )
    between = np.maximum(apart - chance, 0.0)
    noise = np.divide(common, expected, out=np.full_like(expected, np.inf), where=there)
    kept = between / (between + noise)
    ratio = common + kept * (own - common)
    return Ratio(ratio, between * (1 - kept) / ratio**2)


class Drift(NamedTuple):
    """How far each area is from the whole, in units of a profile, and its variance."""

    distance: Array
    variance: Array


def drift(excess: Array, scale: Array) -> Drift:
    """Excess over scale, (areas,), each drawn towards 0 so far as it may be chance.

    `scale` is what the profile alone would move, and so, as a count of movers, the
    variance of `excess`. As `shrunken` otherwise, with 0 for the common value.

    >>> drift(np.array([50.0, 0.1]), np.array([100.0, 0.2])).distance.round(3)
    array([0.479, 0.022])
    """
    there = scale > 0
    own = np.divide(excess, scale, out=np.zeros_like(excess), where=there)
    noise = np.divide(1.0, scale, out=np.full_like(scale, np.inf), where=there)
    total = scale.sum()
    if not total > 0:
        return Drift(np.zeros_like(own), np.zeros_like(own))
    apart = (scale * own**2).sum() / total
    between = max(apart - there.sum() / total, 0.0)
    kept = between / (between + noise) if between > 0 else np.zeros_like(own)
    return Drift(kept * own, between * (1 - kept))
