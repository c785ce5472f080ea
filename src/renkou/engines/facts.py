"""The facts of a snapshot: every row with its place, its day and when it was known.

Made once for a snapshot, from which any as-known date, population, period and area
list is a filter, a join with a small table and a group-by. What a definition sees
(`renkou.definitions.facts`) is cut from these. Those that households are put together
from are in the order of persons, so that what is gathered lies together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import ibis
import ibis.expr.types as ir
from ibis import _

from renkou.schema import ELSEWHERE

from .known import NEVER, both_known, completed_age, day_number, gone, known

# The snapshot's, and `places` (code, place) and `numbers` (person_id, who, rank).
Tables = Mapping[str, ir.Table]
OUTSIDE = -1  # the place of what is not in the city
ROLES = ("head", "partner", "child")  # by number; others come after


def stays(t: Tables) -> ir.Table:
    """Who was where: residence spells cut at death, with sex and birth date."""
    people = known(t["persons"]).select(
        "person_id", "sex", "birth_date", "death_date", "known_from", "known_to"
    )
    joined = _spells(t).join(people, "person_id", rname="{name}_person")
    joined = both_known(joined, "person").join(t["numbers"], "person_id")
    after_death = gone(joined.death_date)
    return (
        joined.mutate(valid_to=ibis.least(joined.valid_to, after_death))
        .filter(_.valid_from < _.valid_to)
        .select(
            "who",
            "kind",
            "place",
            "sex",
            "birth_date",
            "valid_from",
            "valid_to",
            "known_from",
            "known_to",
        )
        .order_by("kind", "who", "valid_from")
    )


def _spells(t: Tables) -> ir.Table:
    """Residence spells as they stand, with their place."""
    spells = known(t["residence_spells"]).join(t["places"], _.area == t["places"].code)
    return spells.select(
        "person_id",
        "kind",
        "place",
        "valid_from",
        "known_from",
        "known_to",
        valid_to=ibis.coalesce(spells.valid_to, NEVER),
    )


def _located(t: Tables, table: str, person: str, *columns: str) -> ir.Table:
    """Events with the place where `person` belonged that day, for each population."""
    people = known(t["persons"]).select(
        "known_from", "known_to", "sex", "birth_date", who=_.person_id
    )
    events = known(t[table]).select(
        "occurred_on", "known_from", "known_to", *columns, who=_[person]
    )
    spells = _spells(t).rename(who="person_id")
    joined = events.join(
        spells,
        [
            "who",
            events.occurred_on >= spells.valid_from,
            events.occurred_on < spells.valid_to,
        ],
        rname="{name}_spell",
    ).join(people, "who", rname="{name}_person")
    return both_known(joined, "spell", "person").drop("who")


def births(t: Tables) -> ir.Table:
    """Births where the mother belonged, with her age and the delay of the record."""
    first = known_first(t["births"])
    located = _located(t, "births", "mother_id", "record_id", "sex", "birth_order")
    located = located.join(first, "record_id")
    return located.select(
        "kind",
        "place",
        "occurred_on",
        "sex",
        "known_from",
        "known_to",
        birth_order=_.birth_order.cast("int32"),
        mother_age=completed_age(located.birth_date, located.occurred_on),
        delay=located.first_recorded.delta(located.occurred_on, unit="day").cast(
            "int32"
        ),
    )


def known_first(table: ir.Table) -> ir.Table:
    """The day of the first record of each record, whatever was known of it later."""
    return table.group_by("record_id").agg(first_recorded=_.recorded_at.date().min())


def deaths(t: Tables) -> ir.Table:
    """Deaths where the deceased belonged that day."""
    located = _located(t, "deaths", "person_id")
    return located.select(
        "kind",
        "place",
        "occurred_on",
        "sex",
        "known_from",
        "known_to",
        age=completed_age(located.birth_date, located.occurred_on),
    )


def couples(table: str) -> Callable[[Tables], ir.Table]:
    """Marriages or divorces where the first-named belonged that day."""

    def fact(t: Tables) -> ir.Table:
        return _located(t, table, "first_id").select(
            "kind", "place", "occurred_on", "known_from", "known_to"
        )

    return fact


def first_marriages(t: Tables) -> ir.Table:
    """Everybody who married for the first time, where the first-named belonged."""
    people = known(t["persons"]).select(
        "person_id", "known_from", "known_to", "sex", "birth_date"
    )
    flags = ("first_marriage_of_first", "first_marriage_of_second")
    located = _located(t, "marriages", "first_id", "first_id", "second_id", *flags)
    located = located.select(
        "kind",
        "place",
        "occurred_on",
        "known_from",
        "known_to",
        "first_id",
        "second_id",
        *flags,
    )
    parties = [
        located.filter(located[flag]).mutate(person_id=located[who])
        for who, flag in zip(("first_id", "second_id"), flags, strict=True)
    ]
    joined = ibis.union(*parties).join(people, "person_id", rname="{name}_party")
    joined = both_known(joined, "party")
    days = joined.occurred_on.delta(joined.birth_date, unit="day")
    return joined.select(
        "kind",
        "place",
        "occurred_on",
        "sex",
        "known_from",
        "known_to",
        age=completed_age(joined.birth_date, joined.occurred_on),
        exact_age=days / 365.25,
    )


def moves(t: Tables) -> ir.Table:
    """Moves of each kind from a place to a place; OUTSIDE is elsewhere."""
    people = known(t["persons"]).select("person_id", "known_from", "known_to", "sex")
    joined = known(t["moves"]).join(people, "person_id", rname="{name}_person")
    joined = both_known(joined, "person")
    for end in ("origin", "destination"):
        places = t["places"].select(place=_.place, code=_.code)
        joined = joined.left_join(
            places, joined[end] == places.code, rname="{name}_place"
        )
        place = ibis.cases((joined[end] == ELSEWHERE, OUTSIDE), else_=joined.place)
        joined = joined.mutate(**{f"{end}_place": place.cast("int32")}).drop(
            "place", "code"
        )
    return joined.select(
        "kind",
        "occurred_on",
        "sex",
        "known_from",
        "known_to",
        origin=joined.origin_place,
        destination=joined.destination_place,
    )


def people(t: Tables) -> ir.Table:
    """Everybody, with the days of birth and of being gone, counted from 1970."""
    rows = known(t["persons"]).join(t["numbers"], "person_id")
    return rows.select(
        "who",
        "rank",
        "known_from",
        "known_to",
        born=day_number(rows.birth_date),
        gone=day_number(gone(rows.death_date)),
    ).order_by("who")


def kin(t: Tables) -> ir.Table:
    """Parents and their children; `borne` where she is the mother."""
    rows = known(t["persons"]).join(t["numbers"], "person_id")
    rows = rows.select(
        "mother_id",
        "father_id",
        "birth_date",
        "known_from",
        "known_to",
        child=rows.who,
    )
    number = t["numbers"].select(parent_id=_.person_id, parent=_.who)
    sides = ibis.union(
        rows.mutate(parent_id=_.mother_id, borne=True),
        rows.mutate(parent_id=_.father_id, borne=False),
    )
    found = sides.join(number, "parent_id")
    return found.drop("parent_id", "mother_id", "father_id").order_by("parent")


def members(t: Tables) -> ir.Table:
    """Household spells as they stand: households, persons and days as numbers."""
    rows = known(t["household_spells"]).join(t["numbers"], "person_id")
    role = ibis.cases(
        *((rows.role == name, at) for at, name in enumerate(ROLES)), else_=len(ROLES)
    )
    by_household = ibis.window(order_by=rows.household_id)
    return rows.select(
        "who",
        "known_from",
        "known_to",
        household=ibis.dense_rank().over(by_household).cast("int32"),
        role=role.cast("int32"),
        first=day_number(rows.valid_from),
        past=day_number(ibis.coalesce(rows.valid_to, NEVER)),
    ).order_by("who", "first")


FACTS: dict[str, tuple[tuple[str, ...], Callable[[Tables], ir.Table]]] = {
    "stays": (("persons", "residence_spells"), stays),
    "births": (("persons", "residence_spells", "births"), births),
    "deaths": (("persons", "residence_spells", "deaths"), deaths),
    "marriages": (("persons", "residence_spells", "marriages"), couples("marriages")),
    "divorces": (("persons", "residence_spells", "divorces"), couples("divorces")),
    "first_marriages": (("persons", "residence_spells", "marriages"), first_marriages),
    "moves": (("persons", "moves"), moves),
    "people": (("persons",), people),
    "kin": (("persons",), kin),
    "members": (("persons", "household_spells"), members),
}


def possible(tables: frozenset[str]) -> Iterator[str]:
    """The facts that can be made of the tables that a snapshot has."""
    return (name for name, (needs, _) in FACTS.items() if tables.issuperset(needs))
