"""Counts that were made up: beside the neighbours', the records, the year before."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.binomial import at_least
from renkou.chance.input_rules import Floats, not_negative, positive, refuse, together


class Near(NamedTuple):
    """Months near the neighbours' mean, those expected by chance, and p, (...)."""

    near: Floats
    expected: Floats
    p: Floats


class Differing(NamedTuple):
    """Months reported otherwise than recorded, of how many, and p, (...)."""

    differing: Floats
    months: int
    p: Floats


class SameYears(NamedTuple):
    """Years with the count of the year before, the chance of each added up, p, (...).

    `fewest` is how many would be needed for a p below 0.001; inf where no number is.
    """

    same: Floats
    expected: Floats
    p: Floats
    fewest: Floats


def near(
    values: npt.ArrayLike,
    neighbours: npt.ArrayLike,
    expected: npt.ArrayLike,
    *,
    within: float = 1.5,
) -> Near:
    """Whether monthly counts lie nearer to their neighbours' mean than counts do.

    `values` (..., months), the mean of the `neighbours` in the same months, and the
    mean that the area's own size lets `expected`. A Poisson count lies within `within`
    of the neighbours' mean with a known probability; `expected` adds these up, `p` is
    the binomial probability of so many months or more at their mean. Who writes down
    the neighbours' mean, give or take one, is near it always.

    Source: the exact Poisson and binomial distributions. ValueError for negative
    numbers or an expected mean of 0.

    >>> rng = np.random.default_rng(1)
    >>> others = rng.poisson(20, (4, 120)).mean(axis=0)
    >>> honest, copied = rng.poisson(20, 120), np.rint(others)
    >>> (near([honest, copied], others, 20.0).p < 1e-6).tolist()
    [False, True]
    """
    from scipy.special import pdtr

    x, mean = not_negative("values", values), not_negative("neighbours", neighbours)
    usual = positive("expected", expected)
    shape = together(values=x, neighbours=mean, expected=usual)
    low = np.ceil(mean - within) - 1
    below = np.where(low >= 0, pdtr(np.maximum(low, 0), usual), 0.0)
    chance = np.broadcast_to(pdtr(np.floor(mean + within), usual) - below, shape)
    hits = (np.abs(x - mean) <= within).sum(axis=-1).astype(np.float64)
    total = chance.sum(axis=-1)
    n = np.full(total.shape, float(shape[-1]))
    return Near(hits, total, at_least(hits, n, np.clip(total / n, 0, 1))[()])


def differing(
    reported: npt.ArrayLike, recorded: npt.ArrayLike, *, tolerated: float = 0.05
) -> Differing:
    """Whether an office reports counts that its own records, as known then, belie.

    The months, on the last axis, whose two counts differ at all; `p` is the binomial
    probability of so many or more if a share `tolerated` of months differs by slips.

    Source: the exact binomial distribution. ValueError for negative counts or a share
    outside 0 to 1.

    >>> found = differing([[5, 7, 6, 9], [5, 8, 6, 9]], [5, 8, 6, 9])
    >>> found.differing.tolist(), found.p.round(3).tolist()
    ([1.0, 0.0], [0.185, 1.0])
    """
    told, held = not_negative("reported", reported), not_negative("recorded", recorded)
    shape = together(reported=told, recorded=held)
    if not 0 < tolerated < 1:
        raise ValueError(f"tolerated: {tolerated} must lie between 0 and 1")
    k = (told != held).sum(axis=-1).astype(np.float64)
    n = np.full(k.shape, float(shape[-1]))
    return Differing(k, shape[-1], at_least(k, n, np.array(tolerated))[()])


def same_each_year(values: npt.ArrayLike) -> SameYears:
    """Whether yearly counts repeat the year before more often than chance lets them.

    Two Poisson counts of mean m are equal with probability exp(−2m)·I0(2m), m half the
    sum of the pair, 1 where it is 0. `p` is the exact probability of so many equal
    pairs or more, pairs taken as independent. Years on the last axis. Small villages
    repeat themselves honestly: `fewest` says from how many on anything could be seen.

    Source: the Skellam distribution (1946) at 0; the Poisson-binomial distribution.
    ValueError for fewer than two years or counts that are negative or not whole.

    >>> found = same_each_year([[12] * 10, [12, 9, 12, 15, 8, 11, 12, 12, 10, 7]])
    >>> found.same.tolist(), (found.p < 0.001).tolist(), found.fewest.tolist()
    ([9.0, 1.0], [True, False], [5.0, 5.0])
    """
    from scipy.special import i0e

    counts = not_negative("values", values)
    refuse("values", counts != np.floor(counts), counts, "be a whole number")
    if not counts.ndim or counts.shape[-1] < 2:
        raise ValueError(f"values: {counts.shape} must have two years at least")
    chance = i0e(counts[..., 1:] + counts[..., :-1])
    same = (np.diff(counts, axis=-1) == 0).sum(axis=-1).astype(np.float64)
    upper = _tails(chance)
    p = np.take_along_axis(upper, same[..., None].astype(np.int64), axis=-1)[..., 0]
    rare = upper < 0.001
    fewest = np.where(rare.any(axis=-1), rare.argmax(axis=-1), np.inf)
    return SameYears(same, chance.sum(axis=-1), p[()], fewest)


def _tails(chance: Floats) -> Floats:
    """The probability of 0, 1, … or more successes of given chances, (..., n + 1)."""
    n = chance.shape[-1]
    exact = np.zeros((*chance.shape[:-1], n + 1))
    exact[..., 0] = 1.0
    for i in range(n):
        c = chance[..., i : i + 1]
        exact[..., 1:] = exact[..., 1:] * (1 - c) + exact[..., :-1] * c
        exact[..., 0] *= 1 - c[..., 0]
    upper: Floats = np.cumsum(exact[..., ::-1], axis=-1)[..., ::-1]
    return np.minimum(upper, 1.0)
