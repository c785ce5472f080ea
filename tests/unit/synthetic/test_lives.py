"""What holds of every life in the synthetic city."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from renkou.schema.problem import Problem
from renkou.snapshot.synthetic.live import live
from renkou.snapshot.synthetic.lives import (
    ACTUAL,
    END,
    HEAD,
    NEVER,
    PARTNER,
    REGISTERED,
    START,
    Lives,
)

from .conftest import PERSONS

KINDS = (REGISTERED, ACTUAL)
TABLES = (
    "persons",
    "spells",
    "births",
    "deaths",
    "marriages",
    "divorces",
    "adoptions",
    "moves",
    "households",
)


def keys(person: NDArray[Any], day: NDArray[Any]) -> NDArray[np.int64]:
    number: NDArray[np.int64] = person.astype(np.int64) * 100_000
    number += np.minimum(day, 99_999)
    return number


def test_the_registered_at_the_start_are_as_many_as_asked_for(city: Lives) -> None:
    spells = city.spells
    there = (spells.kind == REGISTERED) & (spells.start <= START) & (spells.end > START)
    assert there.sum() == city.registered_at_start == PERSONS


def test_columns_have_the_types_of_the_contract(city: Lives) -> None:
    assert city.persons.birth_day.dtype == np.int32
    assert city.spells.village.dtype == np.int16
    assert city.households.role.dtype == np.int8
    assert city.marriages.first_of_first.dtype == np.bool_
    assert list(city.villages) == sorted(city.villages)
    assert city.spells.village.max() < len(city.villages)
    for name in TABLES:
        table = getattr(city, name)
        assert {len(table.column(c)) for c in table.__dataclass_fields__} == {
            len(table)
        }


def test_nobody_dies_before_birth(city: Lives) -> None:
    assert (city.persons.death_day >= city.persons.birth_day).all()
    died = city.persons.death_day[city.deaths.person]
    np.testing.assert_array_equal(died, city.deaths.day)
    assert ((city.deaths.day >= START) & (city.deaths.day < END)).all()


def test_mothers_are_alive_and_of_age(city: Lives) -> None:
    persons = city.persons
    child = np.flatnonzero(persons.mother >= 0)
    mother = persons.mother[child]
    age = (persons.birth_day[child] - persons.birth_day[mother]) / 365.25
    assert age.min() >= 12
    assert age.max() < 54
    assert (persons.sex[mother] == 2).all()
    assert (persons.death_day[mother] >= persons.birth_day[child]).all()


def test_fathers_are_men_and_of_age(city: Lives) -> None:
    persons = city.persons
    child = np.flatnonzero(persons.father >= 0)
    father = persons.father[child]
    assert (persons.sex[father] == 1).all()
    age = (persons.birth_day[child] - persons.birth_day[father]) / 365.25
    assert age.min() >= 15
    assert (persons.death_day[father] >= persons.birth_day[child] - 300).all()


def test_births_are_spaced_and_counted(city: Lives) -> None:
    births = city.births
    order = np.lexsort((births.order, births.mother))
    mother, day, number = (x[order] for x in (births.mother, births.day, births.order))
    same = mother[1:] == mother[:-1]
    gap = np.diff(day)[same]
    assert ((gap == 0) | (gap >= 200)).all()
    assert (np.diff(number)[same] == 1).all()
    assert (number[np.append(True, ~same)] == 1).all()
    twins = np.bincount(births.delivery).astype(int)
    assert set(np.unique(twins)) <= {1, 2}
    assert 0.004 < (twins == 2).mean() < 0.02
    assert (np.diff(births.day) >= 0).all()


@pytest.mark.parametrize("kind", KINDS)
def test_spells_of_a_kind_never_overlap(city: Lives, kind: int) -> None:
    rows = city.spells.kind == kind
    person, start, end = (
        city.spells.column(c)[rows] for c in ("person", "start", "end")
    )
    assert (end > start).all()
    same = person[1:] == person[:-1]
    assert (start[1:] >= end[:-1])[same].all()
    death = city.persons.death_day[person].astype(np.int64)
    assert (np.minimum(end, END) <= np.minimum(death + 1, END)).all()
    assert (start >= np.maximum(START, city.persons.birth_day[person])).all()


@pytest.mark.parametrize("kind", KINDS)
def test_moves_are_the_changes_of_spells(city: Lives, kind: int) -> None:
    of_kind = city.spells.kind == kind
    spells = {
        c: city.spells.column(c)[of_kind] for c in ("person", "start", "end", "village")
    }
    rows = city.moves.kind == kind
    moves = {
        c: city.moves.column(c)[rows]
        for c in ("person", "day", "origin", "destination")
    }
    persons = city.persons
    begun = (spells["start"] > START) & (
        spells["start"] != persons.birth_day[spells["person"]]
    )
    died = spells["end"] == persons.death_day[spells["person"]].astype(np.int64) + 1
    ended = (spells["end"] != NEVER) & ~died
    for side, some, edge in (("destination", begun, "start"), ("origin", ended, "end")):
        inside = moves[side] >= 0
        moved = keys(moves["person"][inside], moves["day"][inside]) * 4096
        changed = keys(spells["person"][some], spells[edge][some]) * 4096
        moved += moves[side][inside]
        changed += spells["village"][some]
        np.testing.assert_array_equal(np.sort(moved), np.sort(changed))
    assert (moves["origin"] != moves["destination"]).all()


def test_residents_are_in_one_household_each_day(city: Lives) -> None:
    homes = city.households
    order = np.lexsort((homes.start, homes.person))
    person, start, end = (homes.column(c)[order] for c in ("person", "start", "end"))
    assert (end > start).all()
    same = person[1:] == person[:-1]
    assert (start[1:] >= end[:-1])[same].all()
    lived = city.spells.kind == ACTUAL
    spell_person = city.spells.person[lived]
    days = [
        np.bincount(p, np.minimum(e, END) - s, len(city.persons))
        for p, s, e in (
            (person, start, end),
            (spell_person, city.spells.start[lived], city.spells.end[lived]),
        )
    ]
    np.testing.assert_array_equal(days[0], days[1])
    day = city.spells.start[lived]
    at = np.searchsorted(keys(person, start), keys(spell_person, day), "right") - 1
    assert (person[at] == spell_person).all()
    assert (end[at] > day).all()


def test_a_household_has_one_head_and_at_most_one_partner(city: Lives) -> None:
    homes = city.households
    for day in (START, START + 2_000, START + 5_000):
        covers = (homes.start <= day) & (homes.end > day)
        at, role = homes.household[covers], homes.role[covers]
        heads = np.bincount(at[role == HEAD], minlength=at.max() + 1)
        assert set(heads[np.unique(at)]) == {1}
        assert np.bincount(at[role == PARTNER]).max() == 1


def test_children_have_somebody_grown_to_live_with(city: Lives) -> None:
    homes = city.households
    for day in (START, START + 3_653):
        covers = (homes.start <= day) & (homes.end > day)
        age = (day - city.persons.birth_day[homes.person[covers]]) / 365.25
        oldest = np.zeros(homes.household.max() + 1)
        np.maximum.at(oldest, homes.household[covers], age)
        assert (oldest[homes.household[covers]][age < 10] < 16).mean() < 0.001


def test_couples_are_a_man_and_a_woman_alive_and_free(city: Lives) -> None:
    weddings, persons = city.marriages, city.persons
    assert (persons.sex[weddings.first] == 1).all()
    assert (persons.sex[weddings.second] == 2).all()
    for who in (weddings.first, weddings.second):
        assert (persons.death_day[who] >= weddings.day).all()
        assert ((weddings.day - persons.birth_day[who]) / 365.25 >= 18).all()
        again = np.lexsort((weddings.day, who))
        same = who[again][1:] == who[again][:-1]
        assert not getattr(
            weddings,
            "first_of_first" if who is weddings.first else "first_of_second",
        )[again][1:][same].any()


def test_no_couple_are_brother_and_sister_or_parent_and_child(city: Lives) -> None:
    persons, weddings, births = city.persons, city.marriages, city.births
    both = births.father >= 0
    man = np.concatenate([weddings.first, births.father[both]])
    woman = np.concatenate([weddings.second, births.mother[both]])
    for parent in (persons.mother, persons.father):
        assert not ((parent[man] >= 0) & (parent[man] == parent[woman])).any()
        assert not (parent[man] == woman).any()
        assert not (parent[woman] == man).any()


def test_the_same_seed_gives_the_same_lives() -> None:
    one, two, other = live(5_000, seed=7), live(5_000, seed=7), live(5_000, seed=8)
    for name in TABLES:
        for column in getattr(one, name).__dataclass_fields__:
            here, there = (getattr(x, name).column(column) for x in (one, two))
            assert here.tobytes() == there.tobytes()
    assert one.persons.birth_day.tobytes() != other.persons.birth_day.tobytes()


@pytest.mark.parametrize("persons", [100, 200])
def test_a_hamlet_lives_too(persons: int) -> None:
    assert len(live(persons, seed=3).spells) > persons


@pytest.mark.parametrize("persons", [0, 99])
def test_too_few_are_refused(persons: int) -> None:
    with pytest.raises(Problem, match=str(persons)):
        live(persons, seed=1)


def test_adopted_children_live_with_whoever_adopts_them(city: Lives) -> None:
    adoptions, homes = city.adoptions, city.households
    assert len(adoptions) > 0
    assert (city.persons.mother[adoptions.child] != adoptions.adopter).all()
    for child, adopter, day in zip(
        adoptions.child, adoptions.adopter, adoptions.day, strict=True
    ):
        covers = (homes.start <= day) & (homes.end > day)
        at = [homes.household[covers & (homes.person == p)] for p in (child, adopter)]
        assert at[0].tolist() == at[1].tolist()


@pytest.mark.parametrize("table", ["births", "deaths", "marriages", "moves"])
def test_no_day_of_the_year_has_too_many_events(city: Lives, table: str) -> None:
    day = getattr(city, table).day
    lived = day[(day >= START) & (day < START + 15 * 365)]
    counts = np.bincount((lived - START) % 365, minlength=365)
    assert counts.max() < 2.2 * counts.mean()


def test_more_die_in_winter_than_in_summer(city: Lives) -> None:
    month = city.deaths.day.astype("datetime64[D]").astype("datetime64[M]")
    number = month.astype(int) % 12
    winter, summer = (np.isin(number, m).sum() for m in ((11, 0, 1), (5, 6, 7)))
    assert winter > 1.15 * summer
