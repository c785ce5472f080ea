"""Months of birth, and how many months later each birth was recorded.

Delays are counted in steps that end on the day asked about: where that is the last day
of a month, at months' ends; else on the same day of each month. So the newest step of
every month is whole, and months are comparable.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.int64]  # since 1970
Months = npt.NDArray[np.int64]  # since January 1970


def month_of(day: date) -> int:
    """The month that a day lies in, from January 1970.

    >>> month_of(date(1971, 2, 28))
    13
    """
    return (day.year - 1970) * 12 + day.month - 1


def months_of(days: Days) -> Months:
    """The month that each day lies in."""
    found: Months = (
        days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    )
    return found


def label(month: int) -> str:
    """A month as periods are written.

    >>> label(13)
    '1971-02'
    """
    return f"{1970 + month // 12:04}-{month % 12 + 1:02}"


def last_whole(day: date) -> int:
    """The newest month that is over on `day`.

    >>> label(last_whole(date(2024, 2, 29))), label(last_whole(date(2024, 2, 28)))
    ('2024-02', '2024-01')
    """
    return month_of(day + timedelta(days=1)) - 1


def steps_late(occurred: Days, recorded: Days, day: date) -> Months:
    """How many steps after the month of birth's first each birth was recorded.

    The first step of a month ends on the first step's end that is not before the end of
    the month; what is recorded within the month belongs to it.
    """
    ends_with_month = last_whole(day) == month_of(day)
    step = months_of(recorded)
    if not ends_with_month:
        first = step.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
        step = step + (recorded - first + 1 > day.day)
    first_end = months_of(occurred) + (0 if ends_with_month else 1)
    return np.asarray(np.maximum(step - first_end, 0))
