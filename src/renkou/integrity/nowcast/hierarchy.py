"""A nowcast of many groups at once, each lending the others strength."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, confidence

from .lateness import Labels, Lateness, lateness, overdispersion
from .levels import Levels, levels
from .reporting import Delays, delays, distribution, hazard_sums

_CELLS = 4_000_000  # drawn at a time, so that memory does not grow with the groups


@dataclass(frozen=True, eq=False)
class HierarchicalNowcast:
    """What is recorded of each group and date, and how much it will have come to.

    `cdf` (groups, delays): the share recorded within each delay; `lateness` (groups,):
    φ, above 1 where a group records later than all do; `observed`, `expected`, `low`,
    `high` (groups, dates); `total_…` (dates,) of all groups, whose limits are those of
    the sum and not sums of limits.
    """

    cdf: Floats
    lateness: Floats
    observed: Floats
    expected: Floats
    low: Floats
    high: Floats
    total_expected: Floats
    total_low: Floats
    total_high: Floats


def hierarchical(
    counts: npt.ArrayLike,
    *,
    groups: npt.ArrayLike,
    level: float = 0.95,
    seed: int,
    window: int | None = None,
    year: int | None = None,
    draws: int = 1000,
) -> HierarchicalNowcast:
    """What each group's events will have come to once all are recorded.

    `counts` (groups, dates, delays 0…D): increments as in `lawless`, NaN where not yet
    known, the last date the present. `groups` (groups,): the cluster of each, such as
    the county of a township; groups with the same label are likely alike. Labels that
    are all different, names of the groups themselves, make one cluster of all. `year`:
    where numbers have a season, the dates in a year, 12 for months.

    The model. Delays: a group's cdf is the common one to the power φ (proportional
    reverse hazards); log φ is normal about its cluster's, that normal about the whole;
    each hazard is then beta about the group's own, worth as many events as the groups
    show it to be. Events of one date may be recorded together: a beta-binomial
    correlation of dates. Numbers: a date's events are Poisson of the group's level
    times the date's level among the other groups; the group's level is gamma, carried
    from date to date with a loss that lets it drift. So a small group borrows how
    late, a recent date borrows how many. All variances and the loss are chosen by the
    likelihood of what is known (empirical Bayes). `expected` is the posterior mean,
    the limits posterior quantiles of the count itself, from `draws` draws fixed by
    `seed`; the share recorded is weighed by how well it foretells what is recorded.

    In cities drawn like one of ours its error in the smallest quarter of townships was
    0.58, 0.83 and 0.95 of that of the better of one distribution of delays for all and
    one for each, 1, 3 and 6 months on; 95% limits held the truth 98 times in 100 in
    small townships and 92 times for the total.

    It takes the delays to be the same over the `window` of dates that they are told
    from (all, if None): a group that has just stopped recording looks like one with
    few events, and its interval is wide for what the model knows, not for that.

    Source: Kalbfleisch and Lawless (1991), Statistica Sinica 1; Gupta and Gupta (2007)
    on proportional reverse hazards; West and Harrison (1997), 10.8, on gamma levels
    with a discount. ValueError as in `lawless`, for labels that do not fit, or where
    no event is old enough to tell a delay.

    >>> rng = np.random.default_rng(1)
    >>> late = rng.poisson([[[9, 6, 3]], [[2, 2, 1]]], (2, 12, 3)).astype(float)
    >>> late[:, -1, 1:] = late[:, -2, 2:] = np.nan
    >>> found = hierarchical(late, groups=["a", "b"], seed=1)
    >>> found.expected.shape, bool((found.low <= found.expected).all())
    ((2, 12), True)
    """
    tail = confidence(level)
    table = delays("counts", counts, axes=3)
    if table.counts.ndim != 3 or draws != int(draws) or draws < 100:
        raise ValueError(
            f"counts: {table.counts.shape} must be (groups, dates, delays)"
            if table.counts.ndim != 3
            else f"draws: {draws} must be whole, 100 or more"
        )
    clusters = _clusters(groups, table.counts.shape[0])
    events, within = hazard_sums(table, window)
    for delay in np.flatnonzero(within[:, 1:].sum(axis=0) <= 0):
        raise ValueError(
            f"counts: delay {delay + 1} must have events old enough to tell it"
        )
    late = lateness(events, within, clusters)
    a, b = _beta(late, late.log, events, within)
    hazard = a / (a + b)
    hazard[:, 0] = 1.0
    cdf = distribution(hazard)
    kind = overdispersion(table.counts, table.known, hazard)
    share = cdf[:, table.age]
    doubt = (
        kind * _later(hazard)[:, table.age] + (np.log(share) * late.se[:, None]) ** 2
    )
    known = levels(table.observed, share, np.minimum(doubt, 1.0), year)
    model = _Model(table, late, events, within, known, kind)
    return _summed(model, cdf, tail, int(draws), np.random.default_rng(seed))


def _clusters(groups: npt.ArrayLike, size: int) -> Labels:
    labels = np.asarray(groups)
    if labels.shape != (size,):
        raise ValueError(
            f"groups: {labels.shape} must be one for each group, ({size},)"
        )
    _, number = np.unique(labels, return_inverse=True)
    if number.max() + 1 == size:
        return np.zeros(size, dtype=np.int64)
    return np.asarray(number, dtype=np.int64)


class _Model(NamedTuple):
    table: Delays
    late: Lateness
    events: Floats
    within: Floats
    levels: Levels
    kind: float


def _beta(
    late: Lateness, log: Floats, events: Floats, within: Floats
) -> tuple[Floats, Floats]:
    """The beta distribution of each hazard, (..., groups, delays)."""
    centre = late.hazards(log)
    a = late.strength * centre + events
    return a, late.strength * (1 - centre) + (within - events) + 1e-9


def _summed(
    model: _Model, cdf: Floats, tail: float, draws: int, rng: np.random.Generator
) -> HierarchicalNowcast:
    """Draws block by block of groups, and what they say of each and of the whole."""
    seen = model.table.observed
    size = model.table.counts.shape[-1]
    open_ = np.arange(seen.shape[1])[-(size - 1) :] if size > 1 else np.array([], int)
    common = _common(model.levels.season_shape[open_], draws, rng)
    expected, low, high = seen.copy(), seen.copy(), seen.copy()
    total = np.zeros((draws, open_.size))
    step = max(1, _CELLS // (draws * max(size, 1)))
    for first in range(0, seen.shape[0] if open_.size else 0, step):
        block = slice(first, first + step)
        mean, more = _to_come(model, block, open_, common, rng)
        expected[block, open_] += mean
        ends = _ends(more, tail)
        low[block, open_] += ends[0]
        high[block, open_] += ends[1]
        total += more.sum(axis=1)
    whole = seen.sum(axis=0)
    total_low, total_high = whole.copy(), whole.copy()
    if open_.size:
        ends = _ends(total, tail)
        total_low[open_] += ends[0]
        total_high[open_] += ends[1]
    return HierarchicalNowcast(
        cdf=cdf,
        lateness=np.exp(model.late.log),
        observed=seen,
        expected=expected,
        low=low,
        high=high,
        total_expected=expected.sum(axis=0),
        total_low=total_low,
        total_high=total_high,
    )


def _common(shape: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """How far the level of each date may be off, the same for all groups, about 1."""
    sure = ~np.isfinite(shape)
    used = np.where(sure, 1.0, shape)
    drawn: Floats = rng.gamma(used, 1 / used, (draws, shape.size))
    return np.where(sure, 1.0, drawn)


def _to_come(
    model: _Model,
    block: slice,
    open_: npt.NDArray[np.int64],
    common: Floats,
    rng: np.random.Generator,
) -> tuple[Floats, Floats]:
    """The mean (groups, dates) and draws (draws, groups, dates) of what is to come."""
    share = _shares(model, block, open_, len(common), rng)
    seen = model.table.observed[block, open_]
    shape, rate = (
        part[block, open_] for part in (model.levels.shape, model.levels.rate)
    )
    season = model.levels.season[block, open_]
    chance = np.log(np.maximum(share * season, 1e-300)) * seen
    chance -= (shape + seen) * np.log(rate + share * season)
    share = np.take_along_axis(share, _resampled(chance, rng), axis=0)
    season = season * common[:, None, :]
    shape, rate = shape + seen, rate + share * season
    left = season * (1 - share)
    drawn = rng.poisson(rng.gamma(shape, 1 / rate) * left).astype(np.float64)
    return (shape / rate * left).mean(axis=0), drawn


def _shares(
    model: _Model,
    block: slice,
    open_: npt.NDArray[np.int64],
    draws: int,
    rng: np.random.Generator,
) -> Floats:
    """Draws of the share recorded of each date, (draws, groups, dates)."""
    late = model.late
    log = late.log[block] + late.se[block] * rng.standard_normal(
        (draws, late.log[block].size)
    )
    a, b = _beta(late, log, model.events[block], model.within[block])
    hazard = rng.beta(a, b)
    hazard[..., 0] = 1.0
    cdf = distribution(np.minimum(hazard, 1 - 1e-9))
    age = model.table.age[open_]
    share = np.clip(cdf[..., age], 1e-9, 1 - 1e-12)
    if model.kind <= 0:
        return share
    square = np.maximum(share**2 * model.kind * _later(hazard)[..., age], 1e-14)
    size = np.maximum(share * (1 - share) / square - 1, 0.05)
    drawn: Floats = rng.beta(share * size, (1 - share) * size)
    return np.clip(drawn, 1e-9, 1 - 1e-12)


def _later(hazard: Floats) -> Floats:
    """Σ g/(1 − g) over longer delays: the variance of log cdf seen from one event."""
    ratio = hazard / np.maximum(1 - hazard, 1e-9)
    ratio[..., 0] = 0.0
    found: Floats = np.cumsum(ratio[..., ::-1], axis=-1)[..., ::-1] - ratio
    return found


def _resampled(chance: Floats, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Which draws to take in each cell, by their log chance, evenly spread."""
    draws = chance.shape[0]
    weight = np.exp(chance - chance.max(axis=0)).reshape(draws, -1).T
    # Each cell's shares run from its number to the next: one sorted line for all.
    cell = np.arange(len(weight))[:, None]
    ends = np.cumsum(weight, axis=1)
    ends = ends / ends[:, -1:] + cell
    place = (np.arange(draws) + rng.random((len(weight), 1))) / draws + cell
    found = np.searchsorted(ends.ravel(), place.ravel()).reshape(weight.shape)
    picked = np.clip(found - cell * draws, 0, draws - 1)
    # Shuffled, so that one cell's order is not another's.
    return np.asarray(rng.permuted(picked, axis=1).T.reshape(chance.shape))


def _ends(drawn: Floats, tail: float) -> tuple[Floats, Floats]:
    """The lower and upper quantile over the draws, the outer of two neighbours."""
    low, high = (
        np.quantile(drawn, [tail], axis=0, method="lower"),
        np.quantile(drawn, [1 - tail], axis=0, method="higher"),
    )
    return low[0], high[0]
