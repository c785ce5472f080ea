"""How many events each group has in a date, carried forward from the dates before."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from renkou.chance.input_rules import Floats

_KEPT = (0.5, 0.7, 0.8, 0.85, 0.9, 0.94, 0.97, 0.99, 1.0)
_ROUNDS = 4
_BEFORE = 0.5  # events that the first date is expected by: those of a group like others
_FAINTEST = 0.2  # shape: of a group without events some may yet come
_LOWEST = 1e-3  # level of a date against the mean
_NEAREST = 0.95  # correlation of a date's level with that of the date before


class Levels(NamedTuple):
    """What is known of each group's level before each date, (groups, dates).

    The level is gamma of `shape` and `rate`; `season` is the level of the date among
    all groups but this one, 1 on average; `season_shape` (dates,) says how surely.
    """

    shape: Floats
    rate: Floats
    season: Floats
    season_shape: Floats


def levels(
    seen: Floats, share: Floats, doubt: Floats, year: int | None = None
) -> Levels:
    """The levels from what is seen, (groups, dates), and the share of it recorded.

    `doubt`: the variance of the logarithm of that share; `year`: dates in a year.
    """
    season, season_shape = _seasons(seen, share, doubt, year)
    exposure = share * season
    worth = 1 / (1 + exposure * _size(seen, exposure)[:, None] * doubt)
    kept = max(_KEPT, key=lambda one: _filter(seen, exposure, worth, one)[2])
    shape, rate, _ = _filter(seen, exposure, worth, kept)
    return Levels(shape, rate, season, season_shape)


def _size(seen: Floats, exposure: Floats) -> Floats:
    """Each group's level, never 0: a group without events may have some."""
    size: Floats = (seen.sum(axis=1) + 0.5) / exposure.sum(axis=1)
    return size


def _seasons(
    seen: Floats, share: Floats, doubt: Floats, year: int | None
) -> tuple[Floats, Floats]:
    """Each date's level among the other groups, and the shape of its gamma.

    A date is expected to be like the date before, as far as those of the past were,
    and, of `year` dates, like those of the years before.
    """
    season = np.ones(seen.shape)
    shape = np.full(seen.shape[1], np.inf)
    if len(seen) == 1:
        return season, shape
    for _ in range(_ROUNDS):
        due = _size(seen, share * season)[:, None] * share
        total_seen, total_due = seen.sum(axis=0), due.sum(axis=0)
        usual = _usual(total_seen / total_due, year)
        noise = total_due + (due**2 * doubt).sum(axis=0)
        square, likeness = _spread(total_seen - total_due * usual, total_due, noise)
        if square <= 0:
            return np.broadcast_to(usual, seen.shape), shape
        # The others' events are worth what a Poisson count as uncertain would be.
        worth = total_due**2 / noise
        ratio = (total_seen - seen) / np.maximum(total_due - due, 1e-12)
        prior = 1 / (square * (1 - likeness**2))
        apart = np.zeros(len(seen))
        for t in range(seen.shape[1]):
            due_here = usual[t] + likeness * apart
            here = (worth[t] * ratio[:, t] + prior * due_here) / (worth[t] + prior)
            apart = here - usual[t]
            season[:, t] = np.maximum(here, _LOWEST)
        shape = worth + prior
    return season, shape


def _usual(ratio: Floats, year: int | None) -> Floats:
    """What each date is expected to be against the mean: that of past years, or 1."""
    usual = np.ones(ratio.size)
    if year is None or ratio.size < 2 * year:
        return usual
    for t in range(year, ratio.size):
        usual[t] = ratio[t % year : t : year].mean()
    return usual


def _spread(off: Floats, due: Floats, noise: Floats) -> tuple[float, float]:
    """The variance of dates about the usual, and how like the date before each is."""
    square = float((off**2 - noise).sum() / (due**2).sum())
    near = float((off[1:] * off[:-1]).sum() / max((due[1:] * due[:-1]).sum(), 1e-12))
    return square, float(np.clip(near / max(square, 1e-12), 0.0, _NEAREST))


def _filter(
    seen: Floats, exposure: Floats, worth: Floats, kept: float
) -> tuple[Floats, Floats, float]:
    """The level before each date, and the likelihood of all dates so foretold.

    From date to date shape and rate lose 1 − `kept` of themselves: the mean stays, and
    is less sure. Of a date whose share recorded is in doubt only `worth` of the counts
    is believed.
    """
    from scipy.special import gammaln

    shapes, rates = np.empty(seen.shape), np.empty(seen.shape)
    size = _size(seen, exposure)
    shape, rate = (
        np.full(size.shape, _BEFORE),
        np.full(size.shape, _BEFORE / size.mean()),
    )
    likelihood = 0.0
    for t in range(seen.shape[1]):
        shape, rate = np.maximum(kept * shape, _FAINTEST), np.maximum(kept * rate, 1e-9)
        shapes[:, t], rates[:, t] = shape, rate
        n, e = seen[:, t], exposure[:, t]
        chance = gammaln(shape + n) - gammaln(shape)
        chance += shape * np.log(rate / (rate + e))
        chance += np.where(n > 0, n * np.log(np.maximum(e, 1e-300) / (rate + e)), 0.0)
        likelihood += float(chance.sum())
        shape, rate = shape + worth[:, t] * n, rate + worth[:, t] * e
    return shapes, rates, likelihood
