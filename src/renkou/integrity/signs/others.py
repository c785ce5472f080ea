"""An area beside all others: its share, and how late its records come."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.binomial import at_least, at_most
from renkou.chance.input_rules import Floats, not_negative, one_of, refuse, together


class Beside(NamedTuple):
    """Each area's share, that of all the others, and the one-sided p, (areas,)."""

    share: Floats
    others: Floats
    p: Floats


class Later(NamedTuple):
    """z of each area's mean rank, above 0 where it is later, and upper p, (areas,)."""

    z: Floats
    p: Floats


def beside_others(
    count: npt.ArrayLike, n: npt.ArrayLike, *, side: str = "lower"
) -> Beside:
    """Each area's share count/n against that of all the other areas together.

    `p` is the binomial probability of so few or fewer ("lower"), or so many or more
    ("upper"), at the others' share, taken as known; of an area without a case it is 1.
    It holds where areas differ by chance alone: areas that differ for good reasons are
    found more often.

    Source: the exact binomial test. ValueError for a count above n, or fewer than two
    areas.

    >>> found = beside_others([90, 88, 40], [100, 100, 100])
    >>> found.others.round(2).tolist(), (found.p < 1e-3).tolist()
    ([0.64, 0.65, 0.89], [False, False, True])
    """
    one_of("side", side, ("lower", "upper"))
    k, size = not_negative("count", count), not_negative("n", n)
    shape = together(count=k, n=size)
    refuse("count", k > size, k, "be no more than n")
    if len(shape) != 1 or shape[0] < 2:
        raise ValueError(f"count: {shape} must be one row of two areas at least")
    rest = size.sum() - size
    others = np.divide(k.sum() - k, rest, out=np.zeros(shape), where=rest > 0)
    share = np.divide(k, size, out=np.full(shape, np.nan), where=size > 0)
    tail = at_most if side == "lower" else at_least
    p = np.where((size > 0) & (rest > 0), tail(k, size, others), 1.0)
    return Beside(share, others, p)


def later(delay: npt.ArrayLike, area: npt.ArrayLike, *, areas: int) -> Later:
    """Whether an area's records come later than those of all the others.

    The rank-sum test of each area's delays against the others', ties by mean ranks and
    their variance, normal limits; `p` is the upper tail. It asks nothing of the shape
    of delays; one record far too late weighs no more than any other. An area without
    records has p 1.

    Source: Wilcoxon (1945), Biometrics Bulletin 1; Lehmann (1975), Nonparametrics.
    ValueError for negative delays or an area out of range.

    >>> found = later([9, 12, 10, 14, 80, 95, 70, 88], [0] * 4 + [1] * 4, areas=2)
    >>> found.z.round(2).tolist()
    [-2.31, 2.31]
    """
    from scipy.special import ndtr
    from scipy.stats import rankdata

    days, where = not_negative("delay", delay), np.asarray(area, dtype=np.int64)
    together(delay=days, area=where)
    refuse("area", (where < 0) | (where >= areas), where, f"be from 0 to {areas - 1}")
    total = days.size
    n = np.bincount(where, minlength=areas).astype(np.float64)
    ranks = np.bincount(where, weights=rankdata(days), minlength=areas)
    _, tied = np.unique(days, return_counts=True)
    ties = float((tied.astype(np.float64) ** 3 - tied).sum())
    scale = (total + 1) - ties / max(total * (total - 1), 1)
    variance = n * (total - n) / 12 * scale
    z = np.divide(
        ranks - n * (total + 1) / 2,
        np.sqrt(variance),
        out=np.zeros(areas),
        where=variance > 0,
    )
    return Later(z, np.where(variance > 0, ndtr(-z), 1.0))
