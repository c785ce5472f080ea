"""The synthetic city beside the censuses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from renkou.snapshot.synthetic.comparison import (
    census_comparison,
    events_of,
    population_on,
)
from renkou.snapshot.synthetic.days import ages_on
from renkou.snapshot.synthetic.figures import COUNTIES, figures
from renkou.snapshot.synthetic.lives import ACTUAL, REGISTERED, START, Lives
from renkou.snapshot.synthetic.places import county_in_2020

from .conftest import PERSONS


def test_the_residents_of_2020_are_the_censuss(city: Lives) -> None:
    compared = census_comparison(city)
    assert compared.holds()
    assert np.abs(compared.county_errors()).max() < 0.005


def test_a_missing_cell_breaks_the_bound(city: Lives) -> None:
    compared = census_comparison(city)
    fewer = compared.simulated.copy()
    fewer[3, 1, 10] = 0.8 * fewer[3, 1, 10]
    assert not replace(compared, simulated=fewer).holds()


def test_the_residents_of_2010_are_the_censuss(city: Lives) -> None:
    spells, size = city.spells, figures(PERSONS)
    there = (spells.kind == ACTUAL) & (spells.start <= START)
    county = county_in_2020(city.villages)[spells.village[there]]
    counted = np.bincount(county, minlength=len(COUNTIES))
    expected = size.residents_2010.sum((1, 2))
    assert np.abs(counted / expected - 1).max() < 0.01
    age = ages_on(city.persons.birth_day[spells.person[there]], START)
    old = (age >= 85).sum() - size.residents_2010[:, :, -1].sum()
    assert abs(old) <= 3


def test_the_registered_of_2010_are_the_censuss(city: Lives) -> None:
    spells = city.spells
    there = (spells.kind == REGISTERED) & (spells.start <= START)
    county = county_in_2020(city.villages)[spells.village[there]]
    counted = np.bincount(county, minlength=len(COUNTIES))
    assert np.abs(counted / figures(PERSONS).registered - 1).max() < 0.01


def test_most_of_the_old_have_a_living_child(city: Lives) -> None:
    persons, spells = city.persons, city.spells
    there = (spells.kind == ACTUAL) & (spells.start <= START)
    who = spells.person[there]
    old = who[ages_on(persons.birth_day[who], START) >= 65]
    lives = persons.death_day > START
    children = np.zeros(len(persons), np.int64)
    for parent in (persons.mother, persons.father):
        children += np.bincount(parent[(parent >= 0) & lives], minlength=len(persons))
    for sex in (1, 2):
        assert (children[old[persons.sex[old] == sex]] > 0).mean() > 0.8


def test_women_have_as_many_children_as_in_the_census(city: Lives) -> None:
    persons, births = city.persons, city.births
    size = figures(PERSONS)
    before = births.day < START
    mothers = births.mother[before]
    ever = np.bincount(mothers, minlength=len(persons))
    lived = persons.death_day[births.child[before]] >= START
    alive = np.bincount(mothers, lived, minlength=len(persons))
    spells = city.spells
    there = (spells.kind == ACTUAL) & (spells.start <= START)
    who = spells.person[there]
    county = county_in_2020(city.villages)[spells.village[there]]
    age = ages_on(persons.birth_day[who], START)
    women = (persons.sex[who] == 2) & (age >= 15) & (age < 65)
    for number in range(len(COUNTIES)):
        some = who[women & (county == number)]
        assert abs(ever[some].mean() - size.ever_born[number]) < 0.08
        assert abs(alive[some].mean() - size.surviving[number]) < 0.08


def test_events_of_2022_are_counted_for_both_populations(city: Lives) -> None:
    events = events_of(city, 2022)
    people = population_on(city, START + 4_000)
    assert people["registered"] > people["resident"] > 0.6 * PERSONS
    for counts in events.values():
        assert 0 < counts["resident"] < counts["registered"]
    first = int(np.datetime64("2022-01-01").astype(int))
    within = (city.deaths.day >= first) & (city.deaths.day < first + 365)
    assert events["deaths"]["registered"] <= within.sum()
