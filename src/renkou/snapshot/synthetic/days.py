"""Days: the steps of the simulation, completed ages, days drawn within a span."""

from __future__ import annotations

import numpy as np

from .choice import Index
from .lives import END, Bytes, Ints

_OLDEST = 125


def first_november(year: int) -> int:
    """1 November of `year` as a day."""
    return int(np.datetime64(f"{year:04d}-11-01", "D").astype(np.int64))


def steps() -> list[tuple[int, int]]:
    """Spans [start, end): years that end with a 1 November, and what is left of 2025.

    So a step's last day is a census's day, with what happened on it.
    """
    starts = [first_november(y) + 1 for y in range(2010, 2026)]
    return list(zip(starts, [*starts[1:], END], strict=True))


def year_of(day: float) -> float:
    """The day as a year with decimals."""
    return 1970 + day / 365.2425


def ages_on(birth: Ints, day: int) -> Bytes:
    """Completed years on `day`, -1 for those born later.

    >>> ages_on(np.array([0, 1], np.int32), 365)
    array([1, 0], dtype=int8)
    """
    today = np.datetime64(day, "D")
    year = today.astype("datetime64[Y]")
    back = year - np.arange(_OLDEST)
    month = today.astype("datetime64[M]") - year.astype("datetime64[M]")
    in_month = today - today.astype("datetime64[M]").astype("datetime64[D]")
    months = back.astype("datetime64[M]") + month
    anniversaries = months.astype("datetime64[D]") + in_month
    edges = anniversaries.astype(np.int64)[::-1]
    table = np.searchsorted(edges, np.arange(edges[0], day + 1), side="left")
    age = (_OLDEST - 1 - table).astype(np.int8)
    place = np.clip(birth - edges[0], 0, len(age) - 1)
    return np.where(birth > day, np.int8(-1), age[place])


def census_edges(years: int) -> Index:
    """Edge k is 1 November of 2010 - k: the aged k were born after edge k + 1."""
    return np.array([first_november(2010 - k) for k in range(years + 1)])
