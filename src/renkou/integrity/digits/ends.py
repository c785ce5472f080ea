"""The last digits of numbers: of counts above 100 or so, all equally likely."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.binomial import at_most

from .leading import chi_square
from .whole import enough, whole_numbers

_APART = 0.7  # of 100 pairs of digits 10 are equal and 20 neighbours


class LastDigit(NamedTuple):
    """How many numbers end in 0, 1, … 9, and χ² against equal numbers of each."""

    counts: npt.NDArray[np.int64]
    chi2: float
    df: int
    p: float


class LastTwoDigits(NamedTuple):
    """How many numbers end in two digits neither equal nor neighbours; their share."""

    nonadjacent: int
    share: float
    p: float


def last_digit(values: npt.ArrayLike) -> LastDigit:
    """The last digits of whole numbers against equal numbers of each.

    `chi2` = Σ (count − n/10)²/(n/10), `df` 9, `p` its upper tail. Last digits are
    equally likely only of numbers that spread over some hundreds: leave out series
    whose median is below 100.

    Source: Beber and Scacco (2012), Political Analysis 20, 211–234. ValueError for
    fewer than 50 numbers, or values that are negative or not whole.

    >>> found = last_digit(np.arange(100, 300))
    >>> found.counts.tolist(), found.chi2, found.df, found.p
    ([20, 20, 20, 20, 20, 20, 20, 20, 20, 20], 0.0, 9, 1.0)
    """
    numbers = whole_numbers(values)
    enough("values", numbers.size, 0.1)
    counts = np.bincount((numbers % 10).astype(np.int64), minlength=10)
    chi2, p = chi_square(counts.astype(np.float64), np.full(10, numbers.size / 10))
    return LastDigit(counts, chi2, 9, p)


def last_two_digits(values: npt.ArrayLike) -> LastTwoDigits:
    """How often the last two digits are far apart; who invents numbers avoids pairs.

    `nonadjacent` counts numbers whose last two digits are neither equal nor neighbours
    (9 and 0 are neighbours), 70% of all in the long run; `share` of all; `p` is exact,
    the binomial probability of so few or fewer. A number below 10 has 0 before it.

    Source: Beber and Scacco (2012), Political Analysis 20, 211–234. ValueError for
    fewer than 17 numbers (5 expected to be near), or values that are negative or not
    whole.

    >>> found = last_two_digits(np.arange(100, 200))
    >>> found.nonadjacent, found.share, round(found.p, 3)
    (70, 0.7, 0.538)
    """
    numbers = whole_numbers(values)
    enough("values", numbers.size, 1 - _APART)
    ends = (numbers % 100).astype(np.int64)
    gap = (ends // 10 - ends % 10) % 10
    apart = int(((gap > 1) & (gap < 9)).sum())
    n = numbers.size
    p = at_most(np.array(float(apart)), np.array(float(n)), np.array(_APART))
    return LastTwoDigits(apart, apart / n, float(p))
