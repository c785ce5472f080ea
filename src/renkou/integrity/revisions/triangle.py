"""A triangle of counts by period of occurrence and of recording."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, numeric, one_of, refuse

_PERIODS = ("day", "week", "month", "quarter", "year")
_MOST = 8_000  # periods: a triangle of more is a mistyped date, and fills the memory
_Days = npt.NDArray[np.datetime64]
_Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False, init=False)
class Triangle:
    """Cumulative counts (..., origins, developments), NaN where not yet known.

    Each origin is known from its first development on, without gaps, and no further
    than the origin before it; the first is known throughout. ValueError where a known
    count is negative, a count is missing before a known one, or there are fewer than
    two origins. Cumulative counts may fall: what was recorded can be struck out.
    `periods` (origins,), where known: the first day of each.

    >>> Triangle([[100, 150, 175], [110, 168, np.nan], [115, np.nan, np.nan]]).latest
    array([175., 168., 115.])
    """

    values: Floats
    periods: _Days | None = None

    def __init__(self, values: npt.ArrayLike, periods: _Days | None = None) -> None:
        object.__setattr__(self, "values", _cumulative(values))
        object.__setattr__(self, "periods", periods)

    @property
    def latest(self) -> Floats:
        """What is known of each origin now, (..., origins)."""
        last = np.isfinite(self.values).sum(axis=-1, keepdims=True) - 1
        found: Floats = np.take_along_axis(self.values, last, axis=-1)[..., 0]
        return found

    @property
    def increments(self) -> Floats:
        """What each development added, (..., origins, developments), NaN as above."""
        return np.diff(self.values, axis=-1, prepend=0.0)

    @classmethod
    def from_events(
        cls,
        occurred: npt.ArrayLike,
        recorded: npt.ArrayLike,
        *,
        period: str = "month",
        as_of: object = None,
    ) -> Triangle:
        """Count events by when they occurred and how much later they were recorded.

        `occurred`, `recorded` (events,): dates. `period`: "day", "week" (from Monday),
        "month", "quarter" or "year". Only what was recorded by the end of the day
        `as_of` is counted, by default the last day on which anything was. Origins and
        developments are the periods from the first event known to `as_of`: cell (i, j)
        is what occurred in period i and was recorded by the end of period i + j. On a
        day before the end of its period the last diagonal counts what is known so far;
        choose last days of periods to compare like with like.

        ValueError where a date is missing, an event is recorded before it occurred,
        or the periods are fewer than two or more than 8,000.

        >>> found = Triangle.from_events(
        ...     ["2024-01-03", "2024-01-20", "2024-02-10"],
        ...     ["2024-01-15", "2024-02-02", "2024-02-28"], as_of="2024-02-29")
        >>> found.values
        array([[ 1.,  2.],
               [ 1., nan]])
        """
        one_of("period", period, _PERIODS)
        happened, known = _dates("occurred", occurred), _dates("recorded", recorded)
        if happened.ndim != 1 or happened.shape != known.shape:
            raise ValueError(
                f"recorded: {known.shape} must be one axis as long as occurred, "
                f"{happened.shape}"
            )
        if happened.size == 0:
            raise ValueError("occurred: no events must be one or more")
        refuse("recorded", known < happened, known, "be no earlier than occurred")
        today = np.asarray(known.max()) if as_of is None else _dates("as_of", as_of)
        if known.max() > today:
            kept = known <= today
            happened, known = happened[kept], known[kept]
        if happened.size == 0:
            raise ValueError(f"as_of: {today} must not be before the first record")
        return cls(*_counted(happened, known, today, period))


def _cumulative(values: npt.ArrayLike) -> Floats:
    array = numeric("values", values).copy()
    if array.ndim < 2 or array.shape[-2] < 2 or array.shape[-1] < 1:
        raise ValueError(
            f"values: {array.shape} must be (..., origins, developments) with two "
            "origins or more"
        )
    known = ~np.isnan(array)
    bad = known & ~(np.isfinite(array) & (array >= 0))
    refuse("values", bad, array, "be 0 or more, or missing (NaN)")
    first = np.zeros(array.shape, dtype=bool)
    first[..., :, 0] = ~known[..., :, 0]
    first[..., 0, :] |= ~known[..., 0, :]
    refuse("values", first, array, "be known in the first origin and development")
    later = np.logical_or.accumulate(known[..., ::-1], axis=-1)[..., ::-1]
    below = np.logical_or.accumulate(known[..., ::-1, :], axis=-2)[..., ::-1, :]
    gap = ~known & (later | below)
    refuse("values", gap, array, "have no gaps: a later count or origin is known")
    array.flags.writeable = False
    return array


def _dates(argument: str, values: object) -> _Days:
    try:
        days = np.asarray(values).astype("datetime64[D]")
    except (TypeError, ValueError) as error:
        raise ValueError(f"{argument}: must be dates ({error})") from error
    refuse(argument, np.isnat(days), days, "be a date, not missing")
    return days


def _number(days: _Days, period: str) -> _Whole:
    """The number of the period that holds each day, in step with time.

    Many events share few days: the calendar is asked once for each day.
    """
    if days.ndim:
        count = days.astype(np.int64)
        first, last = int(count.min()), int(count.max())
        if last - first < count.size:
            listed = np.arange(first, last + 1).astype("datetime64[D]")
            return _of_day(listed, period)[count - first]
    return _of_day(days, period)


def _of_day(days: _Days, period: str) -> _Whole:
    if period in ("day", "week"):
        count = days.astype(np.int64)
        # Day 0, 1 January 1970, was a Thursday; weeks begin on Monday.
        return count if period == "day" else (count + 3) // 7
    months = days.astype("datetime64[M]").astype(np.int64)
    return months // {"month": 1, "quarter": 3, "year": 12}[period]


def _first_day(number: _Whole, period: str) -> _Days:
    if period in ("day", "week"):
        days = number if period == "day" else number * 7 - 3
        return days.astype("datetime64[D]")
    months = number * {"month": 1, "quarter": 3, "year": 12}[period]
    return months.astype("datetime64[M]").astype("datetime64[D]")


def _counted(
    happened: _Days, known: _Days, today: _Days, period: str
) -> tuple[Floats, _Days]:
    """Cumulative counts by period and delay, NaN after `today`, and the periods."""
    origin = _number(happened, period)
    delay = _number(known, period) - origin
    first = int(origin.min())
    size = int(_number(today, period)) - first + 1
    if size > _MOST:
        raise ValueError(
            f"occurred: {happened.min()} must be no more than {_MOST} periods before "
            f"{today}"
        )
    cells = np.bincount((origin - first) * size + delay, minlength=size * size)
    counts = np.cumsum(cells.reshape(size, size), axis=-1).astype(np.float64)
    place = np.arange(size)
    counts[place[:, None] + place >= size] = np.nan
    return counts, _first_day(first + place, period)
