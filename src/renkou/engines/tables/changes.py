"""How the figures known on a day differ from those known on the last day.

Most figures of past years are the same on every day, so a day is kept as the cells that
differ: their position in (series, areas, years), rising, and their five fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from renkou.schema.whole_file import whole_file

from .axes import FIELDS, Array, Axes

Positions = npt.NDArray[np.int64]


class Changes:
    """The cells that differ from the last day's, of several days."""

    def __init__(self, axes: Axes, over: Sequence[int]) -> None:
        """`over` is how many of the years were over on each of the days."""
        self._axes = axes
        self._past = np.arange(len(axes.years)) < np.array(over)[:, None]
        self._day: list[Positions] = []
        self._at: list[Positions] = []
        self._figures: list[Array] = []

    def add(self, series: int, areas: slice, then: Array, now: Array) -> None:
        """One series of some areas: (days, areas, years, fields), and the last day."""
        same = (then == now) | (np.isnan(then) & np.isnan(now))
        differs = ~same.all(axis=-1) & self._past[:, None, :]
        day, area, year = np.nonzero(differs)
        where = np.full_like(area, series), area + areas.start, year
        self._day.append(day)
        self._at.append(np.ravel_multi_index(where, self._axes.shape[:3]))
        self._figures.append(then[day, area, year])

    def by_day(self) -> Iterator[tuple[Positions, Array]]:
        """The cells of each day in turn, in the order of their positions."""
        none = np.empty(0, dtype=np.int64)
        day, at = np.concatenate([*self._day, none]), np.concatenate([*self._at, none])
        figures = np.concatenate([*self._figures, np.empty((0, len(FIELDS)))])
        order = np.lexsort((at, day))
        ends = np.searchsorted(day[order], np.arange(len(self._past) + 1))
        for first, past in pairwise(ends):
            mine = order[first:past]
            yield at[mine], figures[mine]


def write(file: Path, at: Positions, figures: Array) -> None:
    """Write the cells of one day."""
    with whole_file(file) as unfinished, unfinished.open("wb") as out:
        np.savez(out, at=at, figures=figures)
