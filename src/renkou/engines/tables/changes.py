"""How the figures known on a day differ from those known on the last day.

Most figures of past years are the same on every day, so a day is kept as the cells that
differ: their position in (series, areas, years), rising, and their five fields.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from renkou.schema.whole_file import whole_file

from .axes import FIELDS, Array, Axes

Positions = npt.NDArray[np.int64]


class Changes:
    """The cells of one day that differ from the last day's."""

    def __init__(self) -> None:
        self._at: list[Positions] = []
        self._figures: list[Array] = []

    def add(
        self, axes: Axes, series: int, areas: slice, then: Array, now: Array, over: int
    ) -> None:
        """The cells of one series and level; of years the first `over` were over."""
        there, here = then[:, :over], now[series, areas, :over]
        same = (there == here) | (np.isnan(there) & np.isnan(here))
        area, year = np.nonzero(~same.all(axis=-1))
        wide = axes.shape[:3]
        self._at.append(
            np.ravel_multi_index(
                (np.full_like(area, series), area + areas.start, year), wide
            )
        )
        self._figures.append(there[area, year])

    def write(self, file: Path) -> None:
        """Write the cells in the order of their positions."""
        none = np.empty((0, len(FIELDS)))
        at = np.concatenate([*self._at, np.empty(0, dtype=np.int64)])
        figures = np.concatenate([*self._figures, none])
        order = np.argsort(at, kind="stable")
        with whole_file(file) as unfinished, unfinished.open("wb") as out:
            np.savez(out, at=at[order], figures=figures[order])
