"""The interval of a share found in a simple random sample."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance import intervals
from renkou.chance.input_rules import Floats, confidence, one_of


class Bounds(NamedTuple):
    """The lower and the upper bound of a share, (...)."""

    low: Floats
    high: Floats


def proportion_interval(
    count: npt.ArrayLike,
    n: npt.ArrayLike,
    *,
    level: float = 0.95,
    method: str = "clopper-pearson",
    side: str = "two",
) -> Bounds:
    """The interval of a share, `count` of `n`, (...).

    "clopper-pearson" (exact; the level at least) or "wilson" (score, without continuity
    correction; the level on average). `side` "upper" gives the one upper bound that
    holds the share at `level`, with 0 below; "lower" the one lower bound, with 1 above.
    Of none (`n` 0) nothing is known: 0 to 1.

    Source: Clopper and Pearson (1934), Biometrika 26; Wilson (1927), JASA 22.
    ValueError for a count above n, or a one-sided level of 0.5 or less.

    >>> [bound.round(4) for bound in proportion_interval(0, 60, side="upper")]
    [np.float64(0.0), np.float64(0.0487)]
    """
    one_of("side", side, ("two", "upper", "lower"))
    confidence(level)
    if side == "two":
        return Bounds(
            *intervals.proportion_interval(count, n, level=level, method=method)
        )
    if level <= 0.5:
        raise ValueError(f"level: {level} must be above 0.5 for one side")
    both = 2 * level - 1  # its tails are each 1 − level
    low, high = intervals.proportion_interval(count, n, level=both, method=method)
    if side == "upper":
        return Bounds(np.zeros(high.shape)[()], high)
    return Bounds(low, np.ones(low.shape)[()])
