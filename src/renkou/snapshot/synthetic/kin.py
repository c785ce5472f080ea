"""Mothers and fathers of the people of 2010, and the children who are not there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .choice import Floats, Index
from .city import City
from .days import census_edges
from .fertility import TWINS, chances, weights
from .figures import COUNTIES, Figures
from .lives import FEMALE, MALE, NEVER, NOBODY, START, Flags
from .rates import Tables
from .start import People

_OLDEST_CHILD = 64
_MINOR = 16
"""Below this age nearly every child's mother is known."""
_DAUGHTERS_AWAY = 0.7
"""Of grown children who are registered elsewhere, those who are daughters: assumed."""
_LAST_AGE = 50


@dataclass(frozen=True, kw_only=True)
class _Women:
    """A county's women by age: rows, ages in 2010, where each age begins."""

    rows: Index
    age: Index
    first: Index
    counted: Floats

    def of(self, youngest: int, oldest: int) -> slice:
        return slice(self.first[max(youngest, 0)], self.first[max(oldest, 0)])


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """Mothers wanted by years before 2010, and the share of children who died."""

    mothers: Floats
    died: Floats


@dataclass(frozen=True, kw_only=True)
class _Absent:
    """Children without a row yet: who died, and who is registered elsewhere."""

    mother: Index
    day: Index
    died: Flags


def link(
    city: City, people: People, size: Figures, rates: Tables, rng: np.random.Generator
) -> None:
    """Give the people mothers and fathers, and the mothers their other children.

    The children of women aged 15 to 64 are so many, born and surviving, as the
    census of 2010 has them by county.
    """
    edges = census_edges(_OLDEST_CHILD + 1)
    absent: list[_Absent] = []
    for county in range(len(COUNTIES)):
        absent += _county(city, people, size, rates, county, edges, rng)
    _add_absent(city, absent, rng)
    _part_siblings(city)
    children = np.flatnonzero(city.mother >= 0)
    _link_husbands(city, children)
    city.births.add(
        len(children),
        child=children,
        mother=city.mother[children],
        father=city.father[children],
        day=city.birth[children],
    )


def _county(
    city: City,
    people: People,
    size: Figures,
    rates: Tables,
    county: int,
    edges: Index,
    rng: np.random.Generator,
) -> list[_Absent]:
    here = people.county == county
    women = _women(people, np.flatnonzero(here & (people.sex == FEMALE)))
    members = np.flatnonzero(here & (people.age <= _OLDEST_CHILD))
    members = members[np.argsort(people.age[members], kind="stable")]
    starts = np.searchsorted(people.age[members], np.arange(_OLDEST_CHILD + 2))
    plan = _plan(women, np.diff(starts), size, rates, county)
    absent = []
    for back in range(_OLDEST_CHILD, -1, -1):
        children = rng.permutation(members[starts[back] : starts[back + 1]])
        mothers = _mothers(city, women, plan.mothers[back], back, edges, rates, rng)
        absent.append(
            _match(city, people, mothers, children, plan.died[back], back, edges, rng)
        )
    return absent


def _women(people: People, rows: Index) -> _Women:
    order = np.argsort(people.age[rows], kind="stable")
    rows = rows[order]
    age = people.age[rows]
    return _Women(
        rows=rows,
        age=age,
        first=np.searchsorted(age, np.arange(160)),
        counted=((age >= 15) & (age < 65) & ~people.away[rows]).astype(np.float64),
    )


def _rate(rates: Tables, back: int) -> Floats:
    """Birth rates `back` years before 2010 by age at the end of that year."""
    yearly = rates.children(2010.83 - back - 0.5)
    return np.append(0.0, (yearly[1:] + yearly[:-1]) / 2)


def _plan(
    women: _Women, born: Index, size: Figures, rates: Tables, county: int
) -> _Plan:
    """So many mothers that the counted women have the census's mean of children."""
    years = np.arange(_OLDEST_CHILD + 1)
    every, counted, frail = (np.zeros(len(years)) for _ in range(3))
    for back in range(len(years)):
        fertile = women.of(15 + back, _LAST_AGE + back)
        rate = _rate(rates, back)[women.age[fertile] - back]
        every[back] = rate.sum()
        counted[back] = (rate * women.counted[fertile]).sum()
        frail[back] = rates.deaths(2010.33 - back).mean(0)[:5].sum()
    share = counted / np.maximum(every, 1e-9)
    minor = years < _MINOR
    held = women.counted.sum()
    known = (born * share)[minor].sum()
    level = (size.ever_born[county] * held - known) / max(counted[~minor].sum(), 1e-9)
    mothers = np.where(minor, born, max(level, 0.0) * every)
    lost = (size.ever_born - size.surviving)[county] * held
    died = frail * lost / max((frail * mothers * share).sum(), 1e-9)
    died = np.minimum(died, 0.3)
    return _Plan(mothers=np.where(minor, born / (1 - died), mothers), died=died)


def _mothers(
    city: City,
    women: _Women,
    wanted: float,
    back: int,
    edges: Index,
    rates: Tables,
    rng: np.random.Generator,
) -> Index:
    """About `wanted` women, by age, children already born, spacing and marriage."""
    fertile = women.of(15 + back, _LAST_AGE + back)
    rows, age = women.rows[fertile], women.age[fertile] - back
    if not len(rows):
        return rows
    rate = _rate(rates, back)[age]
    rate *= wanted / max(rate.sum(), 1e-9)
    start = edges[back + 1]
    weight = weights(
        city.status[rows],
        city.children[rows],
        (start - city.last_delivery[rows]).astype(np.float64),
        2010.33 - back,
    )
    chance = chances(rate, weight, age.astype(np.float64))
    return rng.permutation(rows[rng.random(len(rows)) < chance])


def _match(
    city: City,
    people: People,
    mothers: Index,
    children: Index,
    died: float,
    back: int,
    edges: Index,
    rng: np.random.Generator,
) -> _Absent:
    """Pair the year's mothers with its children; other mothers' are absent."""
    lost = rng.random(len(mothers)) < died
    bereaved, mothers = mothers[lost], mothers[~lost]
    twins = min(rng.binomial(len(children), TWINS), len(mothers))
    second, children = children[:twins], children[twins:]
    if back < _MINOR:
        mothers, children = _away_first(people, mothers, children)
    count = min(len(mothers), len(children))
    _give(city, mothers[:count], children[:count])
    twins = min(twins, count)
    city.birth[second[:twins]] = city.birth[children[:twins]]
    _give(city, mothers[:twins], second[:twins])
    elsewhere = mothers[count:] if back >= _MINOR else mothers[:0]
    absent = np.concatenate([bereaved, elsewhere])
    last = edges[back] - edges[back + 1]
    day = edges[back + 1] + 1 + (rng.random(len(absent)) * (last - 1)).astype(np.int64)
    city.children[absent] += 1
    city.last_delivery[absent] = day
    return _Absent(mother=absent, day=day, died=np.arange(len(absent)) < len(bereaved))


def _away_first(people: People, mothers: Index, children: Index) -> tuple[Index, Index]:
    """Young children who are away go to mothers who are away, as long as there are."""
    children = children[np.argsort(~people.away[children], kind="stable")]
    away = np.flatnonzero(people.away[mothers])
    ahead = away[: int(people.away[children].sum())]
    return np.concatenate([mothers[ahead], np.delete(mothers, ahead)]), children


def _give(city: City, mothers: Index, children: Index) -> None:
    city.mother[children] = mothers
    city.children[mothers] += 1
    city.last_delivery[mothers] = city.birth[children]


def _part_siblings(city: City) -> None:
    """A wife is neither her husband's sister nor his mother."""
    wife = np.flatnonzero((city.sex == FEMALE) & (city.spouse >= 0))
    husband = city.spouse[wife]
    of_one = (city.mother[wife] >= 0) & (city.mother[wife] == city.mother[husband])
    for child in (wife[of_one], husband[city.mother[husband] == wife]):
        np.subtract.at(city.children, city.mother[child], 1)
        city.mother[child] = NOBODY


def _add_absent(city: City, absent: list[_Absent], rng: np.random.Generator) -> None:
    """Rows for the children who died and for those registered elsewhere."""
    mother = np.concatenate([a.mother for a in absent])
    day = np.concatenate([a.day for a in absent])
    died = np.concatenate([a.died for a in absent])
    luck = rng.random(len(mother))
    boy = luck < np.where(died, 0.53, 1 - _DAUGHTERS_AWAY)
    lived = rng.exponential(500.0, len(mother)) * (rng.random(len(mother)) > 0.35)
    death = np.minimum(day + lived.astype(np.int64), START - 1)
    city.add(
        len(mother),
        sex=np.where(boy, MALE, FEMALE),
        birth=day,
        death=np.where(died, death, NEVER),
        mother=mother,
    )


def _link_husbands(city: City, children: Index) -> None:
    """The mother's husband, where he was old enough and not too old."""
    husband = city.spouse[city.mother[children]]
    age = (city.birth[children] - city.birth[husband]) / 365.25
    fits = (husband >= 0) & (age >= 16) & (age < 65)
    city.father[children] = np.where(fits, husband, NOBODY)
