"""The days on which a period's figure is looked at: published, closed, now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from renkou.schema.problem import Problem

from ..periods import Period

FIRST, CLOSING, NOW = "first", "closing", "now"


def closings(period: Period, until: date) -> tuple[date, ...]:
    """Each 31 December after the first publication and before `until`.

    >>> closings(Period(2022), date(2025, 6, 30))
    (datetime.date(2023, 12, 31), datetime.date(2024, 12, 31))
    """
    first = period.published
    ends = (date(year, 12, 31) for year in range(first.year, until.year + 1))
    return tuple(day for day in ends if first < day < until)


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at on one day: periods and the stage that each has then."""

    day: date
    stages: tuple[tuple[Period, str], ...]

    @property
    def years(self) -> list[int]:
        """The years of its periods."""
        return sorted({period.year for period, _ in self.stages})


def looks(periods: Iterable[Period], now: date) -> tuple[Look, ...]:
    """Every day on which something is looked at, the present last.

    Periods not yet first published on `now` are left out; Problem where all are.
    """
    asked = tuple(periods)
    published = [period for period in asked if period.published <= now]
    if not published:
        raise _none_published(asked[0], now)
    by_day: dict[date, list[tuple[Period, str]]] = {}
    for period in published:
        by_day.setdefault(period.published, []).append((period, FIRST))
        for day in closings(period, now):
            by_day.setdefault(day, []).append((period, CLOSING))
    past = tuple(Look(day, tuple(by_day[day])) for day in sorted(by_day))
    return (*past, Look(now, tuple((period, NOW) for period in published)))


def _none_published(period: Period, now: date) -> Problem:
    day = period.published
    return Problem(
        f"years: {period} is first published on {day}, which is after {now}. Ask for "
        "earlier periods, or as known on a later day.",
        f"年份：{period}于{day}首次公布，晚于{now}。请查询更早的时期，或将已知日期后移。",
    )
