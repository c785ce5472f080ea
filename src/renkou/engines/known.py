"""Rows with the days between which each was known, and what two rows share."""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir
from ibis import _

NEVER = ibis.date(9999, 12, 31)
FOREVER = date(9999, 12, 31)


def known(table: ir.Table) -> ir.Table:
    """`table` with `known_from` and `known_to`, in place of its moments.

    A row is known at the end of a day from that on which it was recorded until that on
    which the next version was; one replaced on its own day never was.
    """
    return (
        table.mutate(
            known_from=table.recorded_at.date(),
            known_to=ibis.coalesce(table.superseded_at.date(), NEVER),
        )
        .drop("recorded_at", "superseded_at", "version")
        .filter(_.known_from < _.known_to)
    )


def both_known(joined: ir.Table, *others: str) -> ir.Table:
    """`joined` while it and its `others` (column suffixes) were known together."""
    names = ["", *(f"_{other}" for other in others)]
    return joined.mutate(
        known_from=ibis.greatest(*(joined[f"known_from{name}"] for name in names)),
        known_to=ibis.least(*(joined[f"known_to{name}"] for name in names)),
    ).filter(_.known_from < _.known_to)


def day_number(day: ir.DateValue) -> ir.IntegerValue:
    """Days since 1970."""
    return day.delta(ibis.date(1970, 1, 1), unit="day").cast("int32")


def gone(death: ir.DateValue) -> ir.DateValue:
    """The first day on which a person no longer counts: that after the death."""
    # A date plus an interval is a moment in DuckDB: say so, and take its date.
    day_after = (death.cast("timestamp") + ibis.interval(days=1)).date()
    return ibis.coalesce(day_after, NEVER)


def completed_age(birth: ir.DateValue, day: ir.DateValue) -> ir.IntegerValue:
    """Age in completed years on `day`: a person of 29 February waits for 1 March."""
    before_birthday = _month_day(day) < _month_day(birth)
    return (day.year() - birth.year() - before_birthday.cast("int32")).cast("int32")


def _month_day(day: ir.DateValue) -> ir.IntegerValue:
    return day.month() * 100 + day.day()


def is_leap(year: ir.IntegerValue) -> ir.BooleanValue:
    """Whether `year` has a 29 February."""
    return ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)


def birthday_in(birth: ir.DateValue, year: ir.IntegerValue) -> ir.DateValue:
    """The birthday in `year`: 1 March for 29 February in a common year."""
    leapling = (birth.month() == 2) & (birth.day() == 29) & ~is_leap(year)
    return ibis.date(
        year, leapling.ifelse(3, birth.month()), leapling.ifelse(1, birth.day())
    )
