"""The quantities of measures, counted: arrays (areas, periods, sexes, groups)."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cached_property, reduce

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
from ibis import _

from renkou.definitions import (
    MOST_CHILDREN,
    Events,
    Given,
    Moves,
    PersonYears,
    Quantity,
    Sex,
    Stock,
    facts,
)

from .ages import AgeCube, annual, monthly
from .facts import OUTSIDE
from .homes import Homes
from .known import NEVER, completed_age
from .levels import Levels
from .periods import Period, Span

CHILDREN = tuple(f"child_{number}" for number in range(1, MOST_CHILDREN + 1))
Array = npt.NDArray[np.float64]
GivenFigures = Callable[[str, str], Array]  # by name and level: (areas, periods)


class Counter:
    """Counts quantities of one population over one span of periods, on all levels.

    Each is counted once on the base of `levels`, days lived only if `lived`; `of` gives
    it for the areas of a level, shifted by one where it is of the period `before`.
    """

    def __init__(
        self,
        levels: Levels,
        homes: Homes,
        kind: str,
        span: Span,
        given: GivenFigures,
        *,
        lived: bool = True,
    ) -> None:
        self.levels, self.homes, self.kind, self.span = levels, homes, kind, span
        self.knowledge = levels.knowledge
        self._given, self._lived = given, lived
        self._done: dict[object, Array] = {}
        self._cube: AgeCube | None = None
        self._facts: set[str] = set()

    def of(self, quantity: Quantity, level: str) -> Array:
        """`quantity` by area of `level`; of the period before: NaN at position 0."""
        now = replace(quantity, before=False) if quantity.before else quantity
        key = (key_of(quantity), level)
        if key not in self._done:
            self._done[key] = self._at(now, level)
        array = self._done[key]
        return shifted(array) if quantity.before else array

    @property
    def _own_periods(self) -> dict[int, Period]:
        """The periods by position, without the one before that heads the span."""
        return dict(list(enumerate(self.span.periods))[1:])

    def _at(self, quantity: Quantity, level: str) -> Array:
        """The array of one level: what is not a sum is counted on the level itself."""
        if isinstance(quantity, Given):
            return self._given(quantity.name, level)[:, :, None, None]
        if isinstance(quantity, Moves):
            return self._moves(level, into=quantity.into)
        key = key_of(quantity)
        if key not in self._done:
            self._done[key] = self._count(quantity)
        return self.levels.at(level, self._done[key])

    def _count(self, quantity: Stock | PersonYears | Events) -> Array:
        match quantity:
            case Stock(children=0):
                return of_sex(self.cube.stocks(quantity.ages), quantity.sex)
            case Stock():
                return self._mothers_of(quantity)
            case PersonYears():
                return of_sex(self.cube.person_years(quantity.ages), quantity.sex)
            case Events():
                return self._events(quantity)

    @property
    def cube(self) -> AgeCube:
        """Stocks and days lived by single age, counted on first use."""
        if self._cube is None:
            where = self.levels, self.kind, self.span
            self._cube = (
                monthly(*where)
                if self.span.monthly
                else annual(*where, lived=self._lived)
            )
        return self._cube

    def _events(self, events: Events) -> Array:
        name = events.of.get_name()
        if name not in self._facts:
            self._offer(name)
            self._facts.add(name)
        rows = (
            self.levels.placed(picked(events))
            .group_by("unit", "period", "sex", "group")
            .agg(number=_.amount.sum())
        )
        shape = (2 if events.by_sex else 1, len(events.labels))
        return self._dense(rows, self.levels.size, shape)

    def _dense(self, rows: ir.Table, units: int, shape: tuple[int, int]) -> Array:
        """Rows (unit, period, sex, group, number) as an array of units and periods."""
        table = self.knowledge.workspace.connection.to_pyarrow(rows)
        array = np.zeros((units, len(self.span), *shape))
        at = [table[name].to_numpy() for name in ("unit", "period", "sex", "group")]
        array[at[0], at[1], at[2] - 1, at[3]] = table["number"].to_numpy()
        return array

    def _offer(self, name: str) -> None:
        """Make the fact that definitions see as `name`: known, put in periods."""
        connection = self.knowledge.workspace.connection
        if name == facts.households.get_name():
            rows = self.homes.fact(self.kind, self._own_periods)
        else:
            known = self.knowledge.rows(name.removesuffix("_located"), self.kind)
            rows = self._in_span(known)
        connection.create_table(name, declared(name, rows), temp=True, overwrite=True)

    def _in_span(self, rows: ir.Table) -> ir.Table:
        """The rows that happened in the span, with the position of their period."""
        first, last = self.span.periods[0].first, self.span.periods[-1].last
        day = rows.occurred_on
        inside = rows.filter(day >= ibis.literal(first), day <= ibis.literal(last))
        return inside.mutate(period=self._position(inside.occurred_on, first)).drop(
            "occurred_on"
        )

    def _position(self, day: ir.DateValue, first: date) -> ir.IntegerValue:
        if self.span.monthly:
            return (day.year() - first.year) * 12 + day.month() - first.month
        return day.year() - first.year

    def _moves(self, level: str, *, into: bool) -> Array:
        """Moves across the border of each area; shared-out places count in part."""
        known = self._in_span(self.knowledge.rows("moves", self.kind))
        rows = self._crossing(known.mutate(sign=ibis.literal(1)), level, into=into)
        return self._dense(rows, len(self.levels.of[level].units), (2, 1))

    def _crossing(self, known: ir.Table, level: str, *, into: bool) -> ir.Table:
        """Moves, each counted `sign` times, across the border of each area."""
        inner, outer = ("destination", "origin") if into else ("origin", "destination")
        ways = (
            known.filter(known[inner] != OUTSIDE)
            .group_by("period", "sex", inside=known[inner], outside=known[outer])
            .agg(number=_.sign.sum())
        )
        shares = self.levels.table(level)
        mine = ways.join(shares, ways.inside == shares.place).drop("place")
        theirs = shares.select(other=_.place, unit_other=_.unit, share_other=_.share)
        both = mine.left_join(
            theirs, [mine.outside == theirs.other, mine.unit == theirs.unit_other]
        )
        crossing = both.share * (1 - both.share_other.fill_null(0.0))
        return both.group_by("unit", "period", "sex", group=ibis.literal(0)).agg(
            number=(both.number * crossing).sum()
        )

    def _mothers_of(self, stock: Stock) -> Array:
        """Women of an age group on each last day with at least so many children."""
        counts = self._by_children(stock.ages.lower[0], stock.ages.end)
        mothers: Array = counts[..., stock.children :].sum(axis=-1, keepdims=True)
        return mothers

    def _by_children(self, low: int, high: int | None) -> Array:
        """Women of ages `low` to `high` by number of children, the last for more."""
        key = "women by children", low, high
        if key not in self._done:
            there = self._mothers_on_days.filter(_.age >= low)
            there = there if high is None else there.filter(_.age < high)
            rows = self.levels.placed(there).group_by("unit", "period", "group")
            counted = rows.agg(number=_.count()).mutate(sex=ibis.literal(1))
            shape = 1, MOST_CHILDREN + 1
            self._done[key] = self._dense(counted, self.levels.size, shape)
        return self._done[key]

    @cached_property
    def _mothers_on_days(self) -> ir.Table:
        """Mothers there on the last day of each period: age, number of children."""
        periods = self._own_periods
        last = np.array([p.last for p in periods.values()], dtype="datetime64[D]")
        days = self.knowledge.upload(
            "last_days", period=np.array(list(periods), dtype=np.int32), last=last
        )
        stays = self._mothers
        there = stays.join(
            days, [stays.valid_from <= days.last, stays.valid_to > days.last]
        )
        born = [(there[child] <= there.last).cast("int32") for child in CHILDREN]
        return there.mutate(
            age=completed_age(there.birth_date, there.last),
            group=reduce(operator.add, born),
        )

    @cached_property
    def _mothers(self) -> ir.Table:
        """Stays of mothers, with the days of birth of their children, eldest first."""
        known = self.knowledge.rows("kin").filter(_.borne)
        children = known.group_by(who=known.parent).agg(
            born=known.birth_date.collect().sort()
        )
        dated = children.select(
            "who",
            **{
                child: ibis.coalesce(children.born[at], NEVER)
                for at, child in enumerate(CHILDREN)
            },
        )
        stays = self.knowledge.stays(self.kind)
        return self.knowledge.store("mothers", stays.join(dated, "who"))


def key_of(quantity: Quantity) -> object:
    """What two quantities share when they are the same: expressions by identity."""
    if isinstance(quantity, Events):
        by = quantity.by
        return (
            quantity.of.get_name(),
            id(quantity.where) if quantity.where is not None else None,
            id(by) if by is not None else None,
            id(quantity.total) if quantity.total is not None else None,
        )
    return replace(quantity, before=False)


def picked(events: Events) -> ir.Table:
    """What is counted: place, period, sex, group and amount of the rows that count."""
    one = events.of.number if "number" in events.of.columns else ibis.literal(1)
    return events.of.select(
        "place",
        "period",
        sex=_.sex if events.by_sex else ibis.literal(1),
        group=events.by.position if events.by else ibis.literal(0),
        amount=one if events.total is None else events.total * one,
        keep=events.where if events.where is not None else ibis.literal(True),
    ).filter(_.keep, _.group.notnull())


def declared(name: str, rows: ir.Table) -> ir.Table:
    """`rows` with the columns, and their types, that definitions see of a fact."""
    schema = next(t for t in facts.ALL if t.get_name() == name).schema()
    return rows.select(**{c: rows[c].cast(kind) for c, kind in schema.items()})


def of_sex(array: Array, sex: Sex | None) -> Array:
    """The array, or only its slice of one sex."""
    if sex is None:
        return array
    at = 0 if sex is Sex.MALE else 1
    return array[:, :, at : at + 1]


def is_flow(quantity: Quantity) -> bool:
    """Whether a quantity adds up what happens in a period, not what is at its end."""
    if isinstance(quantity, Events):
        return bool(quantity.of.get_name() != facts.households.get_name())
    return isinstance(quantity, PersonYears | Moves)


def shifted(array: Array) -> Array:
    """Each period given what the one before it has; the first has nothing."""
    moved = np.full_like(array, np.nan)
    moved[:, 1:] = array[:, :-1]
    return moved
