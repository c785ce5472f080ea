"""The first digits of numbers and Benford's law."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, one_of, refuse

from .whole import enough, whole_numbers

_DIGITS = (1, 2, 3)
_POWERS = 10 ** np.arange(19, dtype=np.int64)


class Benford(NamedTuple):
    """χ² against Benford's law, its degrees of freedom and p; how far off, (classes,).

    `mad`, the mean absolute deviation of shares; `difference`, counts less expected.
    """

    chi2: float
    df: int
    p: float
    mad: float
    difference: Floats


def leading_digits(values: npt.ArrayLike, *, digits: int = 1) -> npt.NDArray[np.int64]:
    """How many numbers begin with 1, 2, … 9 (10 … 99, 100 … 999), (9·10^(digits−1),).

    Exact for integers of any size. Of `digits` 2 or 3 a shorter number is filled with
    zeros, its decimals: 7 is 7.00 and begins with 70. Zeros are left out.

    Source: Nigrini (2012), Benford's Law. ValueError for values that are negative or
    not whole.

    >>> leading_digits([0, 7, 12, 19, 10**30]).tolist()
    [3, 0, 0, 0, 0, 0, 1, 0, 0]
    """
    one_of("digits", digits, _DIGITS)
    numbers = whole_numbers(values)
    numbers = numbers[numbers > 0]
    least = 10 ** (digits - 1)
    if numbers.dtype == object:
        text = np.array([str(n)[:digits].ljust(digits, "0") for n in numbers])
        first = text.astype(np.int64)
    else:
        length = np.searchsorted(_POWERS, numbers.astype(np.int64), side="right")
        cut = _POWERS[np.maximum(length - digits, 0)]
        first = numbers // cut * _POWERS[np.maximum(digits - length, 0)]
    counted: npt.NDArray[np.int64] = np.bincount(first.astype(np.int64) - least)
    return np.pad(counted, (0, 9 * least - counted.size))


def benford(counts: npt.ArrayLike, *, digits: int = 1) -> Benford:
    """Counts of leading digits, as `leading_digits` gives them, against Benford's law.

    A number begins with d with probability log10(1 + 1/d). `chi2` = Σ difference²/
    expected with `df` classes less one, `p` its upper tail; `mad` the mean of |share −
    expected share|. Counts of areas of much the same size do not follow the law, and a
    large n finds every small departure: `mad` says how large it is.

    Source: Nigrini (2012), Benford's Law, chapter 7. ValueError for fewer than 110,
    1,146 or 11,508 numbers: a class would expect fewer than 5.

    >>> found = benford([330, 170, 130, 100, 70, 65, 55, 45, 35])
    >>> round(found.chi2, 2), found.df, round(found.p, 3), round(found.mad, 4)
    (7.85, 8, 0.449, 0.0082)
    """
    one_of("digits", digits, _DIGITS)
    seen, classes = not_negative("counts", counts), 9 * 10 ** (digits - 1)
    if seen.shape != (classes,):
        raise ValueError(f"counts: {seen.shape} must be ({classes},)")
    refuse("counts", seen != np.floor(seen), seen, "be a whole number")
    share = np.log10(1 + 1 / np.arange(10 ** (digits - 1), 10**digits))
    n = int(seen.sum())
    enough("counts", n, float(share[-1]))
    chi2, p = chi_square(seen, n * share)
    mad = float(np.abs(seen / n - share).mean())
    return Benford(chi2, classes - 1, p, mad, seen - n * share)


def chi_square(seen: Floats, expected: Floats) -> tuple[float, float]:
    """χ² and its upper tail with one degree of freedom fewer than classes.

    >>> chi_square(np.array([12.0, 8]), np.array([10.0, 10]))
    (0.8, 0.371...)
    """
    from scipy.special import chdtrc

    chi2 = float(((seen - expected) ** 2 / expected).sum())
    return chi2, float(chdtrc(seen.size - 1, chi2))
