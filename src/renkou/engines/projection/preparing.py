"""The projection made ready, so that nobody waits for it to be compiled."""

from __future__ import annotations

import numpy as np

from renkou.demography.projection import simulate

from .course import TIMING


def prepare() -> None:
    """Run one small projection: with Numba, its code is compiled and loaded by then.

    >>> prepare()
    """
    people = np.full((1, 2, 3), 50.0)
    simulate(
        people,
        np.full((1, 2, 2, 4), 0.9),
        np.full((1, 2, 3), 0.1),
        np.full(2, 1.05),
        np.zeros((1, 2, 2, 3)),
        width=1,
        timing=TIMING,
        draws=2,
        seed=1,
        broad_ages=(0, 1),
    )
