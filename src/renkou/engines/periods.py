"""The periods that figures are about: years, or months of years."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from renkou.schema.problem import Problem

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, or a month of one.

    >>> Period(2024, 3).last, str(Period(2024, 3)), str(Period(2024))
    (datetime.date(2024, 3, 31), '2024-03', '2024')
    """

    year: int
    month: int | None = None

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        if self.month is None:
            return date(self.year, 12, 31)
        return date(self.year, self.month, _days(self.year, self.month))

    @property
    def before(self) -> Period:
        """The period of the same kind before it."""
        if self.month is None:
            return Period(self.year - 1)
        day = self.first - DAY
        return Period(day.year, day.month)

    @property
    def published(self) -> date:
        """The day of its first publication: the last of the month after it ends.

        >>> Period(2024).published, Period(2024, 1).published
        (datetime.date(2025, 1, 31), datetime.date(2024, 2, 29))
        """
        after = self.last + DAY
        return Period(after.year, after.month).last

    @property
    def year_days(self) -> int:
        """The days of the calendar year it lies in."""
        return 366 if calendar.isleap(self.year) else 365

    def __str__(self) -> str:
        month = "" if self.month is None else f"-{self.month:02}"
        return f"{self.year:04}{month}"


@cache
def _days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of periods of one kind without a gap, with the one before it at its head.

    Position 0 is the period before the first asked for, so that changes can be told.
    """

    periods: tuple[Period, ...]

    @classmethod
    def over(cls, asked: Iterable[Period]) -> Span:
        """The shortest span that covers what is asked."""
        wanted = sorted(asked)
        run = [wanted[-1]]
        while run[-1] != wanted[0].before:
            run.append(run[-1].before)
        return cls(tuple(reversed(run)))

    @property
    def monthly(self) -> bool:
        """Whether its periods are months."""
        return self.periods[0].month is not None

    def __len__(self) -> int:
        return len(self.periods)

    def positions(self, asked: Iterable[Period]) -> list[int]:
        """Where each of the periods asked for stands."""
        return [self.periods.index(period) for period in asked]


_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?$")


def parse_years(text: str | int | Iterable[int]) -> tuple[int, ...]:
    """Years from `2024`, `2011-2025`, `2011,2015-2017` or numbers; rising, once each.

    >>> parse_years("2011-2013,2020")
    (2011, 2012, 2013, 2020)
    """
    if isinstance(text, int):
        return (text,)
    if not isinstance(text, str):
        return tuple(sorted({int(year) for year in text}))
    years: set[int] = set()
    for part in text.split(","):
        match = _YEARS.match(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if not match or last < first:
            raise Problem(
                f"years: {part.strip()!r} is not a year or a rising range. Write 2024, "
                "2011-2025 or 2011,2015-2017.",
                f"年份：{part.strip()!r}不是年份或递增区间。请写成2024、2011-2025或"
                "2011,2015-2017。",
            )
        years.update(range(first, last + 1))
    return tuple(sorted(years))


def periods_of(years: Iterable[int], kind: str) -> tuple[Period, ...]:
    """The years themselves (`year`), or all their months (`month`)."""
    if kind == "year":
        return tuple(Period(year) for year in years)
    return tuple(Period(year, month) for year in years for month in range(1, 13))
