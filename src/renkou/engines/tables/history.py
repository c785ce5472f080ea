"""Quantities counted as known on many days at once: one query for all of them.

A row counts from the first day on which it was known until the first on which it was
not: it adds at the one and takes away at the other, and a running sum over the days
gives what was known on each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import add

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
from ibis import _
from scipy.sparse import csr_array

from renkou.definitions import (
    Events,
    Measure,
    Moves,
    PersonYears,
    Quantity,
    Stock,
    facts,
)

from ..ages import AgeCube, run_on, stepped
from ..counting import Counter, GivenFigures, declared, of_sex, picked
from ..homes import Homes
from ..increments import SUMS
from ..levels import Levels
from ..periods import Span

Array = npt.NDArray[np.float64]
Rows = dict[str, npt.NDArray[np.int64]]
Increments = tuple[int, dict[str, csr_array], tuple[int, ...]]
SIGNS = ((1, "known_from"), (-1, "known_to"))


PLACES = 10  # decimals of a count: a place may be shared out among areas


def _running(wide: Array, *, axis: int) -> Array:
    """Running sums over the days; what shares add and take away leaves no dust."""
    running: Array = np.cumsum(wide, axis=axis).round(PLACES)
    return running


def countable(quantity: Quantity) -> bool:
    """Whether a quantity is a sum of rows: households and mothers are put together."""
    if isinstance(quantity, Stock):
        return not quantity.children
    households = facts.households.get_name()
    return not (isinstance(quantity, Events) and quantity.of.get_name() == households)


def countable_measure(what: Measure) -> bool:
    """Whether all that a measure is made of can be counted for many days at once."""
    return all(map(countable, what.counts.values()))


class History(Counter):
    """A counter of `quantities` whose areas stand once for each of `days`, rising.

    `of` gives (days × areas, periods, sexes, groups): every area on the first day, then
    every area on the second.
    """

    def __init__(
        self,
        levels: Levels,
        kind: str,
        days: Sequence[date],
        span: Span,
        given: GivenFigures,
        quantities: Iterable[Quantity],
    ) -> None:
        super().__init__(levels, Homes(levels), kind, span, given)
        self.days = sorted(days)
        self._shares: dict[str, csr_array] = {}
        self._cubes: dict[str, AgeCube] = {}
        self._increments: tuple[int, dict[str, csr_array], tuple[int, ...]] | None = (
            None
        )
        events = [q for q in quantities if isinstance(q, Events)]
        self._counted = self._count_events(events)

    def _at(self, quantity: Quantity, level: str) -> Array:
        match quantity:
            case Moves():
                return self._moves(level, into=quantity.into)
            case Events():
                found, shape = self._counted[self._key(quantity)]
                return self._run(self._of_places(level) @ found, shape)
            case Stock():
                return of_sex(self._ages(level).stocks(quantity.ages), quantity.sex)
            case PersonYears():
                lived = self._ages(level).person_years(quantity.ages)
                return of_sex(lived, quantity.sex)
            case _:
                given = self._given(quantity.name, level)[:, :, None, None]
                return np.tile(given, (len(self.days), 1, 1, 1))

    def _run(self, counted: csr_array, shape: tuple[int, int]) -> Array:
        """From (areas, periods × days × sexes × groups) what was known on each day."""
        wide = counted.toarray().reshape(-1, len(self.span), len(self.days), *shape)
        running = np.moveaxis(_running(wide, axis=2), 2, 0)
        return np.ascontiguousarray(running).reshape(-1, len(self.span), *shape)

    def _of_places(self, level: str) -> csr_array:
        """The shares of places in the areas of a level: (areas, places)."""
        if level not in self._shares:
            found = self.levels.of[level]
            shape = len(found.units), len(self.knowledge.workspace.codes)
            self._shares[level] = csr_array(
                (found.share, (found.unit, found.place)), shape=shape
            )
        return self._shares[level]

    def _bucket(self, day: ir.DateValue) -> ir.IntegerValue:
        """The position of the first of the days that is not before `day`."""
        after = [(day > ibis.literal(each)).cast("int32") for each in self.days]
        return reduce(add, after)

    def _fact(self, name: str, sign: int, column: str) -> ir.Table:
        """The rows of a fact that come to be known, or cease to be, by the last day.

        Their `period` tells the day too: period × days + bucket.
        """
        rows = self.knowledge.workspace.fact(name.removesuffix("_located"))
        last = ibis.literal(self.days[-1])
        rows = rows.filter(rows.kind == self.kind, rows[column] <= last).drop("kind")
        inside = self._in_span(rows.mutate(bucket=self._bucket(rows[column])))
        both = inside.period * len(self.days) + inside.bucket
        return inside.mutate(period=both.cast("int32"), sign=ibis.literal(sign))

    def _count_events(
        self, events: Sequence[Events]
    ) -> dict[object, tuple[csr_array, tuple[int, int]]]:
        """What each adds up to by place, period and day, and its sexes and groups."""
        found: dict[object, tuple[csr_array, tuple[int, int]]] = {}
        connection = self.knowledge.workspace.connection
        places = len(self.knowledge.workspace.codes)
        for name in dict.fromkeys(each.of.get_name() for each in events):
            of_name = {self._key(e): e for e in events if e.of.get_name() == name}
            for sign, column in SIGNS:
                rows = declared(name, self._fact(name, sign, column))
                connection.create_table(name, rows, temp=True, overwrite=True)
                for key, each in of_name.items():
                    shape = (2 if each.by_sex else 1, len(each.labels))
                    part = self._sparse(self._queried(each), shape, places) * sign
                    found[key] = (found[key][0] + part if key in found else part), shape
        return found

    def _queried(self, events: Events) -> Rows:
        by = ("place", "period", "sex", "group")
        rows = picked(events).group_by(*by).agg(number=_.amount.sum().cast("float64"))
        return self._columns(rows)

    def _columns(self, rows: ir.Table) -> Rows:
        table = self.knowledge.workspace.connection.to_pyarrow(rows)
        return {name: table[name].to_numpy() for name in table.column_names}

    def _sparse(self, rows: Rows, shape: tuple[int, int], areas: int) -> csr_array:
        wide = (len(self.span) * len(self.days), *shape)
        at = np.ravel_multi_index(
            (rows["period"], rows["sex"] - 1, rows["group"]), wide
        )
        return csr_array(
            (rows["number"], (rows["place"], at)), shape=(areas, int(np.prod(wide)))
        )

    def _moves(self, level: str, *, into: bool) -> Array:
        parts = [self._fact("moves", sign, column) for sign, column in SIGNS]
        found = self._crossing(ibis.union(*parts), level, into=into)
        rows = self._columns(found.rename(place="unit"))
        areas = len(self.levels.of[level].units)
        return self._run(self._sparse(rows, (2, 1), areas), (2, 1))

    def _ages(self, level: str) -> AgeCube:
        """Stocks and days lived by single age, of every area on every day."""
        if level not in self._cubes:
            first, sums, shape = self._by_place()
            shares = self._of_places(level)

            def dense(name: str) -> Array:
                wide = (shares @ sums[name]).toarray().reshape(-1, *shape)
                running = np.moveaxis(_running(wide, axis=-1), -1, 0)
                return running.reshape(-1, *shape[:-1])

            years = range(self.span.periods[0].year, self.span.periods[-1].year + 1)
            self._cubes[level] = run_on(dense, first, years, lived=True)
        return self._cubes[level]

    def _by_place(self) -> Increments:
        """The first year of birth, and each sum by place and (sex, born, step, day)."""
        if self._increments is None:
            years = range(self.span.periods[0].year, self.span.periods[-1].year + 1)
            t = stepped(self.knowledge.workspace.fact("increments"), self.kind, years)
            t = t.filter(t.known_on <= ibis.literal(self.days[-1]))
            rows = self.knowledge.columns(
                t.mutate(bucket=self._bucket(t.known_on))
                .group_by("place", "sex", "born", "step", "bucket")
                .agg(**{name: _[name].sum().cast("int64") for name in SUMS})
            )
            first = int(rows["born"].min(initial=years[0]))
            shape = (2, years[-1] - first + 1, len(years) + 1, len(self.days))
            at = np.ravel_multi_index(
                (rows["sex"] - 1, rows["born"] - first, rows["step"], rows["bucket"]),
                shape,
            )
            size = len(self.knowledge.workspace.codes), int(np.prod(shape))
            sums = {
                name: csr_array(
                    (rows[name].astype(np.float64), (rows["place"], at)), shape=size
                )
                for name in SUMS
            }
            self._increments = first, sums, shape
        return self._increments
