"""Series of monthly counts that repeat themselves or vary less than chance does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.binomial import at_least
from renkou.chance.input_rules import Floats, not_negative, refuse

from .whole import FEWEST


@dataclass(frozen=True, eq=False)
class Repeated:
    """Months equal to the month before, those expected by chance, and p, (...)."""

    repeats: npt.NDArray[np.int64]
    expected: Floats
    p: Floats


@dataclass(frozen=True, eq=False)
class TooSmooth:
    """Variance over mean, χ², its degrees of freedom and its lower tail p, (...)."""

    dispersion: Floats
    chi2: Floats
    df: int
    p: Floats


def repeated(values: npt.ArrayLike) -> Repeated:
    """Whether a series repeats the month before more often than counts do by chance.

    Two Poisson counts of mean m are equal with probability exp(−2m)·I0(2m), I0 the
    modified Bessel function; m of each pair is half its sum, so that season and trend
    do no harm. `repeats` (...) counts the pairs of neighbours that are equal,
    `expected` adds up the probabilities, `p` is the binomial probability of so many or
    more of as many pairs, at their mean probability. Months on the last axis.

    Counts that vary more than Poisson repeat less: the test is then seldom wrong.
    Source: the Skellam distribution (Skellam 1946) at 0. ValueError where fewer than 5
    repeats are expected (of months of 100 some 178 are needed), or values are negative
    or not whole.

    >>> found = repeated([12, 12, 9, 9, 9, 14, 14, 11, 11, 11] * 6)
    >>> int(found.repeats), found.expected.round(1), found.p < 1e-9
    (36, np.float64(5.0), np.True_)
    """
    from scipy.special import i0e

    counts = _series(values)
    pairs = counts[..., 1:] + counts[..., :-1]
    chance = i0e(pairs)
    expected, n = chance.sum(axis=-1), pairs.shape[-1]
    fewest = np.ceil(FEWEST * n / np.maximum(expected, 1e-12)) + 1
    for months in fewest[expected < FEWEST].ravel()[:1]:
        raise ValueError(
            f"values: {n + 1} months must be {months:.0f} at least "
            f"({FEWEST} repeats expected)"
        )
    repeats = (np.diff(counts, axis=-1) == 0).sum(axis=-1)
    total = np.full(expected.shape, float(n))
    p = at_least(repeats.astype(np.float64), total, np.minimum(expected / n, 1.0))
    return Repeated(repeats, expected, p[()])


def too_smooth(values: npt.ArrayLike, *, period: int | None = None) -> TooSmooth:
    """Whether monthly counts vary less than chance alone makes them vary.

    Given their total, Poisson counts are multinomial: `chi2` = Σ (x − e)²/e is then
    nearly χ² with `df` degrees of freedom, `dispersion` = chi2/df nearly 1, and `p` is
    the lower tail. Without `period` e is the mean and df the months less one: season or
    trend adds to chi2 and hides smoothness. With `period`, 12 for months, whole years
    are a table of years × months, e is row total × column total / total, and df is
    (years − 1)·(period − 1). Months on the last axis.

    It is a test of one side: counts more variable than Poisson are not its matter. With
    180 months of 100 and p below 0.001 it finds half the Poisson variance 999 times in
    1,000, 0.6 of it 94 times in 100 and 0.8 of it 13 times in 100 (simulated).
    Source: Fisher (1925), Statistical Methods for Research Workers, IV. ValueError
    where a month expects fewer than 5, years are not whole, or values are negative or
    not whole.

    >>> found = too_smooth([100, 101, 99, 100, 102, 98, 100, 101, 99, 100, 101, 99])
    >>> found.dispersion.round(3), found.df, found.p < 1e-8
    (np.float64(0.013), 11, np.True_)
    """
    from scipy.special import gammainc

    counts = _series(values)
    if period is None:
        expected = np.broadcast_to(counts.mean(axis=-1, keepdims=True), counts.shape)
        df = counts.shape[-1] - 1
    else:
        expected, df = _seasonal(counts, period)
    refuse(
        "values", expected < FEWEST, expected, f"be {FEWEST} at least: a month's mean"
    )
    chi2 = ((counts - expected) ** 2 / expected).sum(axis=-1)
    return TooSmooth(chi2 / df, chi2, df, gammainc(df / 2, chi2 / 2)[()])


def _seasonal(counts: Floats, period: int) -> tuple[Floats, int]:
    """What each month expects from its year's total and its season's share."""
    if period < 2:
        raise ValueError(f"period: {period} must be 2 or more")
    months = counts.shape[-1]
    if months % period or months < 2 * period:
        raise ValueError(
            f"values: {months} months must be two or more whole periods of {period}"
        )
    table = counts.reshape(*counts.shape[:-1], months // period, period)
    total = table.sum(axis=(-2, -1), keepdims=True)
    rows, columns = table.sum(-1, keepdims=True), table.sum(-2, keepdims=True)
    expected = rows * columns / np.maximum(total, 1.0)
    return expected.reshape(counts.shape), (months // period - 1) * (period - 1)


def _series(values: npt.ArrayLike) -> Floats:
    counts = not_negative("values", values)
    refuse("values", counts != np.floor(counts), counts, "be a whole number")
    if not counts.ndim or counts.shape[-1] < 2:
        raise ValueError(f"values: {counts.shape} must have two months at least")
    return counts
