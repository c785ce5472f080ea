"""What a derived measure does with its counts. Arrays are (areas, periods, groups)."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from renkou.chance import intervals
from renkou.definitions import ABRIDGED, FERTILE, Counts, Figure, figure, over
from renkou.demography import fertility
from renkou.demography.life_table import LifeTable, life_expectancy_interval

NORMAL_95 = 1.959963984540054
WIDTH = 5.0
ROUNDING = 1e-9  # of sums of persons shared out between areas
SEX_OF_TABLE = {"total": "both", "male": "male", "female": "female"}


def median_age(counts: Counts, sex: str) -> Figure:
    """The age at which the running sum of single ages reaches half, linear within."""
    stock = counts["stock"]
    running = np.cumsum(stock, axis=-1)
    half = running[..., -1:] / 2
    at = np.argmax(running >= half - ROUNDING, axis=-1)[..., None]
    inside = np.take_along_axis(stock, at, axis=-1)
    below = np.take_along_axis(running, at, axis=-1) - inside
    return figure(at + over(half - below, inside))


def total_dependency(counts: Counts, sex: str) -> Figure:
    """The young and the old for each hundred of working age."""
    dependent = counts["young"] + counts["old"]
    return figure(
        over(dependent, counts["working"]) * 100,
        numerator=dependent,
        denominator=counts["working"],
    )


def total_fertility(counts: Counts, sex: str) -> Figure:
    """5 Σ of the rates; gamma interval of Fay and Feuer (1997) for a weighted sum."""
    births, women = counts["births"], counts["women"]
    weights = over(np.full_like(women, WIDTH), women)
    known = ~np.isnan(weights).any(axis=-1, keepdims=True)
    safe = np.where(known, weights, 1.0)
    low, high = intervals.weighted_sum_interval(births, safe)
    value = np.where(known, (births * safe).sum(axis=-1, keepdims=True), np.nan)
    return figure(value, interval=(low[..., None], high[..., None]))


def mean_age_at_birth(counts: Counts, sex: str) -> Figure:
    """Mean of the middles of the age groups, weighted by the rates; delta method."""
    births, women = counts["births"], counts["women"]
    rates = over(births, women)
    middle = np.asarray(FERTILE.lower) + WIDTH / 2
    total = rates.sum(axis=-1, keepdims=True)
    mean = over((rates * middle).sum(axis=-1, keepdims=True), total)
    variance = over(rates, women) * (middle - mean) ** 2
    se = over(np.sqrt(variance.sum(axis=-1, keepdims=True)), total)
    return figure(mean, interval=(mean - NORMAL_95 * se, mean + NORMAL_95 * se))


def births_decomposition(counts: Counts, sex: str) -> Figure:
    """Das Gupta's split of a change in births between two periods."""
    before, after = counts["women_before"], counts["women"]
    effects = fertility.births_decomposition(
        before,
        over(counts["births_before"], before),
        after,
        over(counts["births"], after),
    )
    value = np.stack([effects.number, effects.age_structure, effects.rates], axis=-1)
    nobody = (before.sum(axis=-1) == 0) | (after.sum(axis=-1) == 0)
    return figure(np.where(nobody[..., None], np.nan, value))


def life_expectancy(counts: Counts, sex: str) -> Figure:
    """e0 of the abridged life table, with the interval of Chiang (1984)."""
    deaths, years = counts["deaths"], counts["years"]
    known = (years > 0).all(axis=-1) & (deaths[..., -1] > 0)
    value = np.full(known.shape, np.nan)
    low, high = value.copy(), value.copy()
    if known.any():
        table = LifeTable.from_rates(
            deaths[known] / years[known],  # in a village deaths may pass person-years
            np.asarray(ABRIDGED.lower),
            sex=SEX_OF_TABLE[sex],
        )
        value[known] = table.ex[..., 0]
        bounds = life_expectancy_interval(table, deaths[known])
        low[known], high[known] = bounds.low[..., 0], bounds.high[..., 0]
    return figure(value[..., None], interval=(low[..., None], high[..., None]))


def mean_age_at_marriage(counts: Counts, sex: str) -> Figure:
    """The mean of exact ages, with the normal interval of a mean.

    Of one person, or of parts of persons where places are shared out, it has none.

    >>> two = {"number": 2.0, "total": 50.0, "squares": 1250.5}
    >>> few = {"number": 0.5, "total": 12.5, "squares": 312.5}
    >>> some = {"number": 1.5, "total": 37.5, "squares": 937.75}
    >>> same = {"number": 3.0, "total": 3 * 25.1, "squares": 3 * 25.1**2 - 1e-9}
    >>> cases = two, few, some, same
    >>> counts = {name: np.array([c[name] for c in cases]) for name in two}
    >>> mean_age_at_marriage(counts, "total").high.round(2)
    array([25.98,   nan, 26.13, 25.1 ])
    """
    number, total, squares = counts["number"], counts["total"], counts["squares"]
    mean = over(total, number)
    apart = np.maximum(squares - number * mean**2, 0)  # below 0 by rounding alone
    spread = over(apart, np.maximum(number - 1, 0))
    se = np.sqrt(over(spread, number))
    return figure(
        mean,
        interval=(mean - NORMAL_95 * se, mean + NORMAL_95 * se),
        numerator=total,
        denominator=number,
    )


def by_children(counts: Counts, sex: str) -> Figure:
    """Women with just 0, 1, 2 and with 3 or more, from those with at least so many."""
    least = [counts[name] for name in ("zero", "one", "two", "three")]
    value = np.concatenate(
        [*(more - fewer for more, fewer in pairwise(least)), least[-1]], axis=-1
    )
    return figure(value, numerator=value)
