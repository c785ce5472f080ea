"""Spells as increments: one where each begins, minus one where it ends.

An increment carries what it adds from its day to the end of its calendar year, and what
each full year after adds, so that stocks and person-years by age of every year are a
group-by and a running sum. A version adds on the day it became known and takes away on
the day it was replaced, so that what was known on any day is the same sum up to it.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from .known import NEVER, birthday_in

COMMON_YEAR = 2021
KEYS = ("kind", "place", "sex", "born", "year", "known_on")
SUMS = ("persons", "days", "after", "full_after", "early")


def increments(stays: ir.Table) -> ir.Table:
    """The increments of `stays`, added up by population, place, sex, year of birth,
    calendar year and day of knowing:

    - `persons`: those who come less those who go;
    - `days`: days from the event to the end of its year;
    - `after`: of these, from the birthday of the year on;
    - `full_after`: days from the birthday on in a common year lived in full;
    - `early`: persons born by 29 February, who have one more such day in a leap year.
    """
    kept = ("kind", "place", "sex", "birth_date", "known_from", "known_to")
    ends = ibis.union(
        stays.select(*kept, day=_.valid_from, sign=ibis.literal(1)),
        stays.filter(_.valid_to < NEVER).select(
            *kept, day=_.valid_to, sign=ibis.literal(-1)
        ),
    )
    dated = ("kind", "place", "sex", "birth_date", "day")
    told = ibis.union(
        ends.select(*dated, "sign", known_on=_.known_from),
        ends.filter(_.known_to < NEVER).select(
            *dated, sign=-_.sign, known_on=_.known_to
        ),
    )
    year = told.day.year()
    year_end = ibis.date(year + 1, 1, 1)
    birthday = birthday_in(told.birth_date, year)
    common_end = ibis.date(COMMON_YEAR + 1, 1, 1)
    common_birthday = birthday_in(told.birth_date, ibis.literal(COMMON_YEAR))
    early = told.birth_date.month() * 100 + told.birth_date.day() <= 229
    weighed = told.select(
        "kind",
        "place",
        "sex",
        "known_on",
        "sign",
        born=told.birth_date.year(),
        year=year,
        days=year_end.delta(told.day, unit="day"),
        after=year_end.delta(ibis.greatest(told.day, birthday), unit="day"),
        full_after=common_end.delta(common_birthday, unit="day"),
        early=early.cast("int32"),
    )
    return (
        weighed.group_by(*KEYS)
        .agg(
            persons=_.sign.sum().cast("int32"),
            **{name: (_.sign * _[name]).sum().cast("int32") for name in SUMS[1:]},
        )
        .filter(ibis.or_(*(_[name] != 0 for name in SUMS)))
    )
