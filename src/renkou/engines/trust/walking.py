"""Looking again at each month's end as the register stood then: since when it shows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
GAP = 2  # months of silence that do not end a run


def run_began(flags: Flags) -> Ints:
    """Where the run of flags that lasts to the end began, (areas,); −1 without one.

    `flags` (looks, areas), the last look now. Up to GAP looks without a flag do not
    break a run; an area that is not flagged now has none.

    >>> run_began(np.array([[1, 1], [0, 1], [0, 0], [0, 0], [1, 0], [1, 1]], bool))
    array([4, 5])
    """
    began = np.full(flags.shape[1], -1, dtype=np.int64)
    silent = np.zeros(flags.shape[1], dtype=np.int64)
    going = flags[-1].copy()
    for look in range(len(flags) - 1, -1, -1):
        silent = np.where(flags[look], 0, silent + 1)
        going &= silent <= GAP
        began = np.where(going & flags[look], look, began)
    return began


def new_flags(flags: Flags) -> Ints:
    """How many areas are newly flagged at each look, (looks,): not in the GAP before.

    >>> new_flags(np.array([[0, 1], [1, 0], [0, 1]], bool)).tolist()
    [1, 1, 0]
    """
    before = np.zeros_like(flags)
    for back in range(1, GAP + 1):
        before[back:] |= flags[:-back]
    found: Ints = (flags & ~before).sum(axis=1)
    return found
