"""The one clock: `RENKOU_TODAY`, or the day it is in the city."""

from __future__ import annotations

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

from .problem import Problem

CITY_TIME = "Asia/Shanghai"


def today() -> date:
    """The day in `RENKOU_TODAY`, else today in the city's time zone.

    >>> os.environ["RENKOU_TODAY"] = "2025-12-31"
    >>> today()
    datetime.date(2025, 12, 31)
    >>> del os.environ["RENKOU_TODAY"]
    """
    said = os.environ.get("RENKOU_TODAY", "")
    if not said:
        return datetime.now(ZoneInfo(CITY_TIME)).date()
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Problem(
            f"RENKOU_TODAY is {said!r}; it must be a date such as 2025-12-31.",
            f"RENKOU_TODAY的值为{said!r}，应为日期，如2025-12-31。",
        ) from None
