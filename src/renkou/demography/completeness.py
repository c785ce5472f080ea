"""How complete the registration of deaths is, from the ages of the dead and the living.

Three methods for adult deaths, none of which needs to know the true number. Each turns
the ages into points that lie on a line where its assumptions hold (the same share of
deaths registered at all ages, counts of even quality, migration nil or given), and
each returns the points, the line and how the answer moves with the ages chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import (
    Floats,
    not_negative,
    numeric,
    one_of,
    positive,
    refuse,
)
from renkou.chance.input_rules import together as shape_together

LINES = ("least-squares", "sd-ratio")
_WIDTH = 5.0
_APART = 1e-9  # of their mean: death rates nearer to one another are the same
_FEWEST = 5  # points in a range whose completeness is given in the sensitivity


@dataclass(frozen=True, eq=False)
class DeathDistribution:
    """Points by age, the line through them and the completeness that it gives.

    `age` (P,) are the exact ages of the points, `x` and `y` (..., P) the points, all of
    them, inside the range fitted or not. `k1`, `k2` (...) are the completeness of the
    first and the second census against the better of the two, `delta` their ratio
    k1/k2; `completeness` (...) is that of the deaths, √(k1·k2)/slope. A slope of 0 or
    less gives a completeness that is not above 0, death rates that do not differ give
    slope 0 and a completeness of inf: the method has then found no line.
    `sensitivity` (..., R) is the completeness that each of the `ranges` (R, 2) of ages
    gives: every range of at least five points.
    """

    age: Floats
    x: Floats
    y: Floats
    intercept: Floats
    slope: Floats
    delta: Floats
    k1: Floats
    k2: Floats
    completeness: Floats
    ranges: Floats
    sensitivity: Floats


class _Counts(NamedTuple):
    age: Floats
    first: Floats
    second: Floats
    deaths: Floats
    migrants: Floats


def brass_growth_balance(
    population: npt.ArrayLike,
    deaths: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    fit: tuple[float, float] = (5, 75),
    line: str = "least-squares",
) -> DeathDistribution:
    """The completeness of deaths from one census, in a stable, closed population.

    `population` and `deaths` of one year, (..., A), in five-year groups, the last open
    (0 and 1–4 are merged). Above every age x, N(x)/N(x+) = r + D(x+)/N(x+)/c with
    N(x) = √(N(x−5)·N(x))/5: the entry rate `y` lies on a line over the death rate `x`
    (both per person per year), whose `intercept` is the growth rate r and whose slope
    is 1/c. `fit`: the first and the last exact age of the points fitted; `line` as in
    `generalized_growth_balance`, of which this is the case of one census, so that
    `delta`, `k1`, `k2` are 1.

    Source: Brass (1975), Methods for Estimating Fertility and Mortality from Limited
    and Defective Data; N(x) as in Dorrington (2013), Tools for Demographic Estimation.
    ValueError where a group is empty, widths are not five, or deaths pass population.

    >>> age = np.arange(0, 81, 5.0)
    >>> living = np.exp(-0.03 * age)  # grows by 1% a year, dies by 2%
    >>> living[-1] /= 1 - np.exp(-0.15)
    >>> found = brass_growth_balance(living, 0.02 * 0.7 * living, age, fit=(5, 60))
    >>> found.age[[0, -1]].tolist(), found.sensitivity.shape
    ([5.0, 75.0], (66,))
    """
    counts = _counts(population, population, deaths, age, None, "population")
    x, y = _growth_balance(counts, 1.0)
    return _result(counts.age[1:-1], x, y, fit, line, 0.0)


def generalized_growth_balance(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    deaths: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    years: float,
    migrants: npt.ArrayLike | None = None,
    fit: tuple[float, float] = (5, 75),
    line: str = "least-squares",
) -> DeathDistribution:
    """The completeness of deaths between two censuses, and of the censuses, by age.

    `first`, `second`: the counts, `years` apart; `deaths` and net `migrants`: yearly
    means between them; all (..., A) in five-year groups, the last open (0 and 1–4 are
    merged). With N(x+) = √(first·second) above x, N(x) = √(first(x−5)·second(x))/5 and
    r(x+) = ln(second/first)/years, the points are x = D(x+)/N(x+) and y = N(x)/N(x+) −
    r(x+) + migrants(x+)/N(x+), per person per year.
    `fit`: the first and the last exact age of the points fitted. `line`:
    "least-squares" (y on x) or "sd-ratio" (slope sd(y)/sd(x) through the means).
    delta = exp(intercept·years) = k1/k2, the larger of k1, k2 being 1;
    completeness = √(k1·k2)/slope.

    Source: Hill (1987), Asian and Pacific Population Forum 1(3). ValueError where a
    group is empty, widths are not five, or deaths pass population.

    >>> age = np.arange(0, 81, 5.0)
    >>> living = np.exp(-0.03 * age)
    >>> living[-1] /= 1 - np.exp(-0.15)
    >>> found = generalized_growth_balance(
    ...     living, living * np.exp(0.1), living * np.exp(0.05) * 0.02 * 0.7, age,
    ...     years=10, fit=(15, 60))
    >>> found.k1.round(3), found.x.shape
    (np.float64(1.0), (15,))
    """
    span = _years(years)
    counts = _counts(first, second, deaths, age, migrants, "first")
    x, y = _growth_balance(counts, span)
    return _result(counts.age[1:-1], x, y, fit, line, span)


def synthetic_extinct_generations(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    deaths: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    years: float,
    migrants: npt.ArrayLike | None = None,
    fit: tuple[float, float] = (5, 75),
    line: str = "least-squares",
    delta: npt.ArrayLike = 1.0,
    open_ex: npt.ArrayLike | None = None,
) -> DeathDistribution:
    """The completeness of deaths from the generations that they will extinguish.

    Arguments as in `generalized_growth_balance`; `delta`: k1/k2 of the two censuses,
    (...), as that method finds it. With r the growth rate of each group,
    ln(second/first)/years + ln(delta)/years − migrants/√(first·second), those alive at
    exact age x are the deaths to come, N̂(x) = N̂(x+5)·exp(5r) + D·exp(2.5r): `x`.
    `y` is what the censuses say, N(x) = √(first(x−5)·second(x))/5. The line goes
    through the origin (`intercept` 0), its slope 1 over the mean of x/y in the range
    fitted: least squares of the relative distances, the only `line`.
    completeness = √(k1·k2)/slope.

    Into the open group come, each year, those who die in it and what it grows by: no
    life table is needed. With `open_ex`, the expectation of life at its lower bound,
    it is D·(exp(r·ex) − (r·ex)²/6) instead, as Bennett and Horiuchi have it.

    Source: Bennett and Horiuchi (1981), Population Index 47(2), and (1984),
    Demography 21(2). ValueError as in `generalized_growth_balance`.

    >>> age = np.arange(0, 81, 5.0)
    >>> living = np.exp(-0.03 * age)
    >>> living[-1] /= 1 - np.exp(-0.15)
    >>> found = synthetic_extinct_generations(
    ...     living, living * np.exp(0.1), living * np.exp(0.05) * 0.02 * 0.7, age,
    ...     years=10, fit=(15, 60))
    >>> found.completeness.round(2)
    np.float64(0.7)
    """
    span, ratio = _years(years), positive("delta", delta)
    one_of("line", line, LINES[:1])
    counts = _counts(first, second, deaths, age, migrants, "first")
    growth = _growth(counts, span) + np.log(ratio)[..., None] / span
    known, reach = _generations(counts, growth)
    ages, alive = counts.age[1:-1], _reaching(counts)
    chosen, ranges = _chosen(ages, fit), _ranges(ages)
    fixed, free = _into_the_open(counts, growth, open_ex)

    def found(member: Floats) -> Floats:
        """The mean ratio over each range; what is free in it carries itself."""
        share = member / member.sum(axis=-1, keepdims=True)
        given = ((known + reach * fixed) / alive) @ share.T
        again = (reach * free / alive) @ share.T
        result: Floats = given / (1 - again)
        return result

    ratio_found = found(chosen)
    later = fixed + free * ratio_found
    k1, k2 = np.minimum(ratio, 1.0), np.minimum(1 / ratio, 1.0)
    lead = ratio_found.shape[:-1]
    full = (*lead, ages.size)
    return DeathDistribution(
        age=ages,
        x=np.broadcast_to(known + reach * later, full),
        y=np.broadcast_to(alive, full),
        intercept=np.zeros(lead)[()],
        slope=1 / ratio_found[..., 0],
        delta=np.broadcast_to(ratio, lead)[()],
        k1=np.broadcast_to(k1, lead)[()],
        k2=np.broadcast_to(k2, lead)[()],
        completeness=np.sqrt(k1 * k2) * ratio_found[..., 0],
        ranges=_bounds(ages, ranges),
        sensitivity=np.sqrt(k1 * k2)[..., None] * found(ranges),
    )


def _years(years: float) -> float:
    if not (np.isfinite(years) and years > 0):
        raise ValueError(f"years: {years} must be above 0")
    return float(years)


def _counts(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    deaths: npt.ArrayLike,
    age: npt.ArrayLike,
    migrants: npt.ArrayLike | None,
    name: str,
) -> _Counts:
    """The counts by groups of five years, refused where they cannot be used."""
    before, after = positive(name, first), positive("second", second)
    died = not_negative("deaths", deaths)
    moved = numeric("migrants", 0.0 if migrants is None else migrants)
    refuse("migrants", ~np.isfinite(moved), moved, "be a number")
    ages = numeric("age", age)
    shape = shape_together(**{name: before, "second": after, "deaths": died})
    moved = np.broadcast_to(moved, np.broadcast_shapes(shape, moved.shape))
    if ages.ndim != 1 or ages.shape != moved.shape[-1:]:
        raise ValueError(
            f"age: {ages.shape} must be one axis as long as the last of {name}, {shape}"
        )
    above = died > np.maximum(before, after)
    refuse("deaths", above, died, "be no more than the population of the group")
    parts = [np.broadcast_to(part, shape) for part in (before, after, died)]
    if ages.size > 2 and ages[:3].tolist() == [0, 1, 5]:
        starts = [0, *range(2, ages.size)]
        parts = [np.add.reduceat(part, starts, axis=-1) for part in parts]
        moved, ages = np.add.reduceat(moved, starts, axis=-1), ages[starts]
    steps = np.append(_WIDTH, np.diff(ages))
    refuse("age", ~(steps == _WIDTH), ages, "be five years above the age before it")
    if ages.size < 4:
        raise ValueError(f"age: {ages.size} groups must be 4 or more")
    before, after, died = parts
    none = died[..., -1] <= 0
    refuse("deaths", none, died[..., -1], "be above 0 in the open group")
    return _Counts(ages, before, after, died, moved)


def _above(counts: Floats) -> Floats:
    """The sum from each group on, at the ages of the points."""
    return np.cumsum(counts[..., ::-1], axis=-1)[..., ::-1][..., 1:-1]


def _reaching(counts: _Counts) -> Floats:
    """Those who reach each exact age in a year, as the two censuses have it."""
    before, after = counts.first[..., :-2], counts.second[..., 1:-1]
    reaching: Floats = np.sqrt(before * after) / _WIDTH
    return reaching


def _growth_balance(counts: _Counts, years: float) -> tuple[Floats, Floats]:
    """The points: death rate, and entry rate less growth, above each age."""
    before, after = _above(counts.first), _above(counts.second)
    lived = np.sqrt(before * after)
    growth = np.log(after / before) / years
    entry = _reaching(counts) / lived
    return (
        _above(counts.deaths) / lived,
        entry - growth + _above(counts.migrants) / lived,
    )


def _growth(counts: _Counts, years: float) -> Floats:
    """The yearly growth of each group that is not migration."""
    natural = np.log(counts.second / counts.first) / years
    growth: Floats = natural - counts.migrants / np.sqrt(counts.first * counts.second)
    return growth


def _generations(counts: _Counts, growth: Floats) -> tuple[Floats, Floats]:
    """Deaths to come below the open group, and one entry to it, seen from each age."""
    shape = np.broadcast_shapes(counts.deaths.shape, growth.shape)
    known, reach = np.zeros(shape), np.ones(shape)
    for i in range(shape[-1] - 2, -1, -1):
        rise = np.exp(_WIDTH * growth[..., i])
        died = counts.deaths[..., i] * np.exp(_WIDTH / 2 * growth[..., i])
        known[..., i] = known[..., i + 1] * rise + died
        reach[..., i] = reach[..., i + 1] * rise
    return known[..., 1:-1], reach[..., 1:-1]


def _into_the_open(
    counts: _Counts, growth: Floats, open_ex: npt.ArrayLike | None
) -> tuple[Floats, Floats]:
    """Yearly entries into the open group: a part given, and one per completeness."""
    died, rise = counts.deaths[..., -1:], growth[..., -1:]
    if open_ex is None:
        lived = np.sqrt(counts.first[..., -1:] * counts.second[..., -1:])
        return died, rise * lived
    later = rise * positive("open_ex", open_ex)[..., None]
    fixed = died * (np.exp(later) - later**2 / 6)
    return fixed, np.zeros_like(fixed)


def _chosen(ages: Floats, fit: tuple[float, float]) -> Floats:
    """The points fitted, as a row of 0 and 1."""
    low, high = fit
    chosen = (ages >= low) & (ages <= high)
    if chosen.sum() < 2:
        raise ValueError(
            f"fit: {tuple(fit)} must hold two or more of the ages "
            f"{ages[0]:g} to {ages[-1]:g}"
        )
    return chosen[None, :].astype(np.float64)


def _ranges(ages: Floats) -> Floats:
    """Every range of five points or more, a row of 0 and 1 each."""
    place = np.arange(ages.size)
    low, high = np.triu_indices(ages.size, _FEWEST - 1)
    within = (place >= low[:, None]) & (place <= high[:, None])
    return within.astype(np.float64)


def _bounds(ages: Floats, ranges: Floats) -> Floats:
    first = ranges.argmax(axis=-1)
    last = ages.size - 1 - ranges[:, ::-1].argmax(axis=-1)
    return np.stack([ages[first], ages[last]], axis=-1)


def _lines(x: Floats, y: Floats, member: Floats, line: str) -> tuple[Floats, Floats]:
    """Intercept and slope of the line through each range's points, (..., R)."""
    share = (member / member.sum(axis=-1, keepdims=True)).T
    off_x, off_y = x.mean(axis=-1, keepdims=True), y.mean(axis=-1, keepdims=True)
    u, v = x - off_x, y - off_y
    mean_u, mean_v = u @ share, v @ share
    spread = (u * u) @ share - mean_u**2
    if line == "least-squares":
        rise = (u * v) @ share - mean_u * mean_v
    else:
        rise = np.sqrt(np.maximum((v * v) @ share - mean_v**2, 0.0) * spread)
    apart = spread > (_APART * off_x) ** 2
    slope = np.divide(rise, spread, out=np.zeros(rise.shape), where=apart)
    return off_y + mean_v - slope * (off_x + mean_u), slope


def _result(
    ages: Floats,
    x: Floats,
    y: Floats,
    fit: tuple[float, float],
    line: str,
    years: float,
) -> DeathDistribution:
    one_of("line", line, LINES)
    ranges = _ranges(ages)
    intercept, slope = _lines(x, y, _chosen(ages, fit), line)
    others = _lines(x, y, ranges, line)
    intercept, slope = intercept[..., 0], slope[..., 0]
    delta = np.exp(intercept * years)
    return DeathDistribution(
        age=ages,
        x=x,
        y=y,
        intercept=intercept,
        slope=slope,
        delta=delta,
        k1=np.minimum(delta, 1.0),
        k2=np.minimum(1 / delta, 1.0),
        completeness=_completeness(intercept, slope, years),
        ranges=_bounds(ages, ranges),
        sensitivity=_completeness(*others, years),
    )


def _completeness(intercept: Floats, slope: Floats, years: float) -> Floats:
    """√(k1·k2)/slope, where the larger of k1 and k2 is 1; of a level line inf."""
    both = np.exp(-np.abs(intercept * years) / 2)
    with np.errstate(divide="ignore"):
        found: Floats = np.divide(both, slope)
    return found
