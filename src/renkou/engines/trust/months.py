"""Months by number, and the days on which they end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
EPOCH = date(1970, 1, 1)


def number(day: date) -> int:
    """Days since 1970.

    >>> number(date(1970, 2, 1))
    31
    """
    return (day - EPOCH).days


@dataclass(frozen=True, slots=True)
class Months:
    """Whole months from `first` (months since 1970) on, `count` of them.

    >>> months = Months.between(date(2010, 11, 1), date(2011, 2, 27))
    >>> months.count, months.name(0), months.last_day(0)
    (3, '2010-11', datetime.date(2010, 11, 30))
    """

    first: int
    count: int

    @classmethod
    def between(cls, start: date, end: date) -> Months:
        """The months that begin on `start` or later and are over on `end`."""
        first = (start.year - 1970) * 12 + start.month - 1 + (start.day > 1)
        after = end + timedelta(days=1)
        last = (after.year - 1970) * 12 + after.month - 1
        return cls(first, max(last - first, 0))

    @property
    def bounds(self) -> Ints:
        """The first days of the months and of the one after, days since 1970."""
        months = np.arange(self.first, self.first + self.count + 1)
        found: Ints = months.astype("datetime64[M]").astype("datetime64[D]").astype(int)
        return found

    def of(self, day: Ints) -> Ints:
        """The place of each day's month; below 0 or from `count` on if outside."""
        month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        return month - self.first

    def name(self, place: int) -> str:
        """A month as 2024-03."""
        year, month = divmod(self.first + place, 12)
        return f"{1970 + year}-{month + 1:02d}"

    def last_day(self, place: int) -> date:
        """The day on which a month ends."""
        year, month = divmod(self.first + place + 1, 12)
        return date(1970 + year, month + 1, 1) - timedelta(days=1)
