"""Migration and survival from two censuses, and the ages at which people move."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import (
    Floats,
    not_negative,
    one_of,
    positive,
    refuse,
    together,
)

from .migration_schedule import RogersCastro, fit_rogers_castro, rogers_castro

__all__ = [
    "CensusSurvival",
    "RogersCastro",
    "census_survival",
    "fit_rogers_castro",
    "residual",
    "rogers_castro",
]


def residual(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    survival: npt.ArrayLike,
    *,
    births: npt.ArrayLike | None = None,
    timing: str = "even",
) -> Floats:
    """Net migrants of a step by age, (..., 2, A): what survival does not explain.

    `first`, `second`: the population at the step's ends, (..., 2, A) in groups as wide
    as the step, the last open; `survival` (..., 2, A + 1) as `survival_ratios`;
    `births` of the step by sex, (..., 2). `timing` as in `projection.project`, of which
    this is the inverse: put back there, the migrants lead from `first` to `second`.
    "end": second(i) − first(i−1)·S(i), those of the open group both. "even": half of
    the migrants of each age live through the step, half arrive at its end, so that
    M(i)/2 = second(i) − (first(i−1) + M(i−1)/2)·S(i); an error in one group comes back,
    with the opposite sign, in the next. Without `births` the youngest group is missing
    (NaN), and "even" then takes both halves of those who end in the next as equal.

    Source: Preston, Heuveline and Guillot (2001), box 6.2, solved for the migrants.
    ValueError where a count is negative or a ratio not above 0 and at most 1.

    >>> first, second = [[100, 90], [100, 95]], [[104, 130], [100, 140]]
    >>> survival = [[0.9, 0.9, 0.5], [0.9, 0.9, 0.5]]
    >>> residual(first, second, survival, births=[110, 105], timing="end")
    array([[ 5. , -5. ],
           [ 5.5,  2.5]])
    """
    one_of("timing", timing, ("even", "end"))
    before, after = not_negative("first", first), not_negative("second", second)
    stay = positive("survival", survival)
    refuse("survival", stay > 1, stay, "be at most 1")
    groups = before.shape[-1]
    if groups < 2 or after.shape[-1] != groups or stay.shape[-1] != groups + 1:
        raise ValueError(
            f"first {before.shape}, second {after.shape}: must have two ages or more, "
            f"the same, and survival {stay.shape} one more"
        )
    born = None if births is None else not_negative("births", births)
    lead = together(
        first=before[..., 0],
        second=after[..., 0],
        survival=stay[..., 0],
        births=np.zeros(()) if born is None else born,
    )
    moved = np.full((*lead, groups), np.nan)
    if born is not None:
        moved[..., 0] = after[..., 0] - born * stay[..., 0]
    if timing == "end":
        moved[..., 1:] = after[..., 1:] - before[..., :-1] * stay[..., 1:-1]
        moved[..., -1] -= before[..., -1] * stay[..., -1]
        return moved
    return _evenly(moved, before, after, stay)


def _evenly(moved: Floats, before: Floats, after: Floats, stay: Floats) -> Floats:
    """Both halves, given what arrives in the youngest group at the end of the step."""
    half = moved  # of each group, until doubled at the end
    last = half.shape[-1] - 1
    for i in range(1, last + 1):
        gap = after[..., i] - before[..., i - 1] * stay[..., i]
        own = np.ones_like(gap)
        if i == last:
            gap = gap - before[..., i] * stay[..., i + 1]
            own = own + stay[..., i + 1]
        known = gap - half[..., i - 1] * stay[..., i]
        unknown = gap / (own + stay[..., i])  # the halves of one cohort, equal
        half[..., i] = np.where(np.isnan(half[..., i - 1]), unknown, known / own)
    return 2 * half


@dataclass(frozen=True, eq=False)
class CensusSurvival:
    """A life table from two censuses, (..., A − 1): the open group is dropped.

    At age 0 everything is missing (NaN). `error` (...) is the median absolute
    difference from the reference, in per cent of it.
    """

    lx: Floats
    nLx: Floats
    Tx: Floats
    ex: Floats
    error: Floats


def census_survival(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    *,
    interval: int,
    ex: npt.ArrayLike,
) -> CensusSurvival:
    """The life table that two censuses 5 or 10 years apart imply, by five-year groups.

    `first`, `second`: (..., A) from age 0, the last open and not used; `ex`: a
    reference expectation of life at 0, 5, …, as long (its value at 0 and that of the
    open group are not read). Survivors at mid-group: l(0) = 1 and l(i+1) =
    l(i)·second(i+1)/first(i); for ten years l(i+2) = l(i)·second(i+2)/first(i), the odd
    chain from the mean of l(0) and l(2). lx at 5, 10, … is the mean of its neighbours,
    nLx 5 times the mean of its ends, the last lx·ex. `error`: the median over 5, 10, …,
    but the last, of 100·|ex − found|/ex.

    Source: Feeney's census survival spreadsheets for the United Nations (about 2007),
    after Manual X, chapter IX. ValueError where a group is empty.

    >>> people = 100 * 0.95 ** np.arange(8)
    >>> found = census_survival(people, people, interval=5, ex=np.full(8, 40.0))
    >>> found.lx.round(3)[1:4].tolist(), found.error.round(1)
    ([0.975, 0.926, 0.88], np.float64(20.5))
    """
    one_of("interval", interval, (5, 10))
    before, after = positive("first", first), positive("second", second)
    reference = np.asarray(ex, dtype=np.float64)
    shape = together(first=before, second=after, ex=reference)
    if before.shape[-1] != after.shape[-1] or reference.shape[-1] != shape[-1]:
        raise ValueError(f"ex: {reference.shape} must be as long as first, {shape}")
    if shape[-1] < 5:
        raise ValueError(f"first: {shape[-1]} age groups must be 5 or more")
    read = reference[..., 1:-1]
    refuse("ex", ~(np.isfinite(read) & (read > 0)), read, "be above 0 from age 5 on")
    middle = _chain(before[..., :-1], after[..., :-1], interval // 5)
    lead, groups = shape[:-1], shape[-1] - 1
    lx = np.full((*lead, groups), np.nan)
    lx[..., 1:] = (middle[..., :-1] + middle[..., 1:]) / 2
    nLx = np.full_like(lx, np.nan)
    nLx[..., 1:-1] = 2.5 * (lx[..., 1:-1] + lx[..., 2:])
    nLx[..., -1] = lx[..., -1] * read[..., -1]
    Tx = np.cumsum(nLx[..., ::-1], axis=-1)[..., ::-1]
    found = Tx / lx
    apart = 100 * np.abs(read[..., :-1] - found[..., 1:-1]) / read[..., :-1]
    return CensusSurvival(lx, nLx, Tx, found, np.median(apart, axis=-1))


def _chain(before: Floats, after: Floats, step: int) -> Floats:
    """Survivors at mid-group, 1 in the youngest; `step` groups between the censuses."""
    ratio = after[..., step:] / before[..., :-step]
    alive = np.ones((*ratio.shape[:-1], ratio.shape[-1] + step))
    for i in range(ratio.shape[-1]):
        if i == 1 and step == 2:
            alive[..., 1] = (alive[..., 0] + alive[..., 2]) / 2
        alive[..., i + step] = alive[..., i] * ratio[..., i]
    return alive
