"""Households as they were on the last day of each period.

A household is what its members of that day are, so it is put together anew for each
day, from columns held once: NumPy gathers and counts, no join is repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from .facts import ROLES
from .known import day_number
from .levels import Levels
from .periods import Period

Numbers = npt.NDArray[np.int32]
Columns = dict[str, Numbers]
Flags = npt.NDArray[np.bool_]
NONE = np.int32(-1)
NOBODY = np.int32(2_000_000_000)  # born and gone far off: never there
ELDER, OLD, YOUNG, MINOR = 60, 65, 16, 18
CORES = 2  # days put together at a time; each holds some hundred megabytes


class Spells:
    """Spells of persons as columns: who, first day, day past, and what they hold."""

    def __init__(self, columns: Columns) -> None:
        key = (columns["who"].astype(np.int64) << 32) + columns["first"]
        if np.any(key[1:] < key[:-1]):  # not in order of person and first day
            order = np.argsort(key, kind="stable")
            columns = {name: column[order] for name, column in columns.items()}
        self.columns = columns
        self.overlapping = self._overlapping()

    def __getitem__(self, name: str) -> Numbers:
        return self.columns[name]

    def _overlapping(self) -> Flags:
        """The spells of persons who on some day have two.

        In order of the first day, what overlaps any later spell overlaps the next.
        """
        who = self["who"]
        overlaps = (who[1:] == who[:-1]) & (self["first"][1:] < self["past"][:-1])
        several = np.zeros(int(who.max(initial=-1)) + 1, dtype=np.bool_)
        several[who[1:][overlaps]] = True
        return several[who]

    def holding(self, day: np.int32) -> npt.NDArray[np.intp]:
        """The spells that hold on a day; where a person has two, that begun last."""
        held = np.flatnonzero((self["first"] <= day) & (self["past"] > day))
        several = self.overlapping[held]
        if not several.any():
            return held
        begun = held[several]  # in order of person and first day
        who = self["who"][begun]
        last = begun[np.append(who[1:] != who[:-1], True)]
        return np.concatenate([held[~several], last])


class Homes:
    """Household spells, kin and stays as columns, persons numbered from 0."""

    def __init__(self, levels: Levels) -> None:
        self.levels, self.knowledge = levels, levels.knowledge
        self.county = np.append(levels.counties(), NONE)

    @cached_property
    def people(self) -> Columns:
        """Rank, days of birth and of being gone of every number, else NOBODY."""
        rows = self._columns(self.knowledge.rows("people"))
        size = self.knowledge.workspace.people
        names = ("rank", "born", "gone")
        columns = {name: np.full(size, NOBODY, dtype=np.int32) for name in names}
        for name, column in columns.items():
            column[rows["who"]] = rows[name]
        return columns

    @cached_property
    def members(self) -> Spells:
        """Household spells cut at death: household, who, role, first day, day past."""
        rows = self._columns(self.knowledge.rows("members"))
        rows["past"] = np.minimum(rows["past"], self.people["gone"][rows["who"]])
        return Spells(rows)

    @cached_property
    def households(self) -> int:
        """One more than the largest number of a household."""
        return int(self.members["household"].max(initial=-1)) + 1

    @cached_property
    def kin_of_old(self) -> Columns:
        """Kin whose parent reaches old age by the snapshot's last day."""
        last = self.knowledge.workspace.last_day.year - ELDER
        return self._kin_where("parent", lambda born: born < _new_year(last + 1))

    @cached_property
    def kin_of_young(self) -> Columns:
        """Kin whose child can have been young since the first stay of all."""
        first = min(s["first"].min(initial=0) for s in self.stays.values())
        return self._kin_where("child", lambda born: born > first - 366 * YOUNG)

    def _kin_where(self, side: str, keep: Callable[[Numbers], Flags]) -> Columns:
        """Kin, with the days of the child and of the parent beside them."""
        kept = np.flatnonzero(keep(self.people["born"][self.kin[side]]))
        parent, child = (self.kin[name][kept] for name in ("parent", "child"))
        return {
            "parent": parent,
            "child": child,
            "child_born": self.people["born"][child],
            "child_gone": self.people["gone"][child],
            "parent_born": self.people["born"][parent],
        }

    @cached_property
    def kin(self) -> Columns:
        """Parents and their children."""
        return self._columns(self.knowledge.rows("kin").select("parent", "child"))

    @cached_property
    def stays(self) -> dict[str, Spells]:
        """The stays of both kinds: who, place, first day, day past."""
        return {kind: self._stays(kind) for kind in ("registered", "actual")}

    def _stays(self, kind: str) -> Spells:
        rows = self.knowledge.rows("stays", kind)
        return Spells(
            self._columns(
                rows.select(
                    "who",
                    "place",
                    first=day_number(rows.valid_from),
                    past=day_number(rows.valid_to),
                )
            )
        )

    def _columns(self, rows: ir.Table) -> Columns:
        table = self.knowledge.workspace.connection.to_pyarrow(rows)
        return {
            name: np.asarray(table[name].to_numpy(), dtype=np.int32)
            for name in table.column_names
        }

    def fact(self, kind: str, periods: Mapping[int, Period]) -> ir.Table:
        """`definitions.facts.households` of one population, by position of period."""
        self._read()

        def alike(period: Period) -> pa.Table:
            return _alike(Day(self, kind, period).households())

        with ThreadPoolExecutor(CORES) as pool:  # NumPy and Arrow leave the lock
            parts = [
                part.append_column(
                    "period", pa.repeat(pa.scalar(step, pa.int32()), part.num_rows)
                )
                for step, part in zip(
                    periods, pool.map(alike, periods.values()), strict=True
                )
            ]
        return self.knowledge.store("homes", pa.concat_tables(parts))

    def _read(self) -> None:
        """Read what every day needs, before several are put together at a time."""
        for name in ("members", "households", "kin_of_old", "kin_of_young"):
            getattr(self, name)


def _alike(households: Columns) -> pa.Table:
    """Households that are alike in everything, with how many they are."""
    table = pa.table(dict(households))
    grouped = table.group_by(table.column_names).aggregate([([], "count_all")])
    return grouped.rename_columns([*table.column_names, "number"])


def _new_year(year: int) -> int:
    """The number of 1 January."""
    return (Period(year).first - Period(1970).first).days


class Day:
    """The households of one population on the last day of one period."""

    def __init__(self, homes: Homes, kind: str, period: Period) -> None:
        self.homes, self.kind, self.period = homes, kind, period
        self.day = np.int32((period.last - Period(1970).first).days)
        m = homes.members
        present = m.holding(self.day)
        self.who, self.role = m["who"][present], m["role"][present]
        self.home = m["household"][present]
        self.born = homes.people["born"][self.who]
        self.is_head = self.role == ROLES.index("head")

    def households(self) -> Columns:
        """Each household that is in the area: its place and what its members are."""
        place = self._places()
        is_elder = self.born <= self._born_by(ELDER)
        is_minor = self.born > self._born_by(MINOR)
        is_left = self._childless_at_home()[self.who]
        found = {
            "place": place,
            "size": self._sum(None),
            "heads": self._sum(self.is_head),
            "partners": self._sum(self.role == ROLES.index("partner")),
            "minor_children": self._sum(is_minor & (self.role == ROLES.index("child"))),
            "members_60": self._sum(is_elder),
            "parents_left_60": self._sum(is_left & is_elder),
            "left_behind": self._sum(self._left_behind(place)[self.who]),
        }
        located = np.flatnonzero(place != NONE)
        return {name: column[located] for name, column in found.items()}

    def _sum(self, flag: Flags | None) -> Numbers:
        """How many members of each household have the flag (None: are members)."""
        home = self.home if flag is None else self.home[flag]
        return np.bincount(home, minlength=self.homes.households).astype(np.int32)

    def _born_by(self, years: int) -> np.int32:
        """The last day of birth on which so many years are completed by the day.

        Who was born on 29 February waits for 1 March in a common year.
        """
        last = self.period.last
        month = Period(last.year - years, last.month)
        born = month.first.replace(day=min(last.day, month.last.day))
        return np.int32((born - Period(1970).first).days)

    def _of_people(self, members: Numbers, values: Numbers) -> Numbers:
        """Values of members as an array over all persons, NONE for the others."""
        found = np.full(self.homes.people["born"].size, NONE, dtype=np.int32)
        found[members] = values
        return found

    def _where(self, kind: str) -> Numbers:
        """The place of every person on the day, NONE where they have none."""
        stays = self.homes.stays[kind]
        there = stays.holding(self.day)
        return self._of_people(stays["who"][there], stays["place"][there])

    @cached_property
    def registered(self) -> Numbers:
        """Where each person is registered."""
        return self._where("registered")

    @cached_property
    def actual(self) -> Numbers:
        """Where each person lives."""
        return self._where("actual")

    @cached_property
    def left(self) -> Numbers:
        """The county where each person is registered without living there, or NONE."""
        registered = self._county_of(self.registered)
        return np.where(registered == self._county_of(self.actual), NONE, registered)

    def _places(self) -> Numbers:
        """Where each household is: with its head, else with its oldest member there."""
        where = (self.registered if self.kind == "registered" else self.actual)[
            self.who
        ]
        place = np.full(self.homes.households, NONE, dtype=np.int32)
        heads = np.flatnonzero(self.is_head & (where != NONE))
        place[self.home[heads]] = where[heads]
        several = self._sum(self.is_head & (where != NONE)) > 1
        unsettled = self.is_head & several[self.home] | (place[self.home] == NONE)
        rest = np.flatnonzero(unsettled & (where != NONE))
        # What is written last stays, so the oldest comes last.
        rank = self.homes.people["rank"][self.who[rest]]
        oldest_last = rest[np.lexsort((-rank, -self.born[rest]))]
        place[self.home[oldest_last]] = where[oldest_last]
        return place

    def _childless_at_home(self) -> Flags:
        """Of all persons: with living children, none of them at home."""
        parent, child = self._living_kin["parent"], self._living_kin["child"]
        home = self._of_people(self.who, self.home)
        together = (home[parent] == home[child]) & (home[parent] != NONE)
        return self._flag(parent) & ~self._flag(parent[together])

    @cached_property
    def _living_kin(self) -> Columns:
        """Those of old age on the day and their children alive on it."""
        kin = self.homes.kin_of_old
        living = np.flatnonzero(
            (kin["parent_born"] <= self._born_by(ELDER))
            & (kin["child_born"] <= self.day)
            & (kin["child_gone"] > self.day)
        )
        return {name: kin[name][living] for name in ("parent", "child", "parent_born")}

    def _flag(self, who: Numbers) -> Flags:
        flags = np.zeros(self.homes.people["born"].size, dtype=np.bool_)
        flags[who] = True
        return flags

    def _left_behind(self, place: Numbers) -> Flags:
        """Of all persons: the young with a parent, the old with all children, away.

        Away from someone is who is registered in the county of that person's home and
        does not live in it.
        """
        county = self._of_people(self.who, self._county_of(place[self.home]))
        kin = self.homes.kin_of_young
        young = np.flatnonzero(kin["child_born"] > self._born_by(YOUNG))
        left = self.left[kin["parent"][young]]
        young, left = young[left != NONE], left[left != NONE]
        child = kin["child"][young]
        young_left = self._flag(child[county[child] == left])
        kin = self._living_kin
        old = np.flatnonzero(kin["parent_born"] <= self._born_by(OLD))
        parent, left = kin["parent"][old], self.left[kin["child"][old]]
        away = (county[parent] == left) & (left != NONE)
        old_left = self._flag(parent) & ~self._flag(parent[~away])
        return young_left | old_left

    def _county_of(self, place: Numbers) -> Numbers:
        return self.homes.county[place]  # NONE is the last position, which is NONE
