"""Redraw a mechanism, count how often the interval holds the truth, and judge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

REDRAWS = 2_000
FURTHER = 20_000
"""Redraws more of a cell that fails, with other random numbers: chance or not?"""
LEAST, MOST = 0.935, 0.965
"""Between which an approximate method should lie."""
LEAST_EXACT = 0.945
_BATCH = 2_000
_SEED = 2026
_ANSWERED = 0.5  # of the redraws, below which a cell is not met whatever it holds
_SURE = 2.0  # standard errors


class Draws(NamedTuple):
    """Limits and the truth they should hold, (redraws, ...); NaN: it refused."""

    low: Floats
    high: Floats
    truth: npt.ArrayLike


@dataclass(frozen=True, eq=False)
class Cell:
    """One method under one mechanism.

    `where` is the mechanism in symbols; `exact`: the level is promised at least.
    """

    method: str
    exact: bool
    where: str
    redraw: Callable[[np.random.Generator, int], Draws]
    redraws: int = REDRAWS
    further: int = FURTHER


@dataclass(frozen=True)
class Found:
    """What a cell showed.

    `se` of the coverage; `width`, mean of the bounded intervals; `unbounded` and
    `refused`, shares of the redraws; `again`, the coverage in further redraws of a
    cell that failed; `verdict`: see `VERDICTS`.
    """

    method: str
    exact: bool
    where: str
    redraws: int
    coverage: float
    se: float
    width: float
    unbounded: float
    refused: float
    again: float | None
    verdict: str

    @property
    def met(self) -> bool:
        """Whether the cell is as asked."""
        return self.verdict == "met"


VERDICTS = ("met", "chance", "unsure", "step", "wide", "short", "refused")
"""As asked; it is in further redraws; too few redraws to say; no method could be, the
outcomes being few; too often; too seldom; mostly no interval was given."""


def judge(cell: Cell) -> Found:
    """Redraw the cell and say what it showed."""
    draws = _drawn(cell, 0, cell.redraws)
    held, answered = _held(draws)
    coverage, se = _mean(held[answered])
    width = draws.high - draws.low
    bounded = width[np.isfinite(width)]
    verdict, again = _verdict(cell, coverage, se, answered)
    return Found(
        method=cell.method,
        exact=cell.exact,
        where=cell.where,
        redraws=cell.redraws,
        coverage=coverage,
        se=se,
        width=float(bounded.mean()) if bounded.size else np.nan,
        unbounded=float(np.isinf(width).mean()),
        refused=1 - float(answered.mean()),
        again=again,
        verdict=verdict,
    )


def within(cell: Cell, coverage: float) -> bool:
    """Whether so much is what the kind of method promises."""
    if cell.exact:
        return coverage >= LEAST_EXACT
    return LEAST <= coverage <= MOST


def _drawn(cell: Cell, stream: int, redraws: int) -> Draws:
    key = crc32(f"{cell.method}|{cell.where}".encode())
    rng = np.random.default_rng([_SEED, stream, key])
    parts = [
        cell.redraw(rng, min(_BATCH, redraws - done))
        for done in range(0, redraws, _BATCH)
    ]
    low, high = (np.concatenate(p) for p in zip(*(d[:2] for d in parts), strict=True))
    truth = [np.broadcast_to(d.truth, d.low.shape) for d in parts]
    return Draws(low, high, np.concatenate(truth))


def _held(draws: Draws) -> tuple[Floats, Flags]:
    """The share held of each redraw, and which redraws gave an interval."""
    truth = np.asarray(draws.truth)
    inside = (draws.low <= truth) & (truth <= draws.high)
    known = ~np.isnan(draws.low)
    axes = tuple(range(1, inside.ndim))
    return inside.mean(axis=axes), np.asarray(known.all(axis=axes))


def _mean(held: Floats) -> tuple[float, float]:
    if held.size < 2:
        return np.nan, np.nan
    return float(held.mean()), float(held.std() / np.sqrt(held.size))


def _verdict(
    cell: Cell, coverage: float, se: float, answered: Flags
) -> tuple[str, float | None]:
    if answered.mean() < _ANSWERED:
        return "refused", None
    if within(cell, coverage):
        return "met", None
    short = coverage < (LEAST_EXACT if cell.exact else LEAST)
    verdict = "short" if short else "wide"
    if cell.further:
        draws = _drawn(cell, 1, cell.further)
        held, answered = _held(draws)
        again = _mean(held[answered])[0]
        if within(cell, again):
            verdict = "chance"
        elif not cell.exact and _out_of_reach(draws):
            verdict = "step"
        return verdict, again
    edge = MOST if not short else LEAST_EXACT if cell.exact else LEAST
    return ("unsure" if abs(coverage - edge) < _SURE * se else verdict), None


def _out_of_reach(draws: Draws) -> bool:
    """Whether no outcomes next to each other are as likely together as the band says.

    An outcome is a pair of limits. Whatever limits a method gives, those outcomes for
    which it holds the truth lie next to each other; of a bound on one side they
    reach to the end. Then no other method would do what was asked either.
    """
    truth, known = np.asarray(draws.truth), ~np.isnan(draws.low)
    if truth.ndim > 1 or np.ptp(truth) > 0:
        return False
    most = np.finfo(np.float32).max
    limits = np.stack([draws.low[known], np.minimum(draws.high[known], most)])
    # Rounded, as one outcome may reach its limits by sums in another order.
    pairs, count = np.unique(limits.astype(np.float32), axis=1, return_counts=True)
    ends = np.concatenate([[0], np.cumsum(count)]) / count.sum()
    first, last = ends, ends
    if np.ptp(pairs[0]) == 0:
        last = ends[-1:]
    elif np.ptp(pairs[1]) == 0:
        first = ends[:1]
    least = np.searchsorted(last, first + LEAST)
    reached = last[np.minimum(least, last.size - 1)] - first
    return not bool(np.any((reached >= LEAST) & (reached <= MOST)))
