"""What the two kernels are given: one area's central path and its shocks."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.floating[Any]]
Ints = npt.NDArray[np.int64]

# Rows of what a kernel writes, before the broad groups.
TOTAL, BIRTHS, DEATHS, GROUPS = 0, 1, 2, 3


class Central(NamedTuple):
    """One area's central path, in the precision of the kernel."""

    people: Reals
    """(2, A) at the start."""
    hazard: Reals
    """−ln of the survival ratios, (steps, 2, A + 1)."""
    survival: Reals
    dying: Reals
    """1 − survival, of its own so that float32 keeps its digits."""
    early: Reals
    """Migrants who join at the start of a step, (steps, 2, A)."""
    late: Reals
    """Migrants who join at its end."""
    early_pattern: Reals
    """The early part of a migration shock of one person, (steps, 2, A)."""
    late_pattern: Reals
    fertility: Reals
    """(steps, A), times half the width."""
    boys: Reals
    """Share of boys among the newborn, (steps,)."""


class Shocks(NamedTuple):
    """What is drawn for one area, steps before draws."""

    fertility: Reals
    """Factor of all fertility rates, (steps, draws)."""
    power: Reals
    """k − 1, where k is the power of the survival ratios, (steps, 2, draws)."""
    migration: Reals
    """Net migrants as a share of the population at the step's start, (steps, draws)."""


def rows(steps: int, groups: int, draws: int, real: type[np.floating[Any]]) -> Reals:
    """Room for total, births, deaths and broad groups: (3 + groups, steps + 1, draws).

    Births and deaths of step t stand at t + 1; their first is 0.
    """
    return np.zeros((GROUPS + groups, steps + 1, draws), dtype=real)
