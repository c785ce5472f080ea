"""How long after it happened a thing is recorded: the assumed delays, as data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .lives import Ints

Seconds = NDArray[np.int64]
DAY = 86_400
OPENS, CLOSES = 8 * 3_600 + 1_800, 17 * 3_600 + 1_800
"""An office records between 08:30 and 17:30, Monday to Friday."""


@dataclass(frozen=True, slots=True)
class Delay:
    """Most within a lognormal number of days; a share `late`, from a year on.

    `median` in days and `spread`, the standard deviation of its logarithm, describe
    the many; the late ones wait a year and then an exponential time, of mean
    `late_years` years.
    """

    median: float
    spread: float
    late: float
    late_years: float

    def days(self, draw: np.random.Generator, size: int) -> NDArray[np.int64]:
        """Whole days of waiting, `size` times."""
        exponent = draw.standard_normal(size, np.float32) * np.float32(self.spread)
        days = np.float32(self.median) * np.exp(exponent)
        late = np.flatnonzero(draw.random(size, np.float32) < self.late)
        wait = draw.standard_exponential(len(late), np.float32)
        days[late] = 365 * (1 + wait * np.float32(self.late_years))
        whole: NDArray[np.int64] = np.minimum(np.rint(days), 36_500).astype(np.int64)
        return whole


DELAYS = {
    "births": Delay(12, 0.7, 0.015, 1.5),
    "deaths": Delay(20, 0.9, 0.02, 2.0),
    "marriages": Delay(1, 0.8, 0.003, 1.0),
    "divorces": Delay(2, 0.8, 0.003, 1.0),
    "adoptions": Delay(15, 0.8, 0.02, 1.0),
    "registered moves": Delay(3, 0.8, 0.005, 1.0),
    "actual moves": Delay(30, 1.1, 0.04, 1.5),
    "households": Delay(20, 1.0, 0.01, 1.0),
    "closing": Delay(45, 0.8, 0.05, 1.0),
    "correction": Delay(240, 0.9, 0.0, 0.0),
}
"""All assumed but for the medians of births, 12 days and 90 in the late townships.
`closing`: how long after the record of a death a registration left open is closed.
`correction`: how long a record stood before its error was mended."""


def moments(
    draw: np.random.Generator, day: Ints | NDArray[np.int64], delay: Delay
) -> Seconds:
    """When things of these days are recorded, in seconds since 1970, city time.

    >>> draw = np.random.default_rng(1)
    >>> monday = np.array([14914])
    >>> int(moments(draw, monday, Delay(12, 0.0, 0.0, 0.0))[0]) // DAY - 14914
    11
    """
    waited = delay.days(draw, len(day))
    recorded = day.astype(np.int64) + waited
    weekday = (recorded + 3) % 7  # 1970-01-01 was a Thursday
    # Saturday's work is done on Friday, Sunday's on Monday; never before it happened.
    shift = np.where(weekday == 6, 1, np.where(weekday == 5, -1, 0))
    shift[(weekday == 5) & (waited == 0)] = 2
    recorded += shift
    second = draw.integers(OPENS, CLOSES, len(day), np.int32)
    known: Seconds = recorded * DAY + second
    return known
