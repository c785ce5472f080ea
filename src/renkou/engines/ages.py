"""Stocks and days lived by area, sex, single age and period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
from ibis import _

from renkou.definitions import AgeGroups

from .increments import SUMS
from .known import birthday_in, completed_age
from .levels import Levels
from .periods import DAY, Period, Span

Integers = npt.NDArray[np.int64]
Numbers = npt.NDArray[Any]  # int64; float64 where places are shared out


@dataclass(frozen=True)
class AgeCube:
    """Persons at each period's end and days lived in it, (areas, sexes, ages, periods).

    `days` is None where they were not asked for; `year_days` are the days of each
    period's calendar year.
    """

    stock: Numbers
    days: Numbers | None
    year_days: npt.NDArray[np.float64]

    def stocks(self, groups: AgeGroups) -> npt.NDArray[np.float64]:
        """Persons by age group: (areas, periods, sexes, groups)."""
        return _grouped(self._running_stock, groups).astype(np.float64)

    def person_years(self, groups: AgeGroups) -> npt.NDArray[np.float64]:
        """Person-years by age group: (areas, periods, sexes, groups)."""
        days = _grouped(self._running_days, groups).astype(np.float64)
        lived: npt.NDArray[np.float64] = days / self.year_days[:, None, None]
        return lived

    @cached_property
    def _running_stock(self) -> Numbers:
        return _running_sums(self.stock)

    @cached_property
    def _running_days(self) -> Numbers:
        if self.days is None:
            raise ValueError("days: this cube was counted without the days lived")
        return _running_sums(self.days)


def _running_sums(cube: Numbers) -> Numbers:
    """Sums over single ages, of all under each age."""
    running = np.zeros(
        (*cube.shape[:2], cube.shape[2] + 1, cube.shape[3]), dtype=cube.dtype
    )
    np.cumsum(cube, axis=2, out=running[:, :, 1:])
    return running


def _grouped(running: Numbers, groups: AgeGroups) -> Numbers:
    """Running sums over single ages, read at the bounds of groups."""
    ages = running.shape[2] - 1
    bounds = [*groups.lower, ages if groups.end is None else groups.end]
    at = running[:, :, np.minimum(bounds, ages)]
    return np.moveaxis(np.diff(at, axis=2), 3, 1)


def annual(levels: Levels, kind: str, span: Span, *, lived: bool) -> AgeCube:
    """The cube of whole years: one group-by of the increments, and running sums.

    Without `lived` the days lived are left out, which is quicker.
    """
    years = range(span.periods[0].year, span.periods[-1].year + 1)
    names = SUMS if lived else SUMS[:1]
    known = levels.knowledge
    t = stepped(known.workspace.fact("increments"), kind, years)
    rows = (
        levels.placed(t.filter(t.known_on <= known.known_on))
        .group_by("unit", "sex", "born", "step")
        .agg(**{name: _[name].sum().cast("int64") for name in names})
    )
    return _running(known.columns(rows), levels.size, years)


def stepped(t: ir.Table, kind: str, years: range) -> ir.Table:
    """The increments of one kind up to the last of `years`, each with its `step`.

    Step 0 holds all before the first year; of these, days within their own year count
    for nothing.
    """
    inside = t.year >= years[0]
    in_year = {name: inside.ifelse(t[name], 0) for name in ("days", "after")}
    return t.filter(t.kind == kind, t.year <= years[-1], t.born <= years[-1]).mutate(
        step=inside.ifelse(t.year - (years[0] - 1), 0), **in_year
    )


def _running(rows: dict[str, Integers], units: int, years: range) -> AgeCube:
    """Dense arrays (units, sexes, years of birth, steps) of the sums, run on."""
    born = rows["born"]
    first = int(born.min(initial=years[0]))
    shape = (units, 2, years[-1] - first + 1, len(years) + 1)
    at = np.ravel_multi_index(
        (rows["unit"], rows["sex"] - 1, born - first, rows["step"]), shape
    )

    def dense(name: str) -> Integers:
        array = np.zeros(shape, dtype=np.int64)
        array.ravel()[at] = rows[name]
        return array

    return run_on(dense, first, years, lived="days" in rows)


def run_on(
    dense: Callable[[str], Numbers], first: int, years: range, *, lived: bool
) -> AgeCube:
    """The cube of dense increments (units, sexes, years of birth from `first`, steps).

    `dense` gives those of each name of `SUMS`; step 0 holds all before the years.
    """
    there: Numbers = np.cumsum(dense("persons"), axis=3)
    stock = _by_age(there[..., 1:], first, years, lag=0)
    year_days = np.array([_days(year) for year in years], dtype=np.float64)
    if not lived:
        return AgeCube(stock, None, year_days)
    whole = np.array([_days(year) for year in years])
    days: Numbers = dense("days")[..., 1:] + there[..., :-1] * whole
    after: Numbers = (
        dense("after")[..., 1:] + np.cumsum(dense("full_after"), axis=3)[..., :-1]
    )
    after += np.cumsum(dense("early"), axis=3)[..., :-1] * (whole - 365)
    by_age = _by_age(after, first, years, lag=0)
    to_come: Numbers = days - after
    by_age += _by_age(to_come, first, years, lag=1)
    return AgeCube(stock, by_age, year_days)


def _by_age(cohorts: Numbers, first: int, years: range, *, lag: int) -> Numbers:
    """From years of birth to ages: `lag` 1 where the birthday is still to come."""
    births = cohorts.shape[2]
    shape = (*cohorts.shape[:2], births + 1, len(years))
    by_age = np.zeros(shape, dtype=cohorts.dtype)
    for step, year in enumerate(years):
        oldest = year - first - lag
        known = min(max(oldest + 1, 0), births)  # cohorts of age 0 and over
        ages = slice(oldest - known + 1, oldest + 1)
        by_age[:, :, ages, step] = cohorts[:, :, :known, step][:, :, ::-1]
    return by_age


def _days(year: int) -> int:
    return Period(year).year_days


def monthly(levels: Levels, kind: str, span: Span) -> AgeCube:
    """The cube of months: a scan of the stays for each of them."""
    parts = [_month(levels, kind, period) for period in span.periods]
    ages = 1 + max(
        (int(ages.max(initial=0)) for *_rest, ages in _all(parts)), default=0
    )
    shape = (levels.size, 2, ages, len(parts))
    stock, days = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for step, (there, before, after) in enumerate(parts):
        for target, (unit, sex, number, age) in (
            (stock, there),
            (days, before),
            (days, after),
        ):
            real = age >= 0
            at = (unit[real], sex[real] - 1, age[real], np.full(real.sum(), step))
            np.add.at(target, at, number[real])
    year_days = np.array([p.year_days for p in span.periods], dtype=np.float64)
    return AgeCube(stock, days, year_days)


_Rows = tuple[Integers, Integers, Integers, Integers]  # unit, sex, number, age


def _all(parts: list[tuple[_Rows, _Rows, _Rows]]) -> list[_Rows]:
    return [rows for part in parts for rows in part]


def _month(levels: Levels, kind: str, period: Period) -> tuple[_Rows, _Rows, _Rows]:
    stock = levels.knowledge.columns(
        levels.placed(on_day(levels.knowledge.stays(kind), period))
        .group_by("unit", "sex", "age")
        .agg(number=_.count())
    )
    past = ibis.literal(period.last + DAY)
    t = levels.knowledge.stays(kind).filter(
        _.valid_from < past, _.valid_to > ibis.literal(period.first)
    )
    start = ibis.greatest(t.valid_from, ibis.literal(period.first))
    end = ibis.least(t.valid_to, past)
    birthday = birthday_in(t.birth_date, ibis.literal(period.year))
    split = ibis.least(ibis.greatest(birthday, start), end)
    lived = levels.knowledge.columns(
        levels.placed(
            t.mutate(
                born=t.birth_date.year(),
                before=split.delta(start, unit="day"),
                after=end.delta(split, unit="day"),
            )
        )
        .group_by("unit", "sex", "born")
        .agg(before=_.before.sum().cast("int64"), after=_.after.sum().cast("int64"))
    )
    age = period.year - lived["born"]
    return (
        (stock["unit"], stock["sex"], stock["number"], stock["age"]),
        (lived["unit"], lived["sex"], lived["before"], age - 1),
        (lived["unit"], lived["sex"], lived["after"], age),
    )


def on_day(stays: ir.Table, period: Period) -> ir.Table:
    """The stays that cover the last day of `period`, with the age on it."""
    day = ibis.literal(period.last)
    there = stays.filter(_.valid_from <= day, _.valid_to > day)
    return there.mutate(age=completed_age(there.birth_date, day))
