"""What was recorded by each of many days: one query a fact, for all days at once.

A row counts from the first day on which it was known until the first on which it was
not: it adds at the one and takes away at the other, and a running sum over the days
gives what was known on each. Both populations, all days and all periods are told apart
by one number, so that a fact is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property, reduce
from math import lcm
from operator import add

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
from ibis import _
from scipy.sparse import csr_array

from renkou.definitions import Events
from renkou.schema import KIND_OF_POPULATION

from ..ages import stepped
from ..counting import declared, key_of, picked
from ..facts import OUTSIDE
from ..increments import SUMS
from ..levels import Levels
from ..periods import Span

Numbers = npt.NDArray[np.int64]
Rows = dict[str, Numbers]
Groups = tuple[int, int]  # how many sexes and groups
Of = tuple[object, str]  # what events share (`key_of`), and a kind of population
KINDS = tuple(KIND_OF_POPULATION.values())
SIMPLE = 10_000  # the largest denominator of a share, which is one among so many
EXACT = 1e-12
MOST = 2**28  # parts of which sums stay exact, for what is no such share
SIGNS = ((0, "known_from"), (1, "known_to"))


@dataclass(frozen=True)
class Increments:
    """Increments of spells by base and by (day, sex, year of birth, step)."""

    first: int  # year of birth
    shape: tuple[int, int, int, int]
    sums: dict[str, csr_array]


@dataclass(frozen=True)
class Crossings:
    """Moves between bases: from where, to where, and by (day, period, sex) how many."""

    origin: Numbers
    destination: Numbers
    number: csr_array


@dataclass(frozen=True)
class Parts:
    """Shares as whole numbers of parts: (areas, bases), and the parts of each area.

    Sums of whole numbers are exact in whatever order, so that what is taken away on one
    day leaves nothing of what was added on another, and no part exceeds its whole.
    """

    shares: csr_array
    number: npt.NDArray[np.float64]


def parts_of(
    unit: npt.NDArray[np.int32], share: npt.NDArray[np.float64], units: int
) -> npt.NDArray[np.float64]:
    """Into how many parts places are to be divided for each unit.

    >>> parts_of(np.array([0, 0, 1], "i4"), np.array([1 / 7, 0.5, 1.0]), 2)
    array([14.,  1.])
    """
    parts = [1] * units
    for at in np.flatnonzero(share != 1):
        near = Fraction(share[at]).limit_denominator(SIMPLE)
        mine = near.denominator if abs(near - share[at]) < EXACT else MOST
        parts[unit[at]] = min(lcm(parts[unit[at]], mine), MOST)
    return np.array(parts, dtype=np.float64)


class Recorded:
    """Rows by the day on which they were told, one of `days`, which rise.

    Where they were is told by base: places that lie whole in one area of every level
    share one, a place that is shared out has its own.
    """

    def __init__(self, levels: Levels, days: Sequence[date], span: Span) -> None:
        self.levels, self.days, self.span = levels, list(days), span
        self.knowledge = levels.knowledge
        self.work = levels.knowledge.workspace

    @cached_property
    def _bases(self) -> tuple[Numbers, Numbers]:
        """The base of each place, and a place of each base."""
        places = np.arange(len(self.work.codes))
        finest = max(self.levels.of.values(), key=lambda found: len(found.units))
        own = len(finest.units) + places
        whole = finest.share == 1
        own[finest.place[whole]] = finest.unit[whole]
        _labels, first, base = np.unique(own, return_index=True, return_inverse=True)
        return base, first

    def shares(self, level: str) -> Parts:
        """The shares of bases in the areas of a level."""
        found, (_base, first) = self.levels.of[level], self._bases
        number = parts_of(found.unit, found.share, len(found.units))
        size = len(found.units), len(self.work.codes)
        whole = (found.share * number[found.unit]).round()
        by_place = csr_array((whole, (found.unit, found.place)), shape=size)
        return Parts(by_place.tocsc()[:, first].tocsr(), number)

    @cached_property
    def _base_table(self) -> ir.Table:
        base, _first = self._bases
        at = np.append(np.arange(len(base)), OUTSIDE).astype(np.int32)
        to = np.append(base, OUTSIDE).astype(np.int32)
        return self.knowledge.upload("bases", at=at, base=to)

    def _placed(self, rows: ir.Table, column: str) -> ir.Table:
        """`rows` with the base in place of the place."""
        to = self._base_table
        joined = rows.join(to, rows[column] == to.at)
        return joined.mutate(**{column: joined.base}).drop("at", "base")

    def _bucket(self, day: ir.DateValue) -> ir.IntegerValue:
        """The position of the first of the days that is not before `day`."""
        after = [(day > ibis.literal(each)).cast("int32") for each in self.days]
        return reduce(add, after)

    def _told(self, name: str) -> ir.Table:
        """Every telling of a fact's rows in the span, both kinds, by the last day.

        Their `period` is population, day, period and sign in one number.
        """
        rows = self.work.fact(name)
        first, last = self.span.periods[0].first, self.span.periods[-1].last
        day = rows.occurred_on
        rows = rows.filter(
            rows.kind.isin(KINDS), day >= ibis.literal(first), day <= ibis.literal(last)
        )
        rows = rows.mutate(
            period=rows.occurred_on.year() - first.year,
            population=(rows.kind == KINDS[1]).cast("int32"),
        )
        told = ibis.union(
            *(
                rows.mutate(told_on=rows[column], sign=ibis.literal(sign))
                for sign, column in SIGNS
            )
        ).filter(_.told_on <= ibis.literal(self.days[-1]))
        at = told.population * len(self.days) + self._bucket(told.told_on)
        at = (at * len(self.span) + told.period) * len(SIGNS) + told.sign
        return told.mutate(period=at.cast("int32"))

    def _untold(self, rows: Rows) -> tuple[Rows, dict[str, npt.NDArray[np.bool_]]]:
        """Rows with day, period and signed number, and which are of each kind."""
        wide = len(KINDS), len(self.days), len(self.span), len(SIGNS)
        kind, day, period, sign = np.unravel_index(rows["period"], wide)
        number = np.where(sign == 0, rows["number"], -rows["number"])
        found = {**rows, "day": day, "period": period, "number": number}
        return found, {each: kind == at for at, each in enumerate(KINDS)}

    def events(
        self, wanted: Iterable[Events], progress: Callable[[float], None]
    ) -> dict[Of, tuple[csr_array, Groups]]:
        """What each adds up to: (bases, days × periods × sexes × groups).

        `progress` is told the share that is read.
        """
        found: dict[Of, tuple[csr_array, Groups]] = {}
        by_name: dict[str, dict[object, Events]] = {}
        for each in wanted:
            by_name.setdefault(each.of.get_name(), {})[key_of(each)] = each
        for number, (name, several) in enumerate(by_name.items()):
            progress(number / len(by_name))
            told = self._placed(self._told(name.removesuffix("_located")), "place")
            self.work.connection.create_table(
                name, declared(name, told), temp=True, overwrite=True
            )
            for key, each in several.items():
                groups = 2 if each.by_sex else 1, len(each.labels)
                rows, of = self._untold(self._queried(each))
                for kind, mine in of.items():
                    found[key, kind] = self._sparse(rows, mine, groups), groups
        return found

    def _queried(self, events: Events) -> Rows:
        by = ("place", "period", "sex", "group")
        return self._columns(
            picked(events).group_by(*by).agg(number=_.amount.sum().cast("float64"))
        )

    def _columns(self, rows: ir.Table) -> Rows:
        table = self.work.connection.to_pyarrow(rows)
        return {name: table[name].to_numpy() for name in table.column_names}

    def _sparse(
        self, rows: Rows, mine: npt.NDArray[np.bool_], groups: Groups
    ) -> csr_array:
        wide = len(self.days), len(self.span), *groups
        at = np.ravel_multi_index(
            (rows["day"], rows["period"], rows["sex"] - 1, rows["group"]), wide
        )
        shape = len(self._bases[1]), int(np.prod(wide))
        return csr_array((rows["number"][mine], (rows["place"][mine], at[mine])), shape)

    @cached_property
    def moves(self) -> dict[str, Crossings]:
        """The moves of each kind of population."""
        told = self._placed(self._placed(self._told("moves"), "origin"), "destination")
        by = ("origin", "destination", "period", "sex")
        rows, of = self._untold(
            self._columns(told.group_by(*by).agg(number=_.count().cast("float64")))
        )
        return {kind: self._between(rows, mine) for kind, mine in of.items()}

    def _between(self, rows: Rows, mine: npt.NDArray[np.bool_]) -> Crossings:
        wide = len(self.days), len(self.span), 2
        ends = np.stack([rows["origin"][mine], rows["destination"][mine]])
        pairs, pair = np.unique(ends, axis=1, return_inverse=True)
        at = np.ravel_multi_index(
            (rows["day"][mine], rows["period"][mine], rows["sex"][mine] - 1), wide
        )
        shape = pairs.shape[1], int(np.prod(wide))
        number = csr_array((rows["number"][mine], (pair.ravel(), at)), shape)
        origin, destination = pairs.astype(np.int64)
        return Crossings(origin, destination, number)

    def increments(self, kind: str) -> Increments:
        """The increments of one kind of population."""
        years = range(self.span.periods[0].year, self.span.periods[-1].year + 1)
        t = stepped(self.work.fact("increments"), kind, years)
        t = self._placed(t.filter(t.known_on <= ibis.literal(self.days[-1])), "place")
        rows = self.knowledge.columns(
            t.mutate(bucket=self._bucket(t.known_on))
            .group_by("place", "sex", "born", "step", "bucket")
            .agg(**{name: _[name].sum().cast("int64") for name in SUMS})
        )
        first = int(rows["born"].min(initial=years[0]))
        shape = len(self.days), 2, years[-1] - first + 1, len(years) + 1
        at = np.ravel_multi_index(
            (rows["bucket"], rows["sex"] - 1, rows["born"] - first, rows["step"]), shape
        )
        size = len(self._bases[1]), int(np.prod(shape))
        sums = {
            name: csr_array((rows[name].astype(np.float64), (rows["place"], at)), size)
            for name in SUMS
        }
        return Increments(first, shape, sums)
