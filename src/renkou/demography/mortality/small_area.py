"""The expectation of life of areas too small for a life table of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, confidence, not_negative, refuse, together

from ..life_table import LifeTable
from ..life_table.ages import lower_bounds
from .shrinkage import Areas, shrink

_LIKELY = 0.02  # variance of an area's own age pattern, to weight its estimate with
_SCEPTICAL = 10.0  # squared deaths expected, as if they showed no such variance
_BROAD = np.array([15, 45, 70])  # a broad group starts at 0 and at each of these


class SmallAreaExpectation(NamedTuple):
    """The expectation of life at every age, (areas, ..., A), and its interval."""

    ex: Floats
    low: Floats
    high: Floats


def small_area_e0(
    deaths: npt.ArrayLike,
    exposure: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    sex: str,
    level: float = 0.95,
) -> SmallAreaExpectation:
    """The expectation of life of small areas, which lend one another strength.

    `deaths` and person-years of `exposure`, (areas, ..., A), at the lower bounds `age`
    of a life table (0, 1, 5, … or single years, the last open); `sex` "male", "female"
    or "both". Each position of the axes between has its own areas to lend strength.
    `ex`, `low` and `high` are (areas, ..., A): e0 is [..., 0].

    Model, empirical Bayes: area i's rate at age x is M(x)·exp(z(i, g)), M the rate of
    all areas together, g the broad age group of x (0–14, 15–44, 45–69, 70 and over).
    Deaths of a broad group are Poisson; z(i, ·) is normal about the mean area's
    level μ(g) with variance τ² common to the groups of an area and σ² of each group's
    own. τ and σ are not fixed at an estimate but averaged over, weighted by their
    marginal likelihood (bounded by a normal posterior) and half-normal priors of 0.3
    and 0.2. Within a broad group an area's single age groups differ from M by what
    deaths show beyond Poisson variance (method of moments, shrunk likewise), so that a
    great area comes to its own life table. Where nobody died at an age in any area, M
    counts half a death.
    ex is the life table (n/2, 1a0 by Andreev and Kingkade) at the posterior means. Its
    variance, by the delta method, holds the posterior variance of z and of the single
    ages, that of τ, σ and μ, and the Poisson error of the age pattern M; the interval
    is normal for ln ex. An area without person-years has the expectation of the mean
    area and the width that the spread among areas gives. Simulated, 95% intervals held
    the truth in 94 to 98 of 100 areas of 200 to 2 million people; where areas do not
    differ at all, in more.

    Source: the gamma–Poisson shrinkage of Clayton and Kaldor (1987), Biometrics 43,
    671–681, here log-normal and by broad age group. ValueError for deaths without
    person-years, an age at which no area has any, or an open group nobody died in.

    >>> deaths = [[5, 2, 60], [0, 0, 1], [0, 0, 0]]
    >>> years = [[900, 3700, 1400], [9, 30, 12], [0, 0, 0]]
    >>> found = small_area_e0(deaths, years, [0, 1, 5], sex="both")
    >>> bool((found.high - found.low)[0, 0] < (found.high - found.low)[2, 0])
    True
    """
    died, lived = not_negative("deaths", deaths), not_negative("exposure", exposure)
    shape, tail = together(deaths=died, exposure=lived), confidence(level)
    ages = lower_bounds(age)
    if len(shape) < 2 or shape[-1] != ages.size:
        axes = f"areas as its leading axis and {ages.size} ages as its last"
        raise ValueError(f"deaths: {shape} must have {axes}")
    died, lived = np.broadcast_to(died, shape), np.broadcast_to(lived, shape)
    refuse("deaths", (died > 0) & (lived == 0), died, "be 0 without exposure")
    whole = _Whole.of(died, lived, ages)
    member = whole.member
    expected = lived * whole.rates
    areas = shrink(died @ member, expected @ member)
    rates = whole.rates * np.exp(areas.mean @ member.T)
    bend, doubt = _own_pattern(died, lived * rates, member)
    table = LifeTable.from_rates(rates * np.exp(bend), ages, sex=sex)
    reach = _standard_error(table, areas, whole, expected, doubt) / table.ex
    reach *= _normal_quantile(1 - tail)
    return SmallAreaExpectation(
        table.ex, table.ex * np.exp(-reach), table.ex * np.exp(reach)
    )


@dataclass(frozen=True, eq=False)
class _Whole:
    """All areas together: rates and their relative variance, (..., A)."""

    rates: Floats
    variance: Floats  # of ln rates
    member: Floats  # (A, G): 1 where the age belongs to the broad group

    @classmethod
    def of(cls, died: Floats, lived: Floats, age: Floats) -> _Whole:
        deaths, years = died.sum(axis=0), lived.sum(axis=0)
        rule = "be above 0 in one area at least"
        refuse("exposure", years <= 0, years, rule)
        last = deaths[..., -1]
        refuse("deaths", last <= 0, last, f"{rule}, in the open group")
        # Half a death where nobody died: no age is known to be without danger.
        counted = np.where(deaths > 0, deaths, 0.5)
        broad = np.searchsorted(_BROAD, age, side="right")
        member = (broad[:, None] == np.unique(broad)).astype(np.float64)
        return cls(counted / years, 1 / counted, member)


def _normal_quantile(probability: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf(probability)


def _own_pattern(
    died: Floats, expected: Floats, member: Floats
) -> tuple[Floats, Floats]:
    """How an area's ln rates differ by age within a broad group, and the variance.

    The variance of these differences among areas is that which deaths show beyond
    their Poisson variance, by the method of moments.
    """
    level = (expected @ member) @ member.T
    share = np.divide(expected, level, out=np.zeros(level.shape), where=level > 0)
    weight = 1 / (1 + _LIKELY * expected) ** 2
    left = 1 - share  # of the variance, once the level is the group's own
    excess = (weight * ((died - expected) ** 2 - expected * left)).sum((0, -1))
    scope = (weight * expected**2 * left).sum((0, -1))
    spread = np.maximum(excess, 0.0)[..., None] / (scope[..., None] + _SCEPTICAL)
    doubt = spread / (1 + spread * expected)
    return doubt * (died - expected), doubt


def _standard_error(
    table: LifeTable, areas: Areas, whole: _Whole, expected: Floats, doubt: Floats
) -> Floats:
    """The standard error of ex at every age, by the delta method."""
    member, slope = whole.member, _slopes(table)
    # What ex gains if ln rates of a broad group rise by 1, from this age on.
    groups = _carried(slope[..., None] * member, table.npx)
    spread = np.einsum("...yg,...gh,...yh->...y", groups, areas.covariance, groups)
    # The age pattern within a broad group, whose level the area's own deaths correct.
    share, weight = _shares(expected, whole), whole.variance
    own = _carried((slope**2 * (weight + doubt))[..., None], table.npx**2)[..., 0]
    mixed = _carried((slope * share * weight)[..., None] * member, table.npx)
    level = (share**2 * weight) @ member
    pattern = own - 2 * (groups * mixed).sum(axis=-1)
    pattern += (groups**2 * level[..., None, :]).sum(axis=-1)
    error: Floats = np.sqrt(spread + np.maximum(pattern, 0))
    return error


def _slopes(table: LifeTable) -> Floats:
    """d ex / d ln nMx for a change at x alone, nax unchanged; (..., A)."""
    n, a, M = table.width[:-1], table.nax[..., :-1], table.nMx[..., :-1]
    slope = np.empty(table.nMx.shape)
    chance = n / (1 + (n - a) * M) ** 2
    slope[..., :-1] = -chance * M * (n - a + table.ex[..., 1:])
    slope[..., -1] = -1 / table.nMx[..., -1]
    return slope


def _carried(values: Floats, survival: Floats) -> Floats:
    """Sums over this age and later ones, (..., A, G), of what survives until then."""
    result = values.copy()
    for i in range(values.shape[-2] - 2, -1, -1):
        result[..., i, :] += survival[..., i, None] * result[..., i + 1, :]
    return result


def _shares(expected: Floats, whole: _Whole) -> Floats:
    """Each age's share of the deaths expected in its broad group, (areas, ..., A)."""
    within = (expected @ whole.member) @ whole.member.T
    counted = 1 / whole.variance
    pooled = counted / ((counted @ whole.member) @ whole.member.T)
    known = within > 0
    return np.where(known, expected / np.where(known, within, 1.0), pooled)
