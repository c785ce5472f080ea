"""Which of the ranked areas chance explains: pairs that cannot be told apart.

Two areas are told apart where their difference is more than chance makes among so many
pairs. The chance of a difference is worked out from the two intervals (Zou and Donner
2008): with a above b, the distance from a to its lower bound and from b to its upper
one are the two errors, and z = 1.96·(a − b)/√(error² + error²). Of all pairs at once,
at most one in twenty that are told apart are, on average, alike (Benjamini and Hochberg
1995). A run of the ranking in which no pair is told apart is a tie.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.integrity.control_limits import false_discovery

from .areas import Floats

RATE = 0.05  # the share of pairs told apart that may be alike
Z = 1.959963984540054  # of the 95% intervals that the figures have
LANES, COVER = 4, 2  # brackets beside one another: of all runs, of a cover


@dataclass(frozen=True, slots=True)
class Tie:
    """A run of the ranking, from its first to its last position, in a lane."""

    first: int
    last: int
    lane: int


@dataclass(frozen=True, eq=False)
class Ties:
    """Ties to be drawn, and each area's number of others it is told apart from.

    `apart` is (areas, areas) in the order of the ranking.
    """

    ties: tuple[Tie, ...]
    apart: npt.NDArray[np.bool_]

    @property
    def told(self) -> npt.NDArray[np.intp]:
        """How many others each area is told apart from."""
        return np.asarray(self.apart.sum(axis=1), dtype=np.intp)


def ties(value: Floats, lower: Floats, upper: Floats, *, rate: float = RATE) -> Ties:
    """Ties among areas in the order of the ranking, the highest first.

    >>> found = ties(np.array([9.0, 5.0, 4.8]), np.array([8.5, 4, 4]),
    ...              np.array([9.5, 6, 6]))
    >>> [(tie.first, tie.last) for tie in found.ties], found.told.tolist()
    ([(1, 2)], [2, 1, 1])
    """
    size = value.size
    if size < 2:
        return Ties((), np.zeros((size, size), dtype=bool))
    above, below = np.triu_indices(size, 1)
    gap = value[above] - value[below]
    error = np.hypot(value[above] - lower[above], upper[below] - value[below])
    flagged = false_discovery(_chance(gap, error), rate=rate).flagged
    apart = np.zeros((size, size), dtype=bool)
    apart[above, below] = apart[below, above] = flagged
    return Ties(_drawn(_runs(apart)), apart)


def _chance(gap: Floats, error: Floats) -> Floats:
    """Two-sided; 1 where there is no interval to tell by, 0 where none is needed."""
    from scipy.special import ndtr

    known = np.isfinite(error)
    z = np.divide(Z * gap, error, out=np.full(gap.shape, np.inf), where=error > 0)
    z = np.where(known & (gap > 0), z, 0.0)
    return np.asarray(2 * ndtr(-z), dtype=np.float64)


def _runs(apart: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The longest runs in which no pair is told apart, from the top."""
    size = len(apart)
    runs: list[tuple[int, int]] = []
    last = 0
    for first in range(size):
        last = max(last, first)
        while last + 1 < size and not apart[first : last + 1, last + 1].any():
            last += 1
        if last > first and (not runs or last > runs[-1][1]):
            runs.append((first, last))
    return runs


def _drawn(runs: list[tuple[int, int]]) -> tuple[Tie, ...]:
    """Every run, where there are lanes for them; else a cover."""
    lanes = [-1] * LANES
    found: list[Tie] = []
    for first, last in runs:
        free = [lane for lane, reached in enumerate(lanes) if reached < first]
        if not free:
            return _cover(runs)
        lanes[free[0]] = last
        found.append(Tie(first, last, free[0]))
    return tuple(found)


def _cover(runs: list[tuple[int, int]]) -> tuple[Tie, ...]:
    """As few runs as hold every area that any run holds, in two lanes by turns."""
    chosen: list[Tie] = []
    for at, (first, last) in enumerate(runs):
        reached = chosen[-1].last if chosen else -1
        following = runs[at + 1][0] if at + 1 < len(runs) else len(runs) + last + 2
        if last > reached and (following > reached + 1 or at + 1 == len(runs)):
            lane = (chosen[-1].lane + 1) % COVER if chosen else 0
            chosen.append(Tie(first, last, lane))
    return tuple(chosen)
