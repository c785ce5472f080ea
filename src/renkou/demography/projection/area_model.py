"""What the small-area method assumes: coefficients by age, and how errors grow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renkou.chance.input_rules import Floats

STEP_KNOTS = (5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 40.0, 55.0, 80.0)
"""Ages at which a cohort passes from one group to the next."""
AGE_KNOTS = (0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 40.0, 60.0, 85.0)
"""Lower bounds of the age groups of which the errors are told."""
EXPECTED_UNLIKENESS = 0.25
"""How unlike areas usually are: the spread of their index of young adults."""
KNOWN_AREAS = 8.0
"""How many areas given count as much as what is usual."""


@dataclass(frozen=True)
class AreaModel:
    """The coefficients of the method; those by age stand at the knots.

    Of the middle: `age_pattern` (at `STEP_KNOTS`), how much of the base date's step
    from one age group to the next a cohort goes through itself; `young_adults` (at
    `STEP_KNOTS`), what the index of young adults adds to log growth in ten years, and
    `attraction`, how much more it counts above the parent's; `children`, what is left
    of an area's own level of children after ten years; `size`, log growth in ten
    years per unit of log size; `momentum`, what is left of an earlier period's
    unexplained growth; `fading`, years in which the pull falls to 1/e.

    Of the error of log population after ten years: `floor`, `unlikeness` (per unit of
    the spread of the index of young adults), `pull` (per unit of the area's own index
    above the parent's); `ages` and `shared` (at `AGE_KNOTS`), the error of a cell and
    the part of it that goes with the total's, as multiples of the total's; `turnover`,
    the variance times persons that numbers as such add, to a total and to a cell;
    `growth`, the power of time; `freedom`, degrees of freedom of Student's t.
    """

    age_pattern: tuple[float, ...]
    young_adults: tuple[float, ...]
    children: float
    unlikeness: float
    pull: float
    ages: tuple[float, ...]
    shared: tuple[float, ...]
    attraction: float = 1.5
    size: float = 0.02
    momentum: float = 0.45
    fading: float = 30.0
    floor: float = 0.07
    turnover: tuple[float, float] = (5.0, 2.5)
    growth: float = 0.85
    freedom: float = 6.0

    def at_steps(self, values: tuple[float, ...], groups: int, width: float) -> Floats:
        """`values` at the passages between `groups` groups of `width` years.

        A passage takes `width` years, half before the boundary and half after it: the
        mean over them.
        """
        within = (np.arange(5) + 0.5) / 5 - 0.5
        ages = width * (np.arange(1, groups)[:, None] + within)
        found: Floats = np.interp(ages, STEP_KNOTS, values).mean(axis=-1)
        return found

    def at_ages(self, values: tuple[float, ...], groups: int, width: float) -> Floats:
        """`values` at `groups` age groups of `width` years."""
        middle = width * np.arange(groups) + (width - 5.0) / 2
        found: Floats = np.interp(middle, AGE_KNOTS, values)
        return found


SICHUAN = AreaModel(
    age_pattern=(0.104, 0.0, 0.41, 0.434, 0.402, 0.044, 0.297, 0.124, 0.081),
    young_adults=(0.037, 0.241, 0.578, 0.231, 0.005, 0.181, 0.061, 0.111, 0.11),
    children=0.584,
    floor=0.079,
    unlikeness=0.28,
    pull=0.386,
    ages=(1.617, 1.349, 0.955, 1.881, 2.02, 1.568, 1.484, 1.078, 0.697, 0.737),
    shared=(1.401, 1.191, 0.839, 1.477, 1.772, 1.4, 1.373, 1.078, 0.569, 0.393),
)
"""As estimated from Sichuan's counties, 2010 to 2020: `make backtest` does it again."""
