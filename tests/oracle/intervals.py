"""95% intervals from their definitions, by SciPy's distributions, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, sqrt

from scipy.stats import beta, chi2, norm

Limits = tuple[float, float]
TAIL = 0.025
Z = float(norm.isf(TAIL))


def garwood(count: float) -> Limits:
    """Exact Poisson limits by the chi-squared distribution (Garwood 1936)."""
    low = chi2.ppf(TAIL, 2 * count) / 2 if count > 0 else 0.0
    return float(low), float(chi2.isf(TAIL, 2 * count + 2) / 2)


def wilson(part: float, whole: float) -> Limits:
    """The shares p for which part is just within z standard errors (Wilson 1927)."""
    share = part / whole
    centre = (share + Z**2 / (2 * whole)) / (1 + Z**2 / whole)
    spread = sqrt(share * (1 - share) / whole + Z**2 / (4 * whole**2))
    reach = Z * spread / (1 + Z**2 / whole)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def odds(first: float, second: float) -> Limits:
    """first/second from the exact limits of its share (Clopper and Pearson 1934)."""

    def least(some: float, others: float) -> float:
        share = beta.ppf(TAIL, some, others + 1) if some > 0 else 0.0
        return float(share / (1 - share))

    low = least(second, first)  # of the odds turned over, so that none is lost near 1
    return least(first, second), 1 / low if low else inf


def difference(plus: float, minus: float) -> Limits:
    """Of two Poisson counts, from distances to exact limits (Zou and Donner 2008)."""
    (plus_low, plus_high), (minus_low, minus_high) = garwood(plus), garwood(minus)
    below = sqrt((plus - plus_low) ** 2 + (minus_high - minus) ** 2)
    above = sqrt((plus_high - plus) ** 2 + (minus - minus_low) ** 2)
    return plus - minus - below, plus - minus + above


def weighted_sum(counts: Sequence[float], weights: Sequence[float]) -> Limits:
    """Of Σ weight·count of Poisson counts, by gamma quantiles (Fay and Feuer 1997)."""
    pairs = list(zip(counts, weights, strict=True))
    value = sum(w * n for n, w in pairs)
    variance = sum(w * w * n for n, w in pairs)
    low = 0.0
    if value > 0:
        low = variance / (2 * value) * chi2.ppf(TAIL, 2 * value**2 / variance)
    top, spread = value + max(weights), variance + max(weights) ** 2
    high = spread / (2 * top) * chi2.isf(TAIL, 2 * top**2 / spread)
    return float(low), float(high)


def normal(value: float, variance: float) -> Limits:
    """`value` and z standard errors to either side."""
    reach = Z * sqrt(max(variance, 0.0))
    return value - reach, value + reach
