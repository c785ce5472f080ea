"""Many cells at once, and one cell month after month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import (
    Flags,
    Floats,
    not_negative,
    positive,
    refuse,
    together,
)


@dataclass(frozen=True, eq=False)
class Cusum:
    """The sum month by month and where it reaches the threshold, (..., months).

    `first` (...) is the index of the first month that does, −1 where none does.
    """

    statistic: Floats
    signal: Flags
    first: npt.NDArray[np.int64]


class Discoveries(NamedTuple):
    """What is flagged, and the smallest rate at which each would be."""

    flagged: Flags
    adjusted: Floats


def cusum(
    observed: npt.ArrayLike,
    expected: npt.ArrayLike,
    *,
    ratio: float,
    threshold: float,
) -> Cusum:
    """The cumulative sum that looks for a lasting change to `ratio` × expected.

    S(t) = max(0, S(t−1) + O(t)·ln(ratio) − (ratio − 1)·E(t)), S before the first month
    0: the Poisson log-likelihood ratio of `ratio` to 1. A `ratio` below 1 looks for
    births left out, 0.85 for 15% of them. It signals where S reaches `threshold`, and
    is not set back by it. A higher threshold is slower and more seldom wrong: while
    nothing changes, the chance that S reaches it within the first t months is below
    t·exp(−threshold).

    Time is the last axis. Source: Page (1954), Biometrika 41; Lucas (1985),
    Technometrics 27. ValueError for a ratio not above 0, or 1, or an expected number
    not above 0.

    >>> found = cusum([20, 12, 10, 9], [20.0] * 4, ratio=0.5, threshold=5)
    >>> found.statistic.round(2).tolist(), int(found.first)
    ([0.0, 1.68, 4.75, 8.51], 3)
    """
    o, e = not_negative("observed", observed), positive("expected", expected)
    change, limit = positive("ratio", ratio), float(positive("threshold", threshold))
    refuse("ratio", change == 1, change, "differ from 1")
    shape = together(observed=o, expected=e)
    if not shape or not shape[-1]:
        raise ValueError(f"observed: {shape} must have an axis of months")
    step = o * np.log(change) - (change - 1) * e
    total = np.cumsum(step, axis=-1)
    # S never below 0 is the distance of the plain sum from its lowest point so far.
    lowest = np.minimum.accumulate(np.minimum(total, 0.0), axis=-1)
    statistic = total - lowest
    signal = statistic >= limit
    first = np.where(signal.any(axis=-1), signal.argmax(axis=-1), -1)
    return Cusum(statistic, signal, first)


def false_discovery(p: npt.ArrayLike, *, rate: float) -> Discoveries:
    """The cells to flag so that at most `rate` of them, on average, are false.

    Benjamini–Hochberg over all cells of `p`, of any shape. With the m values in
    ascending order `adjusted` is the least of p(j)·m/j over j ≥ i, at most 1;
    `flagged` is adjusted ≤ rate. It holds where tests are independent or positively
    related.

    Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B
    57. ValueError for a p outside 0 to 1.

    >>> found = false_discovery([0.01, 0.5, 0.02], rate=0.05)
    >>> found.adjusted.round(3).tolist(), found.flagged.tolist()
    ([0.03, 0.5, 0.03], [True, False, True])
    """
    values = not_negative("p", p)
    refuse("p", values > 1, values, "be no more than 1")
    if not 0 < rate < 1:
        raise ValueError(f"rate: {rate} must lie between 0 and 1")
    order = np.argsort(values, axis=None)
    ranked = values.ravel()[order] * values.size / np.arange(1, values.size + 1)
    least = np.minimum.accumulate(ranked[::-1])[::-1]
    in_order = np.empty(values.size)
    in_order[order] = np.minimum(least, 1.0)
    adjusted = in_order.reshape(values.shape)
    return Discoveries(adjusted <= rate, adjusted)
