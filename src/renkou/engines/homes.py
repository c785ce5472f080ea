"""Households as they were on the last day of each period."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from .ages import on_day
from .known import NEVER, known
from .periods import Period, Span
from .session import Session

ELDER, OLD, YOUNG, MINOR = 60, 65, 16, 18
MEMBER = ("person_id", "household_id")  # a person may be known to be in two


def households(session: Session, kind: str, span: Span) -> ir.Table:
    """The fact `households_located` of one population, for every period of `span`."""
    kin, members = _kin(session), _members(session)
    counties = session.counties()
    parts = []
    for step, period in enumerate(span.periods):
        day = _Day(session, kind, period, kin, members, counties)
        parts.append(session.store("homes", day.households().mutate(period=step)))
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _people(session: Session) -> ir.Table:
    day = ibis.literal(session.known_on)
    rows = known(session.workspace.table("persons"))
    return rows.filter(rows.known_from <= day, rows.known_to > day).mutate(
        gone=ibis.coalesce(rows.death_date + ibis.interval(days=1), NEVER)
    )


def _members(session: Session) -> ir.Table:
    """Household spells as known, cut at death, with birth dates."""
    day = ibis.literal(session.known_on)
    spells = known(session.workspace.table("household_spells"))
    spells = spells.filter(spells.known_from <= day, spells.known_to > day)
    people = _people(session).select("person_id", "birth_date", "gone")
    joined = spells.join(people, "person_id")
    end = ibis.least(ibis.coalesce(joined.valid_to, NEVER), joined.gone)
    rows = joined.mutate(valid_to=end).filter(_.valid_from < _.valid_to)
    return session.store(
        "members",
        rows.select(
            "household_id", "person_id", "role", "birth_date", "valid_from", "valid_to"
        ),
    )


def _kin(session: Session) -> ir.Table:
    """Parents and their children, with the days between which the child is alive."""
    people = _people(session)
    sides = [
        people.filter(people[side].notnull()).select(
            parent=people[side],
            child=people.person_id,
            born=people.birth_date,
            gone=people.gone,
        )
        for side in ("mother_id", "father_id")
    ]
    return session.store("kin", ibis.union(*sides, distinct=True))


class _Day:
    """The households of one population on the last day of one period."""

    def __init__(
        self,
        session: Session,
        kind: str,
        period: Period,
        kin: ir.Table,
        members: ir.Table,
        counties: ir.Table,
    ) -> None:
        day = ibis.literal(period.last)
        self.session, self.period, self.counties = session, period, counties
        self.stays = session.store(
            "there", on_day(session.stays_known(kind), period).drop("age")
        )
        self.members = session.store("present", on_day(members, period))
        self.kin = kin.filter(_.born <= day, _.gone > day)
        self.all_kin = kin

    def households(self) -> ir.Table:
        """One row a household: its place and what its members are."""
        places = self._places()
        left, behind = self._left_by_children(), self._left_behind(places)
        m = self.members.left_join(left, MEMBER, rname="{name}_left")
        m = m.left_join(behind, MEMBER, rname="{name}_behind")
        minor = (m.role == "child") & (m.age < MINOR)
        counted = m.group_by("household_id").agg(
            size=_.count(),
            heads=(m.role == "head").sum(),
            partners=(m.role == "partner").sum(),
            minor_children=minor.sum(),
            members_60=(m.age >= ELDER).sum(),
            parents_left_60=m.person_id_left.notnull().sum(),
            left_behind=m.person_id_behind.notnull().sum(),
        )
        joined = counted.join(places, "household_id")
        numbers = {
            name: joined[name].cast("int32")
            for name in counted.columns
            if name != "household_id"
        }
        return joined.select(place=joined.place, **numbers)

    def _places(self) -> ir.Table:
        """Where each household is: with its head, else its oldest member there."""
        there = self.members.join(
            self.stays.select("person_id", "place"), "person_id"
        ).select(
            "household_id",
            "place",
            first=ibis.struct(
                {
                    "role": (_.role != "head").cast("int8"),
                    "born": _.birth_date,
                    "who": _.person_id,
                    "place": _.place,
                }
            ),
        )
        return self.session.store(
            "located",
            there.group_by("household_id").agg(place=_.place.argmin(_.first)),
        )

    def _left_by_children(self) -> ir.Table:
        """Members of 60 and over with living children, none of whom lives with them."""
        old = self.members.filter(_.age >= ELDER).select("person_id", "household_id")
        pairs = old.join(self.kin, old.person_id == self.kin.parent)
        homes = self.members.select(child=_.person_id, home=_.household_id)
        pairs = pairs.left_join(homes, "child", rname="{name}_home")
        together = (pairs.household_id == pairs.home).fill_null(False)
        return (
            pairs.group_by(*MEMBER)
            .agg(together=together.sum())
            .filter(_.together == 0)
            .select(*MEMBER)
        )

    def _left_behind(self, places: ir.Table) -> ir.Table:
        """The young a parent of whom, and the old all of whose children, are away."""
        located = self.members.join(places, "household_id")
        located = located.join(self.counties, "place")
        young = located.filter(_.age < YOUNG).select(*MEMBER, "county")
        old = located.filter(_.age >= OLD).select(*MEMBER, "county")
        of_young = young.join(
            self.all_kin.select(person_id=_.child, relative=_.parent), "person_id"
        )
        of_old = old.join(
            self.kin.select(person_id=_.parent, relative=_.child), "person_id"
        )
        away = self._away(ibis.union(of_young, of_old))
        left_young = of_young.semi_join(away, ["county", "relative"])
        keys = ["county", "relative"]
        judged = of_old.left_join(
            away.mutate(away=ibis.literal(1)), keys, rname="{name}_away"
        )
        left_old = (
            judged.group_by(*MEMBER)
            .agg(here=_.away.isnull().sum())
            .filter(_.here == 0)
        )
        return ibis.union(
            left_young.select(*MEMBER), left_old.select(*MEMBER), distinct=True
        )

    def _away(self, pairs: ir.Table) -> ir.Table:
        """Of (county, relative): those registered in the county who live elsewhere."""
        wanted = pairs.select("county", "relative").distinct()
        by_kind = []
        for kind in ("registered", "actual"):
            stays = on_day(self.session.stays_known(kind), self.period)
            there = stays.join(self.counties, "place").select(
                "county", relative=_.person_id
            )
            by_kind.append(there)
        registered, actual = by_kind
        keys = ["county", "relative"]
        return self.session.store(
            "away", wanted.semi_join(registered, keys).anti_join(actual, keys)
        )
