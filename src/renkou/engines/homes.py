"""Households as they were on the last day of each period.

A household is what its members of that day are, so it is put together anew for each
day, from columns held once: NumPy gathers and counts, no join is repeated.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
from ibis import _

from renkou.definitions import facts

from .known import NEVER, known
from .levels import Levels
from .periods import Period

Columns = dict[str, npt.NDArray[np.int32]]
Flags = npt.NDArray[np.bool_]
NONE = np.int32(-1)
ELDER, OLD, YOUNG, MINOR = 60, 65, 16, 18
ROLES = ("head", "partner", "child")


class Homes:
    """Household spells, kin and stays as columns, persons numbered from 0."""

    def __init__(self, levels: Levels) -> None:
        self.levels, self.knowledge = levels, levels.knowledge
        self.county = levels.counties()

    @cached_property
    def _people(self) -> ir.Table:
        """Everybody known, numbered, with the days of birth and of being gone."""
        rows = self.knowledge.current(known(self.knowledge.workspace.table("persons")))
        gone = ibis.coalesce(rows.death_date + ibis.interval(days=1), NEVER)
        return self.knowledge.store(
            "people",
            rows.select(
                "person_id",
                "mother_id",
                "father_id",
                who=ibis.row_number()
                .over(ibis.window(order_by=rows.person_id))
                .cast("int32"),
                born=_number(rows.birth_date),
                gone=_number(gone),
            ),
        )

    @cached_property
    def people(self) -> Columns:
        """Days of birth and of being gone, by number."""
        rows = self._people.select("who", "born", "gone")
        return self._columns(rows.order_by("who"))

    @cached_property
    def members(self) -> Columns:
        """Household spells: household (numbered), who, role, first day, day past."""
        work = self.knowledge.workspace
        spells = self.knowledge.current(known(work.table("household_spells")))
        people = self._people.select("person_id", "who", "gone")
        rows = spells.join(people, "person_id")
        role = ibis.cases(
            *((rows.role == name, at) for at, name in enumerate(ROLES)),
            else_=len(ROLES),
        )
        return self._columns(
            rows.select(
                "who",
                household=ibis.dense_rank()
                .over(ibis.window(order_by=rows.household_id))
                .cast("int32"),
                role=role,
                first=_number(rows.valid_from),
                past=ibis.least(
                    _number(ibis.coalesce(rows.valid_to, NEVER)), rows.gone
                ),
            )
        )

    @cached_property
    def kin(self) -> Columns:
        """Parents and their children, once each."""
        people = self._people
        number = people.select(parent_id=_.person_id, parent=_.who)
        sides = []
        for side in ("mother_id", "father_id"):
            child = people.filter(people[side].notnull()).select(
                parent_id=people[side], child=people.who
            )
            sides.append(child.join(number, "parent_id").select("parent", "child"))
        return self._columns(ibis.union(*sides, distinct=True))

    def stays(self, kind: str) -> Columns:
        """Stays of a kind: who, place, first day, day past."""
        rows = self.knowledge.stays(kind).join(
            self._people.select("person_id", "who"), "person_id"
        )
        return self._columns(
            rows.select(
                "who",
                "place",
                first=_number(rows.valid_from),
                past=_number(rows.valid_to),
            )
        )

    @cached_property
    def all_stays(self) -> dict[str, Columns]:
        """The stays of both kinds."""
        return {kind: self.stays(kind) for kind in ("registered", "actual")}

    def _columns(self, rows: ir.Table) -> Columns:
        table = self.knowledge.workspace.connection.to_pyarrow(rows)
        return {
            name: np.asarray(table[name].to_numpy(), dtype=np.int32)
            for name in table.column_names
        }

    def fact(self, kind: str, periods: Sequence[Period]) -> ir.Table:
        """`definitions.facts.households` of one population, for every period."""
        parts = [
            self._alike(Day(self, kind, period).households()).mutate(period=step)
            for step, period in enumerate(periods)
        ]
        columns = facts.households.columns
        stored = [
            self.knowledge.store("homes", part.select(*columns)) for part in parts
        ]
        return ibis.union(*stored) if len(stored) > 1 else stored[0]

    def _alike(self, households: Columns) -> ir.Table:
        """Households that are alike in everything, with how many they are."""
        table = self.knowledge.upload("day", **households)
        return table.group_by(*table.columns).agg(number=_.count())


def _number(day: ir.DateValue) -> ir.IntegerValue:
    """Days since 1970."""
    return day.delta(ibis.date(1970, 1, 1), unit="day").cast("int32")


class Day:
    """The households of one population on the last day of one period."""

    def __init__(self, homes: Homes, kind: str, period: Period) -> None:
        self.homes, self.kind = homes, kind
        self.period = period
        self.day = np.int32((period.last - Period(1970).first).days)
        m = homes.members
        present = (m["first"] <= self.day) & (m["past"] > self.day)
        self.who = m["who"][present]
        self.role = m["role"][present]
        _, self.home = np.unique(m["household"][present], return_inverse=True)
        self.count = int(self.home.max(initial=-1)) + 1
        self.alive = (homes.people["born"] <= self.day) & (
            homes.people["gone"] > self.day
        )

    def households(self) -> Columns:
        """Each household that is in the area: its place and what its members are."""
        place = self._places()
        age = self._older_than
        minor = (self.role == ROLES.index("child")) & ~age(MINOR)
        left = self._by_person(self._left_by_children())
        behind = self._by_person(self._left_behind(place))
        found = {
            "place": place,
            "size": self._sum(np.ones(self.who.size, dtype=np.bool_)),
            "heads": self._sum(self.role == ROLES.index("head")),
            "partners": self._sum(self.role == ROLES.index("partner")),
            "minor_children": self._sum(minor),
            "members_60": self._sum(age(ELDER)),
            "parents_left_60": self._sum(left & age(ELDER)),
            "left_behind": self._sum(behind),
        }
        located = place != NONE
        return {name: column[located] for name, column in found.items()}

    def _sum(self, flag: Flags) -> npt.NDArray[np.int32]:
        """How many members of each household have the flag."""
        return np.bincount(self.home[flag], minlength=self.count).astype(np.int32)

    def _by_person(self, flagged: npt.NDArray[np.int32]) -> Flags:
        """Which members are among the persons flagged."""
        flags = np.zeros(self.homes.people["born"].size, dtype=np.bool_)
        flags[flagged] = True
        return flags[self.who]

    def _older_than(self, years: int) -> Flags:
        """Which members have completed so many years."""
        return self.homes.people["born"][self.who] <= self._born_by(years)

    def _born_by(self, years: int) -> np.int32:
        """The last day of birth on which so many years are completed by the day.

        Who was born on 29 February waits for 1 March in a common year.
        """
        last = self.period.last
        month = Period(last.year - years, last.month)
        born = month.first.replace(day=min(last.day, month.last.day))
        return np.int32((born - Period(1970).first).days)

    def _where(self, kind: str) -> npt.NDArray[np.int32]:
        """The place of every person on the day, NONE where they have none."""
        stays = self.homes.all_stays[kind]
        there = (stays["first"] <= self.day) & (stays["past"] > self.day)
        place = np.full(self.homes.people["born"].size, NONE, dtype=np.int32)
        place[stays["who"][there]] = stays["place"][there]
        return place

    @cached_property
    def registered(self) -> npt.NDArray[np.int32]:
        """Where each person is registered."""
        return self._where("registered")

    @cached_property
    def actual(self) -> npt.NDArray[np.int32]:
        """Where each person lives."""
        return self._where("actual")

    def _places(self) -> npt.NDArray[np.int32]:
        """Where each household is: with its head, else with its oldest member there."""
        where = (self.registered if self.kind == "registered" else self.actual)[
            self.who
        ]
        there = np.flatnonzero(where != NONE)
        born = self.homes.people["born"][self.who[there]]
        is_head = self.role[there] == ROLES.index("head")
        # What is written last stays, so the first in rank comes last.
        order = there[np.lexsort((-self.who[there], -born, is_head))]
        place = np.full(self.count, NONE, dtype=np.int32)
        place[self.home[order]] = where[order]
        return place

    def _left_by_children(self) -> npt.NDArray[np.int32]:
        """Persons with living children, none of whom is a member of their household."""
        kin = self.homes.kin
        home = np.full(self.homes.people["born"].size, NONE, dtype=np.int64)
        home[self.who] = self.home
        living = self.alive[kin["child"]]
        parent, child = kin["parent"][living], kin["child"][living]
        together = (home[parent] == home[child]) & (home[parent] != NONE)
        return np.setdiff1d(parent, parent[together])

    def _left_behind(self, place: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        """The young with a parent, and the old with all their children, away."""
        kin = self.homes.kin
        county = np.full(self.homes.people["born"].size, NONE, dtype=np.int32)
        county[self.who] = self._county_of(place)[self.home]
        parent, child = kin["parent"], kin["child"]
        young = ~self._older_than(YOUNG)
        is_young = self._by_member(young)[child]
        young_left = child[is_young & self._away(parent, county[child])]
        of_old = self._by_member(self._older_than(OLD))[parent] & self.alive[child]
        parent, child = parent[of_old], child[of_old]
        here = parent[~self._away(child, county[parent])]
        return np.concatenate([young_left, np.setdiff1d(parent, here)])

    def _by_member(self, flag: Flags) -> Flags:
        """A flag of members as one of persons."""
        flags = np.zeros(self.homes.people["born"].size, dtype=np.bool_)
        flags[self.who[flag]] = True
        return flags

    def _away(self, who: npt.NDArray[np.int32], county: npt.NDArray[np.int32]) -> Flags:
        """Who is registered in the county and does not live in it."""
        registered = self._county_of(self.registered[who])
        actual = self._county_of(self.actual[who])
        away: Flags = (county != NONE) & (registered == county) & (actual != county)
        return away

    def _county_of(self, place: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        found = self.homes.county[place]
        return np.where(place == NONE, NONE, found)
