"""Births and deaths by month and by months until recorded, as known on any day.

A record adds to its area and month where it is known from and takes away where it is
known no more, so that what was known on an earlier day is what had been added by then:
one count tells every day, and its sums are the figures known on that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
from ibis import _
from scipy.sparse import csr_array, vstack

from renkou.schema import KIND_OF_POPULATION
from renkou.schema.whole_file import whole_file

from ..nowcasting.months import month_of
from ..nowcasting.triangles import first_month
from ..workspace import Workspace

Array = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
EVENTS = ("births", "deaths")
LONGEST = 36  # months of delay told one by one; later ones stand together
PLACES = 10  # decimals of a count: a place may be shared out among areas
MONTH_END = 31


class Grid(NamedTuple):
    """Where the steps of delay end: on month-ends, or on one day of each month."""

    day: int

    @property
    def shift(self) -> int:
        """A step that ends within a month belongs to the month before."""
        return 0 if self.day == MONTH_END else 1

    def step(self, day: date) -> int:
        """The last month that is over by the end of a step that holds `day`."""
        return month_of(day) + (day.day > self.day) - self.shift

    def asked(self, day: ir.DateValue) -> ir.IntegerValue:
        """The same of a column."""
        month = (day.year() - 1970) * 12 + day.month() - 1
        return month + (day.day() > self.day).cast("int32") - self.shift


def grid_of(day: date) -> Grid:
    """The grid on which a day ends a step.

    >>> grid_of(date(2025, 12, 31)).day, grid_of(date(2025, 12, 7)).day
    (31, 7)
    """
    return Grid(MONTH_END if (day + timedelta(days=1)).day == 1 else day.day)


@dataclass(frozen=True, eq=False)
class Reporting:
    """Counts of one area by month and delay as known on one day, (months, delays).

    The last column holds what came later than LONGEST months; NaN where a delay is
    yet to pass. `first` is the first month, from January 1970.
    """

    counts: Array
    first: int

    @property
    def known(self) -> Array:
        """What is known of each month, (months,)."""
        return np.asarray(np.nansum(self.counts, axis=1))

    def months_of(self, year: int) -> range:
        """The rows of a year's months, those that there are."""
        start = (year - 1970) * 12 - self.first
        return range(max(start, 0), max(min(start + 12, len(self.counts)), 0))


@dataclass(frozen=True, eq=False)
class Delays:
    """What each step of time added to each area's months and delays.

    `added` (areas, entries); an entry is a month of occurrence, a delay, and the step
    by which it was added, months counted from `first`.
    """

    added: csr_array
    month: Whole
    delay: Whole
    step: Whole
    first: int
    grid: Grid

    def on(self, area: int, day: date) -> Reporting:
        """The counts of an area as known on a day that ends a step."""
        counts = self._dense(self.added[[area]], day)[0]
        return Reporting(counts, self.first)

    def everywhere(self, areas: slice, day: date) -> Array:
        """The counts of a run of areas, (areas, months, delays)."""
        return self._dense(self.added[areas], day)

    def known_by(
        self, year: int, days: Sequence[date], area: int | None = None
    ) -> Array:
        """What was known of a year on each of the days, (days, areas).

        NaN on days on which the year was not over, or for years before the records.
        Of one `area` alone where it is given.
        """
        added = self.added if area is None else self.added[[area]]
        start = (year - 1970) * 12 - self.first
        found = np.full((len(days), added.shape[0]), np.nan)
        if start < 0:
            return found
        of_year = (self.month >= start) & (self.month < start + 12)
        for at, day in enumerate(days):
            if self.grid.step(day) - self.first >= start + 11:
                kept = of_year & (self.step <= self.grid.step(day) - self.first)
                found[at] = added @ kept.astype(np.float64)
        return found.round(PLACES)

    def newest(self, day: date) -> Array:
        """What is known on a day of the newest month that is over, (areas,)."""
        now = self.grid.step(day) - self.first
        kept = (self.month == now) & (self.step <= now)
        found: Array = self.added @ kept.astype(np.float64)
        return found.round(PLACES)

    def _dense(self, added: csr_array, day: date) -> Array:
        now = self.grid.step(day) - self.first
        months, delays = max(now + 1, 0), LONGEST + 2
        kept = (self.step <= now) & (self.month <= now)
        chosen = added[:, kept]
        cell = self.month[kept] * delays + self.delay[kept]
        rows = np.repeat(np.arange(chosen.shape[0]), np.diff(chosen.indptr))
        flat = rows * months * delays + cell[chosen.indices]
        size = chosen.shape[0] * months * delays
        summed = np.bincount(flat, chosen.data, minlength=size)
        counts: Array = summed.astype(np.float64).round(PLACES)
        counts = counts.reshape(-1, months, delays)
        age = now - np.arange(months)
        counts[:, np.arange(delays) > age[:, None]] = np.nan
        return counts

    def write(self, file: Path) -> None:
        """Write it whole."""
        with whole_file(file) as unfinished, unfinished.open("wb") as out:
            np.savez(
                out,
                data=self.added.data,
                indices=self.added.indices,
                indptr=self.added.indptr,
                entries=np.stack([self.month, self.delay, self.step]),
                about=np.array([self.first, self.grid.day]),
            )

    @classmethod
    def read(cls, file: Path) -> Delays:
        """What `write` wrote."""
        with np.load(file) as kept:
            month, delay, step = kept["entries"]
            shape = len(kept["indptr"]) - 1, len(month)
            added = csr_array(
                (kept["data"], kept["indices"], kept["indptr"]), shape=shape
            )
            first, day = (int(number) for number in kept["about"])
        return cls(added, month, delay, step, first, Grid(day))

    @cached_property
    def areas(self) -> int:
        """How many areas there are."""
        return int(self.added.shape[0])


def count_delays(
    work: Workspace, event: str, population: str, levels: tuple[str, ...], day: date
) -> Delays:
    """The delays of an event on the grid of `day`, for the areas of `levels`."""
    grid, first = grid_of(day), first_month(work, event)
    rows = _entries(work, event, population, grid, first, day)
    wide = (int(rows["month"].max(initial=0)) + 1, LONGEST + 2)
    steps = int(rows["step"].max(initial=0)) + 1
    key = np.ravel_multi_index(
        (rows["month"], rows["delay"], rows["step"]), (*wide, steps)
    )
    distinct, at = np.unique(key, return_inverse=True)
    places = len(work.codes)
    found = csr_array(
        (rows["number"].astype(np.float64), (rows["place"], at)),
        shape=(places, len(distinct)),
    )
    newest = work.tree.list_for(None)
    of_levels = []
    for level in levels:
        shares = work.shares(newest, level)
        shape = len(shares.units), places
        matrix = csr_array((shares.share, (shares.unit, shares.place)), shape=shape)
        of_levels.append(matrix @ found)
    added = csr_array(vstack(of_levels, format="csr"))
    added.eliminate_zeros()
    month, delay, step = np.unravel_index(distinct, (*wide, steps))
    return Delays(added, month, delay, step, first, grid)


def _entries(
    work: Workspace, event: str, population: str, grid: Grid, first: int, day: date
) -> dict[str, Whole]:
    """What was added: place, month, delay, step and number."""
    rows = work.fact(event)
    rows = rows.filter(rows.kind == KIND_OF_POPULATION[population])
    rows = rows.mutate(recorded=_recorded(rows, event))
    signs = ((1, "known_from"), (-1, "known_to"))
    parts = [_changed(rows, sign, column, grid, first, day) for sign, column in signs]
    by = ("place", "month", "delay", "step")
    found = ibis.union(*parts).group_by(*by).agg(number=_.sign.sum().cast("int64"))
    found = found.filter(found.number != 0, found.month >= 0)
    table = work.connection.to_pyarrow(found)
    return {
        name: table[name].to_numpy().astype(np.int64) for name in table.column_names
    }


def _recorded(rows: ir.Table, event: str) -> ir.DateValue:
    """The day of the first record of a birth; of others the day they are known from."""
    if event != "births":
        return rows.known_from
    moment = rows.occurred_on.cast("timestamp") + rows.delay.as_interval("D")
    return moment.date()


def _changed(
    rows: ir.Table, sign: int, column: str, grid: Grid, first: int, day: date
) -> ir.Table:
    month = (rows.occurred_on.year() - 1970) * 12 + rows.occurred_on.month() - 1
    late = ibis.greatest(grid.asked(rows.recorded) - month, 0)
    # What is told before the first step ends within the first month is of that step.
    step = ibis.greatest(grid.asked(rows[column]) - first, 0)
    inside = rows.filter(rows[column] <= ibis.literal(day))
    return inside.select(
        place=_.place,
        month=(month - first).cast("int32"),
        delay=ibis.least(late, LONGEST + 1).cast("int32"),
        step=step.cast("int32"),
        sign=ibis.literal(sign),
    )
